"""A town for every test: its clock stands still, and two ways to call its Bot API."""

import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime

os.environ["PTB_TIMEDELTA"] = "1"  # the library warns when it still hands out plain seconds

import aiohttp
import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.practice.clock import TownClock
from bot.practice.town import Town

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def clock(tmp_path):
    clock = TownClock(tmp_path / "clock.json", NOON)
    clock.runs_at(0)
    return clock


@pytest.fixture
async def town(clock) -> AsyncIterator[Town]:
    async with Town(clock) as town:
        yield town


@pytest.fixture
async def strict_town(clock) -> AsyncIterator[Town]:
    """One in which the limits hold."""
    async with Town(clock, limits=True) as town:
        yield town


@pytest.fixture
async def web() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def ask(town, web):
    """Call a method with JSON and get the whole answer."""

    async def call(method, **params):
        url = f"{town.url}/bot{town.token}/{method}"
        async with web.post(url, json=params) as answer:
            said = await answer.json()
            assert answer.status == said.get("error_code", 200)
            return said

    return call


@pytest.fixture
async def bot(town) -> AsyncIterator[Bot]:
    """The library's own bot, to prove that it understands all the town says."""
    base, files = town.url + "/bot", town.url + "/file/bot"
    # Without TLS there is no need to read the certificates, which is most of the time it takes.
    plain, polling = [HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2)]
    async with Bot(
        town.token,
        base_url=base,
        base_file_url=files,
        request=plain,
        get_updates_request=polling,
    ) as bot:
        yield bot


@pytest.fixture
async def sanne(town):
    """Somebody who has started the bot."""
    phone = town.person("Sanne de Vries")
    await phone.types("/start")
    return phone


@pytest.fixture
def group(town, sanne):
    return town.group("Netwerk Zuidoost", [sanne, town.person("Officier")])
