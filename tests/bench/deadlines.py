"""Of a hundred thousand deadlines a thousand fall due in one second: how late is each looked at?

The real clock loop over the real tables: each look is a decision, its events and its errands, kept.
So this is more than a timer that fires: beside it stands the asking alone, of what is due.

python -m tests.bench.deadlines --alerts 100000 --due 1000
"""

import argparse
import asyncio
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock_watcher import ClockWatcher
from bot.meter import Meter
from config.settings import keys
from storage.cipher import Cipher
from storage.unit_of_work import Storage
from tests.bench.filled import MOMENT, Filled, change, fill, settings_of
from tests.bench.ours import ClockFrom
from tests.bench.told import Table, percentile

SOON = 3.0  # seconds until the first of them
LATER = "UPDATE alert SET next_due_at = '2026-12-24 09:00:00.000000'"
SPREAD = """
UPDATE alert SET next_due_at = strftime('%Y-%m-%d %H:%M:%f000', :first,
    printf('+%.3f seconds', (CAST(substr(id, length(id) - 4) AS INTEGER) - 10001) * :apart))
WHERE id >= :from_id AND id < :to_id
"""


class Noted(Meter):
    """How late each alert was looked at."""

    def __init__(self) -> None:
        self.late: list[timedelta] = []

    def looked_at(self, late: timedelta) -> None:
        self.late.append(late)


async def measured(filled: Filled, due: int) -> tuple[list[float], list[float]]:
    settings = settings_of(filled.directory, filled.url)
    held = keys(settings)
    storage = Storage(filled.url, held.chain, Cipher(held.encryption))
    clock, noted = ClockFrom(MOMENT - datetime.now(UTC)), Noted()
    change(filled.url, LATER)
    first = (clock.now() + timedelta(seconds=SOON)).strftime("%Y-%m-%d %H:%M:%S")
    ids = {"from_id": filled.alerts[0].alert, "to_id": filled.alerts[due].alert}
    change(filled.url, SPREAD, first=first, apart=1 / due, **ids)
    asked = []
    for _ in range(20):
        began = time.perf_counter()
        async with storage.view() as work:
            assert not await work.alerts.due(clock.now())
            await work.alerts.earliest_due()
        asked.append(1000 * (time.perf_counter() - began))
    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.start()
    watcher = ClockWatcher(storage, clock, scheduler, noted)
    async with asyncio.timeout(300):
        while len(noted.late) < due:
            await watcher.step()
    scheduler.shutdown(wait=False)
    await storage.close()
    return [late.total_seconds() for late in noted.late], asked


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--alerts", type=int, default=100_000)
    asked.add_argument("--due", type=int, default=1_000)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as kept:
        filled = asyncio.run(fill(Path(kept) / "ours", alerts=given.alerts))
        late, empty = asyncio.run(measured(filled, given.due))
    table = Table("deadlines", f"{given.due} of {given.alerts} due in one second")
    table.row(
        "looked at",
        **{"late p50 s": percentile(late, 50), "late p99 s": percentile(late, 99)},
        **{"last s": max(late), "asking what is due, ms": percentile(empty, 50)},
    )
    table.end()


if __name__ == "__main__":
    main()
