"""The overleg starts, is corrected, knows who is present and who leads, and ends."""

from dataclasses import replace

import pytest
from story import (
    AT,
    DRO,
    HOUR,
    OM,
    POLITIE,
    RVDK,
    STRANGER,
    VT,
    answered,
    at,
    by,
    concluded,
    given,
    looked,
    raised,
    refusal,
    seen,
    started,
    then,
)

from flows.alert import AlertClosed
from flows.clock import CheckClock, ConclusionQuestioned, next_due
from flows.decider import decide
from flows.ending import AlertEnded, OverlegMissed
from flows.follow_up import AlertReopened
from flows.overleg import (
    ChooseMode,
    EndOverleg,
    MarkPresence,
    ModeChosen,
    OverlegEnded,
    PresenceMarked,
    RegieTaken,
    StartCorrected,
    StartOverleg,
    TakeRegie,
)
from flows.refusal import Refusal
from flows.state import CLOCK, Overleg
from flows.terms import Outcome, Phase, StartSource

TAP, CONFIRMED, AFTERWARDS = StartSource


def starts(clock="11:00", role=VT, source=TAP):
    return StartOverleg(by=by(role), started_at=at(clock), source=source)


def corrected(clock, started_at, source):
    return StartCorrected(at=at(clock), by=by(VT), started_at=at(started_at), source=source)


def answered_by_all():
    return given(raised(), answered(POLITIE), answered(OM), answered(RVDK, AT, can_at=at("12:00")))


def running():
    return then(answered_by_all(), started(present=(VT, POLITIE, OM)))


def test_the_start_stamps_the_time_and_who_takes_part():
    alert = answered_by_all()

    events = decide(alert, starts(), at("11:00"))

    everyone = (VT, POLITIE, OM, RVDK)
    assert events == [started(present=everyone)]
    changed = then(alert, *events)
    overleg = Overleg(started_at=at("11:00"), source=TAP, regie=VT, present=everyone)
    assert (changed.phase, changed.overleg) == (Phase.IN_OVERLEG, overleg)
    assert (changed.outcome, changed.first_overleg) == (Outcome.HELD, overleg)


def test_an_overleg_may_start_before_everybody_has_answered():
    events = decide(given(raised()), starts(role=OM), at("11:00"))

    assert events == [started(role=OM, present=(VT, OM))]


def test_whoever_starts_leads_when_the_usual_regie_does_not_take_part():
    events = decide(given(raised("10:00", POLITIE)), starts(role=OM), at("11:00"))

    assert events == [started(role=OM, regie=OM, present=(POLITIE, OM))]


def test_two_who_press_start_at_once_stamp_one_start():
    alert = then(answered_by_all(), started())

    assert decide(alert, starts(role=OM), at("11:00")) == []
    assert decide(alert, starts("11:01", OM), at("11:01")) == []


@pytest.mark.parametrize(("source", "clock"), [(CONFIRMED, "10:40"), (AFTERWARDS, "10:15")])
def test_it_had_begun_already_or_was_held_by_telephone(source, clock):
    events = decide(given(raised()), starts(clock, VT, source), at("11:00"))

    assert events == [started(started_at=at(clock), source=source, present=(VT,))]


def test_a_start_is_corrected_while_the_overleg_runs():
    events = decide(running(), starts("10:50", VT, CONFIRMED), at("11:10"))

    assert events == [corrected("11:10", "10:50", CONFIRMED)]
    changed = then(running(), *events)
    assert (changed.overleg.started_at, changed.overleg.source) == (at("10:50"), CONFIRMED)
    assert decide(changed, starts("10:50", VT, CONFIRMED), at("11:11")) == []


@pytest.mark.parametrize(
    ("command", "clock", "why"),
    [
        (starts("11:01", VT, CONFIRMED), "11:00", Refusal.IN_THE_FUTURE),
        (starts("09:59", VT, AFTERWARDS), "11:00", Refusal.BEFORE_THE_ALERT),
        (starts("11:00", DRO), "11:00", Refusal.ROLE_NOT_INVITED),
    ],
)
def test_a_start_is_refused_when(command, clock, why):
    assert refusal(given(raised()), command, at(clock)) is why
    assert refusal(running(), command, at(clock)) is why


def test_an_overleg_is_recorded_afterwards_up_to_thirty_one_days():
    alert = looked(given(raised("2026-10-18 10:00")), "2026-10-19 10:00")
    held = starts("2026-10-18 10:20", VT, AFTERWARDS)

    assert decide(alert, held, at("2026-11-18 09:20")) == [
        started(
            at=at("2026-11-18 09:20"),
            started_at=at("2026-10-18 10:20"),
            source=AFTERWARDS,
            present=(VT,),
        )
    ]
    assert refusal(alert, held, at("2026-11-18 10:21")) is Refusal.TOO_LONG_AGO


def test_in_a_new_round_the_overleg_starts_after_its_opening():
    reopened = AlertReopened(at=at("th 09:00"), by=by(VT))
    alert = given(raised(), started(), *concluded(), reopened)

    early = starts("th 08:59", VT, AFTERWARDS)
    assert refusal(alert, early, at("th 10:00")) is Refusal.BEFORE_THE_ALERT


def test_a_corrected_start_does_not_come_after_the_end():
    alert = then(running(), OverlegEnded(at=at("11:20"), by=by(VT)))

    late = starts("11:25", VT, CONFIRMED)
    assert refusal(alert, late, at("11:30")) is Refusal.IN_THE_FUTURE


def test_a_missed_alert_can_still_get_its_overleg_and_is_then_held():
    missed = OverlegMissed(at=at("th 10:00"), by=CLOCK)
    alert = then(answered_by_all(), missed)
    assert alert.outcome is Outcome.MISSED

    events = decide(alert, starts("th 10:30"), at("th 10:30"))

    changed = then(alert, *events)
    assert (changed.phase, changed.outcome, changed.closed_at) == (
        Phase.IN_OVERLEG,
        Outcome.HELD,
        None,
    )
    assert changed.missed_at == at("th 10:00"), "late stays late"


@pytest.mark.parametrize(
    "past",
    [
        (started(), *concluded()),
        (AlertEnded(at=at("10:30"), by=by(VT), outcome=Outcome.WITHDRAWN),),
    ],
)
def test_nothing_starts_after_the_overleg_or_after_an_end(past):
    alert = then(answered_by_all(), *past)

    assert refusal(alert, starts("13:00"), at("13:00")) is Refusal.NOT_CURRENT


@pytest.mark.parametrize(
    ("role", "present", "those"),
    [(RVDK, True, (VT, POLITIE, OM, RVDK)), (POLITIE, False, (VT, OM))],
)
def test_presence_is_ticked_per_role(role, present, those):
    tick = MarkPresence(by=by(OM), role=role, present=present)

    events = decide(running(), tick, at("11:05"))

    assert events == [PresenceMarked(at=at("11:05"), by=by(OM), role=role, present=present)]
    changed = then(running(), *events)
    assert changed.overleg == replace(running().overleg, present=those)
    assert decide(changed, tick, at("11:06")) == []


@pytest.mark.parametrize(
    ("tick", "why"),
    [
        (MarkPresence(by=by(VT), role=DRO, present=True), Refusal.ROLE_NOT_INVITED),
        (MarkPresence(by=by(DRO), role=RVDK, present=True), Refusal.ROLE_NOT_INVITED),
        (MarkPresence(by=by(OM), role=VT, present=False), Refusal.NOT_IN_LIST),
    ],
)
def test_presence_is_refused_when(tick, why):
    assert refusal(running(), tick, at("11:05")) is why


def test_the_regie_is_one_tap_and_whoever_has_it_is_present():
    take = TakeRegie(by=by(RVDK), role=RVDK)

    events = decide(running(), take, at("11:05"))

    assert events == [RegieTaken(at=at("11:05"), by=by(RVDK), role=RVDK)]
    changed = then(running(), *events)
    assert (changed.overleg.regie, changed.overleg.present) == (RVDK, (VT, POLITIE, OM, RVDK))
    assert decide(changed, take, at("11:06")) == []


def test_the_regie_goes_to_a_role_with_a_seat():
    stranger = TakeRegie(by=by(VT), role=STRANGER)

    assert refusal(running(), stranger, at("11:05")) is Refusal.ROLE_NOT_INVITED


def test_how_they_meet_is_chosen_from_the_list():
    choice = ChooseMode(by=by(VT), mode="telefonisch")

    events = decide(running(), choice, at("11:05"))

    assert events == [ModeChosen(at=at("11:05"), by=by(VT), mode="telefonisch")]
    changed = then(running(), *events)
    assert changed.overleg.mode == "telefonisch"
    assert decide(changed, choice, at("11:06")) == []
    assert refusal(running(), replace(choice, mode="postduif"), at("11:05")) is (
        Refusal.NOT_IN_LIST
    )


def test_the_end_is_stamped_once():
    events = decide(running(), EndOverleg(by=by(OM)), at("11:40"))

    assert events == [OverlegEnded(at=at("11:40"), by=by(OM))]
    ended = then(running(), *events)
    assert ended.overleg.ended_at == at("11:40")
    assert decide(ended, EndOverleg(by=by(VT)), at("11:41")) == []


@pytest.mark.parametrize(
    "command",
    [
        MarkPresence(by=by(VT), role=OM, present=True),
        TakeRegie(by=by(VT), role=OM),
        ChooseMode(by=by(VT), mode="fysiek"),
        EndOverleg(by=by(VT)),
    ],
)
def test_without_a_running_overleg_there_is_nobody_to_tick(command):
    assert refusal(given(raised()), command, at("11:00")) is Refusal.NOT_CURRENT
    over = given(raised(), started(), *concluded())
    assert refusal(over, command, at("13:00")) is Refusal.NOT_CURRENT


def test_an_overleg_that_nobody_concludes_is_asked_after_twice_and_then_closed():
    alert = running()
    assert alert.overleg is not None
    hours = alert.overleg.started_at + 2 * HOUR

    assert next_due(alert) == hours
    asked = [ConclusionQuestioned(at=hours, by=CLOCK, count=1)]
    assert list(decide(alert, CheckClock(), hours)) == asked
    again = then(alert, *asked)
    assert next_due(again) == at("th 10:00")
    twice = then(again, *seen(again, "th 10:00"))
    assert seen(twice, "fr 10:00") == [AlertClosed(at=at("fr 10:00"), by=CLOCK, destination=None)]
