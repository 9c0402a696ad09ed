"""Chance with a name: each thing that is drawn has a stream of its own.

A draw more or less for one alert so leaves all the others as they were, and the same names give
the same alerts on every machine.
"""

from collections.abc import Mapping
from datetime import timedelta
from math import exp, log
from random import Random
from typing import TypeVar

from bot.practice.dataset.figures import Spread

T = TypeVar("T")
NINE_TENTHS = 1.2816  # how many times sigma above the median of a lognormal P90 lies (4.5)


class Chance:
    """One stream of chance."""

    def __init__(self, *names: object) -> None:
        self._random = Random("/".join(map(str, names)))

    def happens(self, share: float) -> bool:
        return self._random.random() < share

    def one_of(self, weights: Mapping[T, float]) -> T:
        """One of these, as often as its weight says."""
        left = self._random.random() * sum(weights.values())
        for option, weight in weights.items():
            left -= weight
            if left < 0:
                return option
        return option  # what rounding left over is the last one's

    def whole(self, least: int, most: int) -> int:
        return self._random.randint(least, most)

    def minutes(self, least: float, most: float) -> timedelta:
        """A span between these, on whole seconds."""
        return timedelta(seconds=round(60 * self._random.uniform(least, most)))

    def wait(self, spread: Spread, times: float = 1.0) -> timedelta:
        """A lognormal span, on whole seconds; so many times as long as usual."""
        sigma = log(spread.p90 / spread.median) / NINE_TENTHS
        drawn = spread.median * exp(sigma * self._random.gauss(0, 1))
        return timedelta(seconds=max(1, round(60 * times * drawn)))

    def count(self, mean: float) -> int:
        """How many came, when so many come on average and none waits for another (Poisson)."""
        count, passed = 0, self._random.expovariate(1.0)
        while passed < mean:
            count, passed = count + 1, passed + self._random.expovariate(1.0)
        return count
