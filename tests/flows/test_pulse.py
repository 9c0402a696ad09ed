"""The yearly pulse: when it is asked, for whom an answer counts, and what may be shown."""

from dataclasses import replace

import pytest
from story import NETWORK, OM, VT, at

from flows.people import Function, Member, Post, Reach
from flows.pulse import (
    PulseQuestion,
    Step,
    asks_at,
    ends_at,
    is_open,
    reminds_at,
    shown,
    speaks_for,
    step,
)
from flows.state import PersonId

ANNA = Member(
    person=PersonId(1), alias=PersonId(1), user_id=1, name="Anna", reach=Reach.OPEN,
    posts=(Post(network=NETWORK, function=Function.MEMBER, role=OM),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("year", "asked", "reminded"),
    [
        (2026, "2026-10-15 10:00", "2026-10-29 10:00"),
        (2028, "2028-10-16 10:00", "2028-10-30 10:00"),  # the 15th is a Sunday
    ],
)
def test_it_is_asked_from_the_middle_of_october_on_and_reminded_of_once(year, asked, reminded):
    assert (asks_at(year), reminds_at(year)) == (at(asked), at(reminded))


@pytest.mark.parametrize(
    ("clock", "due"),
    [
        ("2026-10-14 12:00", None),
        ("2026-10-15 09:59", None),
        ("2026-10-15 10:00", Step.ASK),
        ("2026-10-15 18:00", None),
        ("2026-10-17 12:00", None),  # a Saturday
        ("2026-10-28 17:59", Step.ASK),
        ("2026-10-29 10:00", Step.REMIND),
        ("2026-11-04 12:00", Step.REMIND),
        ("2026-11-05 12:00", None),
    ],
)
def test_it_is_asked_by_day_on_working_days(clock, due):
    assert step(at(clock)) is due


def test_an_answer_counts_until_december():
    assert ends_at(2026) == at("2026-12-01 00:00")
    assert not is_open(2026, at("2026-10-15 09:59"))
    assert is_open(2026, at("2026-11-30 23:59"))
    assert not is_open(2026, at("2026-12-01 00:00"))


def test_an_answer_counts_for_the_first_organisation_of_somebody_who_may_act():
    both = replace(ANNA, posts=(*ANNA.posts, replace(ANNA.posts[0], role=VT)))

    assert speaks_for(both, NETWORK) == OM
    assert speaks_for(both, "utrecht") is None
    assert speaks_for(replace(ANNA, suspended=True), NETWORK) is None
    assert speaks_for(replace(ANNA, posts=()), NETWORK) is None


def test_fewer_than_five_answers_of_an_organisation_are_not_shown():
    few = {"meer": 3, "gelijk": 1}
    enough = {"4": 3, "5": 2}

    assert shown({(OM, PulseQuestion.WORK): few, (OM, PulseQuestion.FINDING): enough}) == {
        (OM, PulseQuestion.FINDING): enough
    }
