"""Looks whether the file of the database is still the one that was opened, and still sound."""

import asyncio
import logging
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path

from bot.clock import Clock, wait
from bot.outcry import Outcry
from flows.calendar import DAY, local
from storage.sqlite_file import flaws

log = logging.getLogger("spoedgroep.file")

LOOKED_THROUGH_AT = time(4)  # each night; the whole file is read then
KNOWS_EVERY = timedelta(minutes=1)  # who is beheerder cannot be looked up when the file is gone
QUICK_TO_READ = 1 << 30  # bytes: what takes longer is not read at a start, when people wait


Opened = tuple[Path, tuple[int, int]]  # a name, and which file bore it then


class Trouble(StrEnum):
    """Why nothing may be written any more."""

    REPLACED = "replaced"  # what we write goes into a file that nobody will find
    UNSOUND = "unsound"


class Unsafe(Exception):
    """The bot stopped rather than write where it would be lost (F68, F70)."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


class FileWatch:
    """A loop of its own: a look at the name every few seconds, at the inside each night."""

    def __init__(self, opened: Opened, clock: Clock, outcry: Outcry, stop: asyncio.Event) -> None:
        self._file, self._identity = opened
        self._clock, self._outcry, self._stop = clock, outcry, stop
        self._knew_at = clock.real()
        self._looked_on = _day_of(clock.now())
        self.trouble: Trouble | None = None

    async def step(self) -> None:
        """One look; what is amiss is told to the beheerder and ends the bot."""
        await wait(self._clock, None, asyncio.Event())
        if self._clock.real() - self._knew_at > KNOWS_EVERY:
            self._knew_at = self._clock.real()
            await self._outcry.knows()
        trouble = await self._look()
        if trouble is None or self.trouble is not None:
            return
        self.trouble = trouble
        log.critical("database unsafe", extra={"trouble": trouble.value})
        await self._outcry.to_admins(f"outcry.{trouble.value}")
        self._stop.set()

    async def _look(self) -> Trouble | None:
        if identity(self._file) != self._identity:
            return Trouble.REPLACED
        day = _day_of(self._clock.now())
        if day == self._looked_on:
            return None
        self._looked_on = day
        found = await asyncio.to_thread(flaws, self._file, quick=True)
        return Trouble.UNSOUND if found else None


def opened_as(file: Path | None) -> Opened | None:
    """Which file we are about to open; None where a server keeps it, or there is no file."""
    known = None if file is None else identity(file)
    return None if file is None or known is None else (file, known)


def identity(file: Path) -> tuple[int, int] | None:
    """Which file bears this name now; None when there is none."""
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def is_unsound_at_start(file: Path) -> bool:
    """What is large is looked through at night only."""
    return file.stat().st_size <= QUICK_TO_READ and bool(flaws(file, quick=True))


def _day_of(now: datetime) -> date:
    """The night to which a moment belongs: it begins when the file is looked through."""
    here = local(now)
    return here.date() if here.time() >= LOOKED_THROUGH_AT else here.date() - DAY
