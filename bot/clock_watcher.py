"""Looks at every alert whose moment has come; the scheduler only rings the bell."""

import asyncio
import logging
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock, Pace
from bot.errands import alarm_admins
from bot.jump_watch import JumpWatch
from bot.loops import trouble_of
from bot.meter import Meter
from bot.perform import perform
from flows.clock import CheckClock
from flows.state import AlertId
from storage.database import Overtaken
from storage.unit_of_work import Storage

log = logging.getLogger("spoedgroep.loops")

PACE_SECONDS = 0.2  # every press rings: that a moment became another can wait so long
BUSY_PAUSE = timedelta(milliseconds=200)  # while others have all that is due
TOLD_AFTER = 3  # times in a row that an alert could not be looked at
LAME_PAUSE = timedelta(minutes=1)  # an alert whose clock cannot be looked at holds up no other


class ClockWatcher:
    """One loop; several processes pass by what another is looking at."""

    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        scheduler: AsyncIOScheduler,
        meter: Meter | None = None,
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._scheduler = scheduler
        self._meter = meter or Meter()
        self._lame: dict[AlertId, datetime] = {}
        self._stumbles: Counter[AlertId] = Counter()
        self._looked = 0  # how often
        self._jumps = JumpWatch(clock)
        self._pace = Pace(PACE_SECONDS)
        self.bell = asyncio.Event()

    async def step(self) -> None:
        """Take everything that is due, each alert in its own transaction; then sleep.

        Once the clock was set forward nothing is due for two minutes: it may be put right.
        """
        await self._pace.turn()
        self.bell.clear()
        now = self._clock.now()
        if (jump := self._jumps.look()) is not None:
            await self._tell_jump(jump, now)
        if rest := self._jumps.rest():
            self._ring_at(now + rest)
            await self.bell.wait()
            return
        async with self._storage.view() as work:
            due = [one for one in await work.alerts.due(now) if self._is_fit(one, now)]
            earliest = None if due else await work.alerts.earliest_due()
        before = self._looked
        for alert in due:
            await self._look(alert)
        if self._looked == before:  # whatever changed since rings the bell
            self._ring_at(now + BUSY_PAUSE if due else earliest)
            await self.bell.wait()

    async def _tell_jump(self, jump: timedelta, now: datetime) -> None:
        minutes = round(jump.total_seconds() / 60)
        log.error("the clock was set forward", extra={"minutes": minutes})
        async with self._storage.work() as work:
            await alarm_admins(work, "admin.clock_set", now, minutes=str(minutes))

    async def _look(self, alert: AlertId) -> None:
        now = self._clock.now()
        wrong = await trouble_of(self._look_at(alert, now))
        if wrong is not None:
            log.error("clock failed", extra={"alert": alert, "error": wrong})
            self._lame[alert] = now + LAME_PAUSE
            self._looked += 1
            self._stumbles[alert] += 1
            if self._stumbles[alert] >= TOLD_AFTER:  # nobody is chased for it: people must know
                await trouble_of(self._tell_lame(alert, now))

    async def _tell_lame(self, alert: AlertId, now: datetime) -> None:
        async with self._storage.work() as work:
            await alarm_admins(work, "admin.lame", now, alert=alert)

    async def _look_at(self, alert: AlertId, now: datetime) -> None:
        """Unless it is another's at this moment, who looks at it as well, or was first."""
        with suppress(Overtaken):
            async with self._storage.work() as work:
                due_at = await work.alerts.claim(alert, now)
                if due_at is not None:
                    await perform(work, alert, CheckClock(), now)
            if due_at is not None:
                self._meter.looked_at(now - due_at)
                self._looked += 1
                self._lame.pop(alert, None)
                self._stumbles.pop(alert, None)

    def _is_fit(self, alert: AlertId, now: datetime) -> bool:
        return self._lame.get(alert, now) <= now

    async def _ring(self) -> None:
        """A coroutine, or the scheduler would ring from a thread, and skip a ring under load."""
        self.bell.set()

    def _ring_at(self, due: datetime | None) -> None:
        """At the moment itself, but never later than a round of the clock: clocks get moved."""
        real, round_ = self._clock.real(), self._clock.looks_every
        span = round_ if due is None else min(due - self._clock.now(), round_)
        if span <= timedelta(0):  # what is due and not fit is lame: it does not keep us busy
            span = min(round_, LAME_PAUSE)
        self._scheduler.add_job(
            self._ring,
            "date",
            run_date=real + span,
            id="clock",
            replace_existing=True,
            misfire_grace_time=None,
        )
