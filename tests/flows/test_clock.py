"""What happens by itself when time passes: gemist, custody warnings, closing."""

from datetime import timedelta

import pytest
from story import (
    DECLINED,
    HOUR,
    OM,
    POLITIE,
    RVDK,
    VT,
    answered,
    at,
    by,
    concluded,
    given,
    looked,
    raised,
    refusal,
    rules,
    seen,
    started,
    then,
)

from flows.agreements import FollowUpSet
from flows.alert import AlertClosed
from flows.clock import CheckClock, ClosingQuestioned, CustodyWarned, next_due
from flows.decider import check_clock, decide
from flows.ending import ExplainMiss, MissExplained, MissQuestioned, OverlegMissed
from flows.follow_up import AlertReopened, FollowUpDone, FollowUpReminded
from flows.planning import OverlegPlanned
from flows.recording import RecordedInOwnSystem
from flows.refusal import Refusal
from flows.rules import Urgency
from flows.state import CLOCK
from flows.terms import FollowUpKind, Outcome, Phase

ARREST = {"custody": True, "arrested_at": at("10:00")}  # nine hours: 19:00


def calm(clock="10:00", **changes):
    """An alert that nobody is chased in."""
    return given(
        raised(clock, **changes),
        *(answered(role, clock=clock) for role in (POLITIE, OM, RVDK)),
    )


def missed(clock="th 10:00"):
    return OverlegMissed(at=at(clock), by=CLOCK)


def explained(reason="geen_quorum", clock="th 10:30"):
    return MissExplained(at=at(clock), by=by(VT), reason=reason)


@pytest.mark.parametrize(
    ("urgency", "raised_at", "bound"),
    [
        (Urgency.ACUUT, "10:00", "th 10:00"),
        (Urgency.SPOED, "10:00", "th 10:00"),
        (Urgency.ZORGELIJK, "10:00", "fr 10:00"),
        (Urgency.ZORGELIJK, "fr 16:10", "tu 16:10"),
    ],
)
def test_without_an_overleg_in_a_day_it_is_missed_or_later_when_its_target_is(
    urgency, raised_at, bound
):
    alert = calm(raised_at, urgency=urgency)

    assert next_due(alert) == at(bound)
    assert check_clock(alert, at(bound) - timedelta(seconds=1)) == []
    assert seen(alert, bound) == [missed(bound)]


def test_a_missed_alert_is_closed_with_that_outcome():
    alert = then(calm(), missed())

    assert (alert.phase, alert.outcome, alert.closed_at, alert.is_missed) == (
        Phase.CLOSED,
        Outcome.MISSED,
        at("th 10:00"),
        True,
    )


def test_a_planned_alert_is_missed_as_well():
    plan = OverlegPlanned(at=at("10:10"), by=by(VT), planned_for=at("10:15"))
    alert = looked(then(calm(), plan), "10:25")

    assert seen(alert, "th 10:00") == [missed()]


def test_an_overleg_that_started_in_time_is_never_missed():
    alert = then(calm(), started("th 09:59"))

    assert seen(alert, "th 10:00") == []
    assert alert.outcome is Outcome.HELD


def test_the_raiser_is_asked_for_the_reason_once_more_on_the_next_working_morning():
    alert = looked(calm("th 10:00"), "fr 10:00")

    assert next_due(alert) == at("mo 10:00")
    events = seen(alert, "mo 10:00")
    assert events == [MissQuestioned(at=at("mo 10:00"), by=CLOCK)]
    assert next_due(then(alert, *events)) is None


def test_why_it_was_missed_is_a_reason_and_goes_to_the_kimi():
    alert = then(calm(), missed())

    events = decide(alert, ExplainMiss(by=by(VT), reason="geen_quorum"), at("th 10:30"))

    assert events == [explained()]
    told = then(alert, *events)
    assert (told.missed_reason, told.flags) == ("geen_quorum", ("kimi",))
    assert next_due(told) is None
    assert decide(told, ExplainMiss(by=by(VT), reason="geen_quorum"), at("th 10:31")) == []


def test_another_reason_takes_its_place_and_the_flag_is_there_once():
    alert = then(calm(), missed(), explained())

    again = then(alert, *decide(alert, ExplainMiss(by=by(VT), reason="wachten_op_medisch"),
                                at("th 11:00")))  # fmt: skip

    assert (again.missed_reason, again.flags) == ("wachten_op_medisch", ("kimi",))


@pytest.mark.parametrize(
    ("command", "past", "why"),
    [
        (ExplainMiss(by=by(VT), reason="geen_quorum"), (), Refusal.NOT_CURRENT),
        (ExplainMiss(by=by(OM), reason="geen_quorum"), (missed(),), Refusal.ONLY_RAISER),
        (ExplainMiss(by=by(VT), reason="de_buurman"), (missed(),), Refusal.NOT_IN_LIST),
        (
            ExplainMiss(by=by(VT), reason="geen_quorum"),
            (missed(), started("th 10:30")),
            Refusal.NOT_CURRENT,
        ),
    ],
)
def test_a_reason_is_refused_when(command, past, why):
    assert refusal(then(calm(), *past), command, at("th 10:40")) is why


def warned(count, clock):
    return CustodyWarned(at=at(clock), by=CLOCK, count=count)


def test_four_and_two_hours_before_the_nine_are_over_a_warning_is_given():
    alert = calm("10:20", **ARREST)

    assert seen(alert, "14:59:59") == []
    assert seen(alert, "15:00") == [warned(1, "15:00")]
    alert = looked(alert, "15:00")
    assert seen(alert, "16:59:59") == []
    assert seen(alert, "17:00") == [warned(2, "17:00")]
    assert seen(looked(alert, "17:00"), "19:00") == []


@pytest.mark.parametrize(
    ("clock", "given_already"), [("14:59", 0), ("15:00", 1), ("16:59", 1), ("17:00", 2)]
)
def test_warnings_that_lay_behind_at_raising_are_not_given(clock, given_already):
    assert calm(clock, **ARREST).custody_warnings == given_already


def test_also_during_the_overleg_and_not_after_it():
    alert = then(calm(**ARREST), started("14:00"))

    assert seen(alert, "15:00") == [warned(1, "15:00")]
    over = then(alert, *concluded("14:30"))
    assert warned(1, "15:00") not in seen(over, "15:00")


def test_a_new_round_does_not_warn_of_hours_that_have_long_passed():
    alert = then(
        calm(**ARREST),
        started("11:00"),
        *concluded(),
        AlertReopened(at=at("th 09:00"), by=by(VT)),
    )

    assert seen(alert, "th 09:00") == []


def asked(count, clock):
    return ClosingQuestioned(at=at(clock), by=CLOCK, count=count)


def after_overleg(*past):
    recorded = [RecordedInOwnSystem(at=at("12:30"), by=by(role)) for role in (VT, POLITIE, OM)]
    return then(calm(), started(), *concluded(), *recorded, *past)


def owed(due="th 15:00"):
    return FollowUpSet(
        at=at("12:00"),
        by=CLOCK,
        number=1,
        kind=FollowUpKind.ACTION,
        owner=POLITIE,
        due_at=at(due),
    )


def test_where_it_goes_on_is_asked_twice_and_then_it_closes_by_itself():
    alert = after_overleg()

    for clock, event in (
        ("th 10:00", asked(1, "th 10:00")),
        ("fr 10:00", asked(2, "fr 10:00")),
        ("mo 10:00", AlertClosed(at=at("mo 10:00"), by=CLOCK, destination=None)),
    ):
        assert next_due(alert) == at(clock)
        assert seen(alert, clock) == [event]
        alert = looked(alert, clock)

    assert (alert.phase, alert.outcome, next_due(alert)) == (Phase.CLOSED, Outcome.HELD, None)


def test_while_somebody_is_still_to_be_reminded_nobody_is_asked_to_close():
    alert = after_overleg(owed())

    assert next_due(alert) == at("th 15:00")
    done = FollowUpDone(at=at("th 16:00"), by=by(POLITIE), number=1)
    assert next_due(then(alert, done)) == at("fr 10:00")


def test_a_follow_up_that_nobody_answers_does_not_keep_an_alert_open_for_ever():
    reminders = [
        FollowUpReminded(at=at(clock), by=CLOCK, number=1, rung=rung)
        for rung, clock in enumerate(("th 15:00", "th 19:00", "fr 15:00"), start=1)
    ]

    alert = after_overleg(owed(), *reminders)

    assert next_due(alert) == at("mo 10:00")


def test_a_closed_alert_is_not_asked_to_close():
    alert = after_overleg(AlertClosed(at=at("13:00"), by=by(VT), destination="zsm"))

    assert next_due(alert) is None


def test_a_second_overleg_is_asked_after_anew():
    alert = after_overleg(
        asked(1, "th 10:00"),
        asked(2, "fr 10:00"),
        AlertReopened(at=at("fr 11:00"), by=by(VT)),
        started("fr 12:00", present=()),
        *concluded("fr 13:00"),
    )

    assert next_due(alert) == at("mo 10:00")
    assert seen(alert, "mo 10:00") == [asked(1, "mo 10:00")]


def test_looking_at_the_clock_is_a_command_that_finds_what_is_due():
    alert = calm()

    assert decide(alert, CheckClock(), at("th 09:59")) == []
    assert decide(alert, CheckClock(), at("th 10:00")) == [missed()]


def test_f12_after_a_long_outage_everything_that_fell_due_is_done_at_once_and_then_there_is_rest():
    alert = given(raised(**ARREST), answered(POLITIE), answered(RVDK, DECLINED))

    events = check_clock(alert, at("th 12:00"))

    assert check_clock(then(alert, *events), at("th 12:00")) == []
    assert {type(event) for event in events} >= {CustodyWarned, OverlegMissed}


def test_the_bound_of_a_new_round_counts_from_its_opening():
    alert = after_overleg(AlertReopened(at=at("fr 09:00"), by=by(VT)))

    assert missed("sa 09:00") in seen(alert, "sa 09:00")
    assert missed("sa 08:59") not in seen(alert, "sa 08:59")


def test_a_doelgroep_may_have_its_own_bound():
    alert = calm(rules=rules(missed_after=8 * HOUR))

    assert seen(alert, "18:00") == [missed("18:00")]
