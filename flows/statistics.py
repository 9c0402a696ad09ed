"""What may honestly be said with few numbers: a middle, a tail, an interval, and what to hide."""

import statistics
from collections.abc import Mapping, Sequence
from math import sqrt

CELL = 5  # a cell of a table below this is not shown
FEW = 10  # below this there is no tail to speak of
Z = statistics.NormalDist().inv_cdf(0.975)  # 95 % lies between -Z and Z


def median(values: Sequence[float]) -> float | None:
    """The middle value; None when there is none."""
    return statistics.median(values) if values else None


def p90(values: Sequence[float]) -> float | None:
    """What nine out of ten stay within; None below ten values, when it would say nothing."""
    if len(values) < FEW:
        return None
    return statistics.quantiles(values, n=10, method="inclusive")[-1]


def wilson(n: int, total: int) -> tuple[float, float]:
    """Between which shares the true one lies, with 95 % certainty (Wilson's score interval)."""
    assert 0 <= n <= total
    assert total > 0
    share, scale = n / total, 1 + Z**2 / total
    centre = (share + Z**2 / (2 * total)) / scale
    half = Z / scale * sqrt(share * (1 - share) / total + Z**2 / (4 * total**2))
    return max(0.0, centre - half), min(1.0, centre + half)


def hidden(cells: Mapping[str, int]) -> frozenset[str]:
    """Which cells of a table are not shown.

    One alone could be computed from the total: the smallest of the others is hidden with it.
    """
    small = [name for name, n in cells.items() if n < CELL]
    if len(small) == 1:
        return frozenset(sorted(cells, key=lambda name: cells[name])[:2])
    return frozenset(small)
