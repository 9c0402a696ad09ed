"""What the raiser can still set right: mistake, wrong group, withdrawn, duplicate."""

from bot.buttons import Code
from bot.screen import Button, Screen
from bot.screens.scene import Scene, in_rows
from flows.state import Alert


def confirm(scene: Scene) -> Screen:
    """One more tap before something that everybody hears of."""
    alert, code = scene.shown, Code(scene.args["code"])
    key = {Code.VERGISSING: "vergissing", Code.GEEN_OVERLEG_NODIG: "geen_overleg_nodig"}[code]
    yes = scene.press(scene.say(f"knop.ja.{key}"), code, alert.id, "ja")
    return Screen(
        text=scene.say(f"raiser.{key}", id=alert.id), rows=((yes,), (_back(scene, alert),))
    )


def why_withdraw(scene: Scene) -> Screen:
    """The reasons for taking a request back."""
    alert = scene.shown
    choices = [
        scene.press(scene.word("intrekken", reason), Code.INTREKKEN, alert.id, reason)
        for reason in alert.rules.withdraw_reasons
    ]
    return Screen(
        text=scene.say("raiser.intrekken", id=alert.id),
        rows=(*in_rows(choices), (_back(scene, alert),)),
    )


def where_to(scene: Scene) -> Screen:
    """The other doelgroepen, for a request that went to the wrong group (S4)."""
    alert = scene.shown
    choices = [
        scene.press(scene.word("doelgroep", item), Code.VERKEERDE_GROEP, alert.id, item)
        for item in scene.args["options"].split("|")
        if item
    ]
    return Screen(
        text=scene.say("raiser.verkeerde_groep", id=alert.id),
        rows=(*in_rows(choices), (_back(scene, alert),)),
    )


def duplicate_of(scene: Scene) -> Screen:
    """The other alerts that run, to say of which one this is a duplicate (S2)."""
    alert = scene.shown
    choices = [
        scene.press(other.id, Code.DUBBEL, alert.id, other.id)
        for other in scene.alerts
        if other.id != alert.id
    ]
    return Screen(
        text=scene.say("raiser.dubbel", id=alert.id),
        rows=(*in_rows(choices), (_back(scene, alert),)),
    )


def ended(scene: Scene) -> Screen:
    """It ended without an overleg; the end can be undone for a day."""
    alert = scene.shown
    outcome = scene.word("uitkomst", alert.outcome.value) if alert.outcome else ""
    again = scene.press(scene.say("knop.heropen"), Code.HEROPEN, alert.id)
    return Screen(text=scene.say("raiser.ended", id=alert.id, outcome=outcome), rows=((again,),))


def _back(scene: Scene, alert: Alert) -> Button:
    return scene.press(scene.say("knop.terug"), Code.TOON, alert.id)
