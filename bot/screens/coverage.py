"""What the bot says of itself about the coming duty: who is there, and where nobody is."""

from datetime import datetime
from html import escape

from bot.buttons import Code, read_moment
from bot.screen import Screen
from bot.screens.duty import seen
from bot.screens.duty_view import staffed, windows_of
from bot.screens.scene import Scene, lines
from flows.calendar import Window, open_parts
from flows.duty import Roster, between, gaps, has_roster
from flows.people import Function
from flows.rules import Role

Part = tuple[datetime, datetime]


def uncovered(
    roster: Roster, role: Role, windows: tuple[Window, ...], start: datetime, end: datetime
) -> list[Part]:
    """When a role has nobody while it should be reached; outside its window nothing is amiss.

    The roster is one that is `staffed`.
    """
    return [part for gap in gaps(roster, role, start, end) for part in open_parts(windows, *gap)]


def coverage(scene: Scene) -> Screen:
    """Who is on duty per role in the hours to come, and red where nobody is."""
    start, end = _span(scene)
    roles = [Role(role) for role in scene.args["roles"].split("|")]
    head = scene.say(
        "coverage", kind=scene.word("coverage_of", scene.args["kind"]), at=scene.when(end, start)
    )
    return Screen(text=lines(head, *(_told(scene, role, start, end) for role in roles)))


def coverage_red(scene: Scene) -> Screen:
    """To the own aanspreekpunt: when nobody is on duty, and the way to the roster."""
    start, end = _span(scene)
    role = Role(scene.args["role"])
    parts = _red(scene, role, start, end)
    press = scene.press(scene.say("roster.button.open"), Code.ROOSTER, None, role)
    if not parts:
        return Screen(text=scene.say("coverage.solved", role=scene.role(role)), rows=((press,),))
    when = ", ".join(_part(scene, part) for part in parts)
    return Screen(
        text=scene.say("coverage.red", role=scene.role(role), when=when), rows=((press,),)
    )


def _span(scene: Scene) -> Part:
    """For the future only: what has passed is of no use to anybody."""
    start, end = read_moment(scene.args["start"]), read_moment(scene.args["end"])
    return min(max(start, scene.now), end), end


def _told(scene: Scene, role: Role, start: datetime, end: datetime) -> str:
    view, roster = seen(scene), _staffed(scene, role)
    pieces = between(roster, role, start, end)
    parts = _red(scene, role, start, end)
    fields = {"role": scene.role(role), "deputy": _deputy(scene, role)}
    if pieces and not parts and not has_roster(view.roster, role):
        if any(open_parts(_windows(scene, role), start, end)):
            return scene.texts("coverage.everybody", **fields)
        return scene.texts("coverage.role", who=scene.say("coverage.phone"), **fields)
    who = ", ".join(
        scene.say("duty.until", name=view.name(it.person), at=scene.when(it.ends_at, start))
        if it.starts_at <= start
        else scene.say(
            "duty.from_until",
            name=view.name(it.person),
            from_at=scene.when(it.starts_at, start),
            at=scene.when(it.ends_at, start),
        )
        for it in pieces
    )
    red = ", ".join(_part(scene, part) for part in parts)
    if parts:
        key = "coverage.role.red" if pieces else "coverage.role.nobody"
        return scene.texts(key, who=who, when=red, **fields)
    return scene.texts("coverage.role", who=who or scene.say("coverage.phone"), **fields)


def _red(scene: Scene, role: Role, start: datetime, end: datetime) -> list[Part]:
    return uncovered(_staffed(scene, role), role, _windows(scene, role), start, end)


def _windows(scene: Scene, role: Role) -> tuple[Window, ...]:
    return windows_of(scene.configuration.live(seen(scene).network), role)


def _staffed(scene: Scene, role: Role) -> Roster:
    view = seen(scene)
    return staffed(view.roster, role, scene.people, view.network)


def _part(scene: Scene, part: Part) -> str:
    start, end = part
    return f"{scene.when(start)}–{scene.when(end, start)}"


def _deputy(scene: Scene, role: Role) -> str:
    network = seen(scene).network
    names = [one.name for one in scene.people if one.has(Function.DEPUTY, network, role)]
    return escape(", ".join(names)) or scene.say("nvt")
