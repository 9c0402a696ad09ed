"""The overleg is concluded: complete agreements, and the follow-ups that they make."""

import pytest
from story import OM, POLITIE, RVDK, VT, at, by, concluded, given, raised, refusal, started, then

from flows.agreements import AgreementMade, FollowUpSet, NothingAgreed
from flows.decider import decide
from flows.overleg import ConcludeOverleg, OverlegEnded
from flows.refusal import Refusal
from flows.state import CLOCK
from flows.terms import FollowUpKind, Phase, Topic

ACTION = {"who": "politie", "what": "letselonderzoek"}


def made(number, topic, clock="11:20", **fields):
    blank = {"who": None, "what": None, "to": None, "due_at": None}
    fact = {"at": at(clock), "by": by(VT), "number": number, "topic": topic}
    return AgreementMade(**fact, **{**blank, **fields})


def running(**changes):
    return given(raised(**changes), started())


def test_the_overleg_is_not_concluded_without_who_does_what():
    alert = then(running(), made(1, Topic.REASSESS))

    conclude = ConcludeOverleg(by=by(VT))
    assert refusal(alert, conclude, at("12:00")) is Refusal.NO_ACTION_AGREED


def test_the_overleg_is_not_concluded_without_a_herbeoordeling():
    alert = then(running(), made(1, Topic.ACTION, **ACTION))

    conclude = ConcludeOverleg(by=by(VT))
    assert refusal(alert, conclude, at("12:00")) is Refusal.NO_REASSESSMENT


def test_geen_actie_and_no_herbeoordeling_needed_owe_nobody_anything():
    alert = then(running(), NothingAgreed(at=at("11:20"), by=by(VT)), made(1, Topic.REASSESS))

    events = decide(alert, ConcludeOverleg(by=by(VT)), at("12:00"))

    assert events == [*concluded()]
    changed = then(alert, *events)
    assert (changed.phase, changed.overleg.concluded_at) == (Phase.FOLLOW_UP, at("12:00"))
    assert decide(changed, ConcludeOverleg(by=by(VT)), at("12:01")) == []


def test_an_end_that_was_stamped_stays_as_it_was():
    alert = then(
        running(),
        OverlegEnded(at=at("11:40"), by=by(OM)),
        NothingAgreed(at=at("11:41"), by=by(VT)),
        made(1, Topic.REASSESS, "11:42"),
    )

    events = decide(alert, ConcludeOverleg(by=by(VT)), at("12:00"))

    assert events == [concluded()[1]]


def owed(number, kind, owner, due, what=None):
    return FollowUpSet(
        at=at("12:00"), by=CLOCK, number=number, kind=kind, owner=owner, due_at=at(due), what=what
    )


def test_agreements_become_follow_ups_of_their_owners():
    alert = then(
        running(),
        made(1, Topic.NEXT_OVERLEG, due_at=at("fr 10:00")),
        made(2, Topic.ACTION, **ACTION),
        made(3, Topic.ACTION, who="gi", what="veiligheid_inschatten", due_at=at("15:00")),
        made(4, Topic.MEASURE, who="om", what="contactverbod", due_at=at("mo 12:00")),
        made(5, Topic.REASSESS, due_at=at("mo 10:00")),
        made(6, Topic.FIRST_CONTACT, who="politie"),
    )

    events = decide(alert, ConcludeOverleg(by=by(VT)), at("12:00"))

    assert events == [
        *concluded(),
        owed(1, FollowUpKind.NEXT_OVERLEG, VT, "fr 10:00"),
        owed(2, FollowUpKind.ACTION, POLITIE, "th 10:00", "letselonderzoek"),
        owed(3, FollowUpKind.ACTION, VT, "15:00", "veiligheid_inschatten"),
        owed(4, FollowUpKind.REASSESS, POLITIE, "mo 10:00"),
    ]


def test_without_a_first_contact_the_regie_owns_the_herbeoordeling():
    alert = then(
        given(raised(), started(regie=OM)),
        NothingAgreed(at=at("11:20"), by=by(VT)),
        made(1, Topic.REASSESS, due_at=at("mo 10:00")),
    )

    events = decide(alert, ConcludeOverleg(by=by(VT)), at("12:00"))

    assert events[2:] == [owed(1, FollowUpKind.REASSESS, OM, "mo 10:00")]


def test_with_a_suspect_in_custody_the_om_reports_back_and_informs_the_partners():
    alert = then(
        running(custody=True, arrested_at=at("09:00")),
        NothingAgreed(at=at("11:20"), by=by(VT)),
        made(1, Topic.REASSESS),
    )

    events = decide(alert, ConcludeOverleg(by=by(VT)), at("12:00"))

    assert events[2:] == [
        owed(1, FollowUpKind.DECISION, OM, "th 10:00"),
        owed(2, FollowUpKind.INFORM_PARTNERS, OM, "th 10:00"),
    ]


@pytest.mark.parametrize(
    ("clock", "due"),
    [("fr 16:40", "mo 10:00"), ("sa 12:00", "mo 10:00"), ("2026-12-24 16:40", "2026-12-28 10:00")],
)
def test_an_action_without_a_moment_is_due_on_the_next_working_morning(clock, due):
    alert = given(
        raised("fr 16:00"),
        started("fr 16:10"),
        made(1, Topic.ACTION, "fr 16:20", **ACTION),
        made(2, Topic.REASSESS, "fr 16:21"),
    )

    events = decide(alert, ConcludeOverleg(by=by(VT)), at(clock))

    item = next(event for event in events if isinstance(event, FollowUpSet))
    assert (item.kind, item.due_at) == (FollowUpKind.ACTION, at(due))


def test_an_action_that_was_due_during_a_long_overleg_is_due_at_its_end():
    alert = then(
        running(),
        made(1, Topic.ACTION, **ACTION, due_at=at("11:30")),
        made(2, Topic.REASSESS),
    )

    events = decide(alert, ConcludeOverleg(by=by(VT)), at("12:00"))

    assert events[2:] == [owed(1, FollowUpKind.ACTION, POLITIE, "12:00", "letselonderzoek")]


def test_who_was_present_is_asked_to_record_and_who_was_not_is_not():
    changed = then(given(raised(), started(present=(VT, OM))), *concluded())

    asked = {seat.role: seat.recorded_asked_at for seat in changed.seats}
    assert asked == {VT: at("12:00"), POLITIE: None, OM: at("12:00"), RVDK: None}
