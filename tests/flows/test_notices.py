"""Whom to tell about what."""

import pytest
from story import (
    AT,
    DECLINED,
    DRO,
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
    phoned,
    raised,
    started,
)

from flows.agreements import FollowUpSet
from flows.chase import RoleAskedAgain
from flows.clock import ClosingQuestioned, CustodyWarned
from flows.ending import AlertEnded, EndUndone, MissQuestioned, OverlegMissed
from flows.evolver import replay
from flows.follow_up import AlertReopened, FollowUpReminded
from flows.notices import Audience, Notice, NoticeKind, Rank, notices
from flows.planning import OverlegPlanned, OverlegReminded, StartQuestioned
from flows.quorum import QuorumReached
from flows.recording import RecordingReminded
from flows.state import CLOCK
from flows.terms import FollowUpKind, Outcome

GROUP, ROLE, DEPUTIES, CONTACTS, CHAIR, RAISER = Audience
PAST = (raised(agenda_members=(DRO,)), answered(POLITIE), answered(OM, AT, can_at=at("15:30")))
PLANNED = OverlegPlanned(at=at("10:10"), by=by(VT), planned_for=at("15:30"))
MISSED = OverlegMissed(at=at("th 10:00"), by=CLOCK)
OWED = FollowUpSet(
    at=at("12:00"),
    by=CLOCK,
    number=1,
    kind=FollowUpKind.ACTION,
    owner=POLITIE,
    due_at=at("th 10:00"),
)


def told(kind, audience, rank, role=None, **changes):
    return Notice(
        kind=kind, audience=audience, rank=rank, role=role, round=changes.pop("round", 1), **changes
    )


def card(rank=Rank.CARD, round=1):
    return told(NoticeKind.CARD, GROUP, rank, round=round)


def ask(role, round=1):
    return told(NoticeKind.ASK, ROLE, Rank.ALARM, role, rung=0, round=round)


def after(*events, past=PAST):
    """What the last of these makes worth telling."""
    alert = replay((*past, *events))
    return notices(alert, events[-1:])


def test_a_new_alert_alarms_the_group_and_every_role_that_is_asked():
    assert after(raised(), past=()) == [card(Rank.ALARM), ask(POLITIE), ask(OM), ask(RVDK)]


def test_r037_who_of_the_asking_organisation_is_asked_along_hears_of_it():
    along = told(NoticeKind.SUB_ROLE, ROLE, Rank.ALARM, VT)

    assert along in after(raised(sub_roles=("vertrouwensarts",)), past=())
    assert along not in after(raised(sub_roles=("officier",)), past=())


def test_nothing_that_happened_is_nothing_to_tell():
    assert notices(given(raised()), []) == []


@pytest.mark.parametrize(
    ("rung", "kind", "audience"),
    [
        (1, NoticeKind.REMIND, ROLE),
        (2, NoticeKind.STAND_IN, DEPUTIES),
        (3, NoticeKind.CALL_ROLE, RAISER),
        (4, NoticeKind.CHAIR_TOLD, CHAIR),
    ],
)
def test_each_step_of_the_ladder_has_its_own_ear_and_the_group_only_sees_the_card(
    rung, kind, audience
):
    step = told(kind, audience, Rank.ESCALATION, RVDK, rung=rung)

    assert after(climbed(RVDK, rung, "10:10")) == [card(), step]


def test_the_phone_route_is_for_the_raiser():
    route = told(NoticeKind.PHONE_ROUTE, RAISER, Rank.ALARM, RVDK)

    assert after(phoned(RVDK, "17:00", "th 08:30")) == [card(), route]


def test_in_the_morning_the_role_itself_is_asked():
    assert after(RoleAskedAgain(at=at("th 08:30"), by=CLOCK, role=RVDK)) == [card(), ask(RVDK)]


def test_an_answer_changes_the_card_and_nothing_else():
    assert after(answered(RVDK, DECLINED)) == [card()]


def test_the_raiser_hears_that_the_quorum_is_there():
    reached = QuorumReached(at=at("10:06"), by=CLOCK, common_at=at("15:30"))

    assert after(reached) == [card(), told(NoticeKind.QUORUM, RAISER, Rank.PLAN)]


def test_a_plan_is_for_who_takes_part_and_one_line_for_the_agenda_member():
    assert after(PLANNED) == [
        card(),
        *(told(NoticeKind.PLANNED, ROLE, Rank.PLAN, role) for role in (VT, POLITIE, OM)),
        told(NoticeKind.AGENDA_MEMBER, ROLE, Rank.PLAN, DRO),
    ]


def test_ten_minutes_before_who_takes_part_hears_it_and_afterwards_the_raiser_is_asked():
    assert after(PLANNED, OverlegReminded(at=at("15:20"), by=CLOCK)) == [
        card(),
        *(told(NoticeKind.SOON, ROLE, Rank.PLAN, role) for role in (VT, POLITIE, OM)),
    ]
    assert after(PLANNED, StartQuestioned(at=at("15:40"), by=CLOCK)) == [
        card(),
        told(NoticeKind.HAS_IT_STARTED, RAISER, Rank.PLAN),
    ]


def test_who_was_alarmed_hears_that_it_is_over():
    mistake = AlertEnded(at=at("10:30"), by=by(VT), outcome=Outcome.MISTAKE)

    assert after(mistake) == [
        card(),
        *(told(NoticeKind.ENDED, ROLE, Rank.PLAN, role) for role in (POLITIE, OM, RVDK)),
    ]


@pytest.mark.parametrize(
    ("rung", "audiences"), [(1, (ROLE,)), (2, (ROLE, DEPUTIES)), (4, (ROLE, DEPUTIES, CHAIR))]
)
def test_who_was_asked_for_a_silent_role_hears_that_it_is_over(rung, audiences):
    mistake = AlertEnded(at=at("11:30"), by=by(VT), outcome=Outcome.MISTAKE)
    silent = [climbed(RVDK, step, "10:40") for step in range(1, rung + 1)]

    heard = [one for one in after(*silent, mistake) if one.kind is NoticeKind.ENDED]

    assert heard[2:] == [
        told(NoticeKind.ENDED, one, Rank.PLAN, None if one is CHAIR else RVDK) for one in audiences
    ]


def test_when_an_end_is_undone_who_still_owes_an_answer_is_asked_again():
    mistake = AlertEnded(at=at("10:30"), by=by(VT), outcome=Outcome.MISTAKE)

    assert after(mistake, EndUndone(at=at("10:31"), by=by(VT))) == [card(), ask(RVDK)]


def test_a_missed_alert_goes_to_the_raiser_and_the_aanspreekpunten():
    assert after(MISSED) == [
        card(),
        told(NoticeKind.MISSED, RAISER, Rank.ESCALATION),
        *(
            told(NoticeKind.MISSED, CONTACTS, Rank.ESCALATION, role)
            for role in (VT, POLITIE, OM, RVDK)
        ),
    ]
    assert after(MISSED, MissQuestioned(at=at("fr 10:00"), by=CLOCK)) == [
        card(),
        told(NoticeKind.WHY_MISSED, RAISER, Rank.QUIET),
    ]


@pytest.mark.parametrize(("rung", "audience"), [(1, ROLE), (2, DEPUTIES), (3, CONTACTS)])
def test_a_follow_up_goes_to_its_owner_then_the_waarnemer_then_the_aanspreekpunt(rung, audience):
    event = FollowUpReminded(at=at("th 10:00"), by=CLOCK, number=1, rung=rung)

    notice = told(NoticeKind.FOLLOW_UP, audience, Rank.ESCALATION, POLITIE, rung=rung, number=1)
    assert after(started(), *concluded(), OWED, event) == [card(), notice]


def test_who_was_present_gets_a_text_for_its_own_system():
    assert after(started(present=(VT, OM)), concluded()[1]) == [
        card(),
        *(told(NoticeKind.COPY_TEXT, ROLE, Rank.QUIET, role) for role in (VT, OM)),
        told(NoticeKind.QUESTIONS, ROLE, Rank.QUIET, VT),
    ]
    assert after(started(present=(VT,)), concluded(asked=())[1]) == [
        card(),
        told(NoticeKind.COPY_TEXT, ROLE, Rank.QUIET, VT),
    ]
    reminded = RecordingReminded(at=at("th 12:00"), by=CLOCK, role=OM)
    assert after(started(), *concluded(), reminded) == [
        card(),
        told(NoticeKind.RECORD, ROLE, Rank.QUIET, OM),
    ]


def test_the_clock_in_custody_is_for_the_raiser_and_the_om_alone():
    warned = CustodyWarned(at=at("15:00"), by=CLOCK, count=1)

    assert after(warned) == [
        card(),
        told(NoticeKind.CUSTODY, RAISER, Rank.ESCALATION, number=1),
        told(NoticeKind.CUSTODY, ROLE, Rank.ESCALATION, OM, number=1),
    ]


def test_the_regie_is_asked_where_it_goes_on():
    question = ClosingQuestioned(at=at("th 10:00"), by=CLOCK, count=1)

    assert after(started(regie=OM), *concluded(), question) == [
        card(),
        told(NoticeKind.CLOSE, ROLE, Rank.QUIET, OM, number=1),
    ]


def test_a_new_round_asks_everybody_again():
    reopened = AlertReopened(at=at("th 10:00"), by=by(VT))

    assert after(started(), *concluded(), reopened) == [
        card(round=2),
        *(ask(role, 2) for role in (POLITIE, OM, RVDK)),
    ]


def test_the_same_thing_is_told_once():
    event = climbed(RVDK, 1, "10:10")
    alert = given(*PAST, event, event)

    step = told(NoticeKind.REMIND, ROLE, Rank.ESCALATION, RVDK, rung=1)
    assert notices(alert, [event, event]) == [card(), step]
