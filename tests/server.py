"""A PostgreSQL of our own, to be killed and brought back; the one that runs here is everybody's."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any, LiteralString

import psycopg

PLACES = [*map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"))), os.environ.get("PATH", "")]
COMES_UP_WITHIN = 60.0  # real seconds
LOOK = 0.05
AS_USER = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}


def program(name: str) -> str:
    """Where a program of the server is on this machine; empty when it is not there."""
    return shutil.which(name, path=os.pathsep.join(PLACES)) or ""


class Server:
    """Use `own_server`; everything that it confirmed must be there after a kill."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self._process: subprocess.Popen[bytes] | None = None

    def url(self) -> str:
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/postgres"

    def make(self) -> None:
        words = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8"]
        asked = [program("initdb"), f"--pgdata={self._folder / 'data'}", *words]
        subprocess.run(asked, check=True, capture_output=True, **AS_USER)  # type: ignore[call-overload] # noqa: S603

    def start(self) -> None:
        settings = ["listen_addresses=127.0.0.1", "fsync=on", "synchronous_commit=on"]
        asked = [program("postgres"), "-D", str(self._folder / "data"), "-p", str(self.port)]
        asked += ["-k", str(self._folder), *(word for one in settings for word in ("-c", one))]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(  # type: ignore[call-overload] # noqa: S603
                asked, stdout=log, stderr=log, start_new_session=True, **AS_USER
            )
        end = time.monotonic() + COMES_UP_WITHIN
        while not self._answers():
            assert time.monotonic() < end, (self._folder / "log").read_text()
            Event().wait(LOOK)  # which nobody rings

    def follow(self, first: "Server") -> None:
        """Copy another, and from then on write whatever that one writes, before it confirms it."""
        asked = [program("pg_basebackup"), "--write-recovery-conf", "--checkpoint=fast"]
        asked += ["--host=127.0.0.1", f"--port={first.port}", "--username=postgres"]
        asked += [f"--pgdata={self._folder / 'data'}"]
        subprocess.run(asked, check=True, capture_output=True, **AS_USER)  # type: ignore[call-overload] # noqa: S603
        self.start()
        first.ask("ALTER SYSTEM SET synchronous_standby_names = '*'")
        first.ask("SELECT pg_reload_conf()")
        end = time.monotonic() + COMES_UP_WITHIN
        while first.ask("SELECT sync_state FROM pg_stat_replication") != [("sync",)]:
            assert time.monotonic() < end, "it does not follow"
            Event().wait(LOOK)

    def takes_over(self, first: "Server") -> None:
        """The other is gone: from here on it writes by itself."""
        first.kill()
        assert self.ask("SELECT pg_promote()") == [(True,)]

    def ask(self, question: LiteralString) -> list[tuple[Any, ...]]:
        words = f"host=127.0.0.1 port={self.port} user=postgres dbname=postgres"
        with psycopg.connect(words, autocommit=True) as server:
            answer = server.execute(question)
            return answer.fetchall() if answer.description else []

    def kill(self) -> None:
        """Pull the plug of all its processes at once."""
        process, self._process = self._process, None
        if process is not None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def is_away(self, seconds: float) -> None:
        """Killed and brought back, in one go: who asks meanwhile what it holds, waits for that."""
        self.kill()
        Event().wait(seconds)
        self.start()

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url().replace("+psycopg", ""), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


@contextmanager
def own_server() -> Iterator[Server]:
    """A server that runs, with nothing in it."""
    with _place() as folder:
        server = Server(folder)
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.kill()


@contextmanager
def standby(first: Server) -> Iterator[Server]:
    """A second one, without which the first confirms nothing any more."""
    with _place() as folder:
        server = Server(folder)
        server.follow(first)
        try:
            yield server
        finally:
            server.kill()


@contextmanager
def _place() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="postgresql-") as folder:
        if AS_USER:
            shutil.chown(folder, "postgres", "postgres")
        yield Path(folder)
