"""Tells the beheerders that the bot is not well, once for each trouble, and when that is over."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.clock import Clock
from bot.errands import alarm_admins
from bot.health import Reason
from bot.loops import trouble_of
from bot.watching.vitals import Vitals
from config.texts import Texts
from config.unsaid import said, unsaid
from flows.calendar import clock_text
from storage.facts import TOLD_UNWELL
from storage.unit_of_work import Storage

log = logging.getLogger("spoedgroep.alarm")

LOOKS_EVERY_SECONDS = 5.0
TELLS_AFTER_SECONDS = 30.0  # what is over by itself within half a minute wakes nobody
AT_ONCE = (Reason.TOKEN,)  # that never is (F32)
WELL_FOR_SECONDS = 60.0  # before it is called over
ANSWERS_WITHIN_SECONDS = 30.0
FIRST_PAUSE_SECONDS, MOST_PAUSE_SECONDS = 10.0, 300.0


class OtherWay(Protocol):
    """A way to people that is not Telegram; says whether somebody was reached."""

    async def send(self, text: str) -> bool: ...


class Way:
    """One way to the beheerders, and of which troubles they were told along it."""

    def __init__(self, name: str, say: Callable[[str, Mapping[str, str]], Awaitable[bool]]) -> None:
        self.name, self._say = name, say
        self.told: set[Reason] = set()
        self._rests_until, self._pause = 0.0, FIRST_PAUSE_SECONDS

    async def say(self, turn: float, key: str, fields: Mapping[str, str]) -> bool:
        """Try it; what fails is tried again, slower each time."""
        if turn < self._rests_until:
            return False
        heard: list[bool] = []

        async def try_it() -> None:
            async with asyncio.timeout(ANSWERS_WITHIN_SECONDS):
                heard.append(await self._say(key, fields))

        wrong = await trouble_of(try_it())
        if heard == [True]:
            self._rests_until, self._pause = 0.0, FIRST_PAUSE_SECONDS
            return True
        log.error("alarm not told", extra={"way": self.name, "error": wrong})
        self._rests_until = turn + self._pause
        self._pause = min(self._pause * 2, MOST_PAUSE_SECONDS)
        return False


class Alarm:
    """Looks every few seconds whether somebody has to know; each way goes on without the other."""

    def __init__(
        self,
        vitals: Vitals,
        storage: Storage,
        clock: Clock,
        texts: Texts,
        second: OtherWay | None = None,
    ) -> None:
        self._vitals, self._storage, self._clock = vitals, storage, clock
        self._texts, self._second = texts, second
        self._first: dict[Reason, float] = {}
        self._well_since: float | None = None
        self._remembers = False
        self._ways = [Way("telegram", self._in_telegram)]
        if second is not None:
            self._ways.append(Way("second", self._beside))

    async def step(self) -> None:
        await self.look(self._vitals.unwell(), asyncio.get_running_loop().time())
        await asyncio.sleep(LOOKS_EVERY_SECONDS)

    async def look(self, unwell: Mapping[Reason, datetime], turn: float) -> None:
        """Tell what is new and has lasted; tell that it is over when all of it is."""
        if not self._remembers:
            self._remembers = await trouble_of(self._remember()) is None
        self._first = {reason: self._first.get(reason, turn) for reason in unwell}
        if unwell:
            self._well_since = None
        elif self._well_since is None:
            self._well_since = turn
        ripe = [one for one, first in self._first.items() if turn - first >= _patience(one)]
        for way in self._ways:
            new = [reason for reason in ripe if reason not in way.told]
            if new:
                await self._tell(way, turn, new, min(unwell[one] for one in new))
            elif way.told and self._is_over(turn):
                await self._tell_over(way, turn)

    def _is_over(self, turn: float) -> bool:
        return self._well_since is not None and turn - self._well_since >= WELL_FOR_SECONDS

    async def _tell(self, way: Way, turn: float, new: Sequence[Reason], since: datetime) -> None:
        later = unsaid(self._texts.directory)  # each beheerder reads an own language
        what = later.listed(later.word("onwel", reason.value) for reason in new)
        fields = {"since": clock_text(since), "what": what}
        if await way.say(turn, "admin.unwell", fields):
            way.told.update(new)
            await self._note()

    async def _tell_over(self, way: Way, turn: float) -> None:
        if await way.say(turn, "admin.well_again", {"at": clock_text(self._clock.now())}):
            way.told.clear()
            await self._note()

    async def _in_telegram(self, key: str, fields: Mapping[str, str]) -> bool:
        async with self._storage.work() as work:
            await alarm_admins(work, key, self._clock.now(), **fields)
        return True

    async def _beside(self, key: str, fields: Mapping[str, str]) -> bool:
        assert self._second is not None, "there is no such way"
        spoken = {name: said(value, self._texts) for name, value in fields.items()}
        return await self._second.send(self._texts(key, **spoken))

    async def _remember(self) -> None:
        """Who was told before a restart is owed the end of it, and not the same thing again."""
        async with self._storage.view() as work:
            kept = await work.facts.get(TOLD_UNWELL) or ""
        known = {one.value: one for one in Reason}
        for way in self._ways:
            way.told.update(known[code] for code in kept.split(",") if code in known)

    async def _note(self) -> None:
        """Kept for the next life; when the database is what is wrong, this life has to do."""
        told = set().union(*(way.told for way in self._ways))
        wrong = await trouble_of(self._keep(",".join(sorted(told))))
        if wrong is not None:
            log.error("alarm not kept", extra={"error": wrong})

    async def _keep(self, told: str) -> None:
        async with self._storage.work() as work:
            await work.facts.set(TOLD_UNWELL, told)


def _patience(reason: Reason) -> float:
    return 0.0 if reason in AT_ONCE else TELLS_AFTER_SECONDS
