"""The introduction of a newcomer: a few small screens in one message, for what the reader does."""

from collections.abc import Callable, Iterator, Mapping

from bot.buttons import Code
from bot.reports.werkafspraken import ladder_text, value_text
from bot.screen import Button, Screen
from bot.screens.expectations import by_doelgroep, convention
from bot.screens.scene import Scene, lines
from flows.changes import FIRST_RESPONSE, value_of
from flows.introduction import READ, Step, around, asks_in, seated_in, steps_for, tasks_of
from flows.people import Member
from flows.rules import Rules


def introduction(scene: Scene) -> Screen:
    """One screen of it, or what comes after the last (R-171)."""
    steps = steps_for(_reader(scene), _live(scene))
    if scene.args["step"] == READ:
        return _end(scene, steps)
    before, here, after = around(steps, scene.args["step"])
    text = lines(
        scene.say("kennismaken.title", n=steps.index(here) + 1, of=len(steps)),
        "",
        scene.say(f"kennismaken.{here.value}", **_labels(scene)),
        *BESIDE.get(here, _nothing)(scene),
    )
    back = [_to(scene, "knop.terug", before)] if before else []
    onward = _to(scene, "knop.verder", after) if after else _to(scene, "knop.gelezen", READ)
    return Screen(text=text, rows=((*back, onward),))


def _end(scene: Scene, steps: tuple[Step, ...]) -> Screen:
    """It was read; who may ask is offered an exercise."""
    again = _to(scene, "knop.nog_eens", steps[0])
    if Step.ASK not in steps:
        return Screen(text=scene.say("kennismaken.klaar"), rows=((again,),))
    practise = scene.press(scene.say("knop.oefenen"), Code.LES)
    text = lines(scene.say("kennismaken.klaar"), "", scene.say("kennismaken.oefenen"))
    return Screen(text=text, rows=((again, practise),))


def _asking(scene: Scene) -> Iterator[str]:
    for code in asks_in(_reader(scene), _live(scene)):
        network = scene.configuration.network(code)
        yield from convention(scene, network, scene.configuration.live(code))


def _answering(scene: Scene) -> Iterator[str]:
    yield ""
    yield from by_doelgroep(scene, _seated(scene), lambda rules: _within(scene, rules))


def _silence(scene: Scene) -> Iterator[str]:
    yield from by_doelgroep(scene, _seated(scene), lambda rules: _ladder(scene, rules))
    yield from ("", scene.say("kennismaken.afwezig"), *_tasks(scene))


def _tasks(scene: Scene) -> Iterator[str]:
    """What a function asks beside answering; of who is nothing else, what an agendalid hears."""
    tasks = tasks_of(_reader(scene))
    if not tasks and not _seated(scene):
        yield from ("", scene.say("kennismaken.taak.lid"))
    for task in tasks:
        yield from ("", scene.say(f"kennismaken.taak.{task.value}"))


def _nothing(scene: Scene) -> Iterator[str]:
    return iter(())


BESIDE: Mapping[Step, Callable[[Scene], Iterator[str]]] = {
    Step.ASK: _asking,
    Step.ANSWER: _answering,
    Step.SILENCE: _silence,
    Step.TASK: _tasks,
}


def _within(scene: Scene, rules: Rules) -> str:
    within = value_text(value_of(rules, FIRST_RESPONSE), scene.texts)
    return scene.say("kennismaken.binnen", within=within)


def _ladder(scene: Scene, rules: Rules) -> str:
    """The steps at the most urgent, which is the first."""
    first = rules.urgencies[0]
    urgency = scene.word("urgentie", first.urgency.value)
    return scene.say("kennismaken.stappen", urgentie=urgency, steps=ladder_text(first, scene.texts))


def _labels(scene: Scene) -> dict[str, str]:
    """The buttons that a screen may name, as they are called."""
    names = ("aanvragen", "verstuur", "kan_nu", "kan_om", "anders")
    return {name: scene.say(f"knop.{name}") for name in names}


def _to(scene: Scene, key: str, step: str) -> Button:
    return scene.press(scene.say(key), Code.KENNISMAKEN, None, step)


def _reader(scene: Scene) -> Member:
    assert scene.member is not None, "an introduction is for somebody"
    return scene.member


def _live(scene: Scene) -> dict[str, tuple[Rules, ...]]:
    return {code: scene.configuration.live(code) for code in _reader(scene).networks()}


def _seated(scene: Scene) -> tuple[Rules, ...]:
    return seated_in(_reader(scene), _live(scene))
