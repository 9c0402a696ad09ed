"""The questions after an overleg, one at a time on one screen, and what was said."""

from bot.buttons import Code
from bot.screen import Button, Screen
from bot.screens.scene import Row, Scene, in_rows, lines
from flows.notices import Notice
from flows.questions import ANSWERS, MISSED, asked_about, unanswered
from flows.state import Overleg, QuestionAnswer
from flows.terms import Bottleneck, Question

ROLE, BOTTLENECK, DONE = "role", "bottleneck:", "done"  # where one is, beside the questions
SKIP = "-"


def questions(scene: Scene) -> Screen:
    """Args `at`: a question, or what follows on it; without it the first that is open."""
    alert = scene.shown
    overleg = asked_about(alert)
    if overleg is None:
        return Screen(text=scene.say("questions.over", id=alert.id))
    left = unanswered(alert)
    at = scene.args.get("at") or (left[0].value if left else DONE)
    if at == ROLE:
        return _which_role(scene)
    if at.startswith(BOTTLENECK):
        return _which_bottleneck(scene, at.removeprefix(BOTTLENECK))
    if at not in {question.value for question in overleg.asked}:
        return _done(scene, overleg)
    return _question(scene, overleg, Question(at))


def questions_told(scene: Scene, told: Notice) -> Screen:
    """The first of them, when the overleg was concluded; without a sound."""
    screen = questions(scene)
    return Screen(text=screen.text, rows=screen.rows, silent=True)


def _question(scene: Scene, overleg: Overleg, question: Question) -> Screen:
    known = overleg.answer_to(question)
    place = overleg.asked.index(question) + 1
    choices = [
        _press(
            scene,
            scene.say(f"knop.navraag.{question.value}.{answer}"),
            *(question.value, answer),
            chosen=known is not None and known.answer == answer,
        )
        for answer in ANSWERS[question]
    ]
    return Screen(
        text=lines(
            scene.say("questions.head", id=scene.shown.id, n=place, total=len(overleg.asked)),
            "",
            scene.say(f"questions.{question.value}"),
        ),
        rows=(*in_rows(choices, 3), _skip(scene, question.value, SKIP)),
    )


def _which_role(scene: Scene) -> Screen:
    question = Question.INFORMATION.value
    choices = [
        _press(scene, scene.role(agreed.role), question, MISSED, str(place))
        for place, agreed in enumerate(scene.shown.rules.roles)
    ]
    return Screen(
        text=scene.say("questions.role", id=scene.shown.id),
        rows=(*in_rows(choices, 3), _skip(scene, question, MISSED, SKIP)),
    )


def _which_bottleneck(scene: Scene, role: str) -> Screen:
    question = Question.INFORMATION.value
    choices = [
        _press(scene, scene.word("knelpunt", one.value), question, MISSED, role, str(place))
        for place, one in enumerate(Bottleneck)
    ]
    return Screen(
        text=scene.say("questions.bottleneck", id=scene.shown.id),
        rows=(*in_rows(choices), _skip(scene, question, MISSED, role, SKIP)),
    )


def _done(scene: Scene, overleg: Overleg) -> Screen:
    said = [_line(scene, question, overleg.answer_to(question)) for question in overleg.asked]
    change = [
        _press(scene, scene.say(f"knop.navraag.{question.value}"), question.value)
        for question in overleg.asked
    ]
    return Screen(
        text=lines(
            scene.say("questions.thanks", id=scene.shown.id), *said, scene.say("questions.change")
        ),
        rows=in_rows(change),
    )


def _line(scene: Scene, question: Question, known: QuestionAnswer | None) -> str:
    what = scene.say(f"knop.navraag.{question.value}")
    if known is None:
        return scene.say("questions.line", what=what, answer=scene.say("questions.skipped"))
    more = (
        scene.say(f"knop.navraag.{question.value}.{known.answer}"),
        scene.role(known.role) if known.role is not None else None,
        scene.word("knelpunt", known.bottleneck.value) if known.bottleneck is not None else None,
    )
    answer = ", ".join(part.lower() if part == more[2] else part for part in more if part)
    return scene.say("questions.line", what=what, answer=answer)


def _press(scene: Scene, label: str, *details: str, chosen: bool = False) -> Button:
    alert = scene.shown
    mark = "✅ " if chosen else ""
    return scene.press(f"{mark}{label}", Code.NAVRAAG, alert.id, str(alert.round), *details)


def _skip(scene: Scene, *details: str) -> Row:
    return (_press(scene, scene.say("knop.overslaan"), *details),)
