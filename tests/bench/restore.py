"""How long it takes to put a backup back: python -m tests.bench.restore 20000 (number of alerts).

A month of alerts is acted out by the rules and kept by the house itself; then each is written again
and again under other numbers, with its whole log, chained as it should be. The rows beside it are
straight SQL: only the putting back is measured, in seconds by the clock and of the processor.
"""

import asyncio
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
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
from storage.backup import make
from storage.cipher import Cipher
from storage.database import upgrade
from storage.history import START, Head, History
from storage.instant import written
from storage.unit_of_work import Storage

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
KEYS = Keys(encryption=bytes(32), reference=b"r" * 32, chain=b"c" * 32)
BACKUP_KEY = b"b" * 32
PORTION = 2_000  # alerts between two commits
HASH = 7  # which column of the history
Row = tuple[Any, ...]


async def main(alerts: int) -> None:
    """Fill a database, make a backup of it, and put that back."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "spoedgroep.db"
        await fill(file, alerts)
        size = file.stat().st_size >> 20
        [(rows,)] = _read(file, "SELECT count(*) FROM history")
        print(f"{alerts} alerts, {rows} rows of the log, {size} MB")
        sealed = folder / "one.backup"
        await timed("a backup", make(file, sealed, BACKUP_KEY, NOW))
        await timed(
            "put back and proven", put_back(sealed, folder / "restored.db", BACKUP_KEY, KEYS)
        )
        print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10} MB at most")


async def timed(what: str, work: Any) -> None:
    began, busy = time.perf_counter(), time.process_time()
    await work
    wall, spent = time.perf_counter() - began, time.process_time() - busy
    print(f"{what}: {wall:.1f} s by the clock, {spent:.1f} s of the processor")


async def fill(file: Path, alerts: int) -> None:
    """One month for real, and that month again until there are so many."""
    upgrade(f"sqlite+aiosqlite:///{file}")
    storage = Storage(f"sqlite+aiosqlite:///{file}", KEYS.chain, Cipher(KEYS.encryption))
    births = ordinary(Period(seed=7, months=1, until=(2026, 10)), load().networks[0])
    await Filling(storage, births, NOW).fill("bench", lambda _: None)
    await storage.close()
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA synchronous=OFF")
        lives = list(_lives(database))
        _repeat(database, lives, alerts - len(lives))


def _lives(database: sqlite3.Connection) -> Iterator[tuple[Row, list[Row]]]:
    """Every alert with its log."""
    for row in database.execute("SELECT * FROM alert").fetchall():
        about = (f"alert:{row[0]}",)
        query = "SELECT * FROM history WHERE subject = ? ORDER BY sequence"
        yield row, database.execute(query, about).fetchall()


def _repeat(database: sqlite3.Connection, lives: list[tuple[Row, list[Row]]], times: int) -> None:
    history = History(None, KEYS.chain)  # type: ignore[arg-type] # only what it signs with
    [(last, previous)] = database.execute("SELECT count, hash FROM chain_head").fetchall()
    for number, (alert, log) in enumerate(islice(cycle(lives), times)):
        old, new = str(alert[0]), f"BENCH-{number:07}"
        renamed = [part.replace(old, new) if isinstance(part, str) else part for part in alert]
        _put(database, "alert", tuple(renamed))
        for row in log:
            last += 1
            said = [part.replace(old, new) if isinstance(part, str) else part for part in row]
            previous = _hash(history, last, said, previous)
            _put(database, "history", (last, *said[1:HASH], previous, *said[HASH + 1 :]))
        if number % PORTION == 0:
            database.commit()
    head = Head(count=last, hash=previous, forgotten=0, anchor=START)
    values = (last, previous, history._sign(head))
    database.execute("UPDATE chain_head SET count = ?, hash = ?, signature = ?", values)
    database.commit()


def _hash(history: History, sequence: int, row: list[Any], previous: str) -> str:
    """As storage/history.py has it."""
    moment = written(datetime.fromisoformat(f"{row[1]}+00:00"))
    parts = (sequence, moment, *row[2:HASH], *row[HASH + 1 :])
    return history._mac("row", *parts, previous)


def _put(database: sqlite3.Connection, table: str, row: Row) -> None:
    marks = ", ".join("?" * len(row))
    database.execute(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608 - two tables of ours


def _read(file: Path, query: str) -> list[Row]:
    with closing(sqlite3.connect(file)) as database:
        return database.execute(query).fetchall()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
