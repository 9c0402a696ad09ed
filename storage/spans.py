"""The log in spans: each can be proven by itself, held against the row that stands before it."""

from itertools import pairwise
from typing import NamedTuple


class Span(NamedTuple):
    """The rows after one number, up to and including another; without that, to the very end."""

    after: int = -1
    upto: int | None = None


class Place(NamedTuple):
    """A row by its number, and the hash that stands there."""

    sequence: int
    hash: str


class Link(NamedTuple):
    """One row as it stands in the table, for who checks the chain."""

    sequence: int
    moment: str  # as it is written
    hash: str
    computed: str  # the hash it should have


WHOLE = Span()


def spans(first: int, last: int, parts: int) -> list[Span]:
    """All of the log, in so many spans of as many of these numbers; what lies outside them too."""
    borders = [first + (last - first) * part // parts for part in range(1, parts)]
    ends = [WHOLE.after, *borders, None]
    return [Span(after, upto) for after, upto in pairwise(ends) if after is not None]
