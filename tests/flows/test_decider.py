"""The doors of the core let in what they know; anything else is a bug that shows itself."""

import pytest
from story import NOW, OM, RVDK, answered, ask, at, given, phoned, raised, started

from flows import decider, evolver
from flows.answers import GiveAnswer
from flows.clock import CheckClock
from flows.decider import check_clock, decide
from flows.evolver import evolve, replay
from flows.refusal import Refusal, Refused
from flows.state import By, PersonId

DOORS = [
    decider._decide_asking,
    decider._decide_meeting,
    decider._decide_aftercare,
    decider._decide_ending,
]
EFFECTS = [
    evolver._evolve_asked,
    evolver._evolve_met,
    evolver._evolve_owed,
    evolver._evolve_ended,
]


@pytest.mark.parametrize("door", DOORS)
def test_a_command_that_no_door_knows_is_not_passed_over_in_silence(door):
    with pytest.raises(AssertionError, match="unreachable"):
        door(given(raised()), "kermis", at("10:05"))


@pytest.mark.parametrize("effect", EFFECTS)
def test_an_event_that_changes_nothing_known_is_not_passed_over_in_silence(effect):
    with pytest.raises(AssertionError, match="unreachable"):
        effect(given(raised()), "kermis")


def test_nothing_happens_to_an_alert_before_it_was_raised():
    with pytest.raises(AssertionError, match="only raising"):
        evolve(None, answered(OM))
    with pytest.raises(AssertionError, match="raised once"):
        evolve(given(raised()), raised())
    assert replay([]) is None
    assert check_clock(None, at("10:00")) == []


def test_looking_at_an_alert_that_is_not_there_is_refused():
    with pytest.raises(Refused) as caught:
        decide(None, CheckClock(), at("10:00"))

    assert caught.value.refusal is Refusal.UNKNOWN_ALERT


def test_the_version_counts_the_events():
    alert = given(raised(), answered(OM), started())

    assert alert.version == 3
    assert replay([raised(), answered(OM), started()]) == alert


def test_raising_and_what_is_due_by_then_are_one_decision():
    events = decide(None, ask(), at("18:00"))

    assert events == [raised("18:00"), phoned(RVDK, "18:00", "th 08:30")]
    assert check_clock(replay(events), at("18:00")) == []


def test_a_colleague_in_the_same_role_presses_the_same_button_to_no_effect():
    alert = given(raised(), answered(OM))
    colleague = By(person=PersonId(55), role=OM)

    assert decide(alert, GiveAnswer(by=colleague, role=OM, kind=NOW), at("10:06")) == []
