"""The yearly pulse: three questions, one at a time on one screen; and what it came to."""

from html import escape

from bot.buttons import Code
from bot.screen import Button, Screen
from bot.screens.scene import Scene, in_rows, lines
from flows.pulse import PULSE_ANSWERS, PulseQuestion

DONE, SKIP = "done", "-"


def pulse(scene: Scene) -> Screen:
    """Args: the network, the year, `at` a question; `answered` says which were answered before."""
    args = scene.args
    answered = args.get("answered", "").split("|")
    left = [question for question in PulseQuestion if question.value not in answered]
    at = args.get("at") or (left[0].value if left else DONE)
    if at == DONE:
        return _done(scene, left)
    question = PulseQuestion(at)
    choices = [
        _press(scene, scene.say(f"knop.peiling.{answer}"), question, answer)
        for answer in PULSE_ANSWERS[question]
    ]
    place = list(PulseQuestion).index(question) + 1
    return Screen(
        text=lines(
            scene.say("pulse.head", year=args["year"], n=place, total=len(PulseQuestion)),
            scene.say("pulse.anonymous"),
            "",
            scene.say(f"pulse.{question.value}"),
        ),
        rows=(
            *in_rows(choices, len(choices)),
            (_press(scene, scene.say("knop.overslaan"), question, SKIP),),
        ),
    )


def pulse_result(scene: Scene) -> Screen:
    """What it came to, for who leads the network; the text was drawn up just before."""
    return Screen(text=escape(scene.args["text"]))


def _done(scene: Scene, left: list[PulseQuestion]) -> Screen:
    """What was skipped may be answered yet."""
    again = [(_press(scene, scene.say("knop.peiling.alsnog"), question),) for question in left[:1]]
    return Screen(text=scene.say("pulse.thanks", year=scene.args["year"]), rows=tuple(again))


def _press(scene: Scene, label: str, question: PulseQuestion, *answer: str) -> Button:
    network, year = scene.args["network"], scene.args["year"]
    return scene.press(label, Code.PEILING, None, network, year, question.value, *answer)
