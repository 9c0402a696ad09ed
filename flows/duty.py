"""Who is on duty when: week patterns, days apart, absence, and duty that was handed over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby

from flows.calendar import DAY, local
from flows.roster_times import first_moment, moments
from flows.rules import Role
from flows.state import PersonId

AHEAD = 35 * DAY  # how far somebody's next shift is looked for
RUN_OUT_AFTER = 7 * DAY  # a roster whose last shift is longer ago holds nobody back any more
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A shift on one day, of a role still to be named: a line of a roster that was sent in.

    Closing at or before the opening means the next day; 00:00 is the end of the day.
    """

    person: PersonId
    day: date
    opens: time
    closes: time


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekShift:
    """A shift of the week pattern (0 is Monday); `until` is the first day it no longer counts."""

    id: int
    role: Role
    person: PersonId
    weekday: int
    opens: time
    closes: time
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayShift:
    """A shift on one day; on that day the shifts of its role replace the week pattern."""

    id: int
    role: Role
    person: PersonId
    day: date
    opens: time
    closes: time
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Somebody who is not available, in whatever role."""

    id: int
    person: PersonId
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """The giver's duty in a stretch of time, for the taker; it counts once it is accepted.

    `returns` is the handover that goes the other way: a swap, accepted both at once. One that is
    ended before it was accepted was refused or has lapsed.
    """

    id: int
    role: Role
    giver: PersonId
    taker: PersonId
    starts_at: datetime
    ends_at: datetime
    asked_at: datetime
    accepted_at: datetime | None = None
    returns: int | None = None
    ended_at: datetime | None = None

    @property
    def since(self) -> datetime:
        """When it begins to count: at its start, or once it was accepted."""
        return max(self.starts_at, self.accepted_at or self.starts_at)

    @property
    def until(self) -> datetime:
        """When it is over: at its end, or sooner when it was ended."""
        return self.ends_at if self.ended_at is None else min(self.ends_at, self.ended_at)

    @property
    def is_open(self) -> bool:
        """Whether it still waits for the one who was asked."""
        return self.accepted_at is None and self.ended_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Somebody's duty for a role, from a moment until a moment."""

    role: Role
    person: PersonId
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """What is known of the duty of all roles in a stretch of time.

    `in_force` are the roles with a roster at the start of it; None is for a roster that is whole.
    Days from `until` on were not looked up.
    """

    week: tuple[WeekShift, ...] = ()
    days: tuple[DayShift, ...] = ()
    absences: tuple[Absence, ...] = ()
    handovers: tuple[Handover, ...] = ()
    in_force: frozenset[Role] | None = None
    until: date = date.max


def has_roster(roster: Roster, role: Role) -> bool:
    """Whether a role has a roster, so that who is not on duty is left alone."""
    if roster.in_force is not None:
        return role in roster.in_force
    return role in {*(it.role for it in roster.week), *(it.role for it in roster.days)}


def is_in_force(shifts: Iterable[WeekShift | DayShift], at: datetime) -> bool:
    """Whether these shifts of one role, the first and the last among them, are its roster now.

    Until the first shift begins everybody is asked, and again when the last is a week ago: a roster
    for next month silences nobody this month, and one that was forgotten nobody for ever.
    """
    days = [(shift.opens, *_first_and_last(shift)) for shift in shifts]
    if not any(first <= last and first_moment(first, opens) <= at for opens, first, last in days):
        return False
    return local(at).date() - RUN_OUT_AFTER <= max(last for _, _, last in days)


def stretches(roster: Roster, role: Role, day: date) -> tuple[Stretch, ...]:
    """Who really does the shifts that begin on this day; they may end on the next."""
    pieces = list(_planned(roster, role, day))
    for swap in _accepted(roster, role):
        pieces = _hand_over(pieces, swap)
    for absence in roster.absences:
        pieces = _take_out(pieces, absence)
    return tuple(sorted(pieces, key=lambda it: (it.starts_at, it.ends_at, it.person)))


def between(roster: Roster, role: Role, start: datetime, end: datetime) -> tuple[Stretch, ...]:
    """All duty within a stretch of time, whole; what one person does without a break is one."""
    whole: list[Stretch] = []
    for piece in _from_until(roster, role, start, end):
        for n, before in enumerate(whole):
            if before.person == piece.person and before.ends_at >= piece.starts_at:
                whole[n] = replace(before, ends_at=max(before.ends_at, piece.ends_at))
                break
        else:
            whole.append(piece)
    return tuple(whole)


def on_duty(roster: Roster, role: Role, at: datetime) -> tuple[PersonId, ...]:
    """Who is on duty at a moment, who began first in front."""
    people = [piece.person for piece in _from_until(roster, role, at, at + INSTANT)]
    return tuple(dict.fromkeys(people))


def is_absent(roster: Roster, person: PersonId, at: datetime) -> bool:
    return any(it.person == person and it.starts_at <= at < it.ends_at for it in roster.absences)


def gaps(
    roster: Roster, role: Role, start: datetime, end: datetime
) -> tuple[tuple[datetime, datetime], ...]:
    """When nobody is on duty for a role, within a stretch of time."""
    found, covered = [], start
    for piece in _from_until(roster, role, start, end):
        if piece.starts_at > covered:
            found.append((covered, piece.starts_at))
        covered = max(covered, piece.ends_at)
    if covered < end:
        found.append((covered, end))
    return tuple(found)


def next_shift(roster: Roster, person: PersonId, at: datetime) -> Stretch | None:
    """The first shift of somebody that is still to begin, in any role, within what is known."""
    coming = (
        piece
        for role in {*(it.role for it in roster.week), *(it.role for it in roster.days)}
        for piece in _from_until(roster, role, at, at + AHEAD)
        if piece.person == person and piece.starts_at > at
    )
    return min(coming, key=lambda it: (it.starts_at, it.role), default=None)


def standing_in(roster: Roster, person: PersonId, at: datetime) -> tuple[PersonId, ...]:
    """Who took over from somebody at a moment and is there, on duty or not; often nobody."""
    found = []
    for role in dict.fromkeys(it.role for it in roster.handovers):
        pieces = [Stretch(role=role, person=person, starts_at=at, ends_at=at + INSTANT)]
        for swap in _accepted(roster, role):
            pieces = _hand_over(pieces, swap)
        found += [piece.person for piece in pieces]
    there = (one for one in found if one != person and not is_absent(roster, one, at))
    return tuple(dict.fromkeys(there))


def _first_and_last(shift: WeekShift | DayShift) -> tuple[date, date]:
    """The first and the last day on which a shift begins; a last before the first is never."""
    if isinstance(shift, DayShift):
        return shift.day, shift.day
    first = shift.since + (shift.weekday - shift.since.weekday()) % 7 * DAY
    return first, date.max if shift.until is None else shift.until - DAY


def _planned(roster: Roster, role: Role, day: date) -> Iterator[Stretch]:
    """What the roster says of the shifts that begin on a day, whoever is there or not."""
    apart = [shift for shift in roster.days if shift.role == role and shift.day == day]
    for shift in apart or _of_week(roster, role, day):
        starts_at, ends_at = moments(day, shift.opens, shift.closes)
        if starts_at < ends_at:
            yield Stretch(role=role, person=shift.person, starts_at=starts_at, ends_at=ends_at)


def _of_week(roster: Roster, role: Role, day: date) -> list[WeekShift]:
    return [
        shift
        for shift in roster.week
        if shift.role == role and shift.weekday == day.weekday() and shift.since <= day
        if shift.until is None or day < shift.until
    ]


def _from_until(roster: Roster, role: Role, start: datetime, end: datetime) -> list[Stretch]:
    """The stretches of duty that are within these moments for some part, in order of beginning."""
    day, last = local(start).date() - DAY, min(local(end).date(), roster.until - DAY)
    found: list[Stretch] = []
    while day <= last:
        pieces = stretches(roster, role, day)
        found += (piece for piece in pieces if piece.starts_at < end and start < piece.ends_at)
        day += DAY
    return sorted(found, key=lambda piece: (piece.starts_at, piece.ends_at))


def _accepted(roster: Roster, role: Role) -> Iterator[tuple[Handover, ...]]:
    """The handovers that count, in the order in which they were accepted; a swap is together.

    Each gives what its giver has by then, so a chain hands on and no loop can come about.
    """
    counting = [it for it in roster.handovers if it.role == role and it.accepted_at is not None]
    order = sorted(counting, key=lambda it: (it.accepted_at, _pair(it), it.id))
    for _, swap in groupby(order, key=_pair):
        yield tuple(swap)


def _pair(handover: Handover) -> int:
    returns = handover.id if handover.returns is None else handover.returns
    return min(handover.id, returns)


def _hand_over(pieces: list[Stretch], swap: tuple[Handover, ...]) -> list[Stretch]:
    """The pieces after one handover, or after the two of a swap, that do not see each other."""
    moved: list[Stretch] = []
    for handover in swap:
        left: list[Stretch] = []
        for piece in pieces:
            inside, outside = _cut(piece, handover.giver, handover.since, handover.until)
            moved += (replace(part, person=handover.taker) for part in inside)
            left += outside
        pieces = left
    return pieces + moved


def _take_out(pieces: list[Stretch], absence: Absence) -> list[Stretch]:
    parts = (_cut(it, absence.person, absence.starts_at, absence.ends_at) for it in pieces)
    return [part for _, outside in parts for part in outside]


def _cut(
    piece: Stretch, person: PersonId, start: datetime, end: datetime
) -> tuple[list[Stretch], list[Stretch]]:
    """What of somebody's piece is within these moments, and what is not."""
    start, end = max(start, piece.starts_at), min(end, piece.ends_at)
    if piece.person != person or start >= end:
        return [], [piece]
    around = (replace(piece, ends_at=start), replace(piece, starts_at=end))
    outside = [part for part in around if part.starts_at < part.ends_at]
    return [replace(piece, starts_at=start, ends_at=end)], outside
