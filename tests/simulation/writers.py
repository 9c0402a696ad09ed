"""The invariant of several lives on one PostgreSQL, looked at in what was committed there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A row that was written, by the connection of a life; a transaction's stand together."""

    transaction: int
    writer: str
    table: str
    joins: int | None = None  # the number that this row gives out
    ends: int | None = None  # the number that this row takes away


def never_two(journal: Sequence[Change]) -> str | None:
    """I19: whoever writes holds a number that nobody has taken away, by the order of the commits.

    From the moment that it is taken away its work is another's: who goes on then is the second.
    """
    holds: dict[int, str] = {}
    lost: dict[str, tuple[int, str]] = {}  # a life: the number that was its own, and who took it
    for _, rows in groupby(journal, key=lambda row: row.transaction):
        changes = list(rows)
        writer = changes[0].writer
        for number in _those(row.joins for row in changes):
            if number <= max((*holds, *(one for one, _ in lost.values())), default=0):
                return f"{writer} got the number {number} that was given out before"
            holds[number] = writer
        if writer not in holds.values():
            number, by = lost.get(writer, (0, "nobody"))
            tables = ", ".join(sorted({row.table for row in changes}))
            return f"{writer} wrote {tables} when {by} had taken over its number {number}"
        for number in _those(row.ends for row in changes):
            lost[holds.pop(number)] = number, writer
    return None


def _those(numbers: Iterable[int | None]) -> list[int]:
    return [number for number in numbers if number is not None]
