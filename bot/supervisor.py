"""Keeps the long loops alive: one that ends by itself begins anew, too often ends the process."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping

from bot.loops import Rounds, Step, forever

log = logging.getLogger("spoedgroep.supervisor")

MOST_DEATHS, WITHIN_SECONDS = 5, 60.0
FIRST_PAUSE_SECONDS = 0.1


class LoopDied(Exception):
    """A loop ended again and again: the process has to begin anew (F08, R9)."""


class Supervisor:
    """Use `keep` for each loop, `lasts` to wait, and `close` in the end."""

    def __init__(
        self, stop: asyncio.Event, rounds: Rounds, died: Callable[[], None] = lambda: None
    ) -> None:
        self._stop, self._rounds, self._died = stop, rounds, died
        self._broken = asyncio.Event()
        self._kept: list[asyncio.Task[None]] = []

    def keep(self, steps: Mapping[str, Step]) -> None:
        """Run these, each in a loop of its own."""
        for name, step in steps.items():
            self._kept.append(asyncio.create_task(self._keep(name, step)))

    async def lasts(self) -> None:
        """Return when the bot is asked to stop; LoopDied when it cannot go on like this."""
        ends = [asyncio.create_task(one.wait()) for one in (self._stop, self._broken)]
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for end in ends:
                end.cancel()
        if self._broken.is_set():
            raise LoopDied

    async def close(self) -> None:
        """End every loop; each ends the transaction it is in."""
        for kept in self._kept:
            kept.cancel()
        await asyncio.gather(*self._kept, return_exceptions=True)
        self._kept.clear()

    async def _keep(self, name: str, step: Step) -> None:
        died: deque[float] = deque(maxlen=MOST_DEATHS)
        while not self._stop.is_set():
            self._rounds.begins(name)
            loop = asyncio.create_task(forever(name, step, self._stop, self._rounds))
            try:
                await asyncio.wait([loop])
            finally:
                loop.cancel()
                await asyncio.gather(loop, return_exceptions=True)
            if self._stop.is_set():
                return
            log.critical("loop died", extra={"loop": name})
            self._died()
            died.append(asyncio.get_running_loop().time())
            if len(died) == MOST_DEATHS and died[-1] - died[0] < WITHIN_SECONDS:
                self._broken.set()
                return
            await asyncio.sleep(FIRST_PAUSE_SECONDS * 2 ** len(died))
