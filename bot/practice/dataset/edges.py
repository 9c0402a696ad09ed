"""The edge cases of dataset.md 4.8, each under its number with the moments at which it comes.

From twelve months on every one of them is there; in fewer, those that find no room are left out.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.practice.dataset import edges_of_people as people
from bot.practice.dataset import edges_of_time as times
from bot.practice.dataset.case import Case
from bot.practice.dataset.turns import Life, Stretch
from flows.calendar import (
    DAY,
    SATURDAY,
    at_local,
    is_public_holiday,
    is_working_day,
    next_working_day,
    nth_working_day,
)

Month = tuple[int, int]
Story = Callable[[Case], Life]
MINUTE = timedelta(minutes=1)
DOWN = (10 * MINUTE, 50 * MINUTE)  # 12: from and until when the bot is away, after the asking
BURST = (0, 5, 11, 16, 22, 28)  # 15: minutes
OUTAGE = ((7, 17), (9, 25))  # 11: from and until which day the OM was offline
FREEZES_ON = 5  # 3: the working day
ROOM = 6  # months, for those that need a day of a certain kind
SUNDAY = 6
DRILLS = ("9a", "9c")
TOGETHER: tuple[tuple[tuple[int, str, Story], ...], ...] = (  # minutes after the first of them
    ((0, "2a", people.first_of_twins), (11, "2b", people.second_of_twins)),
    ((0, "2c", people.first_without_reference), (9, "2d", people.second_without_reference)),
    ((0, "4a", people.withdrawn_unanswered),),
    ((0, "4b", people.withdrawn_after_two_answers),),
    ((0, "4c", people.reopened),),
    ((0, "5a", people.answered_and_missed),),
    ((0, "5b", people.held_without_om),),
    ((0, "5c", people.logged_afterwards),),
    ((0, "5d", people.started_before_the_alert),),
    ((0, "6a", people.answer_changed),),
    ((0, "6b", people.one_for_two_roles),),
    ((0, "6c", people.no_longer_a_member),),
    ((0, "6d", people.proxy_then_own_tap),),
    ((0, "7", people.two_start_at_once),),
    ((0, "8", people.raiser_left),),
    ((0, "9a", people.drill_that_gives_way), (120, "9b", people.real_beside_a_drill)),
    ((0, "9c", people.drill_that_is_real), (12, "9d", people.raised_again_for_real)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One alert of an edge case: its number in 4.8 with a letter, its moment and its story."""

    case: str
    at: datetime
    story: Story
    drill: bool = False
    due_at: datetime | None = None  # of its herbeoordeling
    away: Stretch | None = None


def edges(months: Sequence[Month], quiet: Month | None = None) -> list[Edge]:
    """Those that fit into these months; but for the clock changes none in the quiet one."""
    busy = [month for month in months if month != quiet]
    found = [*_clock_changes(months), *_of_people(busy)]
    if len(busy) >= ROOM:
        found += [*_month_ends(busy), *_herbeoordelingen(busy), *_crowds(busy)]
    return found


def outage(months: Sequence[Month]) -> Stretch | None:
    """11: the ten weeks of summer in which the OM is offline; None when they are not all in it."""
    (first, start), (last, end) = OUTAGE
    for year in sorted({year for year, _ in months}, reverse=True):
        if {(year, month) for month in range(first, last + 1)} <= set(months):
            return _at((year, first), start, "00:00"), _at((year, last), end, "00:00")
    return None


def _clock_changes(months: Sequence[Month]) -> Iterator[Edge]:
    """1: 02:30 of both kinds in October, and 01:50 in March; every such night of the period."""
    story = times.night_overleg
    for month in months:
        if month[1] == 10:
            first = _at(month, _last_sunday(month), "02:30")
            yield Edge(case="1a", at=first, story=story)
            yield Edge(case="1b", at=first + timedelta(hours=1), story=story)
        if month[1] == 3:
            yield Edge(case="1c", at=_at(month, _last_sunday(month), "01:50"), story=story)


def _of_people(months: Sequence[Month]) -> Iterator[Edge]:
    """2 and 4 to 9: each on a working day of its own, at most two in a month."""
    for place, together in enumerate(TOGETHER[: 2 * len(months)]):
        day = nth_working_day(*months[place % len(months)], 3 + place // len(months) * 9)
        at = at_local(day, time(9 + place % 8, 15))
        for minutes, case, story in together:
            drill = case in DRILLS
            yield Edge(case=case, at=at + minutes * MINUTE, story=story, drill=drill)


def _month_ends(months: Sequence[Month]) -> Iterator[Edge]:
    """3: at 23:58 of a last day, and what is still open when the figures freeze."""
    first, second = months[1], months[3]
    last = (date(*first, 28) + 4 * DAY).replace(day=1) - DAY
    yield Edge(case="3a", at=at_local(last, time(23, 58)), story=times.across_midnight)
    after = (date(*second, 28) + 4 * DAY).replace(day=1)
    last = next(day for n in range(1, 9) if is_working_day(day := after - n * DAY))
    looks_again = nth_working_day(after.year, after.month, FREEZES_ON + 2)
    yield Edge(
        case="3b", at=at_local(last, time(15, 20)), story=times.open_at_the_freeze,
        due_at=at_local(looks_again, time(10)),
    )  # fmt: skip


def _herbeoordelingen(months: Sequence[Month]) -> Iterator[Edge]:
    """14: on a public holiday, on a Saturday, and after the closing."""
    story = times.looked_at_again_on_that_day
    days = [date(*month, number) for month in months for number in range(10, 29)]
    holiday = next(
        (day for day in days if is_public_holiday(day) and day.weekday() < SATURDAY), None
    )
    if holiday is not None:
        before = next(day for n in range(1, 9) if is_working_day(day := holiday - n * DAY))
        yield _looked_at_again("14a", before, holiday, story)
    saturday = next(day for day in days[40:] if day.weekday() == SATURDAY)
    yield _looked_at_again("14b", saturday - 2 * DAY, saturday, story)
    other = next(day for day in days[70:] if is_working_day(day))
    yield _looked_at_again("14c", other, next_working_day(other + 6 * DAY), times.closed_before)


def _looked_at_again(case: str, day: date, again: date, story: Story) -> Edge:
    return Edge(
        case=case, at=at_local(day, time(10, 40)), story=story, due_at=at_local(again, time(10))
    )


def _crowds(months: Sequence[Month]) -> Iterator[Edge]:
    """12: three answers while the bot is away; 15: six alerts in half an hour."""
    at = at_local(nth_working_day(*months[2], 8), time(13, 45))
    away = (at + DOWN[0], at + DOWN[1])
    yield Edge(case="12", at=at, story=times.while_the_bot_was_down, away=away)
    at = at_local(nth_working_day(*months[4], 11), time(11, 5))
    for letter, minutes in zip("abcdef", BURST, strict=True):
        yield Edge(case=f"15{letter}", at=at + minutes * MINUTE, story=times.one_of_six)


def _at(month: Month, day: int, wall: str) -> datetime:
    return at_local(date(*month, day), time.fromisoformat(wall))


def _last_sunday(month: Month) -> int:
    return next(day for day in range(31, 24, -1) if date(*month, day).weekday() == SUNDAY)
