"""How long the figures of a month take when a year has a million alerts: make bench.

The sums of the year are those of alerts that were acted out by the rules, each many times over and
each time with other minutes. Reading them costs by how many different sums there are, not by how
many alerts: that is what is measured here, five rounds each, the median of which counts.
"""

import asyncio
import gc
import random
import resource
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.accounts import account_of, months_until
from bot.apart import drawn
from bot.practice.dataset.acting import acted
from bot.practice.dataset.invention import ordinary
from bot.practice.dataset.year import Period
from config.doelgroepen import load
from flows.cells import AT, Cell, cells
from flows.indicators import figures, waiting_curve
from flows.sums import Sums
from flows.survival import middle
from storage.cipher import Cipher
from storage.database import upgrade
from storage.unit_of_work import Storage

NETWORK, SKM, MONTH = "amsterdam-amstelland", "skm", "2026-10"
A_YEAR, ROUNDS, YEARS = 1_000_000, 5, 3
LATER = datetime(2028, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
CONFIGURATION = load()


async def main() -> None:
    """Fill a database, and print one line for each figure."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}"
        upgrade(url)
        storage = Storage(url, b"a key that is in no database", Cipher(bytes(32)))
        per_month = A_YEAR // 12
        month = summed(per_month)
        for one in months_until(MONTH, 12):
            async with storage.work() as work:
                moved = {cell._replace(month=one): n for cell, n in month.items()}
                await work.figures._add(NETWORK, SKM, moved)
        print(f"{per_month} alerts in the month, {A_YEAR} in the year, {len(month)} different sums")
        gc.collect()
        gc.freeze()  # as the bot does at its start
        await measure(storage)
        await storage.close()


async def measure(storage: Storage) -> None:
    async def all_measures() -> None:
        async with storage.view() as work:
            found = await work.figures.of(NETWORK, SKM, [MONTH])
        await asyncio.to_thread(lambda: figures(Sums(found, NOW)))  # as the account does

    async def headline() -> None:
        async with storage.view() as work:
            found = await work.figures.of(NETWORK, SKM, [MONTH], "M4")
        await asyncio.to_thread(lambda: middle(waiting_curve(Sums(found, NOW))))

    async def whole_account() -> None:
        async with storage.view() as work:
            await account_of(work, CONFIGURATION, NETWORK, SKM, MONTH, NOW)

    await told("all measures of the month", all_measures)
    await told("the headline alone", headline)
    await told("the account, with two years beside it", whole_account)
    async with storage.work() as work:
        account = await account_of(work, CONFIGURATION, NETWORK, SKM, MONTH, NOW)
        await work.figures.freeze(replace(account, frozen_at=NOW), NOW)
    await told("a closed month", whole_account)

    async def picture() -> None:
        await drawn("month_picture", account, None, NOW)

    await told("the picture, in a process of its own", picture)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"  memory of that process: {most} MB")


async def told(what: str, work: Callable[[], Awaitable[None]]) -> None:
    """The median of five rounds, and how long the loop stood still at most."""
    spans, stalls = [], []
    for _ in range(ROUNDS):
        ticking = asyncio.create_task(longest_stall())
        await asyncio.sleep(0.02)
        began = time.perf_counter()
        await work()
        spans.append(time.perf_counter() - began)
        ticking.cancel()
        stalls.append(await ticking)
    print(
        f"{what}: {1000 * statistics.median(spans):.1f} ms; "
        f"the loop stood still for {1000 * statistics.median(stalls):.1f} ms at most"
    )


async def longest_stall() -> float:
    longest, before = 0.0, time.perf_counter()
    while True:
        try:
            await asyncio.sleep(0.001)
        except asyncio.CancelledError:
            return max(longest, time.perf_counter() - before - 0.001)
        now = time.perf_counter()
        longest, before = max(longest, now - before - 0.001), now


def summed(count: int) -> Counter[Cell]:
    """What so many alerts of one month add up to."""
    chance = random.Random(2026)
    network = CONFIGURATION.networks[0]
    periods = [Period(seed=seed, months=12, until=(2026, 10)) for seed in range(YEARS)]
    lives = [one for each in periods for one in acted(ordinary(each, network), LATER).values()]
    made = [list(cells(one).elements()) for one in lives if one.doelgroep == SKM]
    found: Counter[Cell] = Counter()
    for _ in range(count):
        stretch = chance.lognormvariate(0, 0.4)
        for _, code, part, value in chance.choice(made):
            moved = value if part.endswith(AT) else round(value * stretch)
            found[Cell("", code, part, moved)] += 1
    return found


if __name__ == "__main__":
    asyncio.run(main())
