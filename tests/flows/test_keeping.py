"""How long each kind of data is kept, and how much may be forgotten at once."""

from dataclasses import fields
from datetime import timedelta

import pytest

from flows.keeping import Terms, is_much


def test_every_class_of_data_has_a_span_of_its_own():
    names = {field.name for field in fields(Terms)}
    terms = Terms(**{name: timedelta(days=1) for name in names})

    assert {field.type for field in fields(Terms)} == {timedelta}
    assert terms.answer == timedelta(days=1)
    assert {"alert", "reference", "answer", "member", "history", "card", "drill"} <= names


@pytest.mark.parametrize(
    ("gone", "of", "much"),
    [
        pytest.param(2, 260, False, id="an ordinary night"),
        pytest.param(20, 25, False, id="few at all: the end of a network"),
        pytest.param(21, 209, True, id="more than a tenth"),
        pytest.param(21, 210, False, id="a tenth, as after weeks away"),
        pytest.param(2_700, 1_900_000, False, id="a night of a very large installation"),
    ],
)
def test_f110_more_than_a_tenth_at_once_is_rather_a_mistake(gone, of, much):
    assert is_much(gone, of) is much
