"""Which faults come, and where: drawn by name, noted when they fire, and left out by a mask."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import NamedTuple

from .chance import Chance


class Fired(NamedTuple):
    """One fault: its class, the place, and at which visit to that place it came."""

    kind: str
    site: str
    n: int


class Fates:
    """`rates` says how often each class comes; with `only` nothing comes that is not in it."""

    def __init__(
        self, chance: Chance, rates: Mapping[str, float], only: Collection[Fired] | None = None
    ) -> None:
        self._chance, self._rates = chance, rates
        self._only = None if only is None else frozenset(only)
        self._visits: Counter[tuple[str, str]] = Counter()
        self.fired: list[Fired] = []
        self.is_healed = False

    def strikes(self, kind: str, site: str) -> Fired | None:
        """Whether this class of fault comes at this visit to this place."""
        rate = self._rates.get(kind, 0.0)
        if not rate or self.is_healed:
            return None
        self._visits[kind, site] += 1
        n = self._visits[kind, site]
        if self._chance.share(f"{kind}:{site}", n) >= rate:
            return None
        return self.allows(Fired(kind, site, n))

    def allows(self, fault: Fired) -> Fired | None:
        """Of a fault that was planned: whether it comes, and that it did."""
        if self.is_healed or (self._only is not None and fault not in self._only):
            return None
        self.fired.append(fault)
        return fault

    def spread(self, fault: Fired, low: float, high: float) -> float:
        """A number of this fault, always the same."""
        share = self._chance.share(f"{fault.kind}:{fault.site}:size", fault.n)
        return low + (high - low) * share
