"""The exercises on the page: what is to be done, what was done, and how it went for each role."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from bot.practice.clock import TownClock
from bot.practice.refusals import Json
from bot.reports.archive import table
from config.texts import Texts
from flows.calendar import at_local, clock_text, local
from flows.evolver import Event
from flows.lessons import LESSONS, Lesson, Progress, Result, next_task, progress, result, roles_in
from storage.unit_of_work import Storage

COLUMNS = ("role", "tasks", "answered", "changed", "overleg")
NIGHT, OPENS, CLOSES = time(2, 30), time(9), time(16)
AT_NIGHT = ("stil",)
A_DAY, FRIDAY = timedelta(days=1), 4


class School:
    """One exercise at a time; it looks at what is asked for after its beginning, and at the log."""

    def __init__(self, storage: Storage, texts: Texts, clock: TownClock) -> None:
        self._storage, self._texts, self._clock = storage, texts, clock
        self._lesson: Lesson | None = None
        self._before: frozenset[str] = frozenset()
        self._courses: Sequence[Sequence[Event]] = ()

    @property
    def is_on(self) -> bool:
        return self._lesson is not None

    async def begins(self, code: str) -> bool:
        """Begin an exercise at its own hour; False when there is none of that name."""
        lesson = LESSONS.get(code)
        if lesson is None:
            return False
        async with self._storage.view() as work:
            self._before = frozenset(await work.alerts.ids())
        self._lesson, self._courses = lesson, ()
        now = self._clock.now()
        self._clock.moves(_hour(now, code) - now)
        return True

    def stops(self) -> None:
        self._lesson, self._courses = None, ()

    async def looks(self) -> None:
        """Read what happened to the alerts of this exercise."""
        if self._lesson is None:
            return
        async with self._storage.view() as work:
            new = [one for one in await work.alerts.ids() if one not in self._before]
            self._courses = [await work.history.events(one) for one in new]

    def shown(self) -> Json:
        """The list of exercises, and of the one that goes on its goal, its tasks and the hint."""
        titles = [{"code": code, "title": self._texts(f"les.{code}.title")} for code in LESSONS]
        lesson = self._lesson
        if lesson is None:
            return {"lessons": titles, "now": None}
        upcoming = next_task(lesson, self._courses)
        code = upcoming.code if upcoming else None
        return {
            "lessons": titles,
            "now": {
                "code": lesson.code,
                "title": self._texts(f"les.{lesson.code}.title"),
                "goal": self._texts(f"les.{lesson.code}.goal"),
                "tasks": [self._task(one, code) for one in progress(lesson, self._courses)],
                "hint": self._texts(f"les.{lesson.code}.{code}.hint") if code else None,
                "results": [] if code else [self._told(one) for one in self._results()],
            },
        }

    def csv(self) -> bytes:
        """The results for each role, to keep; nobody's name is in it."""
        told = [self._told(one) for one in self._results()]
        columns = [self._texts.word("oefenpagina.kolom", one) for one in COLUMNS]
        return table(columns, [[one[column] for column in COLUMNS] for one in told])

    def _results(self) -> list[Result]:
        """Of each role in which something was done."""
        assert self._lesson is not None
        return [result(self._lesson, self._courses, role) for role in roles_in(self._courses)]

    def _task(self, reached: Progress, upcoming: str | None) -> Json:
        assert self._lesson is not None
        role = reached.task.role
        return {
            "code": reached.task.code,
            "text": self._texts(f"les.{self._lesson.code}.{reached.task.code}"),
            "role": self._texts.word("role", role) if role else None,
            "part": role,
            "done": clock_text(reached.done_at) if reached.done_at else None,
            "missed": reached.missed,
            "now": reached.task.code == upcoming,
        }

    def _told(self, one: Result) -> Json:
        """A result in words; what there was nothing of stays empty."""
        return {
            "role": self._texts.word("role", one.role),
            "tasks": self._texts("oefenpagina.van", n=one.done, totaal=one.asked),
            "answered": _minutes(one.answered_within),
            "changed": str(one.changed),
            "overleg": _minutes(one.overleg_within),
        }


def _minutes(span: timedelta | None) -> str:
    return "" if span is None else str(round(span.total_seconds() / 60))


def _hour(now: datetime, code: str) -> datetime:
    """When this exercise begins: at night the next 02:30, else in the hours of an office."""
    here = local(now)
    by_day = code not in AT_NIGHT
    if by_day and OPENS <= here.time() < CLOSES and here.weekday() <= FRIDAY:
        return now
    day = here.date()
    while (moment := at_local(day, OPENS if by_day else NIGHT)) < now or (
        by_day and day.weekday() > FRIDAY
    ):
        day += A_DAY
    return moment
