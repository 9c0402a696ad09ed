"""Few numbers are summed up exactly, and the smallest cells stay out of sight."""

from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.statistics import CELL, Z, hidden, median, p90, wilson

counts = st.integers(1, 500).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))
tables = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12))


@pytest.mark.parametrize(
    ("values", "middle"),
    [([], None), ([30.0], 30), ([30.0, 10.0, 80.0], 30), ([10.0, 40.0, 30.0, 20.0], 25)],
)
def test_the_median_is_the_middle_value_or_halfway_between_the_middle_two(values, middle):
    assert median(values) == middle


def test_nine_out_of_ten_are_spoken_of_from_ten_values_on():
    assert p90([float(n) for n in range(1, 10)]) is None
    assert p90([float(n) for n in range(1, 11)]) == pytest.approx(9.1)
    assert p90([float(n) for n in range(11, 0, -1)]) == 10


def test_the_interval_of_six_out_of_nine_is_wide():
    # p = 2/3, z^2 = 3.8415: (2/3 + .21342 -+ 1.95996 * sqrt(.024691 + .011856)) / 1.42683
    low, high = wilson(6, 9)

    assert low == pytest.approx(0.3542, abs=0.0001)
    assert high == pytest.approx(0.8794, abs=0.0001)


def test_the_interval_of_none_begins_at_nothing_and_still_has_a_width():
    assert wilson(0, 4) == (0, pytest.approx(Z**2 / (4 + Z**2)))


@settings(deadline=None)
@given(counts)
def test_an_interval_holds_its_share_and_mirrors_that_of_the_opposite(pair):
    n, total = pair

    low, high = wilson(n, total)
    opposite_low, opposite_high = wilson(total - n, total)

    assert 0 <= low <= n / total + 1e-12
    assert n / total - 1e-12 <= high <= 1
    assert isclose(low, 1 - opposite_high, abs_tol=1e-12)
    assert isclose(high, 1 - opposite_low, abs_tol=1e-12)


@pytest.mark.parametrize(
    ("cells", "unseen"),
    [
        ({}, set()),
        ({"kantoor": 9, "nacht": 5}, set()),
        ({"kantoor": 9, "avond": 4, "nacht": 0}, {"avond", "nacht"}),
        ({"kantoor": 9, "avond": 7, "nacht": 2}, {"avond", "nacht"}),
        ({"kantoor": 3}, {"kantoor"}),
    ],
)
def test_small_cells_are_hidden_and_one_alone_takes_another_with_it(cells, unseen):
    assert hidden(cells) == unseen


@settings(deadline=None)
@given(tables)
def test_no_small_cell_is_seen_and_none_can_be_computed_from_the_total(cells):
    unseen = hidden(cells)

    assert all(name in unseen for name, n in cells.items() if n < CELL)
    assert len(unseen) != 1 or len(cells) == 1
