"""The bot speaks to nobody but those who stand in its settings (S65)."""

import sys
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.watching import heartbeat

LISTENING: list[set[str]] = []


def _hook(event: str, args: tuple[object, ...]) -> None:
    if not LISTENING:
        return
    if event == "socket.connect" and isinstance(args[1], tuple):
        LISTENING[-1].add(f"{args[1][0]}:{args[1][1]}")
    elif event == "socket.getaddrinfo" and args[0]:
        LISTENING[-1].add(f"name {args[0]!s}")


sys.addaudithook(_hook)


@pytest.fixture
def spoken_to():
    """Every address and every name that this process reaches for."""
    LISTENING.append(set())
    yield LISTENING[-1]
    LISTENING.pop()


@pytest.fixture
async def watcher():
    heard = []

    async def hears(request: web.Request) -> web.Response:
        heard.append(request.path)
        return web.Response()

    app = web.Application()
    app.router.add_get("/ping", hears)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"127.0.0.1:{runner.addresses[0][1]}", heard
    await runner.cleanup()


async def test_s65_only_telegram_and_the_watcher_are_reached(
    place, watcher, spoken_to, monkeypatch
):
    address, heard = watcher
    monkeypatch.setattr(heartbeat, "SETTLES_SECONDS", 0.2)
    url = SecretStr(f"http://{address}/ping")
    place = replace(place, settings=place.settings.model_copy(update={"heartbeat_url": url}))

    async with place.running():
        alert = await place.raises(place.phones["vt"])
        await place.comes(lambda: place.cards(alert), "a card")
        await place.comes(lambda: heard, "a heartbeat")

    telegram = urlsplit(place.town.url)
    assert spoken_to == {f"{telegram.hostname}:{telegram.port}", address}
