"""How long it takes until there is an overleg, when for some alerts it never came.

The Aalen-Johansen estimate of the share that has had its overleg by then. An alert that still runs
or was missed may yet have one: it is censored at the age it has. One that was withdrawn will not: a
competing outcome. Without the latter this is Kaplan and Meier's estimate, turned upside down.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log, sqrt

from flows.statistics import Z

HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From this moment after the asking on: the share with an overleg, with a 95 % interval."""

    after: int  # minutes
    share: float
    low: float
    high: float
    variance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Middle:
    """The moment by which half had an overleg, in minutes; None for what is never reached."""

    value: float | None
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sums:
    """What the variance of every later step is made of (Dinse and Larson, 1986)."""

    a: float = 0.0
    a_f: float = 0.0
    a_ff: float = 0.0
    b: float = 0.0
    c: float = 0.0
    c_f: float = 0.0

    def with_step(self, at_risk: int, events: int, held: int, free: float, share: float) -> "_Sums":
        left = at_risk - events
        a = events / (at_risk * left) if left else 0.0
        c = free * held / at_risk**2
        return _Sums(
            a=self.a + a,
            a_f=self.a_f + a * share,
            a_ff=self.a_ff + a * share**2,
            b=self.b + free**2 * held * (at_risk - held) / at_risk**3,
            c=self.c + c,
            c_f=self.c_f + c * share,
        )

    def variance(self, share: float) -> float:
        spread = share**2 * self.a - 2 * share * self.a_f + self.a_ff
        return max(0.0, spread + self.b - 2 * (share * self.c - self.c_f))


def curve(
    held: Mapping[int, int], waiting: Mapping[int, int], ended: Mapping[int, int]
) -> list[Step]:
    """The share with an overleg, a step for each moment at which one began.

    Each argument says how many alerts there were by how many minutes after the asking: an overleg
    began, nothing had come yet when it was looked at, it ended without an overleg.
    """
    at_risk = sum(sum(each.values()) for each in (held, waiting, ended))
    free, share, sums = 1.0, 0.0, _Sums()
    steps = []
    for after in sorted({*held, *waiting, *ended}):
        here, events = held.get(after, 0), held.get(after, 0) + ended.get(after, 0)
        if events:
            share += free * here / at_risk
            sums = sums.with_step(at_risk, events, here, free, share)
            free *= 1 - events / at_risk
        if here:
            steps.append(_step(after, share, sums.variance(share)))
        at_risk -= events + waiting.get(after, 0)
    return steps


def middle(steps: list[Step]) -> Middle:
    """When half had an overleg; where the curve lies flat at a half, the middle of that flat.

    The interval is where the bounds of the curve cross a half (Brookmeyer and Crowley, 1982).
    """
    return Middle(
        value=next(_crossings(steps), None),
        low=next((step.after for step in steps if step.high >= HALF), None),
        high=next((step.after for step in steps if step.low >= HALF), None),
    )


def _crossings(steps: list[Step]) -> Iterator[float]:
    """Where the curve is at a half or over it, the first of these first."""
    for step, following in pairwise([*steps, None]):
        assert step is not None
        if abs(step.share - HALF) < 1e-12 and following is not None:
            yield (step.after + following.after) / 2
        elif step.share >= HALF - 1e-12:
            yield float(step.after)


def _step(after: int, share: float, variance: float) -> Step:
    """The interval is drawn on the log-log scale of who still waits, and stays within 0 and 1."""
    rest = 1 - share
    if not 1e-12 < rest < 1:
        return Step(after=after, share=share, low=share, high=share, variance=variance)
    half = Z * sqrt(variance) / abs(rest * log(rest))
    scale = log(-log(rest))
    return Step(
        after=after,
        share=share,
        low=1 - exp(-exp(scale - half)),
        high=1 - exp(-exp(scale + half)),
        variance=variance,
    )
