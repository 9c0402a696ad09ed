"""The own duty: who is there, taking over, swapping, being away, and being reached."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.actions.answering import ASKED_LASTS
from bot.buttons import Press, moment
from bot.errands import screen_errand
from bot.screens.duty_view import LOOKS_AHEAD, colleagues, coming
from bot.visit import NotNow, Reply, Visit, no_day, noted, prompt
from flows.calendar import DAY, at_local, local
from flows.duty import Handover, Stretch, between
from flows.people import Member
from flows.refusal import Refusal, Refused
from flows.rules import Role
from flows.state import PersonId
from flows.typed_day import parse_days
from storage.unit_of_work import UnitOfWork

ASKS_ABSENCE = "absent_until"
MONDAY, MIDNIGHT = 7, time(0)
HANDOVER_IS = {
    "accepted": "HandoverAccepted",
    "refused": "HandoverRefused",
    "withdrawn": "HandoverWithdrawn",
}


async def order_dienst(visit: Visit) -> Reply:
    """The command: who is on duty now."""
    return Reply(screen="duty", args={"network": own_network(visit)}, fresh=True)


async def dienst(visit: Visit, press: Press) -> Reply:
    """The same from a button; with `ics` the own shifts as a document."""
    network = own_network(visit)
    if press.details:
        return Reply(screen="my_shifts", args={"network": network}, fresh=True)
    return Reply(screen="duty", args={"network": network})


async def neem_over(visit: Visit, press: Press) -> Reply:
    """Ask to take a shift over, or answer that. Details: role, start, whom; or ja/nee, which.

    A nee of who asked takes the question back.
    """
    match press.details:
        case ("ja" | "nee" as said, number):
            return await _answer(visit, int(number), said)
        case (role, start):
            args = {"network": own_network(visit), "role": role, "start": start}
            return Reply(screen="take_over_who", args=args)
        case (role, start, person):
            return await _ask(visit, Role(role), start, PersonId(int(person)))
        case _:
            raise Refused(Refusal.NOT_CURRENT)


async def ruil(visit: Visit, press: Press) -> Reply:
    """Ask to swap: which shift, for which one. Details: role, start, whose, start of that one."""
    args = {"network": own_network(visit)}
    match press.details:
        case ():
            return Reply(screen="swap_mine", args=args)
        case (role, start):
            return Reply(screen="swap_theirs", args={**args, "role": role, "start": start})
        case (role, start, person, theirs):
            mine = await _own_shift(visit, Role(role), start)
            other = await _colleague(visit, Role(role), PersonId(int(person)))
            wanted = await _shift_of(visit, other.person, Role(role), theirs)
            if mine.starts_at <= visit.now or wanted.starts_at <= visit.now:
                raise Refused(Refusal.NOT_CURRENT)
            await _refuse_twice(visit, mine)
            network = own_network(visit)
            number = await visit.work.duty.ask_swap(network, mine, wanted, visit.now)
            return await _asked(visit, network, number, mine.role, other)
        case _:
            raise Refused(Refusal.NOT_CURRENT)


async def afwezig(visit: Visit, press: Press) -> Reply:
    """Being away until a day, or being there again. Details: v, m, w, d or er; x and which."""
    today = local(visit.now).date()
    match press.details:
        case ():
            return Reply(screen="absent", args={"network": own_network(visit)})
        case ("er",):
            return await _is_back(visit)
        case ("x", number):
            return await _not_away(visit, int(number))
        case ("v",):
            return await _away(visit, at_local(today + DAY, MIDNIGHT))
        case ("m",):
            return await _away(visit, at_local(today + 2 * DAY, MIDNIGHT))
        case ("w",):
            return await _away(visit, at_local(today + (MONDAY - today.weekday()) * DAY, MIDNIGHT))
        case _:
            expires_at = visit.now + ASKED_LASTS
            await visit.work.asked.expect(visit.user_id, ASKS_ABSENCE, {}, expires_at=expires_at)
            return prompt("duty.absent.type")


async def take_absence(visit: Visit, text: str) -> Reply:
    """The days of being away that were asked for. Raises NotNow on what is no day."""
    today = local(visit.now).date()
    days = parse_days(text, today)
    if days is None:
        raise no_day(text, today)
    first, last = days
    until = at_local(last + DAY, MIDNIGHT)
    if first == today:
        reply = await _away(visit, until)
    else:
        reply = await _planned_away(visit, at_local(first, MIDNIGHT), until)
    return Reply(screen=reply.screen, args=reply.args, fresh=True)


async def bereikbaar(visit: Visit, press: Press) -> Reply:
    """The weekly test arrived, and was answered."""
    await visit.work.people.tested(visit.member.person, visit.now)
    return noted(visit, "line", key="duty.reach.thanks")


def own_network(visit: Visit) -> str:
    """The network in which somebody has duty: where a role is held, else any."""
    involved = (post for post in visit.member.posts if post.is_involved)
    posts = sorted(involved, key=lambda post: post.role is None)
    return posts[0].network


async def lapse(work: UnitOfWork, network: str, asked: Handover, now: datetime) -> None:
    """End a request that nobody answered, and tell both."""
    await work.duty.end_handover(network, asked.id, now)
    await _tell_both(work, network, asked, "lapsed", now)


async def note(visit: Visit, network: str, role: Role | None, name: str, **data: object) -> None:
    """What was done to the roster, in the history: numbers and codes."""
    await visit.work.history.add(
        subject=f"duty:{network}:{role or '-'}", name=name, data=data,
        by_person=visit.member.alias, by_role=None, at=visit.now,
    )  # fmt: skip


async def _ask(visit: Visit, role: Role, start: str, person: PersonId) -> Reply:
    piece = await _own_shift(visit, role, start)
    other = await _colleague(visit, role, person)
    await _refuse_twice(visit, piece)
    network = own_network(visit)
    number = await visit.work.duty.ask_handover(
        network, role,
        giver=visit.member.person, taker=other.person,
        starts_at=max(piece.starts_at, visit.now), ends_at=piece.ends_at, now=visit.now,
    )  # fmt: skip
    return await _asked(visit, network, number, role, other)


async def _asked(visit: Visit, network: str, number: int, role: Role, other: Member) -> Reply:
    args = {"network": network, "handover": str(number)}
    await visit.work.outbox.tell(screen_errand(other.user_id, "duty_request", visit.now, **args))
    await note(visit, network, role, "HandoverAsked", number=number)
    return noted(visit, "duty_request", None, **args, said="sent")


async def _answer(visit: Visit, number: int, said: str) -> Reply:
    network, duty = own_network(visit), visit.work.duty
    asked = await duty.handover(network, number)
    me = visit.member.person
    if asked is None or not asked.is_open or asked.ends_at <= visit.now:
        raise Refused(Refusal.NOT_CURRENT)
    if me != asked.taker and (me != asked.giver or said == "ja"):
        raise Refused(Refusal.NOT_CURRENT)
    if said == "ja":
        await _refuse_gone(visit, asked)
        done = await duty.accept_handover(network, number, me, visit.now)
    else:
        done = await duty.refuse_handover(network, number, me, visit.now)
    if not done:
        raise Refused(Refusal.NOT_CURRENT)
    what = "accepted" if said == "ja" else "refused" if me == asked.taker else "withdrawn"
    await note(visit, network, asked.role, HANDOVER_IS[what], number=number)
    other = await visit.work.people.member_by_person(
        asked.giver if me == asked.taker else asked.taker
    )
    args = {"network": network, "handover": str(number), "said": what}
    if other is not None:
        told = screen_errand(other.user_id, "duty_request", visit.now, **args)
        await visit.work.outbox.tell(told)
    return noted(visit, "duty_request", None, **args)


async def _tell_both(
    work: UnitOfWork, network: str, asked: Handover, said: str, now: datetime
) -> None:
    args = {"network": network, "handover": str(asked.id), "said": said}
    for person in (asked.giver, asked.taker):
        member = await work.people.member_by_person(person)
        if member is not None:
            await work.outbox.tell(screen_errand(member.user_id, "duty_request", now, **args))


async def _refuse_twice(visit: Visit, piece: Stretch) -> None:
    """One request at a time for a shift: two who both say yes would be one too many."""
    waiting = await visit.work.duty.open_handovers(own_network(visit))
    for one in waiting:
        same = (one.giver, one.role) == (piece.person, piece.role)
        if same and one.starts_at < piece.ends_at and piece.starts_at < one.ends_at:
            raise NotNow("duty.handover.waits")


async def _refuse_gone(visit: Visit, asked: Handover) -> None:
    """Who says yes must get what was asked about, and of a swap the other as well.

    The roster may have changed meanwhile, or the shift was given to somebody else.
    """
    network, duty = own_network(visit), visit.work.duty
    back = await duty.handover(network, asked.returns) if asked.returns is not None else None
    for one in (asked, back):
        if one is None:
            continue
        start = max(one.starts_at, visit.now)
        roster = await duty.roster(network, start, one.ends_at)
        whole = between(replace(roster, absences=()), one.role, start, one.ends_at)
        held = (it for it in whole if it.person == one.giver)
        if not any(it.starts_at <= start and one.ends_at <= it.ends_at for it in held):
            raise NotNow("duty.handover.gone")


async def _own_shift(visit: Visit, role: Role, start: str) -> Stretch:
    return await _shift_of(visit, visit.member.person, role, start)


async def _shift_of(visit: Visit, person: PersonId, role: Role, start: str) -> Stretch:
    """The shift a button was about. Raises Refused when it is not so any more.

    A button knows the minute only, and who comes back does so in the middle of one.
    """
    until = visit.now + timedelta(days=LOOKS_AHEAD)
    roster = await visit.work.duty.roster(own_network(visit), visit.now, until)
    for piece in coming(roster, (role,), person, visit.now):
        if moment(piece.starts_at) == start:
            return piece
    raise Refused(Refusal.NOT_CURRENT)


async def _colleague(visit: Visit, role: Role, person: PersonId) -> Member:
    network = own_network(visit)
    for one in colleagues(await visit.work.people.everyone(network), network, role):
        if one.person == person and person != visit.member.person:
            return one
    raise Refused(Refusal.NOT_CURRENT)


async def _away(visit: Visit, until: datetime) -> Reply:
    await visit.work.asked.clear(visit.user_id)  # the days were chosen: none is typed any more
    person, duty = visit.member.person, visit.work.duty
    runs = [one for one in await duty.absences(person, visit.now) if one.starts_at <= visit.now]
    if any(one.ends_at == until for one in runs):
        return noted(visit, "duty", network=own_network(visit))
    await duty.end_absence(person, visit.now)
    await duty.add_absence(person, visit.now, until, visit.now)
    await note(visit, own_network(visit), None, "AbsenceNoted", until=moment(until))
    return noted(visit, "duty", network=own_network(visit))


async def _planned_away(visit: Visit, starts_at: datetime, until: datetime) -> Reply:
    await visit.work.asked.clear(visit.user_id)
    person, duty = visit.member.person, visit.work.duty
    known = [(one.starts_at, one.ends_at) for one in await duty.absences(person, visit.now)]
    if (starts_at, until) not in known:
        await duty.add_absence(person, starts_at, until, visit.now)
        times = {"starts_at": moment(starts_at), "until": moment(until)}
        await note(visit, own_network(visit), None, "AbsenceNoted", **times)
    return noted(visit, "absent", network=own_network(visit))


async def _not_away(visit: Visit, number: int) -> Reply:
    if not await visit.work.duty.cancel_absence(visit.member.person, number, visit.now):
        raise Refused(Refusal.NOT_CURRENT)
    await note(visit, own_network(visit), None, "AbsenceEnded")
    return noted(visit, "absent", network=own_network(visit))


async def _is_back(visit: Visit) -> Reply:
    if await visit.work.duty.end_absence(visit.member.person, visit.now):
        await note(visit, own_network(visit), None, "AbsenceEnded")
    return noted(visit, "duty", network=own_network(visit))
