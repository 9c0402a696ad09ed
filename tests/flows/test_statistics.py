"""Few numbers are summed up exactly, as an independent library does it."""

from collections import Counter
from math import isclose

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from flows.statistics import Z, median, p90, quantile, wilson

shares = st.integers(1, 500).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))
waits = st.lists(st.integers(0, 3000), min_size=1, max_size=60)
calmly = settings(deadline=None)


@pytest.mark.parametrize(
    ("values", "middle"),
    [([], None), ([30], 30), ([30, 10, 80], 30), ([10, 40, 30, 20], 25), ([10, 10, 10, 90], 10)],
)
def test_the_median_is_the_middle_value_or_halfway_between_the_middle_two(values, middle):
    assert median(Counter(values)) == middle


def test_nine_out_of_ten_are_spoken_of_from_ten_values_on():
    assert p90(Counter(range(1, 10))) is None
    assert p90(Counter(range(1, 11))) == pytest.approx(9.1)
    assert p90(Counter(range(2, 12))) == pytest.approx(10.1)


@calmly
@given(waits, st.floats(0, 1))
def test_any_share_of_the_values_lies_where_another_library_puts_it(values, share):
    assert isclose(quantile(Counter(values), share), numpy.quantile(values, share), abs_tol=1e-9)


def test_the_interval_of_six_out_of_nine_is_wide():
    # p = 2/3, z^2 = 3.8415: (2/3 + .21342 -+ 1.95996 * sqrt(.024691 + .011856)) / 1.42683
    low, high = wilson(6, 9)

    assert low == pytest.approx(0.3542, abs=0.0001)
    assert high == pytest.approx(0.8794, abs=0.0001)


def test_the_interval_of_none_begins_at_nothing_and_still_has_a_width():
    assert wilson(0, 4) == (0, pytest.approx(Z**2 / (4 + Z**2)))


@calmly
@given(shares)
def test_an_interval_is_that_of_another_library(pair):
    n, total = pair

    low, high = wilson(n, total)

    theirs = stats.binomtest(n, total).proportion_ci(confidence_level=0.95, method="wilson")
    assert isclose(low, theirs.low, abs_tol=1e-9)
    assert isclose(high, theirs.high, abs_tol=1e-9)
