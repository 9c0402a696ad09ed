"""The real process, watched: its page and figures, the watchdog, the alarm beside Telegram."""

import asyncio
import json
import os
import signal
import socket
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import aiohttp

from bot.app import App
from bot.practice.faults import Fault
from bot.practice.process import Application
from bot.watching import canary
from config import doelgroepen
from config.settings import keys

CANARY_LINE = "Hier hoeft niemand iets mee."
ALARMED_WITHIN = 60.0  # real seconds


def page_of(application: Application) -> str:
    """Where the page is, as the log says."""
    events = [json.loads(line) for line in application.log.splitlines() if line.startswith("{")]
    return f"http://127.0.0.1:{next(one['port'] for one in events if 'port' in one)}"


async def test_the_page_tells_what_the_bot_did_and_nothing_of_persons(place, application):
    await application.start()
    alert = await place.raises(place.phones["vt"])
    await place.comes(lambda: place.cards(alert), "a card")

    async with aiohttp.ClientSession() as session:
        async with session.get(f"{page_of(application)}/healthz") as answer:
            health = await answer.json()
        async with session.get(f"{page_of(application)}/metrics") as answer:
            figures = await answer.text()

    assert health["healthy"], health
    assert 'spoedgroep_delivery_seconds_count{kind="card",rank="alarm"}' in figures
    lines = [one.split() for one in figures.splitlines() if not one.startswith("#")]
    handled = next(line[-1] for line in lines if line[0] == "spoedgroep_updates_handled_total")
    assert float(handled) > 3
    told = figures + json.dumps(health)
    for phone in place.phones.values():
        assert str(phone.id) not in told
        assert phone.name not in told
    assert alert not in told
    assert place.town.token not in told


async def test_a_port_in_use_is_one_line_and_the_bot_goes_on(place, tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        listen = f"127.0.0.1:{other.getsockname()[1]}"
        async with Application(place.town, place.directory, listen=listen) as application:
            await application.start()
            await place.raises(place.phones["vt"])

            assert application.log.count("no health page") == 1


async def test_f14_systemd_hears_of_the_bot_until_it_hangs(place, application, monkeypatch):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        path = place.directory / "notify"
        systemd.bind(str(path))
        systemd.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", str(path))
        monkeypatch.setenv("WATCHDOG_USEC", "600000")
        await application.start()
        assert await heard(systemd, 60) == "READY=1"
        assert await heard(systemd, 60) == "WATCHDOG=1"

        os.kill(application.pid, signal.SIGSTOP)
        while await heard(systemd, 1):  # what was on its way
            pass
        assert await heard(systemd, 2) is None
        os.kill(application.pid, signal.SIGCONT)
        assert await heard(systemd, 60) == "WATCHDOG=1"

        assert await application.stop() == 0
        last = None
        while (said := await heard(systemd, 1)) is not None:
            last = said
        assert last == "STOPPING=1"


async def heard(systemd: socket.socket, within: float) -> str | None:
    with suppress(TimeoutError):
        async with asyncio.timeout(within):
            return (await asyncio.get_running_loop().sock_recv(systemd, 1024)).decode()
    return None


class Telephone:
    """A second way to people."""

    def __init__(self) -> None:
        self.rang = asyncio.Event()
        self.said: list[str] = []

    async def send(self, text: str) -> bool:
        self.said.append(text)
        self.rang.set()
        return True


async def test_f32_a_revoked_token_is_told_beside_telegram_within_a_minute(place):
    storage, stop, telephone = place.storage(), asyncio.Event(), Telephone()
    configuration = doelgroepen.load(place.settings.config_dir)
    app = App(place.settings, keys(place.settings), configuration, storage, second=telephone)
    place.town.faults.fail("*", with_=Fault.UNAUTHORIZED, times=None)
    running = asyncio.create_task(app.run(stop))  # it does not even learn who it is
    try:
        async with asyncio.timeout(ALARMED_WITHIN):
            await telephone.rang.wait()
    finally:
        stop.set()
        await running
        await storage.close()

    assert len(telephone.said) == 1
    assert "Telegram weigert het token" in telephone.said[0]
    assert place.town.token not in telephone.said[0]


async def test_the_message_to_ourselves_is_sent_once_and_then_changed(place, monkeypatch):
    monkeypatch.setattr(canary, "EVERY_SECONDS", 0.1)
    monkeypatch.setattr(canary, "LOOKS_SECONDS", 0.1)
    hidden = place.town.group("proef", [place.phones["beheerder"]])
    changed = {"canary_chat": hidden.id}
    place = replace(place, settings=place.settings.model_copy(update=changed))

    async with place.running():
        await place.comes(lambda: place.town.sent_to(hidden), "a message")
        before = place.town.clock.now()
        place.town.clock.moves_to(before + timedelta(minutes=5))

        def edits() -> int:
            return place.town.calls("editMessageText").count("ok")

        await place.comes(lambda: edits() > 1, "a change of it")

    (message,) = place.town.sent_to(hidden)
    assert CANARY_LINE in message.text
    assert not message.keyboard
