"""The two clocks of a simulation: the loop's, which only goes on, and the wall's, which is set."""

import contextlib
import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from types import ModuleType

import apscheduler.executors.base
import apscheduler.schedulers.base
import apscheduler.triggers.date
import apscheduler.triggers.interval

from .loop import VirtualLoop

ASK_THE_MACHINE: tuple[ModuleType, ...] = (
    apscheduler.executors.base,
    apscheduler.schedulers.base,
    apscheduler.triggers.date,
    apscheduler.triggers.interval,
)


class VirtualClock:
    """The clock on the wall; it moves with the loop, and apart from it when somebody sets it."""

    def __init__(self, loop: VirtualLoop, start: datetime, looks_every: timedelta) -> None:
        self._loop, self._start = loop, start
        self.looks_every = looks_every
        self.set_by = timedelta(0)
        self.moved = timedelta(0)  # back and ahead together
        self.moved_at = -math.inf  # seconds of the loop

    def set_ahead(self, span: timedelta) -> None:
        """Somebody sets it: ahead, or back when that is less than nothing."""
        self.set_by += span
        self.moved += abs(span)
        self.moved_at = self._loop.moment

    def ran(self, since: datetime) -> float:
        """How many seconds the loop had run at that moment, as the clock stands now."""
        return (since - self._start - self.set_by).total_seconds()

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._loop.moment) + self.set_by

    def real(self) -> datetime:
        return self.now()

    def since_boot(self) -> timedelta:
        return timedelta(seconds=self._loop.moment)

    def day(self) -> str:
        """The moment as the story tells it: the day of the simulation, and the time."""
        now = self.now()
        return f"d{(now - self._start).days:02} {now:%H:%M:%S}"


@contextlib.contextmanager
def scheduler_asks(clock: VirtualClock) -> Iterator[None]:
    """APScheduler asks the machine what time it is; here it gets the clock on the wall."""

    class _Kind(type):
        def __instancecheck__(cls, one: object) -> bool:
            return isinstance(one, datetime)

    class Asked(datetime, metaclass=_Kind):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return clock.now().astimezone(tz or UTC)

    before = [(module, module.datetime) for module in ASK_THE_MACHINE]
    for module, _ in before:
        module.datetime = Asked  # type: ignore[attr-defined]
    try:
        yield
    finally:
        for module, kept in before:
            module.datetime = kept  # type: ignore[attr-defined]
