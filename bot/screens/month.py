"""The figures of a month on a phone: which doelgroep, which month, one screen, and the papers."""

from collections.abc import Mapping
from html import escape

from bot.buttons import Code
from bot.reports.own import DECEMBER, own_text
from bot.reports.picture_words import picture_alt
from bot.reports.text import month_text
from bot.screen import Button, Document, Screen
from bot.screens.scene import Scene, in_rows
from flows.rules import Role

PAPERS: Mapping[str, str] = {  # what a button asks for -> the screen that brings it
    "g": "month_picture",
    "d": "month_picture_dark",
    "p": "month_page",
    "w": "month_workbook",
    "c": "month_csv",
}
PICTURES = ("month_picture", "month_picture_dark")
ENDINGS: Mapping[str, str] = {
    "month_picture": "png",
    "month_picture_dark": "png",
    "month_page": "pdf",
    "month_workbook": "xlsx",
    "month_csv": "csv",
}


def months(scene: Scene) -> Screen:
    """Which doelgroep, then which month."""
    network, doelgroep = scene.args.get("network", ""), scene.args.get("doelgroep", "")
    if not doelgroep:
        choices = [
            scene.press(
                scene.word("doelgroep", item.split(":")[1]), Code.MAAND, None, *item.split(":")
            )
            for item in scene.args["options"].split("|")
        ]
        return Screen(text=scene.say("front.month.doelgroep"), rows=in_rows(choices, 1))
    choices = [
        scene.press(month_name(scene, month), Code.MAAND, None, network, doelgroep, month)
        for month in scene.args["months"].split("|")
    ]
    word = scene.word("doelgroep", doelgroep)
    rows = (*in_rows(choices, 2), (_back(scene),))
    return Screen(text=scene.say("front.month.month", doelgroep=word), rows=rows)


def month(scene: Scene) -> Screen:
    """The account of a month in words, with the papers to ask for."""
    assert scene.account is not None, "this screen is about a month"
    papers = [
        scene.press(scene.say(f"knop.{name}"), Code.MAAND, None, *_chosen(scene), paper)
        for paper, name in PAPERS.items()
    ]
    back = (_back(scene, scene.args["network"], scene.args["doelgroep"]),)
    return Screen(
        text=escape(month_text(scene.account, scene.texts)), rows=(*in_rows(papers, 2), back)
    )


def own_month(scene: Scene) -> Screen:
    """What one organisation contributed: first to its own aanspreekpunt (R-189, R-198)."""
    assert scene.account is not None, "this screen is about a month"
    role = Role(scene.args["role"])
    return Screen(text=escape(own_text(scene.account, role, scene.texts)))


def paper(scene: Scene) -> Screen:
    """A paper of a month; it was drawn before this screen, or could not be drawn."""
    name, args = scene.args["screen"], scene.args
    when = month_name(scene, args["month"])
    word = scene.word("doelgroep", args["doelgroep"])
    if scene.paper is None:
        return Screen(text=scene.say("month.not_drawn", doelgroep=word, month=when))
    file = f"maandrapport-{args['doelgroep']}-{args['month']}.{ENDINGS[name]}"
    said = scene.say(f"month.paper.{name}", doelgroep=word, month=when)
    if name in PICTURES:  # whoever has the chat read out sees no picture
        assert scene.account is not None, "a picture is of a month"
        said = f"{said}\n\n{escape(picture_alt(scene.account, scene.texts))}"
    if name == "month_workbook" and args["month"].endswith(f"-{DECEMBER}"):
        said = f"{said}\n\n{scene.say('month.paper.year', year=args['month'][:4])}"
    return Screen(text=said, document=Document(name=file, content=scene.paper))


def month_name(scene: Scene, month: str) -> str:
    """A month such as 2026-11 as people say it."""
    year, number = month.split("-")
    return f"{scene.word('maand', str(int(number)))} {year}"


def _chosen(scene: Scene) -> tuple[str, str, str]:
    return scene.args["network"], scene.args["doelgroep"], scene.args["month"]


def _back(scene: Scene, *details: str) -> Button:
    return scene.press(scene.say("knop.terug"), Code.MAAND, None, *details)
