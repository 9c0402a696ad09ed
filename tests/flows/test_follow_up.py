"""What is owed after the overleg: reminded of, done, postponed, or another round."""

from dataclasses import replace
from datetime import timedelta

import pytest
from story import (
    HOUR,
    MINUTE,
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

from flows.agreements import FollowUpSet
from flows.alert import AlertClosed
from flows.clock import next_due
from flows.decider import decide
from flows.ending import OverlegMissed
from flows.follow_up import (
    AlertReopened,
    AskOverlegAgain,
    FinishFollowUp,
    FollowUpDone,
    FollowUpPostponed,
    FollowUpReminded,
    PostponeFollowUp,
    reminds_at,
)
from flows.planning import OverlegPlanned
from flows.quorum import QuorumReached
from flows.refusal import Refusal
from flows.rules import FollowUpRules
from flows.state import CLOCK, Answer
from flows.terms import AnswerKind, FollowUpKind, Outcome, Phase

DAYS = timedelta(days=1)


def owed(due="th 10:00", owner=POLITIE, number=1):
    return FollowUpSet(
        at=at("12:00"),
        by=CLOCK,
        number=number,
        kind=FollowUpKind.ACTION,
        owner=owner,
        due_at=at(due),
        what="letselonderzoek",
    )


def after_overleg(*past):
    return given(raised(), answered(OM), started(), *concluded(), owed(), *past)


def reminded(clock, rung):
    return FollowUpReminded(at=at(clock), by=CLOCK, number=1, rung=rung)


def done(clock, **changes):
    return replace(FollowUpDone(at=at(clock), by=by(POLITIE), number=1), **changes)


def test_the_owner_is_reminded_then_the_waarnemer_then_the_aanspreekpunt():
    alert = after_overleg()

    for clock, just_before, rung in (
        ("th 10:00", "th 09:59:59", 1),
        ("th 14:00", "th 13:59:59", 2),
        ("fr 10:00", "fr 09:59:59", 3),
    ):
        assert reminded(clock, rung) not in seen(alert, just_before)
        assert reminded(clock, rung) in seen(alert, clock)
        alert = looked(alert, clock)

    assert reminds_at(alert.follow_up(1), FollowUpRules()) is None


def test_follow_ups_outlive_the_closing_of_the_alert():
    alert = after_overleg(AlertClosed(at=at("13:00"), by=by(VT), destination="zsm"))

    assert seen(alert, "th 10:00") == [reminded("th 10:00", 1)]


@pytest.mark.parametrize("role", [POLITIE, VT])
def test_the_owner_or_the_regie_says_that_it_is_done_and_once(role):
    finish = FinishFollowUp(by=by(role), number=1)

    events = decide(after_overleg(), finish, at("15:00"))

    assert events == [done("15:00", by=by(role))]
    finished = after_overleg(*events)
    assert finished.follow_up(1).done_at == at("15:00")
    assert reminded("th 10:00", 1) not in seen(finished, "th 10:00")
    assert decide(finished, finish, at("15:01")) == []


@pytest.mark.parametrize(
    "make",
    [
        lambda role, number: FinishFollowUp(by=by(role), number=number),
        lambda role, number: PostponeFollowUp(by=by(role), number=number, until=at("fr 10:00")),
        lambda role, number: AskOverlegAgain(by=by(role), number=number),
    ],
)
def test_a_follow_up_is_its_owners_and_must_exist(make):
    assert refusal(after_overleg(), make(OM, 1), at("15:00")) is Refusal.ONLY_OWNER
    assert refusal(after_overleg(), make(POLITIE, 2), at("15:00")) is Refusal.NOT_CURRENT


def test_a_postponed_follow_up_is_reminded_of_at_its_new_moment():
    alert = after_overleg(reminded("th 10:00", 1))
    postpone = PostponeFollowUp(by=by(POLITIE), number=1, until=at("mo 10:00"))

    events = decide(alert, postpone, at("th 10:05"))

    assert events == [
        FollowUpPostponed(at=at("th 10:05"), by=by(POLITIE), number=1, until=at("mo 10:00"))
    ]
    later = then(alert, *events)
    item = later.follow_up(1)
    assert (item.due_at, item.postponed, item.rung) == (at("mo 10:00"), 1, 0)
    assert reminds_at(item, FollowUpRules()) == at("mo 10:00")
    assert decide(later, postpone, at("th 10:06")) == []


@pytest.mark.parametrize(
    ("until", "why"),
    [
        (at("15:00"), Refusal.IN_THE_PAST),
        (at("15:00") + 60 * DAYS + MINUTE, Refusal.TOO_FAR_AHEAD),
    ],
)
def test_it_is_postponed_to_a_moment_to_come_within_sixty_days(until, why):
    postpone = PostponeFollowUp(by=by(POLITIE), number=1, until=until)

    assert refusal(after_overleg(), postpone, at("15:00")) is why


def test_sixty_days_is_still_fine_and_done_is_not_postponed():
    postpone = PostponeFollowUp(by=by(POLITIE), number=1, until=at("15:00") + 60 * DAYS)

    assert decide(after_overleg(), postpone, at("15:00"))
    finished = after_overleg(done("14:00"))
    assert refusal(finished, postpone, at("15:00")) is Refusal.NOT_CURRENT


def test_overleg_nodig_reopens_the_same_alert_with_the_old_clock():
    alert = after_overleg()

    events = decide(alert, AskOverlegAgain(by=by(POLITIE), number=1), at("th 10:05"))

    assert events == [
        done("th 10:05", needs_overleg=True),
        AlertReopened(at=at("th 10:05"), by=by(POLITIE)),
    ]
    again = then(alert, *events)
    assert (again.id, again.clock_at, again.round, again.phase) == (
        alert.id,
        at("10:00"),
        2,
        Phase.OPEN,
    )
    assert (again.overleg, again.held, again.agreements) == (None, (alert.overleg,), ())
    assert (again.outcome, again.first_overleg) == (Outcome.HELD, alert.overleg)
    assert again.target_at == at("th 14:05"), "the new round has a target of its own"


def test_in_a_new_round_everybody_is_asked_again_and_old_answers_are_kept():
    alert = after_overleg(
        QuorumReached(at=at("10:06"), by=CLOCK, common_at=at("10:10")),
        AlertReopened(at=at("th 10:05"), by=by(POLITIE)),
    )

    own = Answer(kind=AnswerKind.NOW, at=at("th 10:05"), by=by(POLITIE))
    assert {seat.role: seat.answers for seat in alert.seats} == {
        VT: (),
        POLITIE: (own,),
        OM: (),
        RVDK: (),
    }
    assert [len(alert.seat(role).earlier) for role in (VT, OM, RVDK)] == [1, 1, 0]
    assert all(seat.asked_at == at("th 10:05") and seat.rung == 0 for seat in alert.seats)
    assert (alert.quorum_at, alert.planned_for) == (None, None)


@pytest.mark.parametrize("number", [None, 1])
def test_while_the_new_round_runs_a_second_wish_changes_nothing(number):
    alert = after_overleg(
        done("th 10:05", needs_overleg=True), AlertReopened(at=at("th 10:05"), by=by(POLITIE))
    )

    assert decide(alert, AskOverlegAgain(by=by(POLITIE), number=number), at("th 10:06")) == []


def test_in_a_running_round_another_follow_up_that_needs_it_is_only_ticked():
    alert = after_overleg(owed(number=2), AlertReopened(at=at("th 09:00"), by=by(VT)))

    events = decide(alert, AskOverlegAgain(by=by(POLITIE), number=2), at("th 10:06"))

    assert events == [done("th 10:06", number=2, needs_overleg=True)]


def test_something_that_is_done_does_not_call_an_overleg():
    alert = after_overleg(done("15:00"))

    assert decide(alert, AskOverlegAgain(by=by(POLITIE), number=1), at("15:01")) == []


@pytest.mark.parametrize("past", [(), (AlertClosed(at=at("13:00"), by=CLOCK, destination="zsm"),)])
def test_any_role_with_a_seat_may_ask_for_another_round_also_after_closing(past):
    events = decide(after_overleg(*past), AskOverlegAgain(by=by(OM)), at("15:00"))

    assert events == [AlertReopened(at=at("15:00"), by=by(OM))]
    again = after_overleg(*past, *events)
    assert (again.phase, again.closed_at, again.destination) == (Phase.OPEN, None, None)


def test_another_round_comes_after_a_first_and_from_a_role_with_a_seat():
    stranger = AskOverlegAgain(by=by(STRANGER))

    assert refusal(after_overleg(), stranger, at("15:00")) is Refusal.ROLE_NOT_INVITED
    first = AskOverlegAgain(by=by(VT))
    assert refusal(given(raised()), first, at("15:00")) is Refusal.NOT_CURRENT


def test_a_second_round_that_is_missed_still_counts_as_held_and_can_be_asked_for_again():
    reopened = AlertReopened(at=at("th 09:00"), by=by(VT))
    missed = OverlegMissed(at=at("fr 09:00"), by=CLOCK)
    alert = after_overleg(done("15:00"), reopened)

    assert missed in seen(alert, "fr 09:00")
    over = then(alert, missed)
    assert (over.phase, over.outcome) == (Phase.CLOSED, Outcome.HELD)
    third = decide(over, AskOverlegAgain(by=by(VT)), at("fr 09:30"))
    assert then(over, *third).held == alert.held


def test_the_answers_of_every_round_are_kept():
    alert = after_overleg(
        AlertReopened(at=at("th 09:00"), by=by(VT)),
        answered(OM, clock="th 09:10"),
        started("th 09:30"),
        *concluded("th 10:00"),
        AlertReopened(at=at("fr 09:00"), by=by(VT)),
    )

    assert [answer.at for answer in alert.seat(OM).earlier] == [at("10:05"), at("th 09:10")]


def test_a_plan_of_the_first_round_says_nothing_of_the_second():
    plan = OverlegPlanned(at=at("10:10"), by=by(VT), planned_for=at("11:00"))
    alert = given(
        raised(), plan, started(), *concluded(), AlertReopened(at=at("th 09:00"), by=by(VT))
    )

    assert next_due(alert) == at("th 09:00") + 10 * MINUTE, "the ladder, and no old plan"


def test_a_follow_up_keeps_its_reminders_while_a_new_round_runs():
    alert = after_overleg(AlertReopened(at=at("15:00"), by=by(VT)), started("15:30"))

    assert reminded("th 10:00", 1) in seen(alert, "th 10:00")


def test_a_reminder_in_the_night_with_an_hour_twice_comes_once():
    due = at("2026-10-25 02:40") + HOUR  # 02:40 for the second time
    alert = given(
        raised("2026-10-24 10:00"),
        started("2026-10-24 11:00"),
        *concluded("2026-10-24 12:00"),
        replace(owed(), at=at("2026-10-24 12:00"), due_at=due),
    )

    assert next_due(alert) == due
    assert seen(alert, "2026-10-25 02:45") == [], "the first time that the clock says so"
