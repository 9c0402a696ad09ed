"""The six guided exercises: their tasks, how far one has come, and what each role got out of it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.alert import AlertRaised
from flows.answers import AnswerGiven, AnswerUndone
from flows.evolver import Event, evolve, replay
from flows.lesson_goals import GOALS, OM, RVDK, Goal
from flows.rules import Role
from flows.state import Alert, PersonId
from flows.terms import AnswerKind, Phase

SILENT_ASKERS: Mapping[str, tuple[Role, ...]] = {  # who asks has answered by asking
    "stil": (OM,),
    "weigering": (OM, RVDK),
}
TWICE = "dubbel"  # the exercise of two requests

Course = Sequence[Event]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do; the code is the key of its words, the role is whose it is (None: whoever).

    It counts whoever does it: a colleague may be quicker, and that is no mistake.
    """

    code: str
    role: Role | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One exercise: its tasks in the order of doing."""

    code: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far one task is; `by` is the role that did it, None for the clock.

    What is missed can no longer be done as the requests are now; a round that opens anew, or an
    end that is undone, may change that.
    """

    task: Task
    done_at: datetime | None
    by: Role | None
    missed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one role got out of an exercise; a span is None when there was nothing to measure.

    `asked` counts the tasks that were this role's or that it took upon it, `done` those of them
    that it did.
    """

    lesson: str
    role: Role
    tasks: tuple[Progress, ...]
    asked: int
    done: int
    answered_within: timedelta | None  # from being asked to the first answer
    changed: int  # answers that took the place of another, and answers taken back
    overleg_within: timedelta | None  # from the first request to the overleg it took part in


def _lesson(code: str, goals: Mapping[str, Goal]) -> Lesson:
    tasks = tuple(Task(code=name, role=goal.role) for name, goal in goals.items())
    return Lesson(code=code, tasks=tasks)


LESSONS: Mapping[str, Lesson] = {code: _lesson(code, goals) for code, goals in GOALS.items()}


def progress(lesson: Lesson, courses: Sequence[Course]) -> tuple[Progress, ...]:
    """How far each task is, from the events of each request in the order of asking.

    What was done stays done, whatever follows.
    """
    told = [tuple(_steps(course)) for course in courses]
    alerts = [steps[-1][0] for steps in told if steps]
    return tuple(_progress(lesson, task, told, alerts) for task in lesson.tasks)


def next_task(lesson: Lesson, courses: Sequence[Course]) -> Task | None:
    """The first task that is not done and can still be; None at the end of the exercise."""
    return first_open(progress(lesson, courses))


def first_open(reached: Sequence[Progress], role: Role | None = None) -> Task | None:
    """The first task that is not done and can still be; of a role only its own."""
    for item in reached:
        if item.done_at is None and not item.missed and role in (None, item.task.role):
            return item.task
    return None


def result(lesson: Lesson, courses: Sequence[Course], role: Role) -> Result:
    """What one role did in an exercise: only what the events tell, and never of a person."""
    own = tuple(item for item in progress(lesson, courses) if role in (item.task.role, item.by))
    waits = [span for course in courses if (span := _answered_within(course, role)) is not None]
    return Result(
        lesson=lesson.code,
        role=role,
        tasks=own,
        asked=len(own),
        done=sum(item.done_at is not None and item.by in (role, None) for item in own),
        answered_within=min(waits, default=None),
        changed=sum(_changed(course, role) for course in courses),
        overleg_within=_overleg_within(courses, role),
    )


def roles_in(courses: Sequence[Course]) -> tuple[Role, ...]:
    """The roles in which somebody did something, in the order in which they first did."""
    acted = (event.by.role for course in courses for event in course)
    return tuple(dict.fromkeys(role for role in acted if role is not None))


def people_in(courses: Sequence[Course]) -> tuple[PersonId, ...]:
    """The marks of who did something, in the order in which they first did."""
    acted = (event.by.person for course in courses for event in course)
    return tuple(dict.fromkeys(person for person in acted if person is not None))


def suits(lesson: Lesson, asker: Role, partners: Collection[Role]) -> bool:
    """Whether a role can begin it where these are partners: not who is to be silent in it."""
    wanted = {task.role for task in lesson.tasks if task.role is not None}
    return wanted <= {*partners} and asker not in SILENT_ASKERS.get(lesson.code, ())


def together(alert: Alert, others: Sequence[Alert]) -> tuple[Alert, ...]:
    """The requests of one exercise, in the order of asking; of most lessons there is one only.

    Of the exercise of two those belong together of which one was asked for while another ran.
    """
    if alert.lesson != TWICE:
        return (alert,)
    same = {one.id: one for one in (*others, alert) if one.drill and one.lesson == TWICE}
    exercise: list[Alert] = []
    for one in sorted(same.values(), key=lambda it: (it.raised_at, it.id)):
        runs = any(it.closed_at is None or it.closed_at >= one.raised_at for it in exercise)
        if not runs and alert in exercise:
            break
        exercise = [*exercise, one] if runs else [one]
    return tuple(exercise)


def is_over(reached: Sequence[Progress], alerts: Sequence[Alert]) -> bool:
    """Whether nothing is left to do, or nothing is left to do it with."""
    if first_open(reached) is None:
        return True
    return bool(alerts) and all(one.phase is Phase.CLOSED for one in alerts)


def _steps(course: Course) -> Iterator[tuple[Alert, Event]]:
    alert: Alert | None = None
    for event in course:
        alert = evolve(alert, event)
        yield alert, event


def _progress(
    lesson: Lesson,
    task: Task,
    told: Sequence[Sequence[tuple[Alert, Event]]],
    alerts: Sequence[Alert],
) -> Progress:
    goal = GOALS[lesson.code][task.code]
    looked_at = told if goal.nth is None else told[goal.nth : goal.nth + 1]
    found = [
        event
        for steps in looked_at
        for event in [next((event for alert, event in steps if goal.met(alert, event)), None)]
        if event is not None
    ]
    first = min(found, key=lambda event: event.at, default=None)
    if first is None:
        missed = not goal.is_open(alerts)
        return Progress(task=task, done_at=None, by=None, missed=missed)
    return Progress(task=task, done_at=first.at, by=first.by.role, missed=False)


def _answered_within(course: Course, role: Role) -> timedelta | None:
    raised_at = next((event.at for event in course if isinstance(event, AlertRaised)), None)
    for event in course:
        if isinstance(event, AnswerGiven) and event.role == role and raised_at is not None:
            return event.at - raised_at
    return None


def _changed(course: Course, role: Role) -> int:
    """How often an answer took the place of another, but for the waarnemer who was asked."""
    count, before = 0, None
    for event in course:
        if isinstance(event, AnswerUndone) and event.role == role:
            count, before = count + 1, None
        elif isinstance(event, AnswerGiven) and event.role == role:
            count += before not in (None, AnswerKind.DEPUTY)
            before = event.kind
    return count


def _overleg_within(courses: Sequence[Course], role: Role) -> timedelta | None:
    """Of who took part in it; a start that was taken back is none."""
    alerts = [alert for course in courses if (alert := replay(course)) is not None]
    begun = [one.started_at for alert in alerts for one in alert.overlegs if role in one.present]
    return min(begun) - min(alert.raised_at for alert in alerts) if begun else None
