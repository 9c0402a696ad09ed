"""How many cases of a month were eligible: asked once a month, and changeable."""

from bot.buttons import Code
from bot.screen import Button, Screen
from bot.screens.scene import Scene, in_rows, lines
from flows.eligible import offered

CHANGE, TYPE, UNKNOWN = "c", "t", "w"


def eligible(scene: Scene) -> Screen:
    """Args: the network, the doelgroep, the month; `alerts` and `cases` are looked up."""
    args = scene.args
    year, month = args["period"].split("-")
    of = {
        "doelgroep": scene.word("doelgroep", args["doelgroep"]),
        "month": f"{scene.word('maand', str(int(month)))} {year}",
    }
    alerts, cases = int(args.get("alerts", "0")), args.get("cases", "")
    if cases and "again" not in args:
        said = scene.texts.many("eligible.said", int(cases), **of) if cases != UNKNOWN else None
        change = _press(scene, scene.say("knop.wijzigen"), CHANGE)
        return Screen(text=said or scene.say("eligible.unknown", **of), rows=((change,),))
    numbers = [
        _press(scene, _number(scene, number, alerts), str(number)) for number in offered(alerts)
    ]
    other = _press(scene, scene.say("knop.ander_aantal"), TYPE)
    unknown = _press(scene, scene.say("knop.weet_niet"), UNKNOWN)
    return Screen(
        text=lines(
            scene.texts.many("eligible.alerts", alerts, **of)
            if alerts
            else scene.say("eligible.no_alerts", **of),
            "",
            scene.say("eligible.ask" if alerts else "eligible.ask.no_alerts", **of),
            scene.say("eligible.how") if alerts else None,
        ),
        rows=(*in_rows(numbers, 4), (other, unknown)),
    )


def _number(scene: Scene, number: int, alerts: int) -> str:
    """Without a single alert, no cases either is a plain no."""
    return scene.say("knop.nee") if alerts == number == 0 else str(number)


def _press(scene: Scene, label: str, what: str) -> Button:
    args = scene.args
    where = (args["network"], args["doelgroep"], args["period"])
    return scene.press(label, Code.IN_AANMERKING, None, *where, what)
