"""A notice is looked at again when its turn has come."""

import pytest
from story import (
    AT,
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
    started,
    then,
)

from flows.agreements import FollowUpSet
from flows.alert import AlertClosed
from flows.ending import AlertEnded, EndUndone, MissExplained, OverlegMissed
from flows.follow_up import AlertReopened, FollowUpDone, FollowUpPostponed
from flows.notices import CHASING, Audience, Notice, NoticeKind, Rank
from flows.planning import OverlegPlanned, OverlegReminded, StartQuestioned
from flows.questions import ANSWERS, QuestionAnswered
from flows.quorum import QuorumLost, QuorumReached
from flows.recording import RecordedInOwnSystem
from flows.state import CLOCK
from flows.still_true import still_true
from flows.terms import FollowUpKind, Outcome, Question

PAST = (raised(), answered(POLITIE), answered(RVDK, AT, can_at=at("15:30")))
REACHED = QuorumReached(at=at("10:06"), by=CLOCK, common_at=at("15:30"))
PLANNED = OverlegPlanned(at=at("10:10"), by=by(VT), planned_for=at("15:30"))
SOON = OverlegReminded(at=at("15:20"), by=CLOCK)
ASKED = StartQuestioned(at=at("15:40"), by=CLOCK)
LATER = OverlegPlanned(at=at("15:45"), by=by(VT), planned_for=at("17:00"))
ENDED = AlertEnded(at=at("10:30"), by=by(VT), outcome=Outcome.MISTAKE)
MISSED = OverlegMissed(at=at("th 10:00"), by=CLOCK)
OVER = (started(), *concluded())
OWED = FollowUpSet(
    at=at("12:00"),
    by=CLOCK,
    number=1,
    kind=FollowUpKind.ACTION,
    owner=POLITIE,
    due_at=at("th 10:00"),
)
DONE = FollowUpDone(at=at("15:00"), by=by(POLITIE), number=1)
REOPENED = AlertReopened(at=at("th 11:00"), by=by(VT))


def holds(kind, *events, role=None, number=None):
    notice = Notice(
        kind=kind,
        audience=Audience.ROLE,
        rank=Rank.PLAN,
        round=1,
        role=role,
        number=number,
    )
    return still_true(given(*PAST, *events), notice)


@pytest.mark.parametrize("kind", CHASING)
def test_a_role_is_not_chased_after_it_answered_or_after_the_start(kind):
    assert holds(kind, role=OM)
    assert not holds(kind, answered(OM), role=OM)
    assert not holds(kind, started(), role=OM)
    assert not holds(kind, ENDED, role=OM)
    assert not holds(kind, role="school")


@pytest.mark.parametrize("kind", sorted(set(NoticeKind) - {NoticeKind.CARD, NoticeKind.FOLLOW_UP}))
def test_news_of_an_earlier_round_is_old_news(kind):
    assert not holds(kind, *OVER, REOPENED, role=OM)


@pytest.mark.parametrize("events", [(), (ENDED,), OVER, (*OVER, REOPENED)])
def test_the_card_is_always_worth_drawing(events):
    assert holds(NoticeKind.CARD, *events)


def test_the_quorum_is_news_until_it_is_lost_or_there_is_a_plan():
    assert holds(NoticeKind.QUORUM, REACHED)
    assert not holds(NoticeKind.QUORUM)
    assert not holds(NoticeKind.QUORUM, REACHED, QuorumLost(at=at("10:07"), by=CLOCK))
    assert not holds(NoticeKind.QUORUM, REACHED, PLANNED)


@pytest.mark.parametrize("kind", [NoticeKind.PLANNED, NoticeKind.AGENDA_MEMBER])
def test_a_plan_is_news_until_the_start_or_the_end(kind):
    assert holds(kind, PLANNED)
    assert not holds(kind, PLANNED, started())
    assert not holds(kind, PLANNED, ENDED)
    assert not holds(kind, PLANNED, ENDED, EndUndone(at=at("10:31"), by=by(VT)))


def test_soon_is_not_soon_any_more_when_there_is_a_later_time():
    assert holds(NoticeKind.SOON, PLANNED, SOON)
    assert not holds(NoticeKind.SOON, PLANNED, SOON, LATER)
    assert not holds(NoticeKind.SOON, PLANNED, SOON, started())


def test_has_it_started_is_not_asked_after_the_start_nor_with_a_later_time():
    assert holds(NoticeKind.HAS_IT_STARTED, PLANNED, SOON, ASKED)
    assert not holds(NoticeKind.HAS_IT_STARTED, PLANNED, SOON, ASKED, started())
    assert not holds(NoticeKind.HAS_IT_STARTED, PLANNED, SOON, ASKED, LATER)
    assert not holds(NoticeKind.HAS_IT_STARTED, PLANNED, SOON, ASKED, ENDED)


def test_an_end_that_was_undone_is_no_news():
    assert holds(NoticeKind.ENDED, ENDED)
    assert not holds(NoticeKind.ENDED, ENDED, EndUndone(at=at("10:31"), by=by(VT)))


def test_missed_is_not_said_of_an_overleg_that_is_being_held_late():
    assert holds(NoticeKind.MISSED, MISSED)
    assert not holds(NoticeKind.MISSED, MISSED, started("th 10:30"))


def test_the_reason_is_not_asked_after_it_was_given():
    told = MissExplained(at=at("th 10:30"), by=by(VT), reason="geen_quorum")

    assert holds(NoticeKind.WHY_MISSED, MISSED)
    assert not holds(NoticeKind.WHY_MISSED, MISSED, told)
    assert not holds(NoticeKind.WHY_MISSED, MISSED, started("th 10:30"))


def test_a_follow_up_is_reminded_of_until_it_is_done_in_a_later_round_too():
    assert holds(NoticeKind.FOLLOW_UP, *OVER, OWED, number=1)
    assert holds(NoticeKind.FOLLOW_UP, *OVER, OWED, REOPENED, number=1)
    assert not holds(NoticeKind.FOLLOW_UP, *OVER, OWED, DONE, number=1)
    assert not holds(NoticeKind.FOLLOW_UP, *OVER, OWED, DONE, REOPENED, number=1)
    assert not holds(NoticeKind.FOLLOW_UP, *OVER, OWED, number=2)
    assert not holds(NoticeKind.FOLLOW_UP, *OVER, OWED)


def test_a_follow_up_that_was_postponed_is_still_owed():
    postponed = FollowUpPostponed(at=at("15:00"), by=by(POLITIE), number=1, until=at("mo 10:00"))

    assert holds(NoticeKind.FOLLOW_UP, *OVER, OWED, postponed, number=1)


@pytest.mark.parametrize("kind", [NoticeKind.RECORD, NoticeKind.COPY_TEXT])
def test_recording_is_asked_until_it_is_done(kind):
    assert holds(kind, *OVER, role=OM)
    assert not holds(kind, *OVER, RecordedInOwnSystem(at=at("12:30"), by=by(OM)), role=OM)
    assert not holds(kind, *OVER, role="school")


def test_the_clock_in_custody_is_news_until_the_overleg_is_over():
    assert holds(NoticeKind.CUSTODY)
    assert holds(NoticeKind.CUSTODY, PLANNED)
    assert holds(NoticeKind.CUSTODY, started())
    assert not holds(NoticeKind.CUSTODY, *OVER)
    assert not holds(NoticeKind.CUSTODY, ENDED)


def test_closing_is_asked_until_it_is_closed():
    closed = AlertClosed(at=at("13:00"), by=by(VT), destination="zsm")

    assert holds(NoticeKind.CLOSE, *OVER)
    assert not holds(NoticeKind.CLOSE, *OVER, closed)
    assert not holds(NoticeKind.CLOSE)


def test_the_questions_are_worth_asking_while_one_is_skipped():
    over = (started(), *concluded(asked=(Question.BASIS,)))
    said = QuestionAnswered(
        at=at("12:10"), by=by(VT), question=Question.BASIS, answer=ANSWERS[Question.BASIS][0]
    )

    assert holds(NoticeKind.QUESTIONS, *over)
    assert not holds(NoticeKind.QUESTIONS, *over, said)


def test_an_answer_leaves_the_news_of_the_others_true():
    alert = then(given(raised()), answered(POLITIE))
    notice = Notice(
        kind=NoticeKind.ASK, audience=Audience.ROLE, rank=Rank.ALARM, round=1, role=OM, rung=0
    )

    assert still_true(alert, notice)
