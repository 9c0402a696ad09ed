"""A change by two: proposing it, and the yes or no of somebody else."""

from datetime import date

from bot.actions.answering import ASKED_LASTS
from bot.actions.herijking import screen_errand
from bot.buttons import Press
from bot.errands import line_errand
from bot.reports.werkafspraken import change_text
from bot.visit import NotNow, Reply, Visit, no_day, noted, prompt
from bot.yearly import network_of, role_of, standing
from flows.calendar import day_and_clock, local
from flows.changes import Change, Doubt, Wish, doubt_agreeing, doubt_proposing
from flows.people import Function, Member
from flows.typed_day import parse_day

ASKS_DAY = "change_day"
HAVE_A_SAY = (Function.CONTACT, Function.CHAIR, Function.ADMIN)


async def wijziging(visit: Visit, press: Press) -> Reply:
    """Every button of a change; details: doelgroep, what, value, start; or `=`, number, answer."""
    network = network_of(visit.member)
    if press.details[:1] == ("=",):
        return await _answer(visit, network, *press.details[1:])
    names = ("doelgroep", "what", "value")
    args = {"network": network, **dict(zip(names, press.details, strict=False))}
    if len(press.details) <= len(names):
        return Reply(screen="changes", args=args)
    if press.details[3] == "t":
        expires_at = visit.now + ASKED_LASTS
        await visit.work.asked.expect(visit.user_id, ASKS_DAY, args, expires_at=expires_at)
        return prompt("wijziging.type_day")
    return await _propose(visit, args, date.fromisoformat(press.details[3]))


async def take_day(visit: Visit, text: str, args: dict[str, str]) -> Reply:
    """The day from which it holds, typed. Raises NotNow on what is no day."""
    today = local(visit.now).date()
    day = parse_day(text, today)
    if day is None:
        raise no_day(text, today)
    reply = await _propose(visit, args, day)
    await visit.work.asked.clear(visit.user_id)
    return Reply(screen=reply.screen, args=reply.args, fresh=True)


async def _propose(visit: Visit, args: dict[str, str], starts_on: date) -> Reply:
    network, now = args["network"], visit.now
    wish = Wish(network=network, what=args["what"], value=args["value"], starts_on=starts_on)
    now_agreed = await standing(visit.work, visit.house, network, now)
    doelgroep = args["doelgroep"]
    if doelgroep not in {rules.doelgroep for rules in now_agreed.rules}:
        raise NotNow("refusal.not_current")
    today = local(now).date()
    _stop(visit, doubt_proposing(visit.member, wish, now_agreed.rules_of(doelgroep), today))
    made = await visit.work.governance.propose(wish, doelgroep, visit.member.person, now)
    await _note(visit, made, "ChangeProposed")
    shown = {"network": network, "number": str(made.id)}
    for other in _others(visit, now_agreed.people, network):
        await visit.work.outbox.tell(screen_errand(other.user_id, "change", shown, now))
    return noted(visit, "changes", network=network)


async def _answer(visit: Visit, network: str, number: str, answer: str = "") -> Reply:
    governance = visit.work.governance
    change = await governance.change(network, int(number))
    if change is None:
        raise NotNow("refusal.not_current")
    if not answer:
        return Reply(screen="change", args={"network": network, "number": number})
    if (at := change.agreed_at or change.refused_at) is not None:
        stand = visit.house.texts.word("stand", "eens" if change.agreed_at else "niet_eens")
        raise NotNow("wijziging.decided", what=stand.lower(), at=day_and_clock(at))
    proposer = await visit.work.people.member_by_person(change.proposed_by)
    today = local(visit.now).date()
    if answer == "ja":
        _stop(visit, doubt_agreeing(change, proposer, visit.member, today))
        await governance.agree(change.id, visit.member.person, visit.now)
        await _note(visit, change, "ChangeAgreed")
    else:
        if not change.is_open(today):
            raise NotNow("wijziging.too_late")
        await governance.refuse(change.id, visit.now)
        await _note(visit, change, "ChangeRefused")
    if proposer is not None and proposer.person != visit.member.person:
        key = "wijziging.agreed" if answer == "ja" else "wijziging.refused"
        what = change_text(change, visit.house.later)
        await visit.work.outbox.tell(line_errand(proposer.user_id, key, visit.now, what=what))
    return noted(visit, "change", network=network, number=number)


def _stop(visit: Visit, doubt: Doubt | None) -> None:
    if doubt is not None:
        raise NotNow(f"wijziging.{doubt.value}")


def _others(visit: Visit, people: tuple[Member, ...], network: str) -> list[Member]:
    return [
        member
        for member in people
        if member.person != visit.member.person
        and not member.suspended
        and any(member.has(function, network) for function in HAVE_A_SAY)
    ]


async def _note(visit: Visit, change: Change, name: str) -> None:
    await visit.work.history.add(
        subject=f"change:{change.id}",
        name=name,
        data={
            "doelgroep": change.doelgroep,
            "what": change.what,
            "value": change.value,
            "starts_on": change.starts_on.isoformat(),
        },
        by_person=visit.member.alias,
        by_role=role_of(visit.member, change.network),
        at=visit.now,
    )
