"""Vastgelegd in eigen systeem: a tick per role that was present, and one reminder."""

import pytest
from story import (
    OM,
    RVDK,
    STRANGER,
    VT,
    at,
    by,
    concluded,
    given,
    raised,
    refusal,
    seen,
    started,
    then,
)

from flows.decider import decide
from flows.follow_up import AlertReopened
from flows.recording import RecordedInOwnSystem, RecordingReminded, RecordInOwnSystem
from flows.refusal import Refusal
from flows.state import CLOCK


def after_overleg():
    return given(raised(), started(present=(VT, OM)), *concluded())


def recorded(role, clock):
    return RecordedInOwnSystem(at=at(clock), by=by(role))


def reminded(role, clock):
    return RecordingReminded(at=at(clock), by=CLOCK, role=role)


def test_a_role_ticks_it_once():
    tick = RecordInOwnSystem(by=by(VT))

    events = decide(after_overleg(), tick, at("12:30"))

    assert events == [recorded(VT, "12:30")]
    ticked = then(after_overleg(), *events)
    assert ticked.seat(VT).recorded_at == at("12:30")
    assert decide(ticked, tick, at("12:31")) == []


@pytest.mark.parametrize(
    ("role", "why"), [(STRANGER, Refusal.ROLE_NOT_INVITED), (RVDK, Refusal.NOT_CURRENT)]
)
def test_only_who_was_present_has_something_to_record(role, why):
    assert refusal(after_overleg(), RecordInOwnSystem(by=by(role)), at("12:30")) is why


def test_before_the_overleg_was_concluded_there_is_nothing_to_record():
    tick = RecordInOwnSystem(by=by(VT))

    assert refusal(given(raised(), started()), tick, at("11:30")) is Refusal.NOT_CURRENT


def test_after_a_day_who_has_not_recorded_it_is_asked_once_more():
    alert = then(after_overleg(), recorded(VT, "12:30"))
    just_before = seen(alert, "th 11:59:59")

    assert reminded(OM, "th 12:00") not in just_before
    events = seen(then(alert, *just_before), "th 12:00")
    assert events == [reminded(OM, "th 12:00")]
    later = seen(then(alert, *just_before, *events), "su 12:00")
    assert not any(isinstance(event, RecordingReminded) for event in later)


def test_what_a_round_asked_to_record_is_still_asked_in_the_next_until_that_asks_anew():
    reopened = AlertReopened(at=at("13:00"), by=by(VT))
    alert = then(after_overleg(), recorded(VT, "12:30"), reopened)

    assert alert.seat(VT).recorded_at == at("12:30")
    second = then(alert, started("14:00", present=(VT, OM)), *concluded("15:00"))
    assert [second.seat(role).recorded_at for role in (VT, OM)] == [None, None]
    assert second.seat(OM).recorded_asked_at == at("15:00")
