"""The times of one event in a calendar file, on the clocks of Amsterdam."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.rosters.reading import AHEAD, shown
from bot.rosters.repeats import occurrences
from flows.calendar import AMSTERDAM, DAY

LONGEST = timedelta(days=31)
YEARS = range(2000, 2100)  # at the edge of the calendar a zone cannot be reckoned with

Span = tuple[datetime, datetime]
Properties = Mapping[str, Any]  # of an event, each as the library read it


class Unreadable(Exception):
    """An event that we do not surely understand: the key of what is wrong, and its fields."""

    def __init__(self, key: str, **fields: str) -> None:
        super().__init__(key)
        self.key = key
        self.fields = fields


def spans(event: Properties, moved: Collection[date], today: date) -> Iterator[Span]:
    """From when until when, once for each time that it repeats; `moved` are those left out."""
    if "DTSTART" not in event:
        raise Unreadable("roster.problem.no_start")
    starts_at = wall(event["DTSTART"])
    length = _length(event, starts_at)
    if length <= timedelta(0):
        raise Unreadable("roster.problem.empty", text=f"{starts_at:%H:%M}")
    if length > LONGEST:
        raise Unreadable("roster.problem.too_many_days", most=str(LONGEST.days))
    if "RRULE" not in event:
        yield starts_at, starts_at + length
        return
    left_out = {*_excluded(event), *moved}
    for begins in _repeated(event["RRULE"], event["DTSTART"].dt, today):
        if begins not in left_out and begins.date() not in left_out:
            yield begins, begins + length


def by_day(starts_at: datetime, ends_at: datetime) -> Iterator[Span]:
    """The same in pieces of a day at most, each from the time at which it began."""
    while starts_at < ends_at:
        yield starts_at, min(starts_at + DAY, ends_at)
        starts_at += DAY


def wall(said: Any) -> datetime:
    """What the clocks of Amsterdam say at DTSTART and the like; a day is its midnight."""
    at = said.dt
    if isinstance(at, datetime) and at.tzinfo is None and "TZID" in said.params:
        raise Unreadable("roster.problem.zone", text=shown(str(said.params["TZID"])))
    return _wall(at)


def _wall(at: object) -> datetime:
    if not isinstance(at, date):
        raise Unreadable("roster.problem.event", text=shown(f"{at}"))
    if at.year not in YEARS:
        raise Unreadable("roster.problem.bad_date", text=f"{at.year}")
    if isinstance(at, datetime) and at.tzinfo is not None:
        at = at.astimezone(AMSTERDAM)
    return _on_the_clock(at).replace(second=0)


def _on_the_clock(at: date) -> datetime:
    return at.replace(tzinfo=None) if isinstance(at, datetime) else datetime.combine(at, time(0))


def _length(event: Properties, starts_at: datetime) -> timedelta:
    if "DTEND" in event:
        return wall(event["DTEND"]) - starts_at
    if "DURATION" in event:
        length = event["DURATION"].dt
        return length if isinstance(length, timedelta) else timedelta(0)
    if isinstance(event["DTSTART"].dt, datetime):
        raise Unreadable("roster.problem.no_end")
    return DAY


def _repeated(rule: Any, first: date, today: date) -> Iterator[datetime]:
    """When it begins, each time: counted in its own zone, as its rule is."""
    zone = (first.tzinfo if isinstance(first, datetime) else None) or AMSTERDAM
    horizon = datetime.combine(today + AHEAD, time(23, 59))
    ends = rule.get("UNTIL", [])
    if len(ends) > 1 or not all(isinstance(end, date) for end in ends):
        raise Unreadable("roster.problem.repeats")
    text = rule.to_ical().decode()
    found = occurrences(rule, text, _on_the_clock(first), zone, horizon)
    if found is None:
        raise Unreadable("roster.problem.repeats")
    yield from (_wall(begins.replace(tzinfo=zone)) for begins in found)


def _excluded(event: Properties) -> Iterator[date]:
    said = event.get("EXDATE", [])
    for one in said if isinstance(said, list) else [said]:
        for at in one.dts:
            yield _wall(at.dt)
            if not isinstance(at.dt, datetime):
                yield at.dt
