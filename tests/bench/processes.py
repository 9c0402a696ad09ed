"""Presses per second of one, two and four processes on one PostgreSQL, with updates by webhook.

The updates are brought as behind a load balancer, at most 24 at a time, as Telegram would. Each
press is *Kan nu* on a card of its own; done when each has its answer and its edit.

python -m tests.bench.processes --rounds 5 --presses 400 --processes 1 2 4
"""

import argparse
import asyncio
import os
import socket
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

import aiohttp
import psycopg
from sqlalchemy import make_url

from bot.door import HEADER
from bot.telegram.webhook import MOST_CONNECTIONS
from tests.bench.backlog import NETWORKS, edits, pressed
from tests.bench.bots import PATIENCE, PAUSE, TICKS, Running, Stub, TooLate
from tests.bench.filled import MOMENT, Filled, fill, postgresql
from tests.bench.told import Table, median

PATH, SECRET = "/tik", "s" * 32
LOOK = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One backlog, and who worked on it for how much of a core."""

    per_second: float
    ours: float  # of all processes together
    server: float
    beside: float  # the stub, and who brings the updates


@contextmanager
def company(stub: Stub, filled: Filled, folder: Path, count: int) -> Iterator[dict[int, Running]]:
    """So many processes by the port at which they listen, all knowing of each other."""
    with ExitStack() as running:
        found: dict[int, Running] = {}
        for number in range(count):
            port = free_port()
            environment = filled.environment | {
                "SPOEDGROEP_BOT_API_URL": stub.url,
                "SPOEDGROEP_LISTEN": f"127.0.0.1:{port}",
                "SPOEDGROEP_WEBHOOK_URL": f"http://127.0.0.1:1{PATH}",
                "SPOEDGROEP_WEBHOOK_SECRET": SECRET,
                "SPOEDGROEP_ANCHOR": str(folder / "log.anchor"),
            }
            command = [sys.executable, "-m", "tests.bench.ours", "--moment", MOMENT.isoformat()]
            log = folder / f"process{number}.log"
            found[port] = running.enter_context(Running(command, environment, log))
        for one in found.values():
            until_said(one, f'"living": {count}')
            until_said(one, '"event": "running"')
        for one in found.values():
            stub.quiet(one)
        yield found


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def until_said(one: Running, what: str) -> None:
    end = time.monotonic() + PATIENCE
    while what not in (said := one.log.read_text()):
        if one.process.poll() is not None or time.monotonic() > end:
            raise TooLate(said[-3000:])
        PAUSE.wait(LOOK)


async def bring(updates: Sequence[dict[str, Any]], ports: Sequence[int]) -> None:
    """Each to the next process; what is not kept is brought again."""
    waiting = list(reversed(updates))
    connector = aiohttp.TCPConnector(limit=MOST_CONNECTIONS)
    async with aiohttp.ClientSession(connector=connector) as line:

        async def brings(port: int) -> None:
            address, headers = f"http://127.0.0.1:{port}{PATH}", {HEADER: SECRET}
            while waiting:
                update = waiting.pop()
                async with line.post(address, json=update, headers=headers) as answered:
                    if answered.status != 200:
                        waiting.append(update)

        next_port = cycle(ports)
        await asyncio.gather(*(brings(next(next_port)) for _ in range(MOST_CONNECTIONS)))


def run(filled: Filled, folder: Path, presses: int, count: int) -> Run:
    updates = pressed(filled, presses)
    with Stub() as stub, company(stub, filled, folder, count) as ours:
        before = [sum(one.cpu() for one in ours.values()), of_server(filled.url)]
        beside = stub.running.cpu() + sum(os.times()[:2])
        began = time.monotonic()
        asyncio.run(bring(updates, list(ours)))
        some = next(iter(ours.values()))
        stub.until(some, answerCallbackQuery=presses, editMessageText=edits(updates))
        took = max(at for _, at, _, _ in stub.report().calls) - began
        used = sum(one.cpu() for one in ours.values()) - before[0]
        of_database = of_server(filled.url) - before[1]
        beside = stub.running.cpu() + sum(os.times()[:2]) - beside
    return Run(
        per_second=presses / took,
        ours=used / took,
        server=of_database / took,
        beside=beside / took,
    )


def of_server(url: str) -> float:
    """Seconds of processor of every connection to this database, and of no other."""
    place = make_url(url)
    address = place.set(drivername="postgresql").render_as_string(hide_password=False)
    asked = "SELECT pid FROM pg_stat_activity WHERE datname = %s"
    with psycopg.connect(address) as server:
        pids = [pid for (pid,) in server.execute(asked, (place.database,)).fetchall()]
    return sum(_cpu(pid) for pid in pids if Path(f"/proc/{pid}").exists())


def _cpu(pid: int) -> float:
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / TICKS


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--presses", type=int, default=400)
    asked.add_argument("--processes", type=int, nargs="+", default=[1, 2, 4])
    given = asked.parse_args()
    found: dict[int, list[Run]] = {count: [] for count in given.processes}
    for _ in range(given.rounds):
        for count in given.processes:
            with tempfile.TemporaryDirectory() as kept, postgresql() as url:
                folder = Path(kept) / "filled"
                filled = asyncio.run(fill(folder, networks=NETWORKS, alerts=given.presses, url=url))
                found[count].append(run(filled, folder, given.presses, count))
    table = Table("processes", f"{given.presses} presses by webhook, {given.rounds} rounds")
    first = found[given.processes[0]]
    for count, runs in found.items():
        table.row(
            f"{count} on PostgreSQL",
            **{"presses/s": median(one.per_second for one in runs)},
            **{
                f"x {given.processes[0]}": median(
                    a.per_second / b.per_second for a, b in zip(runs, first, strict=True)
                )
            },
            **{"cores of ours": median(one.ours for one in runs)},
            **{"of the server": median(one.server for one in runs)},
            **{"of stub and bringer": median(one.beside for one in runs)},
        )
    table.end()


if __name__ == "__main__":
    main()
