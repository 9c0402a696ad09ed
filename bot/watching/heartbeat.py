"""The dead man's switch: reports to watchers elsewhere as long as the bot is well."""

import asyncio
import logging
from collections.abc import Sequence

import aiohttp

from bot.health import stuck
from bot.watching.metrics import Metrics
from bot.watching.systemd import ALIVE, notify
from bot.watching.vitals import Vitals

log = logging.getLogger("spoedgroep.heartbeat")

EVERY_SECONDS = 60.0
SETTLES_SECONDS = 20.0  # a bot that starts and falls over, again and again, is not alive
ANSWERS_WITHIN_SECONDS = 10.0
CONNECTIONS = 2


class Heartbeat:
    """Silence is the alarm: whoever stops hearing from us calls somebody (F101).

    The addresses are secrets: who knows one can keep a dead bot looking alive.
    """

    def __init__(self, urls: Sequence[str], vitals: Vitals, metrics: Metrics) -> None:
        self._urls, self._vitals, self._metrics = urls, vitals, metrics
        self._pause = SETTLES_SECONDS

    async def step(self) -> None:
        await asyncio.sleep(self._pause)
        self._pause = EVERY_SECONDS
        await self.beat()

    async def beat(self) -> None:
        """Report to every address, if all is well and Telegram was heard in this life."""
        if self._vitals.polled_at is not None and not self._vitals.unwell():
            await asyncio.gather(*map(self._report, range(len(self._urls))))

    async def _report(self, place: int) -> None:
        heard, why = await is_heard(self._urls[place])
        self._metrics.reported(heard)
        if not heard:
            log.warning("heartbeat not heard", extra={"place": place, "why": why})


async def is_heard(url: str) -> tuple[bool, str]:
    """Report once; whether that was heard, and how it went, without the address."""
    limits = aiohttp.ClientTimeout(total=ANSWERS_WITHIN_SECONDS)
    connector = aiohttp.TCPConnector(limit=CONNECTIONS)
    try:
        async with (
            aiohttp.ClientSession(connector=connector, timeout=limits) as session,
            session.get(url, allow_redirects=False) as answer,
        ):
            return answer.status < 300, f"status {answer.status}"
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
        return False, type(error).__name__


class Watchdog:
    """Tells systemd that no loop is stuck; when one is, systemd starts the bot anew (F14)."""

    def __init__(self, within: float, vitals: Vitals) -> None:
        self._pause, self._vitals = within / 3, vitals

    async def step(self) -> None:
        self.beat()
        await asyncio.sleep(self._pause)

    def beat(self) -> None:
        """One sign of life, unless only a restart helps."""
        loops = stuck(self._vitals.signs())
        if loops:
            log.critical("stuck", extra={"loops": list(loops)})
        else:
            notify(ALIVE)
