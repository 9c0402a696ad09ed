"""Amsterdam time: day parts, working days, Dutch holidays, windows and the clock change.

Every moment that comes in or goes out is aware UTC, unless its name says local.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from itertools import count, islice
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAY = timedelta(days=1)
FRIDAY, SATURDAY = 4, 5

# Goede vrijdag the library calls public, but the partners work that day.
WORKED_ALL_THE_SAME = frozenset({"Goede vrijdag"})

# A window that keeps its doors shut on holidays may be open from Pinksteren until Christmas.
HORIZON_DAYS = 366

# 18:15, 18.15, 18u15, 1815, 8:05, 18, 18 uur; not 815
WALL_TIME = re.compile(
    r"(?!\d{3}(?!\d))(\d{1,2})(?:[:.u]?(\d{2}))?(?: ?u(?:ur)?)?", re.ASCII | re.IGNORECASE
)


class Daypart(StrEnum):
    """The day parts of indicator M14."""

    KANTOOR = "kantoor"
    AVOND_WEEKEND = "avond_weekend"
    NACHT = "nacht"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Local hours on some days of the week (0 is Monday) within which someone can be reached.

    Closing at 00:00 means the end of the day; a window that crosses midnight is two windows.
    """

    days: frozenset[int]
    opens: time
    closes: time
    holidays: bool = True

    def __post_init__(self) -> None:
        if not self.days <= frozenset(range(7)):
            raise ValueError("the days of a window run from 0 (Monday) to 6")
        if self.opens >= self.closes != time(0):
            raise ValueError("a window closes after it opens; one across midnight is two windows")

    @property
    def never_closes(self) -> bool:
        """Whether it is open day and night, every day of the year."""
        whole_day = self.opens == self.closes == time(0)
        return whole_day and self.holidays and len(self.days) == 7


ALWAYS = (Window(days=frozenset(range(7)), opens=time(0), closes=time(0)),)


def local(at: datetime) -> datetime:
    """The same moment on the clocks of Amsterdam."""
    assert at.tzinfo is not None, "a moment without a zone would be read in the zone of the server"
    return at.astimezone(AMSTERDAM)


def at_local(day: date, wall: time) -> datetime:
    """The moment the clock says so: in spring's gap shifted forward, in autumn the first time."""
    return datetime.combine(day, wall.replace(fold=0), AMSTERDAM).astimezone(UTC)


def is_ambiguous(at: datetime) -> bool:
    """True in the two autumn hours that carry the same clock times."""
    here = local(at)
    return here.replace(fold=0).utcoffset() != here.replace(fold=1).utcoffset()


def day_and_clock(at: datetime) -> str:
    """The day and the time in Amsterdam, such as 24-11 16:45."""
    return f"{local(at):%d-%m} {clock_text(at)}"


def clock_text(at: datetime) -> str:
    """What the clock says; with its zone when it says the same twice that night."""
    return local(at).strftime("%H:%M (%Z)" if is_ambiguous(at) else "%H:%M")


def daypart(at: datetime) -> Daypart:
    here = local(at)
    if not 8 <= here.hour < 22:
        return Daypart.NACHT
    if here.hour < 18 and is_working_day(here.date()):
        return Daypart.KANTOOR
    return Daypart.AVOND_WEEKEND


def is_friday_afternoon(at: datetime) -> bool:
    here = local(at)
    return here.weekday() == FRIDAY and 12 <= here.hour < 18


@cache
def _holidays() -> Mapping[date, str]:
    """The one place that says which holidays count.

    The library knows 5 May (Bevrijdingsdag) once in five years only (2025, 2030), as most partners
    keep it. It brings along every country of the world: whoever only draws does without.
    """
    from holidays import country_holidays

    return country_holidays("NL", language="nl")


def is_public_holiday(day: date) -> bool:
    name = _holidays().get(day)
    return name is not None and name not in WORKED_ALL_THE_SAME


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and not is_public_holiday(day)


def _working_days_from(day: date) -> Iterator[date]:
    return filter(is_working_day, (day + n * DAY for n in count()))


def next_working_day(day: date) -> date:
    """The first working day after this day."""
    return next(_working_days_from(day + DAY))


def add_working_days(at: datetime, n: int) -> datetime:
    """The same time on the clock, n working days later."""
    assert n >= 0
    if n == 0:
        return at
    here = local(at)
    return at_local(next(islice(_working_days_from(here.date() + DAY), n - 1, None)), here.time())


@lru_cache(maxsize=4096)  # each look at the clock asks it of the same moments
def next_working_morning(at: datetime, wall: time = time(10)) -> datetime:
    return at_local(next_working_day(local(at).date()), wall)


def weekend_morning(at: datetime) -> datetime | None:
    """Saturday 10:00 for what happens on a Friday, None on other days."""
    day = local(at).date()
    return at_local(day + DAY, time(10)) if day.weekday() == FRIDAY else None


def month_of(at: datetime) -> tuple[int, int]:
    here = local(at)
    return here.year, here.month


def month_bounds(year: int, month: int) -> tuple[datetime, datetime]:
    """The first moment of the local month and the first moment after it."""
    first = date(year, month, 1)
    after = (first + 31 * DAY).replace(day=1)
    return at_local(first, time(0)), at_local(after, time(0))


def nth_working_day(year: int, month: int, n: int) -> date:
    assert n >= 1
    return next(islice(_working_days_from(date(year, month, 1)), n - 1, None))


def parse_wall_time(text: str) -> time | None:
    """The time on the clock that a person typed, or None when it is not surely one."""
    found = WALL_TIME.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return time(int(found[1]), int(found[2] or 0))
    except ValueError:  # 24:00, 18:75
        return None


def next_moment(now: datetime, wall: time) -> datetime:
    """The first moment after now at which the clock says so, be it the second time that night."""
    today = local(now).date()
    first = at_local(today, wall)
    second = first + timedelta(hours=1) if is_ambiguous(first) else first
    return next(at for at in (first, second, at_local(today + DAY, wall)) if at > now)


def round_up(at: datetime, minutes: int = 5) -> datetime:
    """This moment when the clock is at a multiple of so many minutes, else the next that is."""
    assert 60 % minutes == 0
    down = at.replace(minute=at.minute - at.minute % minutes, second=0, microsecond=0)
    return at if down == at else down + timedelta(minutes=minutes)


def is_open(windows: tuple[Window, ...], at: datetime) -> bool:
    return any(opens <= at < closes for opens, closes in _stretches(windows, local(at).date()))


@lru_cache(maxsize=4096)  # as closes_at
def next_open(windows: tuple[Window, ...], at: datetime) -> datetime | None:
    """The moment itself if it is within a window, else the next opening; None if there is none."""
    today = local(at).date()
    for n in range(HORIZON_DAYS):
        for opens, closes in _stretches(windows, today + n * DAY):
            if at < closes:
                return max(at, opens)
    return None


@lru_cache(maxsize=4096)  # each look at the clock asks the same of the same windows
def closes_at(windows: tuple[Window, ...], at: datetime) -> datetime | None:
    """The end of the open stretch that this moment is in; None if it never ends.

    A moment outside every window is its own end.
    """
    if any(window.never_closes for window in windows):
        return None  # sooner said than found by walking through a year of days
    today, end = local(at).date(), at
    for n in range(HORIZON_DAYS):
        for opens, closes in _stretches(windows, today + n * DAY):
            if opens <= end < closes:
                end = closes
        if end < at_local(today + (n + 1) * DAY, time(0)):
            return end
    return None


def open_parts(
    windows: tuple[Window, ...], start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """What of a stretch of time is within the windows."""
    at = start
    while at < end:
        opens = next_open(windows, at)
        if opens is None or opens >= end:
            return
        closes = closes_at(windows, opens)
        yield opens, end if closes is None else min(closes, end)
        at = end if closes is None else closes


@lru_cache(maxsize=4096)
def _stretches(windows: tuple[Window, ...], day: date) -> tuple[tuple[datetime, datetime], ...]:
    """The stretches of one day that are open, in order of opening.

    A stretch that falls wholly in spring's gap does not exist that day.
    """
    holiday = is_public_holiday(day)
    stretches = (
        (
            at_local(day, window.opens),
            at_local(day + DAY * (window.closes == time(0)), window.closes),
        )
        for window in windows
        if day.weekday() in window.days and (window.holidays or not holiday)
    )
    return tuple(sorted((opens, closes) for opens, closes in stretches if opens < closes))
