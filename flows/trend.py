"""Whether a line of months shows more than it always does, by rules that are written down.

A run chart (Perla, Provost and Murray, 2011) with the limits of individual values (XmR). It never
says better or worse: that is for the people who know what happened that month.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import mean, median

LEAST_MONTHS = 8  # below this there is no line to speak of
SHIFT, TREND = 6, 5  # so many in a row on one side of the middle; so many steps the same way
XMR = 2.66  # 3 / 1.128: from the mean step to three deviations


class Verdict(StrEnum):
    """What the newest month adds to the line."""

    TOO_LITTLE = "te_weinig"
    ORDINARY = "gewone_schommeling"
    CHANGED = "iets_veranderd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One month; no value when it had too few alerts to count in the line."""

    month: str
    n: int
    value: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The line, its middle and limits where there are enough months, and what may be said."""

    points: tuple[Point, ...]
    verdict: Verdict
    centre: float | None = None
    low: float | None = None
    high: float | None = None


def run(points: Iterable[Point]) -> Run:
    """Draw the line through the months, oldest first, and say what the newest adds to it."""
    shown = tuple(points)
    values = [point.value for point in shown if point.value is not None]
    if len(values) < LEAST_MONTHS:
        return Run(points=shown, verdict=Verdict.TOO_LITTLE)
    centre, mid = median(values), mean(values)
    spread = XMR * mean(abs(later - sooner) for sooner, later in pairwise(values))
    low, high = max(0.0, mid - spread), mid + spread
    changed = not low <= values[-1] <= high or _shifted(values, centre) or _drifts(values)
    verdict = Verdict.CHANGED if changed else Verdict.ORDINARY
    return Run(points=shown, verdict=verdict, centre=centre, low=low, high=high)


def _shifted(values: Sequence[float], centre: float) -> bool:
    """The last six that are not the middle itself lie on one side of it."""
    sides = [value > centre for value in values if value != centre][-SHIFT:]
    return len(sides) == SHIFT and len(set(sides)) == 1


def _drifts(values: Sequence[float]) -> bool:
    """The last five steps all go the same way; a step that is none is left out."""
    steps = [later > sooner for sooner, later in pairwise(values) if later != sooner][-TREND:]
    return len(steps) == TREND and len(set(steps)) == 1
