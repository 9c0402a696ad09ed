"""An end without overleg: withdrawn, a mistake, a duplicate, not needed; and its undoing."""

from dataclasses import replace

import pytest
from story import (
    DECLINED,
    ID,
    OM,
    POLITIE,
    RVDK,
    VT,
    answered,
    at,
    by,
    climbed,
    concluded,
    given,
    raised,
    refusal,
    seen,
    started,
    then,
)

from flows.alert import AlertClosed
from flows.clock import next_due
from flows.decider import decide
from flows.ending import (
    AlertEnded,
    CallMistake,
    CallNotNeeded,
    ClockTaken,
    EndDrill,
    EndUndone,
    MarkDuplicate,
    ReopenAlert,
    TakeClock,
    Withdraw,
)
from flows.follow_up import AlertReopened
from flows.planning import OverlegPlanned
from flows.refusal import Refusal
from flows.state import CLOCK, AlertId
from flows.terms import Outcome, Phase

OTHER = AlertId("SKM-2611-08")
ENDS = [
    (Withdraw(by=by(VT), reason="medisch_verklaard"), Outcome.WITHDRAWN,
     {"reason": "medisch_verklaard"}),
    (CallMistake(by=by(VT)), Outcome.MISTAKE, {}),
    (CallMistake(by=by(VT), moved_to="ouderen"), Outcome.MISTAKE, {"moved_to": "ouderen"}),
    (CallNotNeeded(by=by(VT)), Outcome.NOT_NEEDED, {}),
    (MarkDuplicate(by=by(VT), of=OTHER), Outcome.DUPLICATE, {"duplicate_of": OTHER}),
]  # fmt: skip
PLANNED = OverlegPlanned(at=at("10:10"), by=by(VT), planned_for=at("15:30"))


def ended(clock="10:30", outcome=Outcome.WITHDRAWN, **changes):
    return AlertEnded(at=at(clock), by=by(VT), outcome=outcome, **changes)


@pytest.mark.parametrize(("command", "outcome", "details"), ENDS)
@pytest.mark.parametrize("past", [(), (PLANNED,)])
def test_the_raiser_ends_what_is_not_to_be_and_the_clock_stops_at_once(
    command, outcome, details, past
):
    alert = given(raised(), answered(POLITIE), *past)

    events = decide(alert, command, at("10:30"))

    assert events == [ended(outcome=outcome, **details)]
    over = then(alert, *events)
    assert (over.phase, over.outcome, over.closed_at, over.planned_for) == (
        Phase.CLOSED,
        outcome,
        at("10:30"),
        None,
    )
    assert next_due(over) is None
    assert decide(over, command, at("10:31")) == []


@pytest.mark.parametrize("command", [command for command, _, _ in ENDS])
def test_only_the_role_that_asked_ends_and_any_colleague_of_it_may(command):
    alert = given(raised("10:00", POLITIE))

    assert refusal(alert, command, at("10:30")) is Refusal.ONLY_RAISER
    colleague = replace(by(POLITIE), person=77)
    assert decide(alert, replace(command, by=colleague), at("10:30"))


@pytest.mark.parametrize("command", [command for command, _, _ in ENDS])
@pytest.mark.parametrize(
    "past",
    [
        (started(),),
        (started(), *concluded()),
        (started(), *concluded(), AlertReopened(at=at("13:00"), by=by(VT))),
    ],
)
def test_an_overleg_that_was_held_is_not_undone(command, past):
    alert = given(raised(), *past)

    assert refusal(alert, command, at("14:00")) is Refusal.NOT_CURRENT


def test_an_alert_has_one_end():
    alert = given(raised(), ended())

    assert refusal(alert, CallMistake(by=by(VT)), at("10:31")) is Refusal.NOT_CURRENT


def test_a_reason_comes_from_the_list_and_an_alert_is_not_its_own_duplicate():
    alert = given(raised())

    assert refusal(alert, Withdraw(by=by(VT), reason="zomaar"), at("10:30")) is (
        Refusal.NOT_IN_LIST
    )
    assert refusal(alert, MarkDuplicate(by=by(VT), of=ID), at("10:30")) is Refusal.SAME_ALERT


@pytest.mark.parametrize("clock", ["11:00", "th 10:30"])
def test_an_end_is_undone_within_a_day_with_the_old_clock_and_the_old_answers(clock):
    alert = given(
        raised(), answered(POLITIE), answered(OM, DECLINED), climbed(OM, 2, "10:06"), ended()
    )

    events = decide(alert, ReopenAlert(by=by(VT)), at(clock))

    assert events == [EndUndone(at=at(clock), by=by(VT))]
    again = then(alert, *events)
    assert (again.phase, again.outcome, again.end_reason, again.closed_at) == (
        Phase.OPEN,
        None,
        None,
        None,
    )
    assert (again.clock_at, again.seat(POLITIE).answer.at) == (at("10:00"), at("10:05"))
    assert [(seat.asked_at, seat.rung) for seat in again.seats] == [
        (at("10:00"), 0),
        (at("10:00"), 0),
        (at(clock), 0),
        (at(clock), 0),
    ]


def test_after_a_day_an_end_stays():
    alert = given(raised(), ended())

    assert refusal(alert, ReopenAlert(by=by(VT)), at("th 10:30:01")) is Refusal.TOO_LONG_AGO


@pytest.mark.parametrize(
    "past",
    [
        (),
        (ended(outcome=Outcome.DUPLICATE, duplicate_of=OTHER),),
        (started(), *concluded(), AlertClosed(at=at("13:00"), by=CLOCK, destination="zsm")),
    ],
)
def test_there_is_no_end_to_undo(past):
    alert = given(raised(), *past)

    assert refusal(alert, ReopenAlert(by=by(VT)), at("13:30")) is Refusal.NOT_CURRENT


def test_only_the_raiser_undoes():
    alert = given(raised(), ended())

    assert refusal(alert, ReopenAlert(by=by(OM)), at("10:31")) is Refusal.ONLY_RAISER


def test_a_moved_alert_forgets_where_it_moved_when_that_is_undone():
    moved = ended(outcome=Outcome.MISTAKE, moved_to="ouderen")

    alert = given(raised(), moved, EndUndone(at=at("10:40"), by=by(VT)))

    assert (alert.moved_to, alert.outcome) == (None, None)


def test_of_two_alerts_about_one_case_the_earliest_clock_stays():
    alert = given(raised())
    take = TakeClock(by=by(VT), clock_at=at("09:52"), duplicate=OTHER)

    events = decide(alert, take, at("10:30"))

    assert events == [ClockTaken(at=at("10:30"), by=by(VT), clock_at=at("09:52"), duplicate=OTHER)]
    merged = then(alert, *events)
    assert (merged.clock_at, merged.target_at, merged.raised_at) == (
        at("09:52"),
        at("13:52"),
        at("10:00"),
    )
    assert decide(merged, take, at("10:31")) == []
    later = replace(take, clock_at=at("10:01"))
    assert decide(alert, later, at("10:30")) == []


@pytest.mark.parametrize("past", [(), (started(),), (started(), *concluded())])
def test_a_drill_gives_way_to_a_real_alert_in_any_phase(past):
    drill = given(raised(drill=True), *past)
    stop = EndDrill(by=by(VT))

    events = decide(drill, stop, at("12:30"))

    assert events == [ended("12:30", Outcome.NOT_NEEDED, reason="echt_alarm")]
    over = then(drill, *events)
    assert over.phase is Phase.CLOSED
    assert over.drill, "it is never converted to a real alert"
    assert decide(over, stop, at("12:31")) == []


def test_a_drill_may_be_stopped_for_another_reason():
    stop = EndDrill(by=by(VT), reason="gestopt")

    events = decide(given(raised(drill=True)), stop, at("10:30"))

    assert events == [ended("10:30", Outcome.NOT_NEEDED, reason="gestopt")]


def test_a_real_alert_never_ends_as_a_drill():
    assert refusal(given(raised()), EndDrill(by=by(VT)), at("10:30")) is (Refusal.DRILL_STAYS_DRILL)


def test_a_drill_that_gave_way_during_its_overleg_is_not_opened_again():
    alert = given(raised(drill=True), started(), ended("11:30", Outcome.NOT_NEEDED))

    assert alert.outcome is Outcome.HELD
    assert refusal(alert, ReopenAlert(by=by(VT)), at("11:31")) is Refusal.NOT_CURRENT


def test_custody_warnings_that_would_come_too_late_are_not_given_after_an_undoing():
    arrest = {"custody": True, "arrested_at": at("09:00")}  # warnings at 14:00 and 16:00
    undone = EndUndone(at=at("15:00"), by=by(VT))

    alert = given(
        raised(**arrest), answered(POLITIE), answered(OM), answered(RVDK), ended("11:00"), undone
    )

    assert alert.custody_warnings == 1
    assert seen(alert, "15:00") == []
