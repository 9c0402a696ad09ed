"""The KiMi: which organisation chairs in which year, its four meetings, and what is learned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from flows.calendar import (
    DAY,
    Daypart,
    at_local,
    daypart,
    is_working_day,
    local,
    month_bounds,
    next_working_day,
    next_working_morning,
)
from flows.people import Function, Member
from flows.rules import Role, Rules
from flows.state import Alert, AlertId
from flows.terms import Outcome

MEETINGS_A_YEAR = 4
DECEMBER = 12
TUESDAY = 1
REMINDED_BEFORE = (timedelta(days=14), timedelta(days=1))
KEEPS_READING = timedelta(days=30)  # the former chair, S26
OVER_AFTER = timedelta(hours=2)
MORNING = time(10)


class Presence(StrEnum):
    """How an organisation took part in a meeting (R-162)."""

    ON_SITE = "fysiek"
    ONLINE = "online"
    ABSENT = "niet"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairYear:
    """The organisation that chairs in a year, once that is confirmed."""

    year: int
    role: Role
    confirmed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting; the place is the code of an organisation, or `online`."""

    id: int
    at: datetime
    place: str
    attendance: tuple[tuple[Role, Presence], ...] = ()

    def presence(self, role: Role) -> Presence | None:
        """How an organisation took part; None while nobody has said so."""
        return dict(self.attendance).get(role)

    def attended(self) -> tuple[Role, ...]:
        """The organisations that were there, on site or online."""
        return tuple(role for role, how in self.attendance if how is not Presence.ABSENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """An alert on the learning list: its codes, and its id for who chairs (R-163)."""

    id: AlertId
    doelgroep: str
    month: int
    daypart: Daypart
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairPosts:
    """Who gets the post of voorzitter for the own organisation, and whose ends."""

    given: tuple[tuple[Member, Role], ...]
    ended: tuple[tuple[Member, Role], ...]


def organisations(agreed: Iterable[Rules]) -> tuple[Role, ...]:
    """The partners of a network, in the fixed order in which they take turns."""
    return tuple(dict.fromkeys(each.role for rules in agreed for each in rules.partners()))


def chair_of(order: Sequence[Role], confirmed: Iterable[ChairYear], year: int) -> Role:
    """Whose turn it is: what was confirmed, else on from the last year that was (R-051)."""
    before = [one for one in confirmed if one.year <= year and one.role in order]
    if not before:
        return order[year % len(order)]
    last = max(before, key=lambda one: one.year)
    return order[(order.index(last.role) + year - last.year) % len(order)]


def confirmed_chair(confirmed: Iterable[ChairYear], year: int) -> Role | None:
    """The organisation that was confirmed for this year."""
    return next((one.role for one in confirmed if one.year == year), None)


def presiding(confirmed: Sequence[ChairYear], year: int) -> Role | None:
    """Who chairs now: last year's organisation goes on until this year's is confirmed."""
    return confirmed_chair(confirmed, year) or confirmed_chair(confirmed, year - 1)


def year_to_confirm(now: datetime, confirmed: Sequence[ChairYear]) -> int | None:
    """The year whose chair can be confirmed now: from December on the next one, else this one."""
    here = local(now)
    years = (here.year + 1, here.year) if here.month == DECEMBER else (here.year,)
    known = {one.year for one in confirmed}
    return next((year for year in years if year not in known), None)


def is_chair(member: Member, network: str, chair: Role | None) -> bool:
    """The fixed voorzitter of the network, or who chairs the KiMi this year; not the former one."""
    return any(
        post.network == network
        and post.function is Function.CHAIR
        and (post.role is None or post.role == chair)
        for post in member.posts
    )


def may_lead(member: Member, network: str, chair: Role | None) -> bool:
    """Who confirms the chair and sets the dates: a voorzitter or the beheerder."""
    return member.is_admin() or is_chair(member, network, chair)


def chair_posts(
    members: Iterable[Member], network: str, chair: Role | None, now: datetime
) -> ChairPosts:
    """Hand the chair over to the aanspreekpunt of the organisation that was confirmed.

    The post of the former chair ends thirty days into the year: until then it reads along and,
    by `is_chair`, decides nothing. Without a confirmation all stays as it was.
    """
    if chair is None:
        return ChairPosts(given=(), ended=())
    new_year = at_local(date(local(now).year, 1, 1), time(0))
    given, ended = [], []
    for member in members:
        held = _chaired(member, network)
        is_contact = member.has(Function.CONTACT, network, chair)
        if is_contact and chair not in held and not member.suspended:
            given.append((member, chair))
        if chair in held and not is_contact:
            ended.append((member, chair))
        if now >= new_year + KEEPS_READING:
            ended += [(member, role) for role in held if role != chair]
    return ChairPosts(given=tuple(given), ended=tuple(ended))


def _chaired(member: Member, network: str) -> tuple[Role, ...]:
    return tuple(
        post.role
        for post in member.posts
        if post.network == network and post.function is Function.CHAIR and post.role is not None
    )


def suggested(now: datetime, meetings: Iterable[Meeting]) -> tuple[datetime, ...]:
    """A Tuesday morning halfway each of the coming four quarters that has no meeting yet."""
    taken = {quarter_of(meeting.at) for meeting in meetings}
    year, quarter = quarter_of(now)
    coming = [divmod(year * 4 + quarter - 1 + ahead, 4) for ahead in range(MEETINGS_A_YEAR + 1)]
    free = [_halfway(each, part + 1) for each, part in coming if (each, part + 1) not in taken]
    return tuple(at for at in free if at > now)[:MEETINGS_A_YEAR]


def _halfway(year: int, quarter: int) -> datetime:
    first = date(year, quarter * 3 - 1, 1)
    day = first + ((TUESDAY - first.weekday()) % 7 + 7) * DAY
    return at_local(day if is_working_day(day) else next_working_day(day), MORNING)


def reminder(meeting: Meeting, now: datetime) -> int | None:
    """How many days ahead the reminder is that is due now; None when there is none."""
    first, last = REMINDED_BEFORE
    if meeting.at - last <= now < meeting.at:
        return last.days
    return first.days if meeting.at - first <= now < meeting.at - last else None


def is_over(meeting: Meeting, now: datetime) -> bool:
    """Whether it can be said who was there."""
    return now >= meeting.at + OVER_AFTER


def to_report_back(meeting: Meeting, now: datetime) -> tuple[Role, ...]:
    """Who is reminded to tell the own colleagues: from the next working morning on (R-164)."""
    return meeting.attended() if now >= next_working_morning(meeting.at, time(9)) else ()


def with_presence(meeting: Meeting, role: Role, how: Presence) -> Meeting:
    """The meeting once this is noted; a second tap on the same changes nothing."""
    return replace(meeting, attendance=tuple({**dict(meeting.attendance), role: how}.items()))


def quarter_of(at: datetime) -> tuple[int, int]:
    """The local year, and its quarter from 1 to 4."""
    here = local(at)
    return here.year, (here.month + 2) // 3


def quarter_bounds(year: int, quarter: int) -> tuple[datetime, datetime]:
    """The first moment of a quarter, and the first after it."""
    return month_bounds(year, quarter * 3 - 2)[0], month_bounds(year, quarter * 3)[1]


def lessons(alerts: Iterable[Alert]) -> tuple[Lesson, ...]:
    """What was flagged, and what was missed; drills teach elsewhere."""
    return tuple(
        Lesson(
            id=alert.id,
            doelgroep=alert.doelgroep,
            month=local(alert.clock_at).month,
            daypart=daypart(alert.clock_at),
            why=why,
        )
        for alert in alerts
        if not alert.drill and (why := _why(alert))
    )


def _why(alert: Alert) -> tuple[str, ...]:
    missed = ("gemist",) if alert.outcome is Outcome.MISSED else ()
    return (*missed, *alert.flags)
