"""How long it takes to put a backup back: python -m tests.bench.restore 20000 (number of alerts).

A month of alerts is acted out by the rules and kept by the house itself; then each is written again
and again under other numbers, with its whole log, chained as it should be. The rows beside it are
straight SQL: only the putting back is measured, in seconds by the clock and of the processor.
With `lean` after it the database itself is sealed, and thrown away: a backup of very many needs
three times their room.
"""

import asyncio
import hmac
import json
import os
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from bot.practice.dataset.filling import Filling
from bot.practice.dataset.invention import ordinary
from bot.practice.dataset.year import Period
from bot.restoring import put_back
from config.doelgroepen import load
from config.settings import Keys
from storage.backup import Copy, _seal, make
from storage.cipher import Cipher
from storage.database import upgrade
from storage.history import START, Head, History
from storage.history_queries import NAMES
from storage.instant import written
from storage.sqlite_file import counts_of
from storage.unit_of_work import Storage

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
KEYS = Keys(encryption=bytes(32), reference=b"r" * 32, chain=b"c" * 32)
BACKUP_KEY = b"b" * 32
PORTION = 2_000  # alerts between two commits
Row = tuple[Any, ...]


async def main(alerts: int, *, lean: bool) -> None:
    """Fill a database, make a backup of it, and put that back."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "spoedgroep.db"
        await timed("filled", fill(file, alerts))
        size = file.stat().st_size >> 20
        [(rows,)] = _read(file, "SELECT count(*) FROM history")
        print(f"{alerts} alerts, {rows} rows of the log, {size} MB", flush=True)
        sealed = file.with_name("one.backup")
        if lean:
            copy = Copy(at=NOW, rows=counts_of(file))
            await timed("sealed", asyncio.to_thread(_seal, file, sealed, BACKUP_KEY, copy))
            file.unlink()
        else:
            await timed("a backup", make(file, sealed, BACKUP_KEY, NOW))
        plain = file.with_name("restored.db")
        await timed("put back and proven", put_back(sealed, plain, BACKUP_KEY, KEYS))
        load, _, _ = os.getloadavg()
        print(f"{most_memory()}; load {load:.1f} on {os.cpu_count()} cores")


async def timed(what: str, work: Any) -> None:
    began, busy = time.perf_counter(), _busy()
    await work
    wall, spent = time.perf_counter() - began, _busy() - busy
    print(f"{what}: {wall:.1f} s by the clock, {spent:.1f} s of the processor", flush=True)


def _busy() -> float:
    """Seconds of the processor, of this process and of those that it started."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def most_memory() -> str:
    here, beside = (
        resource.getrusage(who).ru_maxrss >> 10
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return f"memory: {here} MB at most, {beside} MB in the largest process beside it"


async def fill(file: Path, alerts: int) -> None:
    """One month for real, and that month again until there are so many."""
    upgrade(f"sqlite+aiosqlite:///{file}")
    storage = Storage(f"sqlite+aiosqlite:///{file}", KEYS.chain, Cipher(KEYS.encryption))
    births = ordinary(Period(seed=7, months=1, until=(2026, 10)), load().networks[0])
    await Filling(storage, births, NOW).fill("bench", lambda _: None)
    await storage.close()
    with closing(sqlite3.connect(file)) as database:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-50000"):
            database.execute(f"PRAGMA {pragma}")
        lives = list(_lives(database))
        _repeat(database, lives, alerts - len(lives))


@dataclass(frozen=True, slots=True)
class Life:
    """One alert with its log; each row also as it is hashed, between its number and the last."""

    id: str
    alert: Row
    log: list[Row]
    told: list[str]

    def under(self, id: str) -> "Life":
        """The same under another number, changed wherever that is written."""

        def renamed(row: Row) -> Row:
            return tuple(
                part.replace(self.id, id) if isinstance(part, str) else part for part in row
            )

        log = [
            (number, at, subject.replace(self.id, id), name, data.replace(self.id, id), *left)
            for number, at, subject, name, data, *left in self.log
        ]
        return Life(id, renamed(self.alert), log, [one.replace(self.id, id) for one in self.told])


def _lives(database: sqlite3.Connection) -> Iterator[Life]:
    query = f"SELECT {', '.join(NAMES)} FROM history WHERE subject = ? ORDER BY sequence"  # noqa: S608
    for row in database.execute("SELECT * FROM alert").fetchall():
        log = database.execute(query, (f"alert:{row[0]}",)).fetchall()
        yield Life(row[0], row, log, [_told(one) for one in log])


def _told(row: Row) -> str:
    """As storage/history.py has it."""
    moment = written(datetime.fromisoformat(f"{row[1]}+00:00"))
    return json.dumps([moment, *row[2:-1]], separators=(",", ":"))[1:-1]


def _repeat(database: sqlite3.Connection, lives: list[Life], times: int) -> None:
    [(last, previous)] = database.execute("SELECT count, hash FROM chain_head").fetchall()
    for number, life in enumerate(islice(cycle(lives), times)):
        new = life.under(f"BENCH-{number:07}")
        rows = []
        for row, told in zip(new.log, new.told, strict=True):
            last += 1
            message = f'["row",{last},{told},"{previous}"]'
            previous = hmac.digest(KEYS.chain, message.encode(), "sha256").hex()
            rows.append((last, *row[1:-1], previous))
        _put(database, "alert", [new.alert])
        _put(database, "history", rows, NAMES)
        if number % PORTION == 0:
            database.commit()
    head = Head(count=last, hash=previous, forgotten=0, anchor=START)
    signature = History(None, KEYS.chain)._sign(head)  # type: ignore[arg-type] # it asks nothing
    values = (last, previous, signature)
    database.execute("UPDATE chain_head SET count = ?, hash = ?, signature = ?", values)
    database.commit()


def _put(
    database: sqlite3.Connection, table: str, rows: list[Row], names: Sequence[str] = ()
) -> None:
    columns = f"({', '.join(names)})" if names else ""
    marks = ", ".join("?" * len(rows[0]))
    database.executemany(f"INSERT INTO {table} {columns} VALUES ({marks})", rows)  # noqa: S608 - ours


def _read(file: Path, query: str) -> list[Row]:
    with closing(sqlite3.connect(file)) as database:
        return database.execute(query).fetchall()


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:] if one.isdigit()]
    asyncio.run(main(*numbers or [20_000], lean="lean" in sys.argv))
