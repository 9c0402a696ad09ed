"""An overleg is asked for, closed after it was held, and flagged."""

from dataclasses import replace

import pytest
from story import (
    ARTS,
    DRO,
    OM,
    PARTNERS,
    POLITIE,
    RVDK,
    STRANGER,
    VT,
    ask,
    at,
    by,
    concluded,
    facts,
    given,
    phoned,
    raised,
    refusal,
    rules,
    started,
    then,
)

from flows.alert import AlertClosed, AlertFlagged, CloseAlert, FlagAlert
from flows.answers import GiveAnswer
from flows.decider import decide
from flows.refusal import Refusal
from flows.rules import Urgency
from flows.state import CLOCK, Answer, By, Seat
from flows.terms import AnswerKind, Outcome, Phase


def test_who_asks_for_an_overleg_takes_part_and_asks_the_others():
    events = decide(None, ask(), at("10:00"))

    assert events == [raised()]
    own = Answer(kind=AnswerKind.NOW, at=at("10:00"), by=by(VT))
    alert = given(*events)
    assert alert.seats == (
        Seat(role=VT, asked_at=at("10:00"), answers=(own,)),
        *(Seat(role=role, asked_at=at("10:00")) for role in (POLITIE, OM, RVDK)),
    )
    assert (alert.phase, alert.outcome, alert.version) == (Phase.OPEN, None, 1)


def test_two_taps_on_send_raise_one_alert():
    alert = given(raised())

    assert decide(alert, ask(), at("10:00")) == []


@pytest.mark.parametrize("role", [STRANGER, DRO, ARTS])
def test_only_a_partner_that_may_raise_raises(role):
    assert refusal(None, ask(role), at("10:00")) is Refusal.MAY_NOT_RAISE


def test_nobody_without_a_role_raises():
    assert refusal(None, ask(by=By()), at("10:00")) is Refusal.MAY_NOT_RAISE


def test_a_failing_criterion_raises_nothing():
    assert refusal(None, ask(criteria_met=False), at("10:00")) is Refusal.CRITERIA_NOT_MET


@pytest.mark.parametrize(
    "unknown",
    [
        ask(facts=facts(source="kermis")),
        ask(facts=facts(nature="weer")),
        ask(rules=rules(urgencies=rules().urgencies[:2]), facts=facts(urgency=Urgency.ZORGELIJK)),
    ],
)
def test_source_nature_and_urgency_come_from_the_lists_of_the_doelgroep(unknown):
    assert refusal(None, unknown, at("10:00")) is Refusal.NOT_IN_LIST


@pytest.mark.parametrize(
    "early", [ask(clock_at=at("10:01")), ask(facts=facts(custody=True, arrested_at=at("10:01")))]
)
def test_neither_the_clock_nor_the_arrest_lies_in_the_future(early):
    assert refusal(None, early, at("10:00")) is Refusal.IN_THE_FUTURE


@pytest.mark.parametrize(
    ("asked", "minors", "seats"),
    [
        ((), False, (VT, POLITIE, OM)),
        ((OM,), False, (VT, POLITIE, OM)),
        ((RVDK,), False, PARTNERS),
        ((), True, PARTNERS),
    ],
)
def test_the_quorum_is_always_asked_and_the_rvdk_when_minors_are_involved(asked, minors, seats):
    events = decide(None, ask(POLITIE, roles=asked, facts=facts(minors=minors)), at("10:00"))

    assert [seat.role for seat in given(*events).seats] == list(seats)


def test_a_doelgroep_may_invite_the_rvdk_for_minors_without_needing_it():
    invites = rules(quorum_with_minors=(), invited_with_minors=(RVDK,))

    events = decide(None, ask(rules=invites, roles=(), facts=facts(minors=True)), at("10:00"))

    assert given(*events).seat(RVDK) == Seat(role=RVDK, asked_at=at("10:00"))


def test_the_raiser_has_a_seat_whatever_it_asks_for():
    events = decide(None, ask(RVDK, roles=()), at("10:00"))

    assert given(*events).seat(RVDK).joins


def test_an_agenda_member_and_a_physician_are_requested_but_have_no_seat():
    events = decide(None, ask(roles=(DRO, ARTS)), at("10:00"))

    alert = given(*events)
    assert (alert.agenda_members, alert.advisers) == ((DRO,), (ARTS,))
    assert [seat.role for seat in alert.seats] == [VT, POLITIE, OM]


def test_an_alert_that_was_moved_keeps_its_first_clock():
    events = decide(None, ask(clock_at=at("09:40")), at("10:00"))

    alert = given(*events)
    assert alert.clock_at == at("09:40")
    assert alert.target_at == at("13:40")
    assert alert.raised_at == at("10:00")


def test_at_night_raising_takes_the_phone_route_of_the_roles_outside_their_window_at_once():
    events = decide(None, ask(POLITIE), at("02:30"))

    assert events == [
        raised("02:30", POLITIE),
        phoned(VT, "02:30", "08:00"),
        phoned(OM, "02:30", "08:00"),
        phoned(RVDK, "02:30", "08:30"),
    ]


@pytest.mark.parametrize(
    ("urgency", "target"),
    [
        (Urgency.ACUUT, "fr 18:10"),
        (Urgency.SPOED, "fr 20:10"),
        (Urgency.ZORGELIJK, "tu 16:10"),
    ],
)
def test_each_urgency_has_its_own_target(urgency, target):
    alert = given(raised("fr 16:10", urgency=urgency))

    assert alert.target_at == at(target)


def test_an_alert_closes_after_its_overleg_and_says_where_it_goes_on():
    alert = given(raised(), started(), *concluded())

    events = decide(alert, CloseAlert(by=by(POLITIE), destination="zsm"), at("13:00"))

    assert events == [AlertClosed(at=at("13:00"), by=by(POLITIE), destination="zsm")]
    closed = then(alert, *events)
    assert (closed.phase, closed.outcome, closed.destination, closed.closed_at) == (
        Phase.CLOSED,
        Outcome.HELD,
        "zsm",
        at("13:00"),
    )
    assert decide(closed, CloseAlert(by=by(OM), destination="zsm"), at("13:01")) == []


def test_a_destination_comes_from_the_list():
    alert = given(raised(), started(), *concluded())

    assert refusal(alert, CloseAlert(by=by(VT), destination="thuis"), at("13:00")) is (
        Refusal.NOT_IN_LIST
    )


def test_a_closed_alert_does_not_change_its_destination():
    alert = given(
        raised(), started(), *concluded(), AlertClosed(at=at("13:00"), by=CLOCK, destination="zsm")
    )

    assert refusal(alert, CloseAlert(by=by(VT), destination="vt_onderzoek"), at("13:01")) is (
        Refusal.NOT_CURRENT
    )


@pytest.mark.parametrize("past", [(raised(),), (raised(), started())])
def test_f21_an_alert_is_not_closed_before_its_overleg_was_concluded(past):
    assert refusal(given(*past), CloseAlert(by=by(VT), destination="zsm"), at("13:00")) is (
        Refusal.NOT_CURRENT
    )


def test_only_a_role_with_a_seat_closes():
    alert = given(raised(), started(), *concluded())

    assert refusal(alert, CloseAlert(by=by(DRO), destination="zsm"), at("13:00")) is (
        Refusal.ROLE_NOT_INVITED
    )


@pytest.mark.parametrize("flag", ["kimi", "goed_voorbeeld"])
def test_an_ended_alert_is_flagged_once(flag):
    closed = AlertClosed(at=at("13:00"), by=by(VT), destination="zsm")
    alert = given(raised(), started(), *concluded(), closed)

    events = decide(alert, FlagAlert(by=by(OM), flag=flag), at("th 09:00"))

    assert events == [AlertFlagged(at=at("th 09:00"), by=by(OM), flag=flag)]
    flagged = then(alert, *events)
    assert flagged == replace(alert, flags=(flag,), version=alert.version + 1)
    assert decide(flagged, FlagAlert(by=by(VT), flag=flag), at("th 09:01")) == []


def test_a_running_alert_and_an_unknown_flag_are_not_flagged():
    alert = given(raised(), started())

    assert refusal(alert, FlagAlert(by=by(OM), flag="kimi"), at("11:05")) is Refusal.NOT_CURRENT
    assert refusal(alert, FlagAlert(by=by(OM), flag="schuldig"), at("11:05")) is (
        Refusal.NOT_IN_LIST
    )


def test_nothing_can_be_asked_of_an_alert_that_is_not_there():
    answer = GiveAnswer(by=by(OM), role=OM, kind=AnswerKind.NOW)

    assert refusal(None, answer, at("10:00")) is Refusal.UNKNOWN_ALERT
