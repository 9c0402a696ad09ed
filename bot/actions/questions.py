"""The questions after an overleg: each tap is kept at once, and the next question follows."""

from bot.access import signed
from bot.actions.answering import alert_of
from bot.buttons import Press
from bot.perform import perform
from bot.screens.questions import BOTTLENECK, DONE, ROLE, SKIP
from bot.visit import NotNow, Reply, Visit, noted
from flows.questions import MISSED, AnswerQuestion, asked_about, unanswered
from flows.refusal import Refusal, Refused
from flows.state import Alert, By, Overleg
from flows.terms import Bottleneck, Question


async def navraag(visit: Visit, press: Press) -> Reply:
    """One question; details: the round, the question, and what is said of it, step by step."""
    alert = await alert_of(visit, press)
    overleg = asked_about(alert)
    if overleg is None or press.details[0] != str(alert.round):
        raise Refused(Refusal.NOT_CURRENT)
    by = signed(visit, alert, overleg.regie)
    if by.role != overleg.regie:
        raise Refused(Refusal.ONLY_REGIE)
    question, said = Question(press.details[1]), press.details[2:]
    if not said:
        return _shows(alert, question.value)
    if said[-1] == SKIP:
        return _shows(alert, _next(alert, question, said))
    changed, _ = await perform(
        visit.work, alert.id, _answer(alert, overleg, by, question, said), visit.now
    )
    assert changed is not None
    return noted(visit, "questions", alert.id, at=_next(changed, question, said))


def _answer(
    alert: Alert, overleg: Overleg, by: By, question: Question, said: tuple[str, ...]
) -> AnswerQuestion:
    """What these details say; a role that is skipped stays what it was."""
    known = overleg.answer_to(question)
    role = known.role if known is not None and len(said) > 1 else None
    try:
        if len(said) > 1 and said[1] != SKIP:
            role = alert.rules.roles[int(said[1])].role
        bottleneck = tuple(Bottleneck)[int(said[2])] if len(said) > 2 else None
    except (IndexError, ValueError) as error:
        raise NotNow("refusal.not_current") from error
    return AnswerQuestion(
        by=by,
        question=question,
        answer=said[0],
        role=role,
        bottleneck=bottleneck,
        round=alert.round,
    )


def _next(alert: Alert, question: Question, said: tuple[str, ...]) -> str:
    """Where it goes on: what was missed asks two things more, then the next open question."""
    if said[0] == MISSED and question is Question.INFORMATION and len(said) < 3:
        return ROLE if len(said) == 1 else f"{BOTTLENECK}{said[1]}"
    order = list(Question)
    later = [one for one in unanswered(alert) if order.index(one) > order.index(question)]
    return later[0].value if later else DONE


def _shows(alert: Alert, at: str) -> Reply:
    return Reply(screen="questions", alert=alert.id, args={"at": at})
