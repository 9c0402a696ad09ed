"""The dead man's switch reports as long as the bot is well; it never names an address."""

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.watching import heartbeat
from bot.watching.heartbeat import Heartbeat, Watchdog
from bot.watching.metrics import Metrics
from bot.watching.systemd import READY, notify, watchdog_seconds
from bot.watching.vitals import Vitals

SECRET = "kanarie-4711"


class Watcher:
    """A service on this machine that calls somebody when it hears nothing."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []
        self.status = 200
        self.hangs = asyncio.Event()
        self.url = ""

    async def hears(self, request: web.Request) -> web.Response:
        self.heard.append((request.method, request.path))
        if self.status == 0:
            await self.hangs.wait()
        return web.Response(status=self.status or 200, headers={"Location": "/elsewhere"})


@pytest.fixture
async def watcher() -> AsyncIterator[Watcher]:
    watcher = Watcher()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", watcher.hears)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    watcher.url = f"http://127.0.0.1:{runner.addresses[0][1]}/{SECRET}"
    yield watcher
    watcher.hangs.set()
    await runner.cleanup()


@pytest.fixture
async def vitals(vitals):
    """Telegram was heard."""
    vitals.polled()
    return vitals


def closed_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def reported(metrics, heard: str) -> float:
    return metrics.registry.get_sample_value("spoedgroep_heartbeats_total", {"heard": heard}) or 0


async def test_f14_a_bot_that_is_well_reports_with_one_get(watcher, vitals, metrics):
    await Heartbeat([watcher.url], vitals, metrics).beat()

    assert watcher.heard == [("GET", f"/{SECRET}")]
    assert reported(metrics, "yes") == 1


async def test_l5_a_bot_that_is_not_well_says_nothing(watcher, vitals, metrics, moves_on):
    moves_on(91)

    await Heartbeat([watcher.url], vitals, metrics).beat()

    assert watcher.heard == []


async def test_r9_a_bot_that_has_not_heard_telegram_since_it_began_is_not_alive_yet(
    watcher, storage, clock
):
    just_begun = Vitals(storage, clock)

    await Heartbeat([watcher.url], just_begun, Metrics(just_begun, clock)).beat()

    assert just_begun.unwell() == {}
    assert watcher.heard == []


async def test_r9_who_falls_over_within_seconds_never_reports(watcher, vitals, metrics, moves_on):
    step = asyncio.create_task(Heartbeat([watcher.url], vitals, metrics).step())
    await asyncio.sleep(0.05)
    assert watcher.heard == []

    moves_on(heartbeat.SETTLES_SECONDS)
    await step

    assert len(watcher.heard) == 1


@pytest.mark.parametrize("status", [302, 404, 500])
async def test_f101_an_answer_that_is_no_yes_is_told_without_the_address(
    watcher, vitals, metrics, caplog, status
):
    watcher.status = status

    await Heartbeat([watcher.url], vitals, metrics).beat()

    assert watcher.heard == [("GET", f"/{SECRET}")], "a redirection is not followed"
    assert reported(metrics, "no") == 1
    assert caplog.records[0].__dict__["why"] == f"status {status}"
    assert SECRET not in str([record.__dict__ for record in caplog.records])


async def test_f101_one_watcher_that_is_away_keeps_the_other_from_nothing(
    watcher, vitals, metrics, caplog
):
    away = f"http://127.0.0.1:{closed_port()}/{SECRET}"

    await Heartbeat([away, watcher.url], vitals, metrics).beat()

    assert watcher.heard == [("GET", f"/{SECRET}")]
    assert (reported(metrics, "yes"), reported(metrics, "no")) == (1, 1)
    assert SECRET not in str([record.__dict__ for record in caplog.records])


async def test_f101_a_watcher_that_does_not_answer_holds_nothing_up(
    watcher, vitals, metrics, monkeypatch
):
    watcher.status = 0
    monkeypatch.setattr(heartbeat, "ANSWERS_WITHIN_SECONDS", 0.2)

    async with asyncio.timeout(30):
        await Heartbeat([watcher.url], vitals, metrics).beat()

    assert reported(metrics, "no") == 1


@pytest.fixture
def systemd(tmp_path, monkeypatch):
    """The socket on which systemd listens."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(tmp_path / "notify"))
        line.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield line


def said(line: socket.socket) -> list[str]:
    found = []
    while True:
        try:
            found.append(line.recv(1024).decode())
        except BlockingIOError:
            return found


async def test_f14_systemd_hears_that_we_live_until_a_loop_is_stuck(
    systemd, vitals, moves_on, caplog
):
    watchdog = Watchdog(30, vitals)
    vitals.begins("tell")
    watchdog.beat()
    assert said(systemd) == ["WATCHDOG=1"]

    moves_on(91)
    vitals.went_wrong("receive", "TelegramDown")
    watchdog.beat()

    assert said(systemd) == []
    assert [record.message for record in caplog.records] == ["stuck"]


async def test_f14_telegram_that_is_away_is_no_reason_to_restart(systemd, vitals, moves_on):
    for loop in ("receive", "tell", "clock", "look"):
        vitals.begins(loop)
    moves_on(140)
    for loop in ("receive", "tell", "clock", "look"):
        vitals.went_wrong(loop, "TelegramDown")

    Watchdog(30, vitals).beat()

    assert vitals.unwell()
    assert said(systemd) == ["WATCHDOG=1"]


def test_where_there_is_no_systemd_nothing_is_said(monkeypatch, tmp_path):
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    assert notify(READY) is False
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nobody"))
    assert notify(READY) is False
    monkeypatch.setenv("NOTIFY_SOCKET", "not-a-path")
    assert notify(READY) is False


def test_a_socket_without_a_file_is_reached_too(monkeypatch):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind("\0spoedgroep-test")
        monkeypatch.setenv("NOTIFY_SOCKET", "@spoedgroep-test")

        assert notify(READY) is True

        assert line.recv(100) == b"READY=1"


@pytest.mark.parametrize(
    ("usec", "pid", "seconds"),
    [("30000000", "", 30.0), ("", "", None), ("0", "", None), ("x", "", None), ("1", "1", None)],
)
def test_f14_systemd_says_how_often_it_wants_to_hear_from_this_process(
    monkeypatch, usec, pid, seconds
):
    monkeypatch.setenv("WATCHDOG_USEC", usec)
    monkeypatch.setenv("WATCHDOG_PID", pid)

    assert watchdog_seconds() == seconds
