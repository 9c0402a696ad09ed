"""The questions after the overleg: which are asked, who answers, and until when."""

from dataclasses import replace

import pytest
from story import (
    ASKED_AFTER,
    OM,
    POLITIE,
    STRANGER,
    VT,
    at,
    by,
    concluded,
    given,
    raised,
    refusal,
    started,
    then,
)

from flows.agreements import AgreementMade, NothingAgreed
from flows.alert import AlertClosed
from flows.decider import decide
from flows.evolver import replay
from flows.follow_up import AlertReopened
from flows.overleg import ConcludeOverleg, OverlegConcluded
from flows.questions import (
    ANSWERS,
    AnswerQuestion,
    QuestionAnswered,
    asked_about,
    unanswered,
)
from flows.refusal import Refusal
from flows.state import QuestionAnswer
from flows.terms import Bottleneck, Question, Topic

INFORMATION, PICTURE, BASIS, EFFORT = Question
AGREED = (
    NothingAgreed(at=at("11:20"), by=by(VT)),
    AgreementMade(
        at=at("11:21"), by=by(VT), number=1, topic=Topic.REASSESS,
        who=None, what=None, to=None, due_at=None,
    ),
)  # fmt: skip
REOPENED = AlertReopened(at=at("th 10:00"), by=by(VT))
CLOSED = AlertClosed(at=at("th 10:00"), by=by(VT), destination="zsm")


def after_overleg(asked=ASKED_AFTER, **changes):
    return given(raised(), started(**changes), *concluded(asked=asked))


def says(question=PICTURE, answer="ja", role=VT, missed_of=None, **changes):
    command = AnswerQuestion(by=by(role), question=question, answer=answer, role=missed_of)
    return replace(command, **changes)


def said(question=PICTURE, answer="ja", clock="12:10", **changes):
    event = QuestionAnswered(at=at(clock), by=by(VT), question=question, answer=answer)
    return replace(event, **changes)


def asked_at_the_end(before, **changes):
    alert = given(raised(**changes), started(), *AGREED)
    events = decide(alert, ConcludeOverleg(by=by(VT), concluded_before=before), at("12:00"))
    return next(event for event in events if isinstance(event, OverlegConcluded)).asked


def test_three_things_are_asked_once_an_overleg_is_concluded():
    assert asked_at_the_end(0) == (INFORMATION, PICTURE, BASIS)
    assert asked_about(given(raised(), started())) is None
    assert unanswered(after_overleg()) == (INFORMATION, PICTURE, BASIS)


@pytest.mark.parametrize(
    ("before", "also"), [(2, False), (3, True), (4, False), (6, False), (7, True)]
)
def test_at_every_fourth_overleg_of_a_doelgroep_the_extra_time_is_asked_too(before, also):
    assert (EFFORT in asked_at_the_end(before)) is also
    assert len(asked_at_the_end(before)) <= 4


def test_a_drill_is_asked_nothing():
    assert asked_at_the_end(3, drill=True) == ()
    drill = given(raised(drill=True), started(), *concluded(asked=()))
    assert refusal(drill, says(), at("12:10")) is Refusal.NOT_CURRENT
    assert unanswered(drill) == ()


@pytest.mark.parametrize(
    ("question", "answer"), [(each, answer) for each in Question for answer in ANSWERS[each]]
)
def test_each_answer_is_one_tap(question, answer):
    alert = after_overleg(asked=tuple(Question))

    events = decide(alert, says(question, answer), at("12:10"))

    assert events == [said(question, answer)]
    assert then(alert, *events).answered == (
        QuestionAnswer(question=question, answer=answer, at=at("12:10")),
    )
    assert unanswered(then(alert, *events)) == tuple(one for one in Question if one is not question)


def test_who_missed_information_may_say_of_which_role_and_why():
    alert = then(after_overleg(), said(INFORMATION, "ja"), said(PICTURE, "deels"))
    more = says(INFORMATION, "ja", bottleneck=Bottleneck.NOT_ALLOWED)

    events = decide(alert, replace(more, role=OM), at("12:11"))

    assert events == [said(INFORMATION, "ja", "12:11", role=OM, bottleneck=Bottleneck.NOT_ALLOWED)]
    assert [one.role for one in then(alert, *events).answered] == [OM, None]
    assert len(decide(alert, more, at("12:11"))) == 1, "the role may be skipped"
    assert decide(then(alert, *events), says(INFORMATION, "ja"), at("12:12")) == []


@pytest.mark.parametrize(
    "wrong",
    [
        says(PICTURE, "kermis"),
        says(PICTURE, "ja", bottleneck=Bottleneck.OTHER),
        says(PICTURE, "ja", missed_of=OM),
        says(INFORMATION, "nee", bottleneck=Bottleneck.OTHER),
        says(INFORMATION, "ja", missed_of=STRANGER),
        says(EFFORT, "5_tot_15"),
    ],
)
def test_what_was_not_asked_or_is_not_in_the_list_is_refused(wrong):
    assert refusal(after_overleg(), wrong, at("12:10")) is Refusal.NOT_IN_LIST


def test_only_the_regie_answers_and_any_colleague_in_that_role_may():
    alert = after_overleg(regie=OM)

    assert refusal(alert, says(role=VT), at("12:10")) is Refusal.ONLY_REGIE
    assert refusal(alert, says(role=POLITIE), at("12:10")) is Refusal.ONLY_REGIE
    assert len(decide(alert, says(role=OM), at("12:10"))) == 1


def test_a_second_tap_of_the_same_changes_nothing_and_another_answer_takes_its_place():
    alert = then(after_overleg(), said(PICTURE, "ja"))

    assert decide(alert, says(PICTURE, "ja"), at("12:30")) == []
    events = decide(alert, says(PICTURE, "nee"), at("12:30"))
    assert events == [said(PICTURE, "nee", "12:30")]
    assert [one.answer for one in then(alert, *events).answered] == ["nee"]


@pytest.mark.parametrize(
    ("clock", "late"), [("2026-12-03 10:00", False), ("2026-12-03 10:01", True)]
)
def test_an_answer_may_be_changed_until_fourteen_days_after_the_closing(clock, late):
    alert = then(after_overleg(), said(PICTURE, "ja"), CLOSED)

    if late:
        assert refusal(alert, says(PICTURE, "nee"), at(clock)) is Refusal.TOO_LONG_AGO
    else:
        assert decide(alert, says(PICTURE, "nee"), at(clock)) == [said(PICTURE, "nee", clock)]


def test_another_round_ends_the_questions_and_its_own_overleg_asks_them_again():
    alert = then(after_overleg(), said(PICTURE, "ja"), REOPENED)
    assert refusal(alert, says(PICTURE, "nee"), at("th 10:05")) is Refusal.NOT_CURRENT

    second = then(alert, started("th 11:00"), *concluded("th 12:00"))

    assert unanswered(second) == ASKED_AFTER
    assert refusal(second, says(round=1), at("th 12:05")) is Refusal.NOT_CURRENT
    events = decide(second, says(answer="nee", round=2), at("th 12:05"))
    changed = then(second, *events)
    assert changed.asked == (*ASKED_AFTER, *ASKED_AFTER)
    assert [one.answer for one in changed.answered] == ["ja", "nee"]


def test_of_an_overleg_that_was_concluded_before_there_were_questions_nothing_is_asked():
    old = OverlegConcluded(at=at("12:00"), by=by(VT))

    alert = replay([raised(), started(), concluded()[0], old])

    assert (alert.asked, alert.answered, unanswered(alert)) == ((), (), ())
    assert refusal(alert, says(), at("12:10")) is Refusal.NOT_CURRENT
