"""The one seam where the application takes its time from."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from bot.practice.clock import read

# Where the system counts no sleep, waking up looks like a clock that was set.
COUNTER = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


class Clock(Protocol):
    """What time it is. Nobody else may ask the machine."""

    looks_every: timedelta  # however long the wait: clocks are set, machines sleep

    def now(self) -> datetime:
        """This moment as the application sees it, aware, in UTC."""

    def real(self) -> datetime:
        """This moment by the machine: for being away, not for deadlines."""

    def since_boot(self) -> timedelta:
        """By a counter that nobody can set, and that goes on while the machine sleeps."""


class OfTheMachine:
    """What a machine knows by itself."""

    def real(self) -> datetime:
        return datetime.now(UTC)

    def since_boot(self) -> timedelta:
        return timedelta(seconds=time.clock_gettime(COUNTER))


class SystemClock(OfTheMachine):
    """The clock of this machine."""

    looks_every = timedelta(seconds=5)

    def now(self) -> datetime:
        return self.real()


class TownClock(OfTheMachine):
    """The clock of a practice town, which can be moved: it stands in a file of the town."""

    looks_every = timedelta(milliseconds=100)

    def __init__(self, path: Path) -> None:
        self._path = path

    def now(self) -> datetime:
        return datetime.fromtimestamp(read(self._path, self.real().timestamp()), UTC)


async def wait(clock: Clock, until: datetime | None, bell: asyncio.Event) -> None:
    """Return at the moment, when the bell rings, or after a few seconds, whichever is first."""
    span = clock.looks_every if until is None else min(until - clock.now(), clock.looks_every)
    try:
        async with asyncio.timeout(max(span.total_seconds(), 0)):
            await bell.wait()
    except TimeoutError:
        return  # the moment came before the bell


class Pace:
    """A step at most once in so many real seconds: what comes in meanwhile is done together."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._next = 0.0

    async def turn(self) -> None:
        loop = asyncio.get_running_loop()
        early = self._next - loop.time()
        if early > 0:
            await asyncio.sleep(early)
        self._next = loop.time() + self._seconds
