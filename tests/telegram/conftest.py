"""A practice town and the bot's line to it; and a server that gives any answer we like."""

import copy
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from aiohttp import web

from bot.clock import TownClock as AppClock
from bot.practice.clock import TownClock
from bot.practice.town import Town
from bot.telegram.client import Client
from bot.telegram.intake import Intake
from bot.telegram.routes import Routes

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TOKEN = "123456789:canary-AAF0123456789abcdefghijklmnopqrs"


@dataclass
class Scripted:
    """Answers every call with the next of its answers; the last one stays."""

    url: str = ""
    answers: list[tuple[int, str]] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.Response:
        self.asked.append({name: str(value) for name, value in (await request.post()).items()})
        status, body = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return web.Response(status=status, text=body)


@pytest.fixture
def clock(tmp_path):
    clock = TownClock(tmp_path / "clock.json", NOON)
    clock.runs_at(0)
    return clock


@pytest.fixture
def app_clock(clock):
    return AppClock(clock.path)


@pytest.fixture
async def town(clock) -> AsyncIterator[Town]:
    async with Town(clock) as town:
        yield town


@pytest.fixture
async def client(town, app_clock) -> AsyncIterator[Client]:
    client = Client(town.token, town.url, app_clock, read_within=0.5)
    await client.start()
    yield client
    await client.stop()


@pytest.fixture
async def intake(client, app_clock) -> AsyncIterator[Intake]:
    intake = Intake(client.bot, app_clock, poll_seconds=0)
    await intake.start()
    yield intake
    await intake.stop()


@pytest.fixture
async def sanne(town):
    phone = town.person("Sanne de Vries")
    await phone.types("/start")
    return phone


@pytest.fixture
def group(town, sanne):
    return town.group("Netwerk Zuidoost", [sanne, town.person("Officier")])


@pytest.fixture
async def scripted() -> AsyncIterator[Scripted]:
    script = Scripted()
    application = web.Application()
    application.router.add_post("/bot{token}/{method}", script.handle)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    script.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield script
    await runner.cleanup()


@pytest.fixture
async def line(scripted, app_clock) -> AsyncIterator[Client]:
    """A client of the scripted server."""
    client = Client(TOKEN, scripted.url, app_clock, read_within=0.5)
    await client.start()
    yield client
    await client.stop()


@pytest.fixture
async def read(client):
    """Dispatch one raw update and get what it became."""
    inputs = []

    async def receive(one):
        inputs.append(one)

    await client.me()
    routes = Routes(client.bot, receive)

    async def call(raw):
        before = copy.deepcopy(raw)
        await routes.dispatch(raw)
        assert raw == before
        return inputs.pop()

    return call
