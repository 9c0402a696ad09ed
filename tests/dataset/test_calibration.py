"""The calibration table of dataset.md 4.7, from alerts that were acted out through decide.

SIMULATED_YEARS says how many years are looked at; a longer run than `make test` may have.
"""

import os
from collections.abc import Callable
from datetime import timedelta
from statistics import median, quantiles

from invented_years import (
    first_answer_at,
    is_eligible,
    ordinary_year,
    time_to_overleg,
)

from flows.calendar import daypart, local
from flows.state import Alert

YEARS = int(os.environ.get("SIMULATED_YEARS", "6"))
CLOSE = 3 if YEARS < 50 else 6  # how much of a band the middle may be off
ROOM = 0.7
Measure = Callable[[list[Alert]], float]


def waits(alerts: list[Alert]) -> list[float]:
    return [wait for alert in alerts if (wait := time_to_overleg(alert)) is not None]


def counted(alerts: list[Alert]) -> list[Alert]:
    """The denominator of M5 in 4.7: overleg and gemist."""
    held = ("overleg_gehouden", "gemist")
    return [
        it for it in alerts if is_eligible(it) and it.outcome is not None and it.outcome in held
    ]


def within(minutes: int) -> Measure:
    return lambda alerts: 100 * sum(it <= minutes for it in waits(alerts)) / len(counted(alerts))


def of_part(name: str) -> Measure:
    return lambda alerts: median(waits([it for it in alerts if name in parts(it)]))


def answered(role: str) -> Measure:
    """The median first answer of a role, in minutes."""

    def measure(alerts: list[Alert]) -> float:
        asked = [alert for alert in alerts if alert.raised_by.role != role]
        first = [(alert, first_answer_at(alert, role)) for alert in asked]
        return median((at - it.clock_at) / timedelta(minutes=1) for it, at in first if at)

    return measure


A_YEAR: dict[str, tuple[Measure, float, float, float]] = {  # P5, median, P95
    "alerts": (len, 110, 129, 147),
    "M4 median": (lambda alerts: median(waits(alerts)), 91, 105, 122),
    "M4 P90": (lambda alerts: quantiles(waits(alerts), n=10)[-1], 250, 316, 406),
    "M5 within 2 h": (within(120), 48, 55, 64),
    "M5 within 4 h": (within(240), 77, 82, 88),
    "overleg within 24 h": (within(1440), 95, 98, 100),
}
TOGETHER: dict[str, tuple[Measure, float, float]] = {  # what 4.7 says, and how far we may be off
    "kantoor": (of_part("kantoor"), 88, 9),
    "avond_weekend": (of_part("avond_weekend"), 127, 15),
    "nacht": (of_part("nacht"), 401, 90),
    "vrijdag 13-18": (of_part("vrijdag"), 108, 18),
    "politie": (answered("politie"), 9, 2),
    "om": (answered("om"), 17, 3),
    "rvdk": (answered("rvdk"), 24, 5),
}


def test_a_year_comes_out_as_in_the_table_of_calibration():
    years = [list(ordinary_year(seed)) for seed in range(YEARS)]
    alerts = [alert for year in years for alert in year]

    middles = {name: median(map(row[0], years)) for name, row in A_YEAR.items()}
    inside = {
        name: sum(low <= measure(year) <= high for year in years)
        for name, (measure, low, _, high) in A_YEAR.items()
    }
    together = {name: row[0](alerts) for name, row in TOGETHER.items()}

    print(YEARS, middles, inside, together)
    off = {
        name: middles[name]
        for name, (_, low, middle, high) in A_YEAR.items()
        if abs(middles[name] - middle) > (high - low) / CLOSE
    }
    assert off == {}, "the middle of the years lies elsewhere"
    assert {name: n for name, n in inside.items() if n < ROOM * YEARS} == {}, (
        "nine of ten, with room"
    )
    assert {
        name: value
        for name, value in together.items()
        if abs(value - TOGETHER[name][1]) > TOGETHER[name][2]
    } == {}


def parts(alert: Alert) -> set[str]:
    here = local(alert.clock_at)
    friday = here.weekday() == 4 and 13 <= here.hour < 18
    return {daypart(alert.clock_at).value} | ({"vrijdag"} if friday else set())
