"""What waits at Telegram is fetched, handled, and confirmed only then; very much waits here."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.clock import Clock
from bot.errands import alarm_admins
from bot.loops import Handling
from bot.meter import Meter
from bot.telegram.intake import Intake
from bot.telegram.trouble import OtherPoller, TokenRefused, Trouble
from bot.token_watch import TokenWatch
from bot.waiting_room import Raw, WaitingRoom
from storage.database import CannotKeep
from storage.unit_of_work import Storage

log = logging.getLogger("spoedgroep.receiver")


class Turns(Protocol):
    """What only one of several processes does."""

    @property
    def has_settled(self) -> bool: ...
    async def turn(self) -> bool: ...


class Receiver:
    """Fetches updates, has each handled, and confirms it only then.

    When so many wait that a fetch cannot bring them all, they are read ahead and kept, so that a
    request at the end of the row does not wait for all the presses before it (F29).
    """

    def __init__(
        self,
        intake: Intake,
        handling: Handling,
        room: WaitingRoom,
        storage: Storage,
        clock: Clock,
        token: TokenWatch,
        meter: Meter | None = None,
        fellows: Turns | None = None,
    ) -> None:
        self._fellows = fellows
        self._meter = meter or Meter()
        self._intake = intake
        self._handle = handling.handle
        self._room = room
        self._storage = storage
        self._clock = clock
        self._token = token
        self._reads_on = False  # the last fetch brought as many as it could
        self.polled_at: datetime | None = None

    async def step(self) -> None:
        """Handle what waits here, and fetch what waits there; of several processes the first."""
        if self._fellows is not None and not await self._fellows.turn():
            self._room.is_anothers()
            return self._meter.polled()
        reads_on, self._reads_on = self._reads_on, False
        worked = not reads_on and not self._room.is_empty and await self._room.work_off()
        try:
            updates = await self._fetch(at_once=reads_on or worked)
        except Trouble as trouble:
            if not worked:
                raise
            log.warning("telegram trouble", extra={"kind": type(trouble).__name__})
            return  # what waits here does not rest for that
        if self._room.is_full:
            return  # Telegram gives them again: they were not confirmed
        self._reads_on = len(updates) >= self._intake.most
        if updates and (self._reads_on or not self._room.is_empty):
            await self._keep(updates)
        else:
            await self._handle_each(updates)

    async def _fetch(self, *, at_once: bool) -> Sequence[Raw]:
        try:
            updates = await self._intake.fetch(at_once=at_once)
        except OtherPoller:
            if self._fellows is None or self._fellows.has_settled:
                async with self._storage.work() as work:
                    await alarm_admins(work, "admin.other_poller", self._clock.now())
            raise
        except TokenRefused:
            self._token.refused(self._clock.now())
            raise
        self._token.accepted()
        self.polled_at = self._clock.real()
        self._meter.polled()
        return updates

    async def _keep(self, updates: Sequence[Raw]) -> None:
        """Let them wait here; where that cannot be, each is told so when its turn comes."""
        try:
            await self._room.keep(updates)
        except CannotKeep:
            return await self._handle_each(updates)
        self._intake.confirm(updates[-1]["update_id"])

    async def _handle_each(self, updates: Sequence[Raw]) -> None:
        for raw in updates:
            await self._handle(raw)
            self._intake.confirm(raw["update_id"])
