"""How soon somebody knows that the bot is deaf, in real seconds, with a town on this machine.

PYTHONPATH=.:tests/processes .venv/bin/python -m tests.bench.watching
"""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter

os.environ["PTB_TIMEDELTA"] = "1"

import aiohttp
from aiohttp import web
from place import FRIDAY, Place, settings_of, settled
from pydantic import SecretStr

from bot.app import App
from bot.installation import prepare
from bot.practice.clock import TownClock
from bot.practice.faults import Fault
from config import doelgroepen
from config.settings import keys

SETTLES, WATCHES, ASKED = 5.0, 200.0, 200  # seconds, seconds, times


@dataclass
class Outside:
    """Everybody elsewhere who hears of the bot, and when."""

    beats: list[float] = field(default_factory=list)
    calls: list[tuple[float, str]] = field(default_factory=list)
    rang: asyncio.Event = field(default_factory=asyncio.Event)

    async def hears(self, _: web.Request) -> web.Response:
        self.beats.append(perf_counter())
        return web.Response()

    async def send(self, text: str) -> bool:
        self.calls.append((perf_counter(), text))
        self.rang.set()
        return True


def made(folder: Path) -> tuple[Path, Path]:
    """An installation without anybody in it, and a place for the bot."""
    empty, directory = folder / "empty", folder / "bot"
    empty.mkdir()
    directory.mkdir()
    clock = TownClock(empty / "clock.json", FRIDAY)
    prepare(settings_of(empty, clock, "http://127.0.0.1:1", "1:none"))
    clock.path.unlink()
    return empty, directory


@asynccontextmanager
async def watched(outside: Outside) -> AsyncIterator[tuple[Place, App]]:
    app = web.Application()
    app.router.add_get("/ping", outside.hears)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    with tempfile.TemporaryDirectory() as folder:
        empty, directory = made(Path(folder))
        async with settled(directory, empty) as place:
            url = SecretStr(f"http://127.0.0.1:{runner.addresses[0][1]}/ping")
            changed = {"heartbeat_url": url, "listen": "127.0.0.1:18473"}
            place = replace(place, settings=place.settings.model_copy(update=changed))
            storage, stop = place.storage(), asyncio.Event()
            configuration = doelgroepen.load(None)
            bot = App(place.settings, keys(place.settings), configuration, storage, second=outside)
            running = asyncio.create_task(bot.run(stop))
            try:
                yield place, bot
            finally:
                stop.set()
                await running
                await storage.close()
    await runner.cleanup()


async def deaf() -> None:
    """Telegram goes away: when does the heartbeat stop, and when does the second way ring?"""
    outside = Outside()
    async with watched(outside) as (place, _):
        await place.town.until(place.polls, 60, "a poll")
        await asyncio.sleep(SETTLES)
        await asked()
        await place.town.faults.down()
        went = perf_counter()
        async with asyncio.timeout(WATCHES):
            await outside.rang.wait()
        await asyncio.sleep(70)  # for one more heartbeat, if there were one
        last = max((beat - went for beat in outside.beats), default=0.0)
        print(f"deaf: last heartbeat after {last:.1f} s (it may go on for 90)")
        print(f"deaf: the second way rings after {outside.calls[0][0] - went:.1f} s")
        print(f"deaf: says {outside.calls[0][1]!r}")


async def refused() -> None:
    """The token is revoked while the bot runs."""
    outside = Outside()
    async with watched(outside) as (place, _):
        await place.town.until(place.polls, 60, "a poll")
        await asyncio.sleep(SETTLES)
        place.town.faults.fail("*", with_=Fault.UNAUTHORIZED, times=None)
        went = perf_counter()
        async with asyncio.timeout(WATCHES):
            await outside.rang.wait()
        print(f"token revoked: the second way rings after {outside.calls[0][0] - went:.1f} s")


async def asked() -> None:
    """How long the page takes."""
    async with aiohttp.ClientSession() as session:
        for path in ("/healthz", "/metrics"):
            took, size = [], 0
            for _ in range(ASKED):
                began = perf_counter()
                async with session.get(f"http://127.0.0.1:18473{path}") as answer:
                    size = len(await answer.read())
                took.append((perf_counter() - began) * 1000)
            took.sort()
            middle, late = took[ASKED // 2], took[ASKED * 99 // 100]
            print(f"page: {path} p50 {middle:.1f} ms, p99 {late:.1f} ms, {size} bytes")


async def everything() -> None:
    await deaf()
    await refused()


if __name__ == "__main__":
    asyncio.run(everything())
