"""Veiligheid veranderd calls exactly the agreed role, until it has seen it."""

import pytest
from story import (
    OM,
    POLITIE,
    RVDK,
    STRANGER,
    VT,
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

from flows.agreements import AgreementMade, FollowUpSet
from flows.alert import AlertClosed
from flows.decider import decide
from flows.follow_up import FinishFollowUp, FollowUpReminded
from flows.refusal import Refusal
from flows.safety import ReportSafetyChange, SafetyChanged
from flows.state import CLOCK
from flows.terms import FollowUpKind, Topic


def agreed(number, topic, who, to=None):
    return AgreementMade(
        at=at("11:20"),
        by=by(VT),
        number=number,
        topic=topic,
        who=who,
        what=None,
        to=to,
        due_at=None,
    )


def after(*agreements, closed=False):
    end = [AlertClosed(at=at("13:00"), by=by(VT), destination="zsm")] if closed else []
    return given(raised(), started(regie=OM), *agreements, *concluded(), *end)


def call(role, reporter=POLITIE, number=1):
    return [
        SafetyChanged(at=at("14:00"), by=by(reporter), role=role),
        FollowUpSet(
            at=at("14:00"),
            by=by(reporter),
            number=number,
            kind=FollowUpKind.SAFETY,
            owner=role,
            due_at=at("14:00"),
        ),
        FollowUpReminded(at=at("14:00"), by=CLOCK, number=number, rung=1),
    ]


FIRST = agreed(1, Topic.FIRST_CONTACT, "vt")
POLICE_CALLS_RVDK = agreed(2, Topic.CALL_RULE, "politie", "rvdk")
OM_CALLS_POLICE = agreed(3, Topic.CALL_RULE, "om", "politie")


@pytest.mark.parametrize(
    ("agreements", "called"),
    [
        ((FIRST, OM_CALLS_POLICE, POLICE_CALLS_RVDK), RVDK),
        ((FIRST, OM_CALLS_POLICE), POLITIE),
        ((FIRST,), VT),
        ((), OM),
    ],
)
@pytest.mark.parametrize("closed", [False, True])
def test_the_call_rule_then_the_first_contact_then_the_regie(agreements, called, closed):
    report = ReportSafetyChange(by=by(POLITIE))

    events = decide(after(*agreements, closed=closed), report, at("14:00"))

    assert events == call(called)


def test_until_it_is_seen_a_second_report_changes_nothing_and_after_that_it_calls_again():
    alert = after(FIRST)
    called = then(alert, *decide(alert, ReportSafetyChange(by=by(POLITIE)), at("14:00")))

    assert decide(called, ReportSafetyChange(by=by(OM)), at("14:05")) == []
    seen_it = then(called, *decide(called, FinishFollowUp(by=by(VT), number=1), at("14:06")))
    again = decide(seen_it, ReportSafetyChange(by=by(OM)), at("14:10"))
    assert [type(event) for event in again] == [SafetyChanged, FollowUpSet, FollowUpReminded]


def test_a_called_role_that_stays_silent_is_followed_by_its_waarnemer_and_aanspreekpunt():
    alert = then(after(FIRST), *call(VT))

    assert seen(alert, "14:09:59") == []
    assert seen(alert, "14:10") == [FollowUpReminded(at=at("14:10"), by=CLOCK, number=1, rung=2)]
    later = looked(alert, "14:10")
    assert seen(later, "14:20") == [FollowUpReminded(at=at("14:20"), by=CLOCK, number=1, rung=3)]
    assert seen(looked(later, "14:20"), "15:00") == []


def test_it_is_reported_by_a_role_with_a_seat_and_after_an_overleg():
    report = ReportSafetyChange(by=by(POLITIE))

    assert refusal(after(FIRST), ReportSafetyChange(by=by(STRANGER)), at("14:00")) is (
        Refusal.ROLE_NOT_INVITED
    )
    assert refusal(given(raised()), report, at("10:30")) is Refusal.NOT_CURRENT
    assert refusal(given(raised(), started()), report, at("11:30")) is Refusal.NOT_CURRENT
