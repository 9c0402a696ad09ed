"""The screens of a change by two: what, how much, from when, and the yes of somebody else."""

from bot.buttons import Code
from bot.reports.standing import Standing
from bot.reports.werkafspraken import change_text, day_text, subject_text, value_text
from bot.screen import Screen
from bot.screens.herijking import target_lines
from bot.screens.scene import Row, Scene, in_rows, lines
from flows.calendar import local
from flows.changes import FIRST_RESPONSE, Change, first_of_next_month, offered
from flows.rules import Rules

MOST_SHOWN = 12


def changes(scene: Scene) -> Screen:
    """What is agreed now and what waits; then step by step a proposal."""
    standing, doelgroep = _standing(scene), scene.args.get("doelgroep", "")
    what, value = scene.args.get("what", ""), scene.args.get("value", "")
    if not doelgroep:
        return _overview(scene, standing)
    rules = standing.rules_of(doelgroep)
    if not what:
        return _subjects(scene, rules)
    if not value:
        return _values(scene, rules, what)
    return _starts(scene, rules, what, value)


def change(scene: Scene) -> Screen:
    """One proposal, for who may agree to it."""
    standing, number = _standing(scene), int(scene.args["number"])
    found = next(one for one in standing.changes if one.id == number)
    text = _said(scene, found)
    if not found.is_open(local(scene.now).date()):
        return Screen(text=text, rows=(_back(scene),))
    yes = scene.press(scene.say("knop.eens"), Code.WIJZIGING, None, "=", str(number), "ja")
    no = scene.press(scene.say("knop.niet_eens"), Code.WIJZIGING, None, "=", str(number), "nee")
    return Screen(text=lines(text, scene.say("wijziging.two")), rows=((yes, no), _back(scene)))


def _standing(scene: Scene) -> Standing:
    assert scene.standing is not None, "this screen is of the yearly round"
    return scene.standing


def _overview(scene: Scene, standing: Standing) -> Screen:
    listed = [_said(scene, one) for one in standing.changes[-MOST_SHOWN:]]
    waiting = [one for one in standing.changes if one.is_open(local(scene.now).date())]
    look = [
        scene.press(scene.texts("knop.voorstel", n=one.id), Code.WIJZIGING, None, "=", str(one.id))
        for one in waiting
    ]
    new = [
        scene.press(scene.word("doelgroep", rules.doelgroep), Code.WIJZIGING, None, rules.doelgroep)
        for rules in standing.rules
    ]
    targets = [line for rules in standing.rules for line in target_lines(scene, rules)]
    return Screen(
        text=lines(scene.say("wijziging.head"), *targets, "", *listed, scene.say("wijziging.new")),
        rows=(*in_rows(look), *in_rows(new, 1), (scene.press(scene.say("knop.terug"), Code.KIMI),)),
    )


def _subjects(scene: Scene, rules: Rules) -> Screen:
    whats = (*(each.urgency.value for each in rules.urgencies), FIRST_RESPONSE)
    choices = [
        scene.press(subject_text(what, scene.texts), Code.WIJZIGING, None, rules.doelgroep, what)
        for what in whats
    ]
    return Screen(text=scene.say("wijziging.what"), rows=(*in_rows(choices, 1), _back(scene)))


def _values(scene: Scene, rules: Rules, what: str) -> Screen:
    choices = [
        scene.press(
            value_text(value, scene.texts), Code.WIJZIGING, None, rules.doelgroep, what, value
        )
        for value in offered(rules, what)
    ]
    text = scene.say("wijziging.value", what=subject_text(what, scene.texts))
    return Screen(text=text, rows=(*in_rows(choices, 3), _back(scene, rules.doelgroep)))


def _starts(scene: Scene, rules: Rules, what: str, value: str) -> Screen:
    first = first_of_next_month(local(scene.now).date())
    details = (rules.doelgroep, what, value)
    text = scene.say(
        "wijziging.start",
        what=subject_text(what, scene.texts),
        value=value_text(value, scene.texts),
    )
    from_first = scene.press(day_text(first), Code.WIJZIGING, None, *details, first.isoformat())
    typed = scene.press(scene.say("knop.andere_datum"), Code.WIJZIGING, None, *details, "t")
    back = _back(scene, rules.doelgroep, what)
    return Screen(text=text, rows=((from_first, typed), back))


def _back(scene: Scene, *details: str) -> Row:
    return (scene.press(scene.say("knop.terug"), Code.WIJZIGING, None, *details),)


def _said(scene: Scene, found: Change) -> str:
    state = scene.word("stand", _state(found, scene))
    return scene.say("wijziging.met_stand", what=change_text(found, scene.texts), state=state)


def _state(found: Change, scene: Scene) -> str:
    if found.agreed_at is not None:
        return "eens"
    if found.refused_at is not None:
        return "niet_eens"
    return "wacht" if found.is_open(local(scene.now).date()) else "verlopen"
