"""Notices that everything stood still: a call that blocks, a machine that slept."""

import asyncio
import logging
from collections import deque

from bot.clock import Clock

log = logging.getLogger("spoedgroep.lag")

EVERY_SECONDS = 1.0
REMEMBERS_SECONDS = 60.0
WORTH_TELLING_SECONDS = 5.0
JUMPED_SECONDS = 60.0


class LagMonitor:
    """Sleeps a second at a time, and looks how much longer it took."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._late: deque[tuple[float, float]] = deque()  # when seen, how many seconds

    def worst(self) -> float:
        """The longest standstill of the last minute, in seconds."""
        now = asyncio.get_running_loop().time()
        while self._late and self._late[0][0] < now - REMEMBERS_SECONDS:
            self._late.popleft()
        return max((late for _, late in self._late), default=0.0)

    async def step(self) -> None:
        """One second, if nothing is in the way (F07, F10)."""
        loop, began = asyncio.get_running_loop(), self._clock.real()
        before = loop.time()
        await asyncio.sleep(EVERY_SECONDS)
        took = loop.time() - before
        late = max(took - EVERY_SECONDS, 0.0)
        self._late.append((loop.time(), late))
        if late > WORTH_TELLING_SECONDS:
            log.error("stood still", extra={"seconds": round(late, 1)})
        jumped = (self._clock.real() - began).total_seconds() - took
        if abs(jumped) > JUMPED_SECONDS:  # the loop's clock stands still while a machine sleeps
            log.warning("clock jumped", extra={"seconds": round(jumped)})
