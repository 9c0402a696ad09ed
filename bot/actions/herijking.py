"""The herijking: step by step to a confirmation, and the papers that come of it."""

from datetime import datetime

from bot.buttons import Press
from bot.errands import alarm_admins
from bot.visit import NotNow, Reply, Visit, noted
from bot.yearly import network_of, partners
from flows.calendar import local
from flows.herijking import Step, Verdict, answered, confirmed
from flows.notices import Rank
from flows.people import Function, Member
from flows.rules import Role
from storage.outbox import Errand

COORDINATING = (Function.CONTACT, Function.DEPUTY)


async def order_herijking(visit: Visit) -> Reply:
    """The command: at the step where it was left; who has several organisations chooses first."""
    network = network_of(visit.member)
    own = [role for role in partners(visit.house, network) if may_confirm(visit, network, role)]
    role = own[0] if len(own) == 1 else ""
    return Reply(screen="herijking", args={"network": network, "role": role}, fresh=True)


async def herijking(visit: Visit, press: Press) -> Reply:
    """Every button of it; details: the organisation, the step, what is said of that step."""
    role, *details = press.details
    network = network_of(visit.member)
    if not may_confirm(visit, network, Role(role)):
        raise NotNow("herijking.not_yours")
    args = {"network": network, "role": role}
    if len(details) < 2:
        return Reply(screen="herijking", args=args | ({"step": details[0]} if details else {}))
    step, verdict = Step(details[0]), Verdict(details[1])
    if step is Step.CONFIRM:
        return await _confirm(visit, network, Role(role))
    known = await visit.work.governance.herijking(network, local(visit.now).year, Role(role))
    if known.verdict(step) is not verdict:
        await visit.work.governance.keep_herijking(network, answered(known, step, verdict))
        if verdict is Verdict.WRONG:
            await _tell_wrong(visit, role, step)
    return noted(visit, "herijking", network=network, role=role)


async def werkafspraken(visit: Visit, press: Press) -> Reply:
    """The page of one doelgroep: to read, and to print; details: the doelgroep."""
    network = network_of(visit.member)
    known = {rules.doelgroep for rules in visit.house.configuration.live(network)}
    if press.details[0] not in known:
        raise NotNow("refusal.not_current")
    args = {"network": network, "doelgroep": press.details[0]}
    await _send(visit, "agreements_pdf", args)
    return Reply(screen="agreements_page", args=args, fresh=True)


async def overdracht(visit: Visit, press: Press) -> Reply:
    """The handover pack: of the own organisation, or of the whole network for who leads it."""
    network = network_of(visit.member)
    args = {"network": network, "role": _packed(visit.member, network)}
    await visit.work.history.add(
        subject=f"pack:{network}", name="PackRead", data={"role": args["role"]},
        by_person=visit.member.alias, by_role=args["role"] or None, at=visit.now,
    )  # fmt: skip
    await _send(visit, "handover_pdf", args)
    return Reply(screen="handover", args=args, fresh=True)


def may_confirm(visit: Visit, network: str, role: Role) -> bool:
    """The coordinators of an organisation confirm its own; the beheerder any."""
    member = visit.member
    if role not in partners(visit.house, network):
        return False
    return member.is_admin() or any(member.has(each, network, role) for each in COORDINATING)


async def _confirm(visit: Visit, network: str, role: Role) -> Reply:
    work, now = visit.work, visit.now
    known = await work.governance.herijking(network, local(now).year, role)
    if not known.is_ready():
        raise NotNow("refusal.not_current")
    done = confirmed(known, visit.member.person, now)
    await work.governance.keep_herijking(network, done)
    data = {step.value: verdict.value for step, verdict in done.answers}
    await work.history.add(
        subject=f"herijking:{network}:{done.year}", name="HerijkingConfirmed",
        data={"role": role, **data}, by_person=visit.member.alias, by_role=role, at=now,
    )  # fmt: skip
    for rules in visit.house.configuration.live(network):
        await _send(visit, "agreements_pdf", {"network": network, "doelgroep": rules.doelgroep})
    return noted(visit, "herijking", network=network, role=role)


async def _tell_wrong(visit: Visit, role: str, step: Step) -> None:
    later = visit.house.later
    fields = {"role": later.word("role", role), "what": later.word("stap", step.value)}
    await alarm_admins(visit.work, "herijking.wrong", visit.now, **fields)


async def _send(visit: Visit, screen: str, args: dict[str, str]) -> None:
    """One more message to the same person, besides the reply."""
    await visit.work.outbox.tell(screen_errand(visit.user_id, screen, args, visit.now))


def screen_errand(chat_id: int, screen: str, args: dict[str, str], now: datetime) -> Errand:
    """A screen to somebody who did not ask for it just now."""
    return Errand(
        kind="screen",
        user_id=chat_id,
        payload={"screen": screen, "args": args, "edit": None},
        rank=Rank.QUIET,
        not_before=now,
        made_at=now,
    )


def _packed(member: Member, network: str) -> str:
    """Whose pack: the first organisation one is aanspreekpunt of, none for who leads them all."""
    if member.is_admin() or member.has(Function.CHAIR, network):
        return ""
    return next(
        post.role
        for post in member.posts
        if post.network == network and post.function is Function.CONTACT and post.role
    )
