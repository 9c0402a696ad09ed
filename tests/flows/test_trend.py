"""A line of months says that something has changed by its rules, and by nothing else."""

import pytest

from flows.trend import Point, Verdict, run

CALM = (100, 120, 110, 95, 115, 105, 98, 112)


def months(*values: float | None) -> list[Point]:
    return [Point(month=f"2026-{n:02}", n=9, value=one) for n, one in enumerate(values, 1)]


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        (CALM[:7], Verdict.TOO_LITTLE),
        ((*CALM[:7], None, None), Verdict.TOO_LITTLE),  # months with too few alerts are no points
        (CALM, Verdict.ORDINARY),
        ((*CALM, 300), Verdict.CHANGED),  # beyond the limits
        ((100, 90, 95, 92, 98, 91, 120, 125, 118, 130, 121, 122), Verdict.CHANGED),  # six above
        ((100, 90, 95, 92, 98, 91, 97, 125, 118, 130, 121, 122), Verdict.ORDINARY),  # five above
        ((120, 118, 121, 119, 120, 100, 104, 108, 112, 116), Verdict.ORDINARY),  # four up
        ((120, 118, 121, 119, 120, 100, 104, 108, 112, 116, 120.5), Verdict.CHANGED),  # five up
    ],
)
def test_a_line_changes_by_a_limit_a_shift_or_a_drift(values, verdict):
    assert run(months(*values)).verdict is verdict


def test_what_changed_long_ago_is_not_said_again():
    assert run(months(300, *CALM, *CALM)).verdict is Verdict.ORDINARY


def test_the_middle_and_the_limits_are_those_of_the_handbook():
    # mean 106.875; steps 20 10 15 20 10 7 14, mean 13.714; times 2.66 is 36.48
    found = run(months(*CALM))

    assert found.centre == 107.5
    assert found.low == pytest.approx(70.395)
    assert found.high == pytest.approx(143.355)


def test_a_time_is_never_below_nothing():
    assert run(months(0, 300, 5, 280, 0, 310, 4, 290)).low == 0


def test_a_line_without_any_change_is_ordinary():
    assert run(months(*[100] * 9)).verdict is Verdict.ORDINARY
