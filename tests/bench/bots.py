"""The stub and one bot beside it, each a process of its own: started, offered presses, measured."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from tests.bench.filled import MOMENT, Filled

CHECKOUT = Path(__file__).parents[2]
OTHER_PYTHON = CHECKOUT / ".venv-bench" / "bin" / "python"
PATIENCE, LOOK, QUIET = 60.0, 0.02, 0.7
PAUSE = threading.Event()  # which never comes: it is only waited for
IDLE = 0.08  # of a core at most
TICKS = os.sysconf("SC_CLK_TCK")
PEERS = ("ptb", "durable", "aiogram", "raw")
SAID = {"ptb": "PTB", "durable": "PTB + SQLModel", "aiogram": "aiogram", "raw": "raw aiohttp"}


class TooLate(Exception):
    """What was waited for did not come."""


class Running:
    """One process, and what it uses."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        self.began = time.monotonic()
        held = {name: value for name, value in os.environ.items() if "SPOEDGROEP" not in name}
        held |= {"PYTHONPATH": str(CHECKOUT), **environment}
        held.pop("PYTHONDONTWRITEBYTECODE", None)
        with log.open("w") as errors:
            self.process = subprocess.Popen(  # noqa: S603  # our own command
                command, env=held, cwd=log.parent, stderr=errors, stdout=subprocess.PIPE, text=True
            )
        self.log = log

    def cpu(self) -> float:
        """Seconds of processor, of all its threads."""
        parts = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / TICKS

    def memory(self, what: str = "VmRSS") -> float:
        """Megabytes now, or at most with `VmHWM`."""
        found = Path(f"/proc/{self.process.pid}/status").read_text()
        [line] = re.findall(rf"{what}:\s+(\d+) kB", found)
        return int(line) / 1024

    def stop(self, by: int = signal.SIGTERM) -> None:
        self.process.send_signal(by)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.stop(signal.SIGKILL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the stub saw: moments by the monotonic counter."""

    offered: dict[int, float]
    handed: dict[int, float]
    calls: list[tuple[str, float, int, int]]
    polls: list[float]

    def of(self, method: str) -> dict[tuple[int, int], list[float]]:
        """When a method was called, by chat and message, or by press."""
        found: dict[tuple[int, int], list[float]] = {}
        for name, at, chat, what in self.calls:
            if name == method:
                found.setdefault((chat, what), []).append(at)
        return found

    def latencies(self, updates: Sequence[dict[str, Any]]) -> tuple[list[float], list[float]]:
        """From when it could be fetched to its answer, and to the first edit of its message after.

        Only where each message is pressed once at a time is that edit the one of this press.
        """
        answers = {press: times[0] for (_, press), times in self.of("answerCallbackQuery").items()}
        edits = self.of("editMessageText")
        answered, edited = [], []
        for update in updates:
            number, message = update["update_id"], update["callback_query"]["message"]
            began = self.offered[number]
            answered.append(answers[number] - began)
            times = edits[message["chat"]["id"], message["message_id"]]
            edited.append(min(at for at in times if at >= began) - began)
        return answered, edited


class Stub:
    """The Bot API of this benchmark."""

    def __init__(self, held_back: float = 0) -> None:
        command = [sys.executable, "-m", "tests.bench.stub", "--held-back", str(held_back)]
        self._folder = tempfile.TemporaryDirectory()
        self.running = Running(command, {}, Path(self._folder.name) / "stub.log")
        assert self.running.process.stdout is not None
        self.port = int(self.running.process.stdout.readline())
        self.url = f"http://127.0.0.1:{self.port}"
        self._line = http.client.HTTPConnection("127.0.0.1", self.port)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._line.close()
        self.running.stop()
        self._folder.cleanup()

    def ask(self, what: str, **given: Any) -> Any:
        self._line.request("POST", f"/control/{what}", json.dumps(given))
        return json.loads(self._line.getresponse().read())

    def offer(self, updates: Sequence[dict[str, Any]], every: float = 0) -> None:
        self.ask("offer", updates=updates, every=every)

    def report(self) -> Report:
        told = self.ask("report")
        return Report(
            offered={int(number): at for number, at in told["offered"].items()},
            handed={int(number): at for number, at in told["handed"].items()},
            calls=[(name, at, chat, what) for name, at, chat, what in told["calls"]],
            polls=told["polls"],
        )

    def until(self, bot: Running, patience: float = PATIENCE, **least: int) -> None:
        """Wait until so much was called."""
        end = time.monotonic() + patience
        while True:
            counts = self.ask("counts")
            if all(counts[name] >= number for name, number in least.items()):
                return
            if bot.process.poll() is not None or time.monotonic() > end:
                raise TooLate(f"{counts} of {least}\n{bot.log.read_text()[-3000:]}")
            PAUSE.wait(LOOK)

    def quiet(self, bot: Running) -> None:
        """Wait until what a bot does once after its start is done, such as counting a group."""
        before, used = None, bot.cpu()
        while (asked := self.ask("counts")["asked"]) != before or bot.cpu() - used > IDLE * QUIET:
            before, used = asked, bot.cpu()
            PAUSE.wait(QUIET)
        self.ask("reset")

    def polled(self, bot: Running) -> float:
        """Wait for the first poll, and give its moment."""
        self.until(bot, 10 * PATIENCE, polls=1)
        return float(self.report().polls[0])


@contextmanager
def started(
    name: str,
    stub: Stub,
    folder: Path,
    filled: Filled | None = None,
    *options: str,
    rests: bool = True,
) -> Iterator[Running]:
    """One bot, from its first poll to its end: `ours`, or one of PEERS; at rest if it may."""
    environment: dict[str, str] = {}
    if name == "ours":
        assert filled is not None
        environment = filled.environment | {"SPOEDGROEP_BOT_API_URL": stub.url}
        moment = ["--moment", MOMENT.isoformat()]
        command = [sys.executable, "-m", "tests.bench.ours", *moment, *options]
    else:
        folder.mkdir(parents=True, exist_ok=True)
        python = str(OTHER_PYTHON) if name == "aiogram" else sys.executable
        file = {"aiogram": "aiogram_bot"}.get(name, name)
        command = [python, str(CHECKOUT / "tests/bench/peers" / f"{file}.py"), stub.url]
        if name == "durable":
            command.append(str(folder / "durable.db"))
    with Running(command, environment, folder / f"{name}.log") as bot:
        stub.polled(bot)
        if rests:
            stub.quiet(bot)
        yield bot


def peers_here() -> list[str]:
    """Those that can be run: aiogram only when it was installed."""
    if OTHER_PYTHON.exists():
        return list(PEERS)
    print("aiogram is left out: .venv-bench is not there (it needs the network, once)")
    return [name for name in PEERS if name != "aiogram"]
