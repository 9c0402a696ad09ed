"""The words of the duty tests: a role, four colleagues, and shifts on the clocks of Amsterdam."""

from datetime import UTC, date, datetime, time

from flows.calendar import AMSTERDAM
from flows.duty import Absence, DayShift, Handover, WeekShift
from flows.rules import Role
from flows.state import PersonId

VT, OM = Role("vt"), Role("om")
ANNA, BRAM, CARLA, DIRK = (PersonId(n) for n in (1, 2, 3, 4))
MONDAY = date(2026, 11, 23)
ASKED = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)


def at(day: int, clock: str) -> datetime:
    """A moment in November 2026, the 23rd is a Monday."""
    return on(date(2026, 11, day), clock)


def on(day: date, clock: str, *, second_time: bool = False) -> datetime:
    wall = time.fromisoformat(clock).replace(fold=int(second_time))
    return datetime.combine(day, wall, AMSTERDAM).astimezone(UTC)


def hours(text: str) -> tuple[time, time]:
    opens, closes = text.replace("24:00", "00:00").split("-")
    return time.fromisoformat(opens), time.fromisoformat(closes)


def weekly(
    person: PersonId,
    weekday: int,
    text: str,
    *,
    role: Role = VT,
    since: date = date(2026, 1, 1),
    until: date | None = None,
) -> WeekShift:
    opens, closes = hours(text)
    return WeekShift(
        id=1,
        role=role,
        person=person,
        weekday=weekday,
        opens=opens,
        closes=closes,
        since=since,
        until=until,
    )


def daily(person: PersonId, day: date | int, text: str, *, role: Role = VT) -> DayShift:
    opens, closes = hours(text)
    day = day if isinstance(day, date) else date(2026, 11, day)
    return DayShift(
        id=1, role=role, person=person, day=day, opens=opens, closes=closes, source="hand"
    )


def away(person: PersonId, start: datetime, end: datetime) -> Absence:
    return Absence(id=1, person=person, starts_at=start, ends_at=end)


def given(
    giver: PersonId,
    taker: PersonId,
    start: datetime,
    end: datetime,
    *,
    number: int = 1,
    accepted: datetime | None = ASKED,
    returns: int | None = None,
    ended: datetime | None = None,
    role: Role = VT,
) -> Handover:
    return Handover(
        id=number,
        role=role,
        giver=giver,
        taker=taker,
        starts_at=start,
        ends_at=end,
        asked_at=ASKED,
        accepted_at=accepted,
        returns=returns,
        ended_at=ended,
    )
