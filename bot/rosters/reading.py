"""What comes of a roster that was sent in: all of its shifts, or all that is wrong with it."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from flows.calendar import DAY
from flows.duty import Shift
from flows.state import PersonId

MAX_BYTES = 1_000_000
MAX_LINES = 2_000
AHEAD = timedelta(days=400)
SHOWN = 40  # characters of what was written that are shown again

Known = Mapping[str, PersonId] | Sequence[tuple[str, PersonId]]  # pairs, as two may share a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong with one line (0 is the whole file): a key in the texts, and its fields."""

    line: int
    key: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A roster that was read; shifts only when there is no problem at all.

    `skipped` counts what is in a calendar but is over already or was cancelled.
    """

    shifts: tuple[Shift, ...] = ()
    problems: tuple[Problem, ...] = ()
    skipped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A shift and the line of the file that it stands on."""

    number: int
    shift: Shift


class People:
    """Who is meant by a name: the whole name as it is known here, whatever its capitals."""

    def __init__(self, known: Known) -> None:
        pairs = known.items() if isinstance(known, Mapping) else known
        self._found: dict[str, set[PersonId]] = defaultdict(set)
        for name, person in pairs:
            self._found[_plain(name)].add(person)

    def knows(self, name: str) -> bool:
        return _plain(name) in self._found

    def find(self, name: str, line: int) -> PersonId | Problem:
        """The one person of this name; there is no guessing."""
        people = self._found.get(_plain(name), set())
        if len(people) == 1:
            return next(iter(people))
        key = "roster.problem.two_of_that_name" if people else "roster.problem.unknown_name"
        return Problem(line=line, key=key, fields={"name": shown(name)})


def refused(key: str, **fields: str) -> Read:
    """The whole file is refused."""
    return Read(problems=(Problem(line=0, key=key, fields=fields),))


def judged(
    lines: Sequence[Line], problems: Iterable[Problem], today: date, skipped: int = 0
) -> Read:
    """The shifts if nothing is wrong, with themselves or with each other; else what is."""
    found = [*problems, *_out_of_reach(lines, today), *_twice(lines), *_crossing(lines)]
    if found:
        return Read(problems=tuple(sorted(found, key=lambda it: (it.line, it.key))))
    if not lines:
        return refused("roster.problem.nothing")
    return Read(shifts=tuple(line.shift for line in lines), skipped=skipped)


def shown(text: str) -> str:
    """What was written, short enough to show again."""
    plain = " ".join("".join(it if it.isprintable() else " " for it in text).split())
    return plain if len(plain) <= SHOWN else f"{plain[: SHOWN - 1]}…"


def day_text(day: date) -> str:
    return f"{day:%d-%m-%Y}"


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _out_of_reach(lines: Iterable[Line], today: date) -> Iterable[Problem]:
    for line in lines:
        fields = {"date": day_text(line.shift.day)}
        if line.shift.day < today:
            yield Problem(line=line.number, key="roster.problem.past", fields=fields)
        elif line.shift.day > today + AHEAD:
            fields["last"] = day_text(today + AHEAD)
            yield Problem(line=line.number, key="roster.problem.too_far", fields=fields)


def _twice(lines: Iterable[Line]) -> Iterable[Problem]:
    seen: dict[Shift, int] = {}
    for line in lines:
        first = seen.setdefault(line.shift, line.number)
        if seen[line.shift] != line.number:
            fields = {"other": str(first)}
            yield Problem(line=line.number, key="roster.problem.twice", fields=fields)


def _crossing(lines: Iterable[Line]) -> Iterable[Problem]:
    """Shifts of one person that cross, on the clock: a clock change makes none."""
    latest: dict[PersonId, Line] = {}
    unique = {line.shift: line for line in reversed(list(lines))}.values()
    for line in sorted(unique, key=lambda it: _clock(it.shift)):
        before = latest.setdefault(line.shift.person, line)
        starts, ends = _clock(line.shift)
        if before is not line and starts < _clock(before.shift)[1]:
            first, second = sorted((before.number, line.number))
            fields = {"other": str(first)}
            yield Problem(line=second, key="roster.problem.overlap", fields=fields)
        if ends >= _clock(before.shift)[1]:
            latest[line.shift.person] = line


def _clock(shift: Shift) -> tuple[datetime, datetime]:
    closing = shift.day + DAY * (shift.closes <= shift.opens)
    return datetime.combine(shift.day, shift.opens), datetime.combine(closing, shift.closes)
