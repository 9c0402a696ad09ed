"""What may honestly be said with few numbers: a middle, a tail, an interval."""

import statistics
from collections.abc import Mapping
from math import sqrt

FEW = 10  # below this there is no tail to speak of
Z = statistics.NormalDist().inv_cdf(0.975)  # 95 % lies between -Z and Z

Counts = Mapping[int, int]  # how often each value was seen


def median(counts: Counts) -> float | None:
    """The middle value; None when there is none."""
    return quantile(counts, 0.5) if counts else None


def p90(counts: Counts) -> float | None:
    """What nine out of ten stay within; None below ten values, when it would say nothing."""
    return quantile(counts, 0.9) if sum(counts.values()) >= FEW else None


def quantile(counts: Counts, share: float) -> float:
    """The value below which this share of all values lies, on a straight line between two."""
    place = (sum(counts.values()) - 1) * share
    values, seen = iter(sorted(counts)), 0
    value = next(values)
    while (seen := seen + counts[value]) <= int(place):
        value = next(values)
    if place == int(place) or seen > int(place) + 1:
        return float(value)
    return value + (next(values) - value) * (place - int(place))


def wilson(n: int, total: int) -> tuple[float, float]:
    """Between which shares the true one lies, with 95 % certainty (Wilson's score interval)."""
    assert 0 <= n <= total
    assert total > 0
    share, scale = n / total, 1 + Z**2 / total
    centre = (share + Z**2 / (2 * total)) / scale
    half = Z / scale * sqrt(share * (1 - share) / total + Z**2 / (4 * total**2))
    return max(0.0, centre - half), min(1.0, centre + half)
