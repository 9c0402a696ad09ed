"""What the regie says to the questions after an overleg, if anything (dataset.md 4.6)."""

from datetime import datetime

from bot.practice.dataset.chance import Chance
from bot.practice.dataset.figures import (
    BOTTLENECKS,
    NAMES_BOTTLENECK,
    NAMES_ROLE,
    QUESTIONED,
    QUESTIONS,
)
from bot.practice.dataset.people import OM, POLITIE, RVDK, VT, colleague
from bot.practice.dataset.turns import Life
from flows.questions import MISSED, AnswerQuestion, unanswered
from flows.terms import Question


def questioned(chance: Chance, now: datetime) -> Life:
    """Most answer all that is asked, a few minutes after the agreements; the others skip it all."""
    alert = yield now
    if not chance.happens(QUESTIONED):
        return
    for question in unanswered(alert):
        now += chance.minutes(0.1, 4)
        yield now
        yield _answer(chance, question)


def _answer(chance: Chance, question: Question) -> AnswerQuestion:
    """One tap; of information that was missed some say whose it was, and why it was missing."""
    answer = chance.one_of(QUESTIONS[question])
    role, why = chance.one_of({POLITIE: 1, OM: 1, RVDK: 1}), chance.one_of(BOTTLENECKS)
    with_role, with_why = chance.happens(NAMES_ROLE), chance.happens(NAMES_BOTTLENECK)
    missed = question is Question.INFORMATION and answer == MISSED
    return AnswerQuestion(
        by=colleague(VT),
        question=question,
        answer=answer,
        role=role if missed and with_role else None,
        bottleneck=why if missed and with_why else None,
    )
