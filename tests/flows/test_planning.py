"""Quorum, the first time that suits everyone, and the time that is planned."""

import pytest
from story import (
    AT,
    DECLINED,
    DEPUTY,
    DRO,
    HOUR,
    MINUTE,
    OM,
    POLITIE,
    RVDK,
    VT,
    answered,
    at,
    by,
    concluded,
    given,
    raised,
    refusal,
    rules,
    seen,
    started,
    then,
)

from flows.answers import GiveAnswer
from flows.clock import next_due
from flows.decider import decide
from flows.ending import OverlegMissed
from flows.planning import (
    AcceptProposal,
    OverlegPlanned,
    OverlegReminded,
    PlanOverleg,
    StartQuestioned,
)
from flows.quorum import QuorumReached, first_common_time, missing, needed
from flows.refusal import Refusal
from flows.state import CLOCK
from flows.terms import AnswerKind, Phase


def planned(clock="10:10", planned_for="15:30", accepted=None):
    proposal = None if accepted is None else at(accepted)
    return OverlegPlanned(at=at(clock), by=by(VT), planned_for=at(planned_for), accepted=proposal)


def all_answered():
    return given(raised(), answered(POLITIE, AT, can_at=at("15:27")), answered(OM), answered(RVDK))


@pytest.mark.parametrize(
    ("minors", "roles"), [(False, (VT, POLITIE, OM)), (True, (VT, POLITIE, OM, RVDK))]
)
def test_minors_make_the_rvdk_needed(minors, roles):
    alert = given(raised(minors=minors))

    assert needed(alert) == roles
    assert missing(alert) == roles[1:], "who asks for it takes part"


def test_a_role_of_the_quorum_is_needed_once_also_with_minors():
    everyone = rules(quorum=(VT, POLITIE, OM, RVDK))

    assert needed(given(raised(rules=everyone, minors=True))) == (VT, POLITIE, OM, RVDK)


@pytest.mark.parametrize("kind", [DEPUTY, DECLINED])
def test_only_who_takes_part_counts_for_the_quorum(kind):
    alert = given(raised(), answered(POLITIE), answered(OM, kind))

    assert missing(alert) == (OM,)


def test_with_minors_the_quorum_waits_for_the_rvdk():
    alert = given(raised(minors=True), answered(POLITIE))

    om = GiveAnswer(by=by(OM), role=OM, kind=AnswerKind.NOW)
    assert decide(alert, om, at("10:06")) == [answered(OM, clock="10:06")]
    rvdk = GiveAnswer(by=by(RVDK), role=RVDK, kind=AnswerKind.NOW)
    events = decide(then(alert, answered(OM, clock="10:06")), rvdk, at("10:08"))
    reached = QuorumReached(at=at("10:08"), by=CLOCK, common_at=at("10:10"))
    assert events == [answered(RVDK, clock="10:08"), reached]


def test_a_quorum_of_one_can_meet_now():
    alone = rules(quorum=(VT,))
    alert = given(raised(rules=alone))
    politie = GiveAnswer(by=by(POLITIE), role=POLITIE, kind=DECLINED, reason="anders")

    events = decide(alert, politie, at("10:06"))

    assert events[1:] == [QuorumReached(at=at("10:06"), by=CLOCK, common_at=at("10:10"))]


@pytest.mark.parametrize(
    ("answers", "common"),
    [
        ((), None),
        ((answered(OM, clock="10:05"),), "10:05"),
        ((answered(OM, clock="10:06"),), "10:10"),
        ((answered(OM), answered(POLITIE, AT, can_at=at("15:27"))), "15:30"),
        ((answered(OM, DECLINED), answered(POLITIE, DEPUTY)), None),
        ((answered(POLITIE, AT, can_at=at("15:00")), answered(POLITIE, clock="10:30")), "10:30"),
    ],
)
def test_the_first_common_time_suits_all_who_take_part(answers, common):
    expected = None if common is None else at(common)

    assert first_common_time(given(raised(), *answers)) == expected


def test_one_tap_agrees_with_the_proposal():
    alert = all_answered()
    tap = AcceptProposal(by=by(OM), proposed=at("15:30"))

    events = decide(alert, tap, at("10:10"))

    agreed = OverlegPlanned(
        at=at("10:10"), by=by(OM), planned_for=at("15:30"), accepted=at("15:30")
    )
    assert events == [agreed]
    assert decide(then(alert, *events), tap, at("10:11")) == []


def test_a_proposal_that_has_changed_since_is_not_accepted():
    alert = then(all_answered(), answered(RVDK, AT, "10:09", can_at=at("16:00")))

    stale = AcceptProposal(by=by(OM), proposed=at("15:30"))
    assert refusal(alert, stale, at("10:10")) is Refusal.NOT_CURRENT


def test_a_proposal_that_has_passed_means_now():
    events = decide(all_answered(), AcceptProposal(by=by(VT), proposed=at("15:30")), at("15:42"))

    assert events == [planned("15:42", "15:42", accepted="15:30")]


def test_after_a_proposal_was_accepted_a_newer_one_can_be_accepted_too():
    alert = then(
        all_answered(),
        planned(accepted="15:30"),
        answered(RVDK, AT, "10:20", can_at=at("16:00")),
    )

    events = decide(alert, AcceptProposal(by=by(VT), proposed=at("16:00")), at("10:25"))

    assert events == [planned("10:25", "16:00", accepted="16:00")]


def test_planning_and_planning_anew():
    alert = given(raised())

    first = decide(alert, PlanOverleg(by=by(VT), planned_for=at("15:30")), at("10:10"))
    again = decide(
        then(alert, *first), PlanOverleg(by=by(VT), planned_for=at("16:00")), at("10:20")
    )

    assert first == [planned()]
    assert again == [planned("10:20", "16:00")]
    changed = then(alert, *first, *again)
    assert (changed.phase, changed.planned_for) == (Phase.PLANNED, at("16:00"))


def test_the_same_time_again_changes_nothing():
    alert = given(raised(), planned())

    assert decide(alert, PlanOverleg(by=by(OM), planned_for=at("15:30")), at("10:11")) == []


@pytest.mark.parametrize("planned_for", [at("10:05"), at("2026-12-02 10:10")])
def test_a_time_of_a_few_minutes_ago_and_one_within_two_weeks_are_fine(planned_for):
    events = decide(given(raised()), PlanOverleg(by=by(VT), planned_for=planned_for), at("10:10"))

    assert events == [OverlegPlanned(at=at("10:10"), by=by(VT), planned_for=planned_for)]


@pytest.mark.parametrize(
    ("role", "planned_for", "why"),
    [
        (DRO, "15:30", Refusal.ROLE_NOT_INVITED),
        (VT, "10:04", Refusal.IN_THE_PAST),
        (VT, "2026-12-02 10:11", Refusal.TOO_FAR_AHEAD),
    ],
)
def test_planning_is_refused_when(role, planned_for, why):
    command = PlanOverleg(by=by(role), planned_for=at(planned_for))

    assert refusal(given(raised()), command, at("10:10")) is why


@pytest.mark.parametrize("past", [(started(),), (started(), *concluded())])
def test_nothing_is_planned_once_the_overleg_has_started(past):
    alert = then(all_answered(), *past)
    plan = PlanOverleg(by=by(VT), planned_for=at("15:30"))
    accept = AcceptProposal(by=by(VT), proposed=at("15:30"))

    assert refusal(alert, plan, at("12:10")) is Refusal.NOT_CURRENT
    assert refusal(alert, accept, at("12:10")) is Refusal.NOT_CURRENT


def test_ten_minutes_before_and_ten_minutes_after_the_planned_time_the_bot_speaks_up():
    alert = then(all_answered(), planned())
    reminded = OverlegReminded(at=at("15:20"), by=CLOCK)
    asked = StartQuestioned(at=at("15:40"), by=CLOCK)

    assert seen(alert, "15:19:59") == []
    assert seen(alert, "15:20") == [reminded]
    assert seen(then(alert, reminded), "15:39:59") == []
    assert seen(then(alert, reminded), "15:40") == [asked]
    assert seen(then(alert, reminded, asked), "15:50") == []


def test_an_overleg_in_ten_minutes_or_less_needs_no_reminder():
    alert = then(all_answered(), planned("10:10", "10:20"))

    assert next_due(alert) == at("10:30")
    assert seen(alert, "10:30") == [StartQuestioned(at=at("10:30"), by=CLOCK)]


def test_a_new_time_is_reminded_of_anew():
    asked = StartQuestioned(at=at("15:40"), by=CLOCK)
    alert = then(
        all_answered(),
        planned(),
        OverlegReminded(at=at("15:20"), by=CLOCK),
        asked,
        planned("15:45", "17:00"),
    )

    assert next_due(alert) == at("16:50")


def test_once_it_has_started_nobody_asks_whether_it_has():
    alert = then(all_answered(), planned(), started("15:25"))

    assert seen(alert, "15:40") == []


def test_a_planned_overleg_after_the_bound_is_missed_first_and_reminded_of_all_the_same():
    alert = then(all_answered(), planned("10:10", "th 11:00"))

    missed = OverlegMissed(at=at("th 10:00"), by=CLOCK)
    assert seen(alert, "th 10:00") == [missed]
    assert next_due(then(alert, missed)) == at("th 11:00") - 10 * MINUTE


def test_the_night_may_be_planned_over():
    alert = given(raised("23:00", POLITIE), answered(VT, AT, "23:05", can_at=at("th 08:30")))

    events = decide(alert, PlanOverleg(by=by(POLITIE), planned_for=at("th 08:30")), at("23:10"))

    assert then(alert, *events).planned_for - at("23:10") == 9 * HOUR + 20 * MINUTE
