"""The screens of the guided exercises: the choice, how far it is, a hint, and what came of it."""

from collections.abc import Iterator
from dataclasses import replace
from html import unescape

from bot.buttons import Code
from bot.reports.archive import table
from bot.screen import Button, Document, Screen
from bot.screens.scene import Row, Scene, as_drill, in_rows, lines
from flows.draft import Draft
from flows.evolver import replay
from flows.lessons import (
    LESSONS,
    Lesson,
    Progress,
    Result,
    Task,
    first_open,
    progress,
    result,
    roles_in,
)
from flows.notices import Audience, Notice
from flows.people import Member
from flows.rules import Role
from flows.state import Alert
from flows.terms import Phase

FREE = "vrij"  # a drill without a lesson
HINT, STOP, BOARD, FILE = "hint", "stop", "bord", "bestand"
SURE = "ja"
FOR_THE_ROLE = (Audience.ROLE, Audience.DEPUTIES)


def lessons(scene: Scene) -> Screen:
    """Which exercise; a drill without one is the last choice."""
    codes = [code for code in scene.args["codes"].split("|") if code]
    told = [
        scene.say("les.kies.regel", title=_title(scene, code), goal=scene.say(f"les.{code}.goal"))
        for code in codes
    ]
    choices = [scene.press(_title(scene, code), Code.LES, None, code) for code in codes]
    choices.append(scene.press(scene.say("knop.vrij_oefenen"), Code.LES, None, FREE))
    screen = Screen(text=lines(scene.say("les.kies"), *told), rows=in_rows(choices, 1))
    return as_drill(screen, scene.say("oefening"))


def about_drill(scene: Scene, made: Draft) -> str | None:
    """What a new request says of being a drill, and of the lesson that it is for."""
    if not made.drill:
        return None
    return lines(
        scene.say("draft.drill"), scene.say(f"les.{made.lesson}.goal") if made.lesson else None
    )


def lesson(scene: Scene) -> Screen:
    """How far the exercise is: its goal, what is too late, and what is next."""
    followed, reached = _lesson(scene), _reached(scene)
    task = None if _is_closed(scene) else first_open(reached)
    missed = [_told(scene, followed, it.task) for it in reached if it.missed]
    return Screen(
        text=lines(
            _head(scene, followed),
            scene.say("les.doel", goal=scene.say(f"les.{followed.code}.goal")),
            scene.say("les.gedaan", done=sum(it.done_at is not None for it in reached),
                      all=len(reached)),
            *[scene.say("les.te_laat", what=what) for what in missed],
            "",
            *_next(scene, followed, task),
        ),
        rows=_rows(scene, scene.shown, task),
    )  # fmt: skip


def lesson_stop(scene: Scene) -> Screen:
    """Really stop? The request of the exercise is closed by it."""
    yes = scene.press(scene.say("knop.ja.stoppen"), Code.LES, scene.shown.id, STOP, SURE)
    back = scene.press(scene.say("knop.terug"), Code.LES, scene.shown.id, BOARD)
    return Screen(text=scene.say("les.stoppen", id=scene.shown.id), rows=((yes,), (back,)))


def lesson_result(scene: Scene) -> Screen:
    """What somebody got out of it, per role in which something was done."""
    followed = _lesson(scene)
    parts = [
        _part(scene, result(followed, scene.courses, Role(role)))
        for role in scene.args["roles"].split("|")
    ]
    as_file = scene.press(scene.say("knop.als_bestand"), Code.LES, scene.shown.id, FILE)
    asked = scene.member is not None and scene.member.alias == scene.shown.raised_by.person
    return Screen(
        text=lines(_head(scene, followed), *parts, scene.say("les.telt_niet")),
        rows=((as_file,),) if asked else (),
        silent=True,
    )


def lesson_file(scene: Scene) -> Screen:
    """The same of every role, as a table: roles and times, no persons."""
    followed = _lesson(scene)
    names = [scene.say(f"les.kolom.{name}") for name in ("oefening", "wat", "rol", "door", "om")]
    rows = [*_task_rows(scene, followed), *_role_rows(scene, followed)]
    content = table(names, [[scene.shown.id, *row] for row in rows])
    return Screen(
        text=scene.say("les.bestand", id=scene.shown.id),
        document=Document(name=f"{scene.shown.id}.csv", content=content),
    )


def with_task(scene: Scene, screen: Screen, told: Notice) -> Screen:
    """A notice to a role, with the task that is its own in the exercise."""
    if told.audience not in FOR_THE_ROLE or told.role is None:
        return screen
    own = task_of(scene, told.role)
    if own is None:
        return screen
    return replace(screen, text=lines(screen.text, own))


def own_task(scene: Scene) -> str | None:
    """The task of who looks, in whichever role; None outside an exercise."""
    member: Member | None = scene.member
    roles = member.roles(scene.shown.network) if member is not None else ()
    return next((own for role in roles if (own := task_of(scene, role)) is not None), None)


def task_of(scene: Scene, role: Role) -> str | None:
    """The first task of a role that can still be done, in words."""
    followed = LESSONS.get(scene.shown.lesson or "")
    if followed is None or _is_closed(scene):
        return None
    task = first_open(progress(followed, scene.courses), role)
    return None if task is None else scene.say("les.jouw_taak", what=_words(scene, followed, task))


def _lesson(scene: Scene) -> Lesson:
    code = scene.shown.lesson
    assert code is not None, "this screen is about an exercise"
    return LESSONS[code]


def _reached(scene: Scene) -> tuple[Progress, ...]:
    return progress(_lesson(scene), scene.courses)


def _is_closed(scene: Scene) -> bool:
    """Whether every request of the exercise has ended."""
    alerts = [replay(course) for course in scene.courses]
    return all(alert is not None and alert.phase is Phase.CLOSED for alert in alerts)


def _title(scene: Scene, code: str) -> str:
    return scene.say(f"les.{code}.title")


def _head(scene: Scene, followed: Lesson) -> str:
    return scene.say("les.kop", id=scene.shown.id, title=_title(scene, followed.code))


def _words(scene: Scene, followed: Lesson, task: Task) -> str:
    return scene.texts(f"les.{followed.code}.{task.code}")


def _told(scene: Scene, followed: Lesson, task: Task) -> str:
    """A task, with whose it is."""
    what = _words(scene, followed, task)
    if task.role is None:
        return what
    return scene.texts("les.van_rol", role=scene.role(task.role), what=what)


def _next(scene: Scene, followed: Lesson, task: Task | None) -> Iterator[str]:
    if task is None:
        yield scene.say("les.voorbij" if _is_closed(scene) else "les.klaar")
        return
    yield scene.say("les.nu", what=_told(scene, followed, task))
    key = f"les.{followed.code}.{task.code}"
    if f"{key}.groep" in scene.texts:
        yield scene.say(f"{key}.groep")
    if scene.args.get(HINT) == task.code:
        yield scene.say("les.hint", hint=scene.texts(f"{key}.hint"))


def _rows(scene: Scene, alert: Alert, task: Task | None) -> tuple[Row, ...]:
    if _is_closed(scene):
        return ()
    stop = scene.press(scene.say("knop.stoppen"), Code.LES, alert.id, STOP)
    hint: tuple[Button, ...] = ()
    if task is not None:
        hint = (scene.press(scene.say("knop.hint"), Code.LES, alert.id, HINT, task.code),)
    return ((*hint, stop),)


def _part(scene: Scene, own: Result) -> str:
    answered, begun = own.answered_within, own.overleg_within
    return lines(
        scene.say("les.uitslag", role=scene.role(own.role), done=own.done, asked=own.asked),
        *[
            scene.say("les.te_laat", what=scene.texts(f"les.{own.lesson}.{it.task.code}"))
            for it in own.tasks
            if it.missed
        ],
        scene.texts.many("les.antwoord_na", round(answered.total_seconds() / 60))
        if answered is not None
        else None,
        scene.texts.many("les.gewijzigd", own.changed) if own.changed else None,
        scene.texts.many("les.overleg_na", round(begun.total_seconds() / 60))
        if begun is not None
        else None,
    )


def _task_rows(scene: Scene, followed: Lesson) -> Iterator[list[str]]:
    for it in _reached(scene):
        late = scene.say("les.kolom.te_laat") if it.missed else ""
        yield [
            _words(scene, followed, it.task),
            scene.role(it.task.role) if it.task.role else "",
            scene.role(it.by) if it.by else "",
            scene.when(it.done_at) if it.done_at else late,
        ]


def _role_rows(scene: Scene, followed: Lesson) -> Iterator[list[str]]:
    for role in roles_in(scene.courses):
        told = unescape(_part(scene, result(followed, scene.courses, role))).replace("\n", " ")
        yield [told, scene.role(role), "", ""]
