"""One answer per partner role: given, changed, passed on by telephone, undone."""

import pytest
from story import (
    AT,
    DECLINED,
    DEPUTY,
    DRO,
    MINUTE,
    NOW,
    OM,
    POLITIE,
    RVDK,
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

from flows.answers import AnswerUndone, GiveAnswer, UndoAnswer
from flows.chase import Why
from flows.clock import CheckClock
from flows.decider import decide
from flows.planning import OverlegPlanned
from flows.quorum import QuorumLost, QuorumReached
from flows.refusal import Refusal
from flows.state import CLOCK, Answer
from flows.terms import Channel, Phase


def says(role, kind=NOW, **changes):
    return GiveAnswer(by=changes.pop("by", by(role)), role=role, kind=kind, **changes)


@pytest.mark.parametrize(
    "details",
    [
        {"kind": NOW},
        {"kind": AT, "can_at": at("15:30")},
        {"kind": AT, "can_at": at("15:30"), "reason": None, "channel": Channel.PHONE},
    ],
)
def test_an_answer_is_kept_with_its_time_and_how_it_came(details):
    alert = given(raised())

    events = decide(alert, says(POLITIE, **details), at("10:05"))

    assert events == [answered(POLITIE, **details)]
    kept = Answer(at=at("10:05"), by=by(POLITIE), **details)
    assert then(alert, *events).seat(POLITIE).answers == (kept,)


def test_the_same_answer_twice_counts_once():
    alert = given(raised(), answered(POLITIE))

    assert decide(alert, says(POLITIE), at("10:06")) == []


def test_a_change_of_mind_is_added_and_the_last_answer_counts():
    alert = given(raised(), answered(POLITIE))

    events = decide(alert, says(POLITIE, AT, can_at=at("18:00")), at("10:20"))

    assert events == [answered(POLITIE, AT, "10:20", can_at=at("18:00"))]
    seat = then(alert, *events).seat(POLITIE)
    assert [answer.at for answer in seat.answers] == [at("10:05"), at("10:20")]
    assert (seat.answer.kind, seat.answer.from_at, seat.joins) == (AT, at("18:00"), True)


def test_an_answer_may_still_change_when_the_overleg_is_planned():
    planned = OverlegPlanned(at=at("10:10"), by=by(VT), planned_for=at("15:30"))
    alert = given(raised(), answered(POLITIE), planned)

    events = decide(alert, says(POLITIE, AT, can_at=at("16:00")), at("10:20"))

    assert events == [answered(POLITIE, AT, "10:20", can_at=at("16:00"))]


def test_nobody_answers_once_the_overleg_has_started():
    alert = given(raised(), started())

    assert refusal(alert, says(RVDK), at("11:01")) is Refusal.NOT_CURRENT
    undo = UndoAnswer(by=by(VT), role=VT, count=1)
    assert refusal(alert, undo, at("11:01")) is Refusal.NOT_CURRENT


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (says(DRO), Refusal.ROLE_NOT_INVITED),
        (says(OM, by=by(VT)), Refusal.NOT_YOUR_ROLE),
        (says(OM, by=by(DRO), channel=Channel.PHONE), Refusal.ROLE_NOT_INVITED),
        (says(OM, AT), Refusal.INCOMPLETE),
        (says(OM, AT, can_at=at("10:05") - 6 * MINUTE), Refusal.IN_THE_PAST),
        (says(OM, AT, can_at=at("2026-11-25 10:06")), Refusal.TOO_FAR_AHEAD),
        (says(OM, DECLINED), Refusal.NOT_IN_LIST),
        (says(OM, DECLINED, reason="geen_zin"), Refusal.NOT_IN_LIST),
    ],
)
def test_an_answer_is_refused_when(command, why):
    assert refusal(given(raised()), command, at("10:05")) is why


@pytest.mark.parametrize("can_at", [at("10:00"), at("2026-11-25 10:05")])
def test_a_time_button_of_a_few_minutes_old_and_a_time_within_a_week_are_fine(can_at):
    events = decide(given(raised()), says(OM, AT, can_at=can_at), at("10:05"))

    assert events == [answered(OM, AT, can_at=can_at)]


def test_veilig_thuis_passes_on_what_the_om_said_by_telephone():
    alert = given(raised("22:40", POLITIE))
    proxy = says(OM, by=by(VT), channel=Channel.PHONE)

    events = decide(alert, proxy, at("22:48"))

    assert events == [answered(OM, NOW, "22:48", by=by(VT), channel=Channel.PHONE)]
    later = then(alert, *events)
    assert decide(later, says(OM), at("23:00")) == [], "an own tap does not overwrite its time"


def test_the_answer_that_completes_the_quorum_says_so():
    alert = given(raised(), answered(POLITIE, AT, can_at=at("15:30")))

    events = decide(alert, says(OM), at("10:07"))

    reached = QuorumReached(at=at("10:07"), by=CLOCK, common_at=at("15:30"))
    assert events == [answered(OM, NOW, "10:07"), reached]
    assert then(alert, *events).quorum_at == at("10:07")


def test_capacity_is_an_answer_and_the_ladder_of_a_needed_role_goes_up_at_once():
    alert = given(raised())

    events = decide(alert, says(OM, DECLINED, reason="capaciteit"), at("10:05"))

    assert events == [
        answered(OM, DECLINED, reason="capaciteit"),
        climbed(OM, 2, "10:05", Why.DECLINED),
    ]


def test_asking_the_waarnemer_goes_to_the_waarnemer_at_once():
    events = decide(given(raised()), says(POLITIE, DEPUTY), at("10:05"))

    assert events == [answered(POLITIE, DEPUTY), climbed(POLITIE, 2, "10:05", Why.DEPUTY)]


def test_a_decline_after_the_waarnemer_was_asked_moves_one_step_further():
    alert = given(raised(), answered(OM, DEPUTY), climbed(OM, 2, "10:05", Why.DEPUTY))

    events = decide(alert, says(OM, DECLINED, reason="capaciteit"), at("10:06"))

    assert events == [
        answered(OM, DECLINED, "10:06", reason="capaciteit"),
        climbed(OM, 3, "10:06", Why.DECLINED),
    ]


def test_at_the_top_of_the_ladder_a_decline_has_nobody_left_to_call():
    alert = given(raised(), climbed(OM, 4, "11:00"))

    events = decide(alert, says(OM, DECLINED, reason="capaciteit"), at("11:01"))

    assert events == [answered(OM, DECLINED, "11:01", reason="capaciteit")]


def test_the_rvdk_may_decline_without_breaking_anything():
    quorum = QuorumReached(at=at("10:06"), by=CLOCK, common_at=at("10:10"))
    alert = given(raised(), answered(POLITIE), answered(OM), quorum)

    events = decide(alert, says(RVDK, DECLINED, reason="geen_taak_nu"), at("10:08"))

    assert events == [answered(RVDK, DECLINED, "10:08", reason="geen_taak_nu")]
    assert not any(seen(then(alert, *events), "10:59"))


def test_with_minors_a_decline_of_the_rvdk_sends_its_ladder_up():
    alert = given(raised(minors=True))

    events = decide(alert, says(RVDK, DECLINED, reason="al_betrokken"), at("10:08"))

    assert events[1:] == [climbed(RVDK, 2, "10:08", Why.DECLINED)]


def test_a_needed_role_that_declines_after_all_breaks_the_quorum():
    quorum = QuorumReached(at=at("10:06"), by=CLOCK, common_at=at("10:10"))
    alert = given(raised(), answered(POLITIE), answered(OM), quorum)

    events = decide(alert, says(OM, DECLINED, reason="capaciteit"), at("10:30"))

    assert events == [
        answered(OM, DECLINED, "10:30", reason="capaciteit"),
        climbed(OM, 2, "10:30", Why.DECLINED),
        QuorumLost(at=at("10:30"), by=CLOCK),
    ]
    assert then(alert, *events).quorum_at is None


def test_an_undone_answer_is_as_if_it_was_never_given():
    quorum = QuorumReached(at=at("10:06"), by=CLOCK, common_at=at("10:10"))
    alert = given(raised(), answered(POLITIE), answered(OM), quorum)

    events = decide(alert, UndoAnswer(by=by(OM), role=OM, count=1), at("10:07"))

    assert events == [
        AnswerUndone(at=at("10:07"), by=by(OM), role=OM),
        QuorumLost(at=at("10:07"), by=CLOCK),
    ]
    assert then(alert, *events).seat(OM) == given(raised()).seat(OM)


def test_who_takes_an_answer_back_after_an_hour_is_chased_anew_and_not_passed_over_at_once():
    alert = given(raised(), answered(POLITIE), answered(OM))

    undone = then(alert, *decide(alert, UndoAnswer(by=by(OM), role=OM, count=1), at("11:30")))

    assert not of_om(decide(undone, CheckClock(), at("11:39")))
    assert of_om(decide(undone, CheckClock(), at("11:40"))) == [climbed(OM, 1, "11:40")]


def test_who_needs_a_deputy_after_all_is_not_called_in_the_same_moment():
    alert = given(raised(), answered(POLITIE), answered(OM))

    events = decide(alert, GiveAnswer(by=by(OM), role=OM, kind=DEPUTY), at("11:30"))
    changed = then(alert, *events)

    assert climbed(OM, 2, "11:30", Why.DEPUTY) in events
    assert not of_om(decide(changed, CheckClock(), at("11:59")))
    assert of_om(decide(changed, CheckClock(), at("12:00"))) == [climbed(OM, 3, "12:00")]


def of_om(events):
    return [one for one in events if getattr(one, "role", None) == OM]


def test_undoing_a_change_of_mind_brings_the_earlier_answer_back():
    changed = answered(OM, DECLINED, "10:20", reason="capaciteit")
    alert = given(raised(), answered(POLITIE), answered(OM), changed)

    events = decide(alert, UndoAnswer(by=by(OM), role=OM, count=2), at("10:21"))

    reached = QuorumReached(at=at("10:21"), by=CLOCK, common_at=at("10:05"))
    assert events == [AnswerUndone(at=at("10:21"), by=by(OM), role=OM), reached]


def test_who_passed_an_answer_on_may_undo_it_and_another_partner_may_not():
    proxy = answered(OM, by=by(VT), channel=Channel.PHONE)
    alert = given(raised(), proxy)

    events = decide(alert, UndoAnswer(by=by(VT), role=OM, count=1), at("10:06"))

    assert events == [AnswerUndone(at=at("10:06"), by=by(VT), role=OM)]
    other = UndoAnswer(by=by(POLITIE), role=OM, count=1)
    assert refusal(alert, other, at("10:06")) is Refusal.NOT_YOUR_ROLE


def test_there_is_nothing_to_undo_without_an_answer():
    alert = given(raised())

    nothing = UndoAnswer(by=by(OM), role=OM, count=0)
    assert refusal(alert, nothing, at("10:06")) is Refusal.NOTHING_TO_UNDO
    stranger = UndoAnswer(by=by(STRANGER), role=STRANGER, count=1)
    assert refusal(alert, stranger, at("10:06")) is Refusal.ROLE_NOT_INVITED


def test_a_second_tap_takes_no_second_answer_back_and_an_old_button_none():
    changed = answered(OM, DECLINED, "10:20", reason="capaciteit")
    alert = given(raised(), answered(OM), changed)
    undo = UndoAnswer(by=by(OM), role=OM, count=2)

    once = then(alert, *decide(alert, undo, at("10:21")))

    assert decide(once, undo, at("10:21")) == []
    old = UndoAnswer(by=by(OM), role=OM, count=1)
    assert refusal(alert, old, at("10:21")) is Refusal.NOT_CURRENT


def test_answers_leave_the_phase_and_the_other_seats_alone():
    alert = given(raised())

    changed = then(alert, answered(POLITIE))

    assert changed.phase is Phase.OPEN
    assert [changed.seat(role) for role in (VT, OM, RVDK)] == [
        alert.seat(role) for role in (VT, OM, RVDK)
    ]
