"""A certificate that nobody vouches for is refused, by every line of ours to the outside (S66)."""

import ssl
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.telegram.request import AiohttpRequest, NotSent
from bot.watching.heartbeat import is_heard
from tests.certificates import self_made


@pytest.fixture
async def impostor(tmp_path) -> AsyncIterator[tuple[str, list[str]]]:
    heard: list[str] = []

    async def hears(request: web.Request) -> web.Response:
        heard.append(request.path)
        return web.json_response({"ok": True, "result": []})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", hears)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=self_made(tmp_path)).start()
    yield f"https://127.0.0.1:{runner.addresses[0][1]}", heard
    await runner.cleanup()


async def test_s66_telegram_is_not_spoken_to_over_a_certificate_of_somebody_else(impostor):
    address, heard = impostor
    request = AiohttpRequest(read_within=5, connections=1)
    await request.initialize()

    with pytest.raises(NotSent):
        await request.ask(f"{address}/bot1:x/getUpdates", "POST", {})

    await request.shutdown()
    assert heard == [], "the token was never said"


async def test_s66_a_watcher_with_a_certificate_of_somebody_else_hears_nothing(impostor):
    address, heard = impostor

    assert await is_heard(f"{address}/secret") == (False, "ClientConnectorCertificateError")

    assert heard == []


def test_s66_nothing_older_than_tls_1_2_is_spoken():
    assert ssl.create_default_context().minimum_version >= ssl.TLSVersion.TLSv1_2
