"""How the bot does, for the beheerder: what is well, what is not, and since when."""

from collections.abc import Iterable

from bot.screen import Screen
from bot.screens.scene import Scene, lines

# What is wrong takes the place of the line that would say it is well.
SHOWN = {
    "telegram": ("poll", "token"),
    "database": ("database",),
    "post": ("alarm_waits", "tell"),
    "deadlines": ("overdue", "clock"),
}
BACKUP_LASTS_HOURS = 3  # one is made every hour; once or twice it may have failed


def condition(scene: Scene) -> Screen:
    """Everything that is watched, a line each (R7)."""
    args = scene.args
    wrong = dict(one.split("=") for one in args["wrong"].split("|") if one)
    well = {
        "telegram": scene.say("status.telegram", n=args["heard"]),
        "database": scene.say("status.database"),
        "post": scene.say("status.post", n=args["waiting"], minutes=args["oldest"]),
        "deadlines": scene.say("status.deadlines"),
    }
    beside = (
        _backup(scene),
        _people(scene),
        scene.say("status.aside", n=args["aside"]) if args["aside"] != "0" else None,
        _row(scene),
    )
    key = "status.unwell" if wrong else "status.todo" if _asks(beside) else "status.well"
    return Screen(
        text=lines(
            scene.say(key, since=args["since"]),
            *(
                scene.say("status.wrong", since=since, what=scene.word("onwel", code))
                for code, since in wrong.items()
            ),
            *(line for topic, line in well.items() if not set(SHOWN[topic]) & set(wrong)),
            _log(scene, wrong),
            *beside,
            scene.say("status.open", n=args["open"]),
        )
    )


def _asks(told: Iterable[str | None]) -> bool:
    """Whether one of these lines is not well: the first line may not say then that all is."""
    return any(line is not None and line.startswith("✖") for line in told)


def _log(scene: Scene, wrong: dict[str, str]) -> str | None:
    if "chain" in wrong:
        return None
    return scene.say("status.chain" if scene.args["whole"] else "status.chain.unknown")


def _backup(scene: Scene) -> str:
    hours = scene.args["backup"]
    if not hours:
        return scene.say("status.backup.none")
    key = "status.backup" if int(hours) <= BACKUP_LASTS_HOURS else "status.backup.old"
    return scene.say(key, hours=hours)


def _row(scene: Scene) -> str | None:
    number = scene.args.get("unhandled", "0")  # not said by who was asked before there was a row
    return None if number == "0" else scene.say("status.row", n=number)


def _people(scene: Scene) -> str:
    number = scene.args["unreachable"]
    if number == "0":
        return scene.say("status.reachable")
    return scene.say("status.unreachable", n=number)
