"""The roster of an organisation, by its aanspreekpunt: week pattern, days apart, a file sent in."""

from datetime import date, time, timedelta

from bot.actions.answering import ASKED_LASTS
from bot.actions.duty import note
from bot.buttons import Press
from bot.fetching import fetch_errand
from bot.inputs import MediaKind, Sent
from bot.rosters.reading import MAX_BYTES
from bot.screens.duty_view import colleagues, day_plan, duty_roles, pattern
from bot.visit import NotNow, Reply, Visit, noted, prompt
from flows.calendar import DAY, local, parse_wall_time
from flows.duty import Roster, Shift
from flows.people import may_manage
from flows.refusal import Refusal, Refused
from flows.rules import Role
from flows.state import PersonId
from storage.duty_rows import RosterDraft

ASKS_HOURS, ASKS_ROSTER = "duty_hours", "roster"
BY_HAND = "hand"
FAR = timedelta(days=60)  # a button of a day lives no longer than that


async def rooster(visit: Visit, press: Press) -> Reply:
    """The roster of an organisation. Details: role; i to send one in, ja or nee to which one."""
    role, what = Role(press.details[0]), press.details[1:]
    args = {"network": place(visit, role), "role": role}
    match what:
        case ():
            return Reply(screen="roster_menu", args=args)
        case ("i",):
            await _expect_file(visit, args)
            return prompt("roster.send_file")
        case ("ja" | "nee" as said, which):
            draft = await _draft(visit, args["network"], role, which)
            if said == "ja":
                await _take_over(visit, args["network"], role, draft)
            await visit.work.asked.clear(visit.user_id)
            return noted(visit, "roster_menu", None, **args)
        case _:
            raise Refused(Refusal.NOT_CURRENT)


async def take_file(visit: Visit, item: Sent, args: dict[str, str]) -> Reply:
    """A roster that was asked for. Raises NotNow on what is no file, or too large a one.

    Until one is taken over the next is waited for: a file with faults is sent in again.
    """
    role = Role(args["role"])
    network = place(visit, role)
    if item.kind is not MediaKind.DOCUMENT or not item.file_id:
        raise NotNow("roster.no_file")
    if item.file_size > MAX_BYTES:
        raise NotNow("roster.problem.too_big")
    await _expect_file(visit, args)
    errand = fetch_errand(visit.user_id, item.file_id, network, role, visit.now)
    await visit.work.outbox.tell(errand)
    return Reply(screen="line", args={"key": "roster.reading"}, fresh=True)


async def _expect_file(visit: Visit, args: dict[str, str]) -> None:
    expires_at = visit.now + ASKED_LASTS
    await visit.work.asked.expect(visit.user_id, ASKS_ROSTER, args, expires_at=expires_at)


async def dienst_week(visit: Visit, press: Press) -> Reply:
    """The week pattern, or one day. Details: role, slot, whom, hours; a slot is 0 to 6 or a day."""
    role, what = Role(press.details[0]), press.details[1:]
    args = {"network": place(visit, role), "role": role}
    match what:
        case ():
            return Reply(screen="week", args=args)
        case ("d",):
            return Reply(screen="other_days", args=args)
        case (slot,):
            return Reply(screen="slot", args={**args, "slot": _slot(visit, slot)})
        case (slot, "p"):
            return await _usual(visit, role, _slot(visit, slot))
        case (slot, person):
            await _known(visit, role, person)
            args |= {"slot": _slot(visit, slot), "person": person}
            return Reply(screen="shift_hours", args=args)
        case (slot, person, "t"):
            args |= {"slot": _slot(visit, slot), "person": person}
            expires_at = visit.now + ASKED_LASTS
            await visit.work.asked.expect(visit.user_id, ASKS_HOURS, args, expires_at=expires_at)
            return prompt("duty.hours.type")
        case (slot, person, hours):
            opens, closes = (_read(part) for part in hours.split("-"))
            return await _add(visit, role, _slot(visit, slot), person, opens, closes)
        case (slot, person, opens, _):
            return await _remove(visit, role, _slot(visit, slot), person, _read(opens))
        case _:
            raise Refused(Refusal.NOT_CURRENT)


async def take_hours(visit: Visit, text: str, args: dict[str, str]) -> Reply:
    """From when until when, as it was asked for. Raises NotNow on what is no stretch of hours."""
    hours = hours_of(text)
    if hours is None:
        raise NotNow("duty.no_hours")
    await visit.work.asked.clear(visit.user_id)
    role, slot = Role(args["role"]), _slot(visit, args["slot"])
    reply = await _add(visit, role, slot, args["person"], *hours)
    return Reply(screen=reply.screen, args=reply.args, fresh=True)


def place(visit: Visit, role: Role) -> str:
    """The network in which somebody manages an organisation. Raises NotNow when there is none."""
    for post in visit.member.posts:
        known = duty_roles(visit.house.configuration.live(post.network))
        if role in known and may_manage(visit.member, post.network, role):
            return post.network
    raise NotNow("duty.not_yours")


def hours_of(text: str) -> tuple[time, time] | None:
    """Two times of the clock with a dash or `tot` between; None when it is not surely that."""
    parts = text.replace("–", "-").replace(" tot ", "-").split("-")
    if len(parts) != 2:
        return None
    opens, closes = (_wall(part.strip()) for part in parts)
    return None if opens is None or closes is None else (opens, closes)


def _wall(text: str) -> time | None:
    return time(0) if text in ("24:00", "24.00", "24u", "24") else parse_wall_time(text)


def _read(detail: str) -> time:
    return time(int(detail[:2]), int(detail[2:]))


def _slot(visit: Visit, slot: str) -> str:
    """A day of the week, or a day that is not over. Raises Refused on any other."""
    if len(slot) == 1:
        return slot
    day, today = date.fromisoformat(slot), local(visit.now).date()
    if not today <= day <= today + FAR:
        raise Refused(Refusal.NOT_CURRENT)
    return slot


async def _roster(visit: Visit, network: str, slot: str) -> Roster:
    ahead = FAR if len(slot) > 1 else 8 * DAY
    return await visit.work.duty.roster(network, visit.now, visit.now + ahead)


async def _known(visit: Visit, role: Role, person: str) -> PersonId:
    network = place(visit, role)
    for one in colleagues(await visit.work.people.everyone(network), network, role):
        if str(one.person) == person:
            return one.person
    raise Refused(Refusal.NOT_CURRENT)


async def _add(
    visit: Visit, role: Role, slot: str, number: str, opens: time, closes: time
) -> Reply:
    network, duty, today = place(visit, role), visit.work.duty, local(visit.now).date()
    person = await _known(visit, role, number)
    roster = await _roster(visit, network, slot)
    if len(slot) == 1:
        first = today + (int(slot) - today.weekday()) % 7 * DAY
        held = [(it.person, it.opens, it.closes) for it in pattern(roster, role, int(slot), first)]
        if (person, opens, closes) not in held:
            await duty.add_week_shift(
                network, role, person,
                weekday=int(slot), opens=opens, closes=closes, since=today,
            )  # fmt: skip
            await note(visit, network, role, "WeekShiftAdded", person=person, weekday=int(slot))
    else:
        day = date.fromisoformat(slot)
        planned, _ = day_plan(roster, role, day)
        shift = Shift(person=person, day=day, opens=opens, closes=closes)
        if shift not in planned:
            await duty.put_day_shifts(network, role, (*planned, shift), BY_HAND, visit.now)
            await note(visit, network, role, "DayShiftAdded", person=person, day=slot)
    return noted(visit, "slot", network=network, role=role, slot=slot)


async def _remove(visit: Visit, role: Role, slot: str, number: str, opens: time) -> Reply:
    network, duty, today = place(visit, role), visit.work.duty, local(visit.now).date()
    roster, person = await _roster(visit, network, slot), PersonId(int(number))
    if len(slot) == 1:
        first = today + (int(slot) - today.weekday()) % 7 * DAY
        for it in pattern(roster, role, int(slot), first):
            if (it.person, it.opens) == (person, opens):
                await duty.end_week_shift(network, it.id, today)
                await note(visit, network, role, "WeekShiftEnded", person=person, weekday=int(slot))
    else:
        planned, _ = day_plan(roster, role, date.fromisoformat(slot))
        left = [it for it in planned if (it.person, it.opens) != (person, opens)]
        if not left:
            raise NotNow("duty.slot.last")
        if len(left) < len(planned):
            await duty.put_day_shifts(network, role, left, BY_HAND, visit.now)
            await note(visit, network, role, "DayShiftRemoved", person=person, day=slot)
    return noted(visit, "slot", network=network, role=role, slot=slot)


async def _usual(visit: Visit, role: Role, slot: str) -> Reply:
    network = place(visit, role)
    await visit.work.duty.clear_days(network, role, (date.fromisoformat(slot),), visit.now)
    await note(visit, network, role, "DayCleared", day=slot)
    return noted(visit, "slot", network=network, role=role, slot=slot)


async def _take_over(visit: Visit, network: str, role: Role, draft: RosterDraft) -> None:
    people = colleagues(await visit.work.people.everyone(network), network, role)
    if not {it.person for it in draft.shifts} <= {one.person for one in people}:
        raise NotNow("roster.somebody_left")
    await visit.work.duty.put_day_shifts(network, role, draft.shifts, draft.source, visit.now)
    await note(visit, network, role, "RosterImported", shifts=len(draft.shifts))


async def _draft(visit: Visit, network: str, role: Role, which: str) -> RosterDraft:
    """The roster that a button is about, and none that was sent in after it; it is used up."""
    draft = await visit.work.duty.draft_of(visit.user_id, visit.now)
    if draft is None or (draft.network, draft.role) != (network, role):
        raise Refused(Refusal.NOT_CURRENT)
    if which != str(int(draft.expires_at.timestamp())):
        raise Refused(Refusal.NOT_CURRENT)
    if not await visit.work.duty.drop_draft(visit.user_id):
        raise Refused(Refusal.NOT_CURRENT)
    return draft
