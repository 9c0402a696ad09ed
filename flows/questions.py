"""At most four questions to the regie after an overleg: a tap each, and each may be skipped."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.frozen import replace
from flows.refusal import Refusal, Refused
from flows.rules import Role
from flows.state import Alert, By, Overleg, QuestionAnswer
from flows.terms import Bottleneck, Phase
from flows.terms import Question as Question

ANSWERED_WITHIN = timedelta(days=14)  # after the alert was closed
EFFORT_EACH = 4  # the extra time is asked at every fourth overleg of a doelgroep (M16)
MISSED = "ja"  # to INFORMATION: only then a role and a bottleneck say more
ANSWERS: Mapping[Question, tuple[str, ...]] = {
    Question.INFORMATION: ("nee", MISSED),
    Question.PICTURE: ("ja", "deels", "nee"),
    Question.BASIS: ("melding", "aangifte", "ambtshalve", "nog_geen"),
    Question.EFFORT: ("minder_dan_5", "5_tot_15", "meer_dan_15"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerQuestion:
    """Say it, or say something else than before; `round` is that of the button."""

    by: By
    question: Question
    answer: str
    role: Role | None = None
    bottleneck: Bottleneck | None = None
    round: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswered:
    at: datetime
    by: By
    question: Question
    answer: str
    role: Role | None = None
    bottleneck: Bottleneck | None = None


def answer_question(alert: Alert, command: AnswerQuestion, now: datetime) -> list[QuestionAnswered]:
    """Note what the regie says of the overleg that was concluded last.

    It may be changed until fourteen days after the alert was closed; with another round the
    questions about the overleg before it are over. What says no more than what was said changes
    nothing: a second tap on *ja* leaves the role and the bottleneck as they are.
    """
    overleg = asked_about(alert)
    if overleg is None or command.round not in (None, alert.round):
        raise Refused(Refusal.NOT_CURRENT)
    if command.by.role != overleg.regie:
        raise Refused(Refusal.ONLY_REGIE)
    if alert.closed_at is not None and now > alert.closed_at + ANSWERED_WITHIN:
        raise Refused(Refusal.TOO_LONG_AGO)
    if command.question not in overleg.asked or not _is_listed(alert, command):
        raise Refused(Refusal.NOT_IN_LIST)
    event = QuestionAnswered(
        at=now,
        by=command.by,
        question=command.question,
        answer=command.answer,
        role=command.role,
        bottleneck=command.bottleneck,
    )
    known = overleg.answer_to(command.question)
    return [] if known is not None and _says_no_more(event, known) else [event]


def question_answered(alert: Alert, event: QuestionAnswered) -> Alert:
    overleg = alert.overleg
    assert overleg is not None
    said = {one.question: one for one in overleg.answered} | {event.question: _said(event)}
    answered = tuple(said[question] for question in Question if question in said)
    return replace(alert, overleg=replace(overleg, answered=answered))


def questions_after(alert: Alert, concluded_before: int) -> tuple[Question, ...]:
    """What is asked once this overleg is concluded; a drill is asked nothing."""
    if alert.drill:
        return ()
    always = (Question.INFORMATION, Question.PICTURE, Question.BASIS)
    return always if (concluded_before + 1) % EFFORT_EACH else (*always, Question.EFFORT)


def asked_about(alert: Alert) -> Overleg | None:
    """The overleg that the questions are about now; None when there is nothing to ask."""
    if alert.phase not in (Phase.FOLLOW_UP, Phase.CLOSED) or alert.overleg is None:
        return None
    return alert.overleg if alert.overleg.asked else None


def unanswered(alert: Alert) -> tuple[Question, ...]:
    """What was asked and is skipped so far."""
    overleg = asked_about(alert)
    if overleg is None:
        return ()
    return tuple(one for one in overleg.asked if overleg.answer_to(one) is None)


def _is_listed(alert: Alert, command: AnswerQuestion) -> bool:
    if command.answer not in ANSWERS[command.question]:
        return False
    if command.role is None and command.bottleneck is None:
        return True
    if command.question is not Question.INFORMATION or command.answer != MISSED:
        return False
    return command.role is None or alert.rules.has_role(command.role)


def _says_no_more(event: QuestionAnswered, known: QuestionAnswer) -> bool:
    more = ((event.role, known.role), (event.bottleneck, known.bottleneck))
    return event.answer == known.answer and all(one in (None, other) for one, other in more)


def _said(event: QuestionAnswered) -> QuestionAnswer:
    return QuestionAnswer(
        question=event.question,
        answer=event.answer,
        at=event.at,
        role=event.role,
        bottleneck=event.bottleneck,
    )
