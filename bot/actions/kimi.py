"""The KiMi: confirming the chair, setting the meetings, noting who came."""

from bot.actions.answering import ASKED_LASTS
from bot.buttons import Press, moment, read_moment
from bot.errands import line_errand
from bot.reports.handover import moment_text, place_text
from bot.visit import NotNow, Reply, Visit, no_day, noted, prompt
from bot.yearly import chair_now, network_of, partners, role_of
from flows.calendar import local
from flows.kimi import (
    MORNING,
    Meeting,
    Presence,
    is_over,
    may_lead,
    with_presence,
    year_to_confirm,
)
from flows.people import Function
from flows.rules import Role
from flows.typed_day import parse_moment

ONLINE, SURE = "online", "ja"
ASKS_DATE = "kimi_date"


async def order_kimi(visit: Visit) -> Reply:
    """The command: how the KiMi stands."""
    return _shown(visit, fresh=True)


async def kimi(visit: Visit, press: Press) -> Reply:
    """Every button of the KiMi; the first detail says which.

    What is told to everybody at once, and cannot be called back, is asked again: `ja` is last.
    """
    what, *details = press.details or ("",)
    network = network_of(visit.member)
    match what:
        case "":
            return _shown(visit)
        case "l":
            args = {"network": network, "quarter": details[0]}
            return Reply(screen="kimi_lessons", args=args)
    await _lead(visit, network)
    match what:
        case "j" | "x" if details[-1] != SURE:
            return Reply(
                screen="kimi_sure", args={"network": network, "what": "|".join(press.details)}
            )
        case "j":
            return await _confirm(visit, network, int(details[0]), Role(details[1]))
        case "d":
            return Reply(screen="kimi_dates", args={"network": network})
        case "t":
            expires_at = visit.now + ASKED_LASTS
            await visit.work.asked.expect(visit.user_id, ASKS_DATE, {}, expires_at=expires_at)
            return prompt("kimi.type_date")
        case "p":
            return Reply(screen="kimi_places", args={"network": network, "at": details[0]})
        case "m":
            return await _set(visit, network, details[0], details[1])
        case "o":
            args = {"network": network, "number": details[0]}
            return Reply(screen="kimi_meeting", args=args)
        case "x":
            return await _cancel(visit, network, int(details[0]))
        case _:
            return await _attend(visit, network, details)


async def take_date(visit: Visit, text: str) -> Reply:
    """The date that was asked for; then the place is. Raises NotNow on what is no date."""
    network = network_of(visit.member)
    await _lead(visit, network)
    at = parse_moment(text, visit.now, MORNING)
    if at is None:
        raise no_day(text, local(visit.now).date())
    await visit.work.asked.clear(visit.user_id)
    return Reply(screen="kimi_places", args={"network": network, "at": moment(at)}, fresh=True)


def _shown(visit: Visit, *, fresh: bool = False) -> Reply:
    return Reply(screen="kimi", args={"network": network_of(visit.member)}, fresh=fresh)


async def _lead(visit: Visit, network: str) -> None:
    chair = await chair_now(visit.work, network, visit.now)
    if not may_lead(visit.member, network, chair):
        raise NotNow("kimi.not_yours")


async def _confirm(visit: Visit, network: str, year: int, role: Role) -> Reply:
    work, now = visit.work, visit.now
    years = await work.governance.chair_years(network)
    if year != year_to_confirm(now, years) or role not in partners(visit.house, network):
        raise NotNow("refusal.not_current")
    await work.governance.confirm_chair(network, year, role, visit.member.person, now)
    await _note(visit, f"kimi:{network}:{year}", "KimiChairConfirmed", {"role": role, "year": year})
    for contact in await work.people.holders(network, role, Function.CONTACT):
        fields = {"year": str(year)}
        await work.outbox.tell(line_errand(contact.user_id, "kimi.you_chair", now, **fields))
    return noted(visit, "kimi", network=network)


async def _set(visit: Visit, network: str, at_detail: str, place: str) -> Reply:
    at, known = read_moment(at_detail), partners(visit.house, network)
    if at <= visit.now or (place != ONLINE and place not in known):
        raise NotNow("refusal.not_current")
    governance = visit.work.governance
    if any(one.at == at for one in await governance.meetings(network, visit.now)):
        raise NotNow("kimi.twice")
    number = await governance.add_meeting(network, at, place, visit.now)
    await _note(visit, f"kimi:{number}", "KimiMeetingSet", {"place": place})
    later = visit.house.later
    fields = {"at": moment_text(at, later), "place": place_text(place, later)}
    await _tell_contacts(visit, network, "kimi.new_meeting", **fields)
    return noted(visit, "kimi", network=network)


async def _cancel(visit: Visit, network: str, number: int) -> Reply:
    meeting = await _meeting(visit, network, number)
    if is_over(meeting, visit.now):
        raise NotNow("refusal.not_current")
    await visit.work.governance.cancel(number, visit.now)
    await _note(visit, f"kimi:{number}", "KimiMeetingCancelled", {})
    at = moment_text(meeting.at, visit.house.later)
    await _tell_contacts(visit, network, "kimi.meeting_cancelled", at=at)
    return noted(visit, "kimi", network=network)


async def _attend(visit: Visit, network: str, details: list[str]) -> Reply:
    number, role, how = int(details[0]), Role(details[1]), Presence(details[2])
    meeting = await _meeting(visit, network, number)
    if not is_over(meeting, visit.now) or role not in partners(visit.house, network):
        raise NotNow("refusal.not_current")
    await visit.work.governance.keep_attendance(with_presence(meeting, role, how))
    await _note(visit, f"kimi:{number}", "KimiAttendance", {"role": role, "how": how.value})
    return noted(visit, "kimi_meeting", network=network, number=str(number))


async def _meeting(visit: Visit, network: str, number: int) -> Meeting:
    meeting = await visit.work.governance.meeting(network, number)
    if meeting is None:
        raise NotNow("refusal.not_current")
    return meeting


async def _tell_contacts(visit: Visit, network: str, key: str, **fields: str) -> None:
    for role in partners(visit.house, network):
        for contact in await visit.work.people.holders(network, role, Function.CONTACT):
            if contact.person != visit.member.person:
                errand = line_errand(contact.user_id, key, visit.now, **fields)
                await visit.work.outbox.tell(errand)


async def _note(visit: Visit, subject: str, name: str, data: dict[str, object]) -> None:
    await visit.work.history.add(
        subject=subject, name=name, data=data,
        by_person=visit.member.alias, by_role=role_of(visit.member, network_of(visit.member)),
        at=visit.now,
    )  # fmt: skip
