"""A roster as a calendar file: a shift for each event, repeats written out."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from icalendar import Calendar, Component

from bot.rosters.event_times import Unreadable, by_day, spans, wall
from bot.rosters.reading import (
    MAX_BYTES,
    MAX_LINES,
    Known,
    Line,
    People,
    Problem,
    Read,
    judged,
    refused,
    shown,
)
from flows.duty import Shift
from flows.state import PersonId

MAX_SERIES = 100
# what the library raises for a file that is no calendar, and for some that are broken in odd ways
MALFORMED = (ValueError, TypeError, AttributeError, LookupError)
BEGIN = re.compile(rb"^BEGIN:VEVENT[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
READ_ONCE = ("DTSTART", "DTEND", "DURATION", "RRULE", "RECURRENCE-ID", "SUMMARY", "STATUS", "UID")


@dataclass(slots=True, kw_only=True)
class Reading:
    """What was read so far."""

    people: People
    today: date
    moved: dict[str, set[date]] = field(default_factory=lambda: defaultdict(set))
    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: int = 0


def read_ical(data: bytes, known: Known, today: date) -> Read:
    """Read a whole calendar; nothing of it counts when one event is wrong.

    What is over already or was cancelled is left out: a calendar always holds some of that. An
    event of more than a day becomes shifts of a day each, from its own time on.
    """
    if len(data) > MAX_BYTES:
        return refused("roster.problem.too_big")
    try:
        events = Calendar.from_ical(data).walk("VEVENT")
    except MALFORMED:
        return refused("roster.problem.unreadable")
    if len(events) > MAX_LINES:
        return refused("roster.problem.too_long", most=str(MAX_LINES))
    if sum("RRULE" in event for event in events) > MAX_SERIES:
        return refused("roster.problem.too_many_series", most=str(MAX_SERIES))
    reading = Reading(people=People(known), today=today)
    for take in (_take_moved, _take):
        for number, event in zip(_line_numbers(data, len(events)), events, strict=True):
            try:
                take(reading, number, event)
            except Unreadable as why:
                wrong = Problem(line=number, key=why.key, fields=why.fields)
                if wrong not in reading.problems:
                    reading.problems.append(wrong)
    if len(reading.lines) > MAX_LINES:
        return refused("roster.problem.too_long", most=str(MAX_LINES))
    return judged(reading.lines, reading.problems, today, reading.skipped)


def _line_numbers(data: bytes, events: int) -> Sequence[int]:
    """Where each event begins in the file."""
    numbers = [data.count(b"\n", 0, found.start()) + 1 for found in BEGIN.finditer(data)]
    return numbers if len(numbers) == events else [0] * events


def _take_moved(reading: Reading, number: int, event: Component) -> None:
    """Note which one of a series this event takes the place of."""
    _check(event)
    if "RECURRENCE-ID" in event:
        instead = event["RECURRENCE-ID"]
        if "RANGE" in instead.params:
            raise Unreadable("roster.problem.repeats")
        reading.moved[_text(event, "UID")].add(wall(instead))


def _take(reading: Reading, number: int, event: Component) -> None:
    _check(event)
    if _text(event, "STATUS").upper() == "CANCELLED":
        reading.skipped += 1
        return
    moved = () if "RECURRENCE-ID" in event else reading.moved[_text(event, "UID")]
    pieces = (piece for whole in spans(event, moved, reading.today) for piece in by_day(*whole))
    coming = [piece for piece in pieces if piece[0].date() >= reading.today]
    reading.skipped += not coming
    for person in _people(reading, number, event) if coming else ():
        for starts, ends in coming:
            shift = Shift(person=person, day=starts.date(), opens=starts.time(), closes=ends.time())
            reading.lines.append(Line(number=number, shift=shift))


def _check(event: Component) -> None:
    """Refuse what the library could not read, and what may stand there once only."""
    broken = [name for name, _ in event.errors if name]
    broken += [name for name in READ_ONCE if isinstance(event.get(name), list)]
    if broken:
        raise Unreadable("roster.problem.event", text=shown(broken[0]))
    if "RDATE" in event:
        raise Unreadable("roster.problem.repeats")


def _people(reading: Reading, number: int, event: Component) -> Iterator[PersonId]:
    """Whose duty it is: the name in the summary, else everybody who is invited."""
    summary = _text(event, "SUMMARY")
    invited = event.get("ATTENDEE", [])
    guests = [it.params.get("CN") for it in (invited if isinstance(invited, list) else [invited])]
    names = [str(name).strip('" ') for name in guests if name]
    if reading.people.knows(summary) or not names:
        names = [summary]
    if names == [""]:
        raise Unreadable("roster.problem.no_name")
    for name in dict.fromkeys(names):
        found = reading.people.find(name, number)
        if isinstance(found, Problem):
            reading.problems.append(found)
        else:
            yield found


def _text(event: Component, name: str) -> str:
    return str(event.get(name, "")).strip()
