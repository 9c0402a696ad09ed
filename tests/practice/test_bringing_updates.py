"""A webhook in the town: each row in order, several rows at once, again until it is heard."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from bot.practice import courier
from bot.practice.faults import Fault

SECRET = "geheim"


@dataclass
class Listener:
    """Notes what is brought; answers with what it is told to."""

    url: str = ""
    heard: list[tuple[str, str]] = field(default_factory=list)  # the secret, the text
    statuses: list[int] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    at_once: int = 0
    most_at_once: int = 0

    async def post(self, request: web.Request) -> web.Response:
        text = (await request.json())["message"]["text"]
        self.heard.append((request.headers["X-Telegram-Bot-Api-Secret-Token"], text))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await self.gate.wait()
        self.at_once -= 1
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)

    def texts(self) -> list[str]:
        return [text for _, text in self.heard]


@pytest.fixture
async def listener(monkeypatch) -> AsyncIterator[Listener]:
    monkeypatch.setattr(courier, "FIRST_PAUSE", 0.05)
    listener = Listener()
    listener.gate.set()
    application = web.Application()
    application.router.add_post("/in", listener.post)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    listener.url = f"http://127.0.0.1:{runner.addresses[0][1]}/in"
    yield listener
    await runner.cleanup()


async def test_what_waits_is_brought_in_order_with_the_secret(town, ask, sanne, listener):
    await sanne.types("een")
    await sanne.types("twee")

    await ask("setWebhook", url=listener.url, secret_token=SECRET)

    await town.until(lambda: not town.world.updates.pending)
    assert listener.heard[-2:] == [(SECRET, "een"), (SECRET, "twee")]


@pytest.mark.parametrize("fault", [Fault.CONNECT, Fault.DROP_AFTER], ids=["away", "not heard"])
async def test_what_was_not_heard_comes_again_before_the_next(town, ask, sanne, listener, fault):
    await ask("setWebhook", url=listener.url, secret_token=SECRET)
    await town.until(lambda: not town.world.updates.pending)
    before = len(listener.heard)
    town.faults.fail("webhook", with_=fault)
    await sanne.types("een")
    await sanne.types("twee")

    await town.until(lambda: not town.world.updates.pending)
    again = ["een"] if fault is Fault.DROP_AFTER else []
    assert listener.texts()[before:] == [*again, "een", "twee"]


async def test_a_refusal_is_told_to_who_asks(town, ask, sanne, listener):
    listener.statuses = [503]
    await ask("setWebhook", url=listener.url, secret_token=SECRET)
    await town.until(lambda: not town.world.updates.pending)

    info = (await ask("getWebhookInfo"))["result"]
    assert info["last_error_message"] == "Wrong response from the webhook: 503"
    assert info["last_error_date"] == int(town.clock.now().timestamp())


@pytest.mark.parametrize("most", [1, 2, 3])
async def test_no_more_are_under_way_than_was_asked_for(town, ask, listener, most):
    people = [town.person(name) for name in ("Aad", "Bea", "Cor")]
    for phone in people:
        await phone.types("/start")
    listener.gate.clear()

    await ask("setWebhook", url=listener.url, secret_token=SECRET, max_connections=most)
    await town.until(lambda: listener.at_once == most)
    listener.gate.set()

    await town.until(lambda: not town.world.updates.pending)
    assert listener.most_at_once == most


async def test_without_its_webhook_what_waits_is_fetched_again(town, ask, sanne, listener):
    listener.statuses = [503] * 100
    await ask("setWebhook", url=listener.url, secret_token=SECRET)
    await town.until(lambda: listener.heard)

    await ask("deleteWebhook")

    updates = (await ask("getUpdates"))["result"]
    assert [one["message"]["text"] for one in updates] == ["/start"]
