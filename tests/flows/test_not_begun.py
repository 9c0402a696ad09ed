"""A start that was pressed by mistake is taken back, and nobody is forgotten because of it."""

import pytest
from story import (
    OM,
    POLITIE,
    STRANGER,
    VT,
    answered,
    at,
    by,
    climbed,
    given,
    raised,
    refusal,
    seen,
    started,
    then,
)

from flows.agreements import AgreeNothing
from flows.clock import next_due
from flows.decider import decide
from flows.ending import AlertEnded, OverlegMissed
from flows.not_begun import StartTakenBack, TakeBackStart, may_take_back
from flows.overleg import EndOverleg
from flows.planning import OverlegPlanned
from flows.refusal import Refusal
from flows.state import CLOCK
from flows.terms import Outcome, Phase

BACK = TakeBackStart(by=by(VT))


def taken_back(clock):
    return StartTakenBack(at=at(clock), by=by(VT))


def begun():
    return given(raised(), answered(POLITIE, clock="10:02"), started("10:05"))


def test_the_start_is_gone_and_the_silent_are_chased_where_the_ladder_was():
    alert = begun()
    assert seen(alert, "10:21") == []

    events = decide(alert, BACK, at("10:21"))

    assert events == [taken_back("10:21")]
    changed = then(alert, *events)
    assert (changed.phase, changed.overleg, changed.outcome) == (Phase.OPEN, None, None)
    assert next_due(changed) <= at("10:21")
    assert climbed(OM, 2, "10:21") in seen(changed, "10:21")


def test_a_plan_stays_a_plan():
    planned = OverlegPlanned(at=at("10:03"), by=by(VT), planned_for=at("11:00"))
    alert = then(given(raised(), answered(POLITIE)), planned, started("10:05"))

    changed = then(alert, *decide(alert, BACK, at("10:06")))

    assert (changed.phase, changed.planned_for) == (Phase.PLANNED, at("11:00"))


def test_a_late_start_that_was_none_leaves_the_request_missed():
    missed = OverlegMissed(at=at("th 10:00"), by=CLOCK)
    alert = then(given(raised()), missed, started("th 10:30"))

    changed = then(alert, *decide(alert, BACK, at("th 10:31")))

    assert changed == then(given(raised()), missed, started("th 10:30"), taken_back("th 10:31"))
    assert changed.is_missed
    assert changed.closed_at == at("th 10:00")


def test_taking_it_back_twice_is_once():
    changed = then(begun(), taken_back("10:06"))

    assert decide(changed, BACK, at("10:07")) == []


@pytest.mark.parametrize("then_came", [EndOverleg(by=by(VT)), AgreeNothing(by=by(VT))])
def test_what_came_to_something_did_begin(then_came):
    alert = then(begun(), *decide(begun(), then_came, at("10:30")))

    assert not may_take_back(alert)
    assert refusal(alert, BACK, at("10:31")) is Refusal.NOT_CURRENT


def test_only_who_was_asked_takes_it_back():
    stranger = TakeBackStart(by=by(STRANGER))

    assert refusal(begun(), stranger, at("10:06")) is Refusal.ROLE_NOT_INVITED


def test_what_was_withdrawn_has_no_start_to_take_back():
    over = then(given(raised()), AlertEnded(at=at("10:03"), by=by(VT), outcome=Outcome.WITHDRAWN))

    assert refusal(over, BACK, at("10:06")) is Refusal.NOT_CURRENT
