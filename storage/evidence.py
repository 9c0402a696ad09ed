"""Where the history stood at earlier moments, as it was written down outside the database."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from itertools import pairwise

from storage.history import Head, History
from storage.instant import written
from storage.spans import Link

CLOCKS_DIFFER = timedelta(minutes=5)  # a row is dated before it is kept, and clocks are put right
# No term of the log is shorter than 730 days (config/terms.toml); a row may be anchored long after
# it was written, when the bot stood still in between.
SURELY_KEPT = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The end of the chain at one moment, signed (S51)."""

    at: datetime
    count: int
    hash: str
    signature: str


def anchor_of(history: History, head: Head, at: datetime) -> Anchor:
    """What is to be written down elsewhere of where the chain ends now."""
    signature = _signed(history, at, head.count, head.hash)
    return Anchor(at=at, count=head.count, hash=head.hash, signature=signature)


def is_ours(history: History, anchor: Anchor) -> bool:
    """Whether it was signed with the key that is here."""
    signature = _signed(history, anchor.at, anchor.count, anchor.hash)
    return compare_digest(signature, anchor.signature)


class Anchored:
    """Holds the chain against its anchors, row by row as they pass in order.

    `strange`, `absent`, `other` and `misdated` hold the numbers of the rows that do not fit.
    """

    def __init__(self, history: History, anchors: Sequence[Anchor], head: Head) -> None:
        self.strange: list[int] = []  # the anchor is not ours, or its moment lies before the last
        self.absent: list[int] = []  # rows that there were are gone
        self.other: list[int] = []
        self.misdated: list[int] = []
        self._anchors = sorted(
            (one for one in anchors if self._is_ours(history, one)), key=lambda one: one.count
        )
        self._counts = [one.count for one in self._anchors]
        self._earliest = [written(one.at - CLOCKS_DIFFER) for one in self._anchors]
        self._latest = [written(one.at + CLOCKS_DIFFER) for one in self._anchors]
        self._look_at_times(anchors)
        newest = max((one.at for one in self._anchors), default=None)
        for anchor in self._anchors:
            self._look_at_end(anchor, head)
            if newest and anchor.count <= head.forgotten and anchor.at > newest - SURELY_KEPT:
                self.absent.append(anchor.count)

    def passes(self, link: Link) -> None:
        """The next row of the chain."""
        after = bisect_left(self._counts, link.sequence)
        for anchor in self._anchors[after:]:
            if anchor.count != link.sequence:
                break
            if anchor.hash != link.hash:
                self.other.append(link.sequence)
        too_early = after > 0 and link.moment < self._earliest[after - 1]
        too_late = after < len(self._counts) and link.moment > self._latest[after]
        if too_early or too_late:
            self.misdated.append(link.sequence)

    def _is_ours(self, history: History, anchor: Anchor) -> bool:
        if is_ours(history, anchor):
            return True
        self.strange.append(anchor.count)
        return False

    def _look_at_times(self, anchors: Sequence[Anchor]) -> None:
        for before, after in pairwise(anchors):
            if after.at < before.at - CLOCKS_DIFFER or after.count < before.count:
                self.strange.append(after.count)

    def _look_at_end(self, anchor: Anchor, head: Head) -> None:
        """The end of the chain, and what its first rows were, are what they were."""
        if anchor.count > head.count:
            self.absent.append(head.count + 1)
        elif anchor.count == head.forgotten and anchor.hash != head.anchor:
            self.other.append(anchor.count)


def _signed(history: History, at: datetime, count: int, hash: str) -> str:
    return history.sign("anchor", written(at), count, hash)
