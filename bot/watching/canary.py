"""A message to ourselves: written down, told and read back as any other, to know that it works."""

import asyncio
import logging
from datetime import datetime

from bot.clock import Clock
from bot.health import CANARY_WITHIN
from flows.calendar import clock_text
from flows.notices import Rank
from storage.outbox import Errand
from storage.traffic_tables import ErrandState
from storage.unit_of_work import Storage

log = logging.getLogger("spoedgroep.canary")

EVERY_SECONDS, AGAIN_SECONDS = 300.0, 60.0
LOOKS_SECONDS, WAITS_SECONDS = 1.0, 90.0
MOST_LATE = 2  # once is a busy minute at Telegram, twice in a row is not
WAITING = (ErrandState.WAITING, ErrandState.TAKEN)


class Canary:
    """Changes one message in a chat of its own, and measures how long that takes."""

    def __init__(self, chat_id: int, storage: Storage, clock: Clock) -> None:
        self._chat_id, self._storage, self._clock = chat_id, storage, clock
        self._message: int | None = None  # the first time there is none: a new one is sent
        self._lates = 0
        self.took: float | None = None  # in seconds, the last time that it arrived

    def is_late(self) -> bool:
        return self._lates >= MOST_LATE

    async def step(self) -> None:
        """Sing once, and rest; after a bad song not so long."""
        self._lates = 0 if await self.sings() else self._lates + 1
        if self._lates:
            log.warning("canary late", extra={"times": self._lates})
        await asyncio.sleep(AGAIN_SECONDS if self._lates else EVERY_SECONDS)

    async def sings(self) -> bool:
        """Whether the message stood in the chat in time."""
        now = self._clock.now()
        async with self._storage.work() as work:
            number = await work.outbox.tell(self._errand(now))
        for _ in range(round(WAITS_SECONDS / LOOKS_SECONDS)):
            async with self._storage.view() as work:
                told = await work.traffic.told(number)
            if told is None or told.state not in WAITING:
                break
            await asyncio.sleep(LOOKS_SECONDS)
        if told is None or told.state is not ErrandState.DONE or told.settled_at is None:
            return False
        self._message = told.message_id or self._message
        self.took = (told.settled_at - now).total_seconds()
        return self.took <= CANARY_WITHIN

    def _errand(self, now: datetime) -> Errand:
        said = {"key": "canary.line", "at": clock_text(now)}
        return Errand(
            kind="screen",
            user_id=self._chat_id,
            payload={"screen": "line", "args": said, "edit": self._message},
            rank=Rank.PLAN,
            key="canary",
            not_before=now,
            made_at=now,
        )
