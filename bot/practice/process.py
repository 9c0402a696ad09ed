"""The application as a process of its own beside the town: started, stopped, killed, restarted."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.practice.town import Town
from config.settings import PREFIX

CHECKOUT = Path(__file__).parents[2]
PATIENCE = 120.0  # real seconds: a busy machine takes long to load a program
RUNS = '"event": "running"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a command of the beheerder went."""

    code: int
    stdout: str
    stderr: str


class Application:
    """One installation in a directory of its own; use as `async with Application(town, path)`.

    `settings` are variables without their prefix, such as database_url. The town outlives it all.
    """

    def __init__(self, town: Town, directory: Path, **settings: str) -> None:
        self._town, self.directory = town, directory
        self.log_file = directory / "stderr.log"
        self._settings = {
            "bot_token": town.token,
            "bot_api_url": town.url,
            "database_url": f"sqlite+aiosqlite:///{directory / 'spoedgroep.db'}",
            "clock_file": str(town.clock.path),
            "listen": "127.0.0.1:0",
        } | settings
        self._process: Process | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process is not None:
            await self.kill()

    @property
    def log(self) -> str:
        """Everything that the running bot wrote to stderr, over all its lives."""
        return self.log_file.read_text(encoding="utf-8") if self.log_file.exists() else ""

    @property
    def pid(self) -> int:
        """The process, to send it a signal."""
        assert self._process is not None, "it does not run"
        return self._process.pid

    async def run_command(self, *words: str) -> Ran:
        """A command such as `verify`, carried out to its end."""
        process = await asyncio.create_subprocess_exec(
            *_command(*words), cwd=self.directory, env=self._environment(),
            stdin=DEVNULL, stdout=PIPE, stderr=PIPE,
        )  # fmt: skip
        out, err = await process.communicate()
        assert process.returncode is not None
        return Ran(code=process.returncode, stdout=out.decode(), stderr=err.decode())

    async def init(self) -> str:
        """Make database and keys; gives the link for the first beheerder."""
        ran = await self.run_command("init")
        links = [line for line in ran.stdout.splitlines() if line.startswith("https://")]
        assert ran.code == 0, f"init gave no link:\n{ran.stdout}{ran.stderr}"
        assert links, f"init gave no link:\n{ran.stdout}{ran.stderr}"
        return links[0]

    async def start(self) -> None:
        """Start the bot, and wait until it says that it runs."""
        assert self._process is None, "it runs already"
        before = len(self.log)
        with self.log_file.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *_command("run"), cwd=self.directory, env=self._environment(),
                stdin=DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        self._process = process
        found = await self._town.changes.until(
            lambda: RUNS in self.log[before:] or process.returncode is not None, PATIENCE
        )
        assert found, f"it does not come to running:\n{self.log[before:]}"
        assert process.returncode is None, f"it ended by itself:\n{self.log[before:]}"

    async def stop(self) -> int:
        """Ask it to stop (SIGTERM), and wait; gives the exit code."""
        return await self._end(signal.SIGTERM)

    async def kill(self) -> int:
        """Pull the plug (SIGKILL)."""
        return await self._end(signal.SIGKILL)

    async def ends(self) -> int:
        """Wait until it ends by itself; gives the exit code."""
        process, self._process = self._process, None
        assert process is not None, "it does not run"
        return await process.wait()

    async def restart(self) -> None:
        """Stop, and start again."""
        await self.stop()
        await self.start()

    async def _end(self, how: signal.Signals) -> int:
        process, self._process = self._process, None
        assert process is not None, "it does not run"
        if process.returncode is None:
            process.send_signal(how)
        return await process.wait()

    def _environment(self) -> dict[str, str]:
        """The settings of this installation and none of the machine's."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        paths = [str(CHECKOUT), *filter(None, [kept.get("PYTHONPATH")])]
        own = {f"{PREFIX}{name.upper()}": value for name, value in self._settings.items()}
        return kept | {"PYTHONPATH": os.pathsep.join(paths)} | own


def _command(*words: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "bot", *words)
