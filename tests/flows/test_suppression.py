"""From what is shown of a table no number under five can be worked out."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.discretion import coarse_table
from flows.suppression import CELL, rounded, visible

NAMES = "abcd"
tables = st.lists(st.integers(0, 9), min_size=2, max_size=4)


@pytest.mark.parametrize(
    ("cells", "seen"),
    [
        ({"kantoor": 9, "nacht": 5}, {"kantoor": 9, "nacht": 5}),
        ({"kantoor": 9, "avond": 4, "nacht": 1}, {"kantoor": 9}),
        ({"kantoor": 9, "avond": 7, "nacht": 2}, {"kantoor": 9}),  # 2 would follow from the total
        ({"kantoor": 9, "avond": 3, "nacht": 1}, {}),  # 3 and 1 can be 4 and nought only
        ({"kantoor": 9, "avond": 0, "nacht": 0}, {}),  # both nought would follow from the total
        ({"kantoor": 3}, {}),
        ({}, {}),
    ],
)
def test_small_cells_are_hidden_with_those_that_would_give_them_away(cells, seen):
    assert {name: n for name, n in visible(cells).items() if n is not None} == seen


def looks(numbers: tuple[int, ...]) -> tuple[int | None, ...]:
    return tuple(visible(dict(zip(NAMES, numbers, strict=False))).values())


@settings(deadline=None, max_examples=150)
@given(tables)
def test_whoever_knows_the_total_and_the_rule_can_work_out_no_small_number(numbers):
    """For each small cell there is another table that looks the same and has another number there.

    But for a table of nothing: its total says so.
    """
    total, seen = sum(numbers), looks(tuple(numbers))
    others = [
        other
        for other in product(range(total + 1), repeat=len(numbers))
        if sum(other) == total and looks(other) == seen
    ]

    assert all(n is None or n >= CELL for n in seen)
    for place, n in enumerate(numbers):
        if n < CELL and total:
            assert len({other[place] for other in others}) > 1


@settings(deadline=None, max_examples=150)
@given(tables)
def test_nor_can_who_knows_the_total_of_a_year_from_its_rounded_table(numbers):
    """What a year shows is what a month would show, and less: each is held to the same."""

    def shows(cells: tuple[int, ...]) -> tuple[int | None, ...]:
        return tuple(coarse_table(dict(zip(NAMES, cells, strict=False))).values())

    total, seen = sum(numbers), shows(tuple(numbers))
    others = [
        other
        for other in product(range(total + 1), repeat=len(numbers))
        if sum(other) == total and shows(other) == seen
    ]

    assert all(n is None or (n >= CELL and n % 5 == 0) for n in seen)
    for place, n in enumerate(numbers):
        if n < CELL and total:
            assert len({other[place] for other in others}) > 1


@pytest.mark.parametrize(
    ("n", "near"), [(0, 0), (2, 0), (3, 5), (5, 5), (7, 5), (8, 10), (108, 110)]
)
def test_what_covers_several_months_is_rounded_to_five(n, near):
    assert rounded(n) == near
