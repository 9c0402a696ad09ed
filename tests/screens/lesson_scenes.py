"""The guided exercises on a phone: the choice, and each lesson in every state it can come to."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from courses import COURSES, asked, by, member, scene

from bot.screens.scene import Scene
from flows.ending import EndDrill
from flows.lessons import LESSONS
from flows.people import Function, Post
from flows.rules import Role
from flows.state import Alert, AlertId, PersonId

EVERY = ("lessons", "lesson", "lesson_stop", "lesson_result", "lesson_file")
STATES = ("raised", "at night", "model", "planned", "noted", "concluded", "closed", "mistake")
VT_ALONE = member(Post(network="amsterdam-amstelland", function=Function.MEMBER, role=Role("vt")))
OM_ALONE = replace(
    member(Post(network="amsterdam-amstelland", function=Function.MEMBER, role=Role("om"))),
    alias=PersonId(3),
)


@cache
def followed(code: str, state: str = "raised") -> Scene:
    """A lesson whose request has come this far."""
    course = COURSES[state](True)
    first = replace(course.events[0], lesson=code)
    alert = replace(course.alert, lesson=code)
    return scene(course, alert=alert, courses=((first, *course.events[1:]),), member=VT_ALONE)


def doubled() -> Scene:
    """Two requests for the same."""
    one, two = (
        asked(drill=True, id=AlertId(f"OEF-2611-0{number}"), lesson="dubbel") for number in (1, 2)
    )
    return scene(one, courses=(tuple(one.events), tuple(two.events)), member=VT_ALONE)


def stopped() -> Scene:
    """A lesson that was stopped half way."""
    course = asked(drill=True, lesson="eerste")
    course.does("27 15:00", EndDrill(by=by(Role("vt")), reason="gestopt"))
    return scene(course, courses=(tuple(course.events),), member=VT_ALONE)


def of_lessons() -> Iterator[tuple[str, Scene]]:
    """Every screen of an exercise, in every state."""
    states = [followed(code, state) for code in LESSONS for state in STATES]
    for looked_at in (*states, doubled(), stopped()):
        assert isinstance(looked_at.alert, Alert)
        tasks = LESSONS[looked_at.alert.lesson or ""].tasks
        for name in EVERY[1:]:
            yield name, replace(looked_at, args={"roles": "vt|politie|om|rvdk"})
        yield from (("lesson", replace(looked_at, args={"hint": it.code})) for it in tasks)
    for codes in ("|".join(LESSONS), ""):
        yield "lessons", scene(args={"codes": codes})
