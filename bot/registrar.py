"""Sees to it that Telegram brings the updates to our door, and notices when it does not."""

import asyncio
import logging
from datetime import datetime
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.errands import alarm_admins
from bot.loops import Handling, trouble_of
from bot.meter import Meter
from bot.telegram.trouble import TokenRefused
from bot.telegram.webhook import Hook, Standing
from bot.token_watch import TokenWatch
from bot.waiting_room import WaitingRoom
from config.webhook import is_same
from storage.unit_of_work import Storage

if TYPE_CHECKING:
    from bot.door import Door  # only a bot that listens has to load all that

log = logging.getLogger("spoedgroep.registrar")

LOOKS_EVERY_SECONDS = 30.0  # as often as a poll ends in silence: three misses are as grave


class Registrar:
    """In the place of the Receiver, where updates are brought and not fetched."""

    def __init__(
        self,
        hook: Hook,
        door: "Door",
        handling: Handling,
        room: WaitingRoom,
        storage: Storage,
        clock: Clock,
        token: TokenWatch,
        meter: Meter,
    ) -> None:
        self._hook, self._door, self._handling, self._room = hook, door, handling, room
        self._storage, self._clock = storage, clock
        self._token, self._meter = token, meter
        self._is_set = False
        self._failed_at: datetime | None = None
        self._kept_by_then = 0

    async def step(self) -> None:
        """Open the door, look once whether Telegram still comes here, and rest.

        What was fetched before there was a door, and waits here since, goes first.
        """
        while not self._room.is_empty:
            await self._room.work_off()
        self._door.opens(lambda raw: trouble_of(self._handling.handle(raw)))
        await self.look()
        await asyncio.sleep(LOOKS_EVERY_SECONDS)

    async def look(self) -> None:
        """Put up what is not there, and say who else took it; Trouble when Telegram is away."""
        try:
            found = await self._hook.standing()
            if not self._is_set or not self._is_ours(found):
                if self._is_set or (found.url and not self._is_ours(found)):
                    await self._tell()
                await self._hook.put_up()
                self._is_set = True
                found = await self._hook.standing()
        except TokenRefused:
            self._token.refused(self._clock.now())
            raise
        self._token.accepted()
        self._meter.waits_at_telegram(found.waiting)
        if self._is_ours(found) and not self._is_deaf(found):
            self._meter.polled()
        else:
            log.warning("telegram does not reach us", extra={"waiting": found.waiting})

    def _is_ours(self, found: Standing) -> bool:
        return is_same(found.url, self._door.webhook.url)

    def _is_deaf(self, found: Standing) -> bool:
        """Something waits, bringing it failed, and nothing was kept since that came to light."""
        if found.failed_at != self._failed_at:
            self._failed_at, self._kept_by_then = found.failed_at, self._door.kept
        failed = found.failed_at is not None and self._door.kept == self._kept_by_then
        return failed and found.waiting > 0

    async def _tell(self) -> None:
        """Another process with our token, ours or a thief's: as when two of them fetch."""
        log.error("foreign webhook replaced")
        async with self._storage.work() as work:
            await alarm_admins(work, "admin.other_poller", self._clock.now())
