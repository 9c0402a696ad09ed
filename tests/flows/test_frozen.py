"""What is made anew has the other values, and nothing else changes."""

import dataclasses
from functools import cached_property

import pytest
from story import POLITIE, answered, at, given, raised, started

from flows.frozen import replace
from flows.state import Alert, FollowUp, Overleg, Seat


def alert():
    return given(raised(), answered(POLITIE), started("10:20"))


def test_it_is_what_the_standard_library_makes_of_it():
    before = alert()

    after = replace(before, version=9, planned_for=at("11:00"))

    assert after == dataclasses.replace(before, version=9, planned_for=at("11:00"))
    assert type(after) is Alert


def test_what_it_was_made_of_stays_as_it_was():
    before = alert()

    replace(before, version=9, seats=())

    assert before == alert()


def test_what_was_made_anew_is_as_frozen_as_before():
    after = replace(alert(), version=9)

    with pytest.raises(dataclasses.FrozenInstanceError):
        after.version = 10


def test_a_field_that_does_not_exist_is_not_made():
    with pytest.raises(AssertionError, match="only what is there"):
        replace(alert(), verzion=9)


@pytest.mark.parametrize("kind", [Alert, Seat, Overleg, FollowUp])
def test_nothing_is_checked_when_it_is_made_and_nothing_kept_beside_its_fields(kind):
    its_own = vars(kind)

    assert "__post_init__" not in its_own
    assert "__slots__" not in its_own
    assert not [name for name, one in its_own.items() if isinstance(one, cached_property)]
