"""What the cells of a period add up to: so many of this, and how long each of them took."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from flows.cells import AT, Cell, minute_of


class Sums:
    """The cells of one period of one doelgroep, added up, as they are at one moment.

    `cases` is how many there were in all by the count of VT, where that is known (M15).
    """

    def __init__(
        self, cells: Mapping[Cell, int], looked_at: datetime, cases: int | None = None
    ) -> None:
        self.cases = cases
        self._looked_at = minute_of(looked_at)
        self._found: dict[str, dict[str, Counter[int]]] = {}
        for (_, code, part, value), n in cells.items():
            if n:
                self._found.setdefault(code, {}).setdefault(part, Counter())[value] += n

    def n(self, code: str, *beginnings: str) -> int:
        """How many there are in the parts that begin so; without beginnings in all of them."""
        return sum(counts.total() for _, counts in self._parts(code, beginnings))

    def values(self, code: str, *beginnings: str) -> Counter[int]:
        """How often each value occurs there; for a part that runs on, how long it does so far."""
        added: Counter[int] = Counter()
        for part, counts in self._parts(code, beginnings):
            runs = part.endswith(f"/{AT}")
            for value, n in counts.items():
                added[self._looked_at - value if runs else value] += n
        return added

    def parts(self, code: str, level: int = 0) -> list[str]:
        """Which names there are at one level of the parts, in the order of the alphabet."""
        return sorted({part.split("/")[level] for part in self._found.get(code, {})})

    def names(self, code: str) -> list[str]:
        """The parts that there are, in the order of the alphabet."""
        return sorted(self._found.get(code, {}))

    def _parts(self, code: str, beginnings: Iterable[str]) -> Iterable[tuple[str, Counter[int]]]:
        wanted = tuple(beginnings)
        for part, counts in self._found.get(code, {}).items():
            if not wanted or any(part == one or part.startswith(f"{one}/") for one in wanted):
                yield part, counts
