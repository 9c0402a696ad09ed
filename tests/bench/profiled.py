"""Where the time of a press goes in our process, in a backlog: by part, and the dearest functions.

python -m tests.bench.profiled --presses 600
"""

import argparse
import asyncio
import pstats
import signal
import tempfile
from collections import Counter
from pathlib import Path

from tests.bench.backlog import NETWORKS, edits, pressed
from tests.bench.bots import Stub, started
from tests.bench.filled import fill

PARTS = {
    "sqlalchemy/": "SQLAlchemy",
    "sqlmodel/": "SQLAlchemy",
    "aiosqlite/": "aiosqlite",
    "telegram/": "python-telegram-bot",
    "aiohttp/": "aiohttp",
    "yarl/": "aiohttp",
    "multidict/": "aiohttp",
    "pydantic": "pydantic",
    "asyncio/": "asyncio",
    "json/": "json",
    "/flows/": "flows",
    "/storage/": "storage",
    "/bot/": "bot",
    "/config/": "config",
    "greenlet": "SQLAlchemy",
}


def part_of(function: tuple[str, int, str]) -> str:
    file, _, name = function
    where = file if file != "~" else name
    return next((part for mark, part in PARTS.items() if mark in where), "the rest")


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--presses", type=int, default=600)
    asked.add_argument("--top", type=int, default=25)
    asked.add_argument("--whole", action="store_true", help="by what a function calls as well")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        filled = asyncio.run(fill(folder / "ours", networks=NETWORKS, alerts=given.presses))
        updates, file = pressed(filled, given.presses), folder / "profile"
        with Stub() as stub:
            options = ("--profile", str(file))
            with started("ours", stub, folder / "ours", filled, *options) as bot:
                bot.process.send_signal(signal.SIGUSR1)
                stub.offer(updates)
                count = len(updates)
                stub.until(bot, answerCallbackQuery=count, editMessageText=edits(updates))
                bot.process.send_signal(signal.SIGUSR2)
                bot.stop()
        told(pstats.Stats(str(file)), count, given.top, given.whole)


def told(stats: pstats.Stats, count: int, top: int, whole: bool) -> None:
    """Own time only, so that the parts add up; waiting for a socket is left out."""
    entries = {
        function: entry
        for function, entry in stats.stats.items()  # type: ignore[attr-defined]
        if "select.epoll" not in function[2]
    }
    parts: Counter[str] = Counter()
    for function, (_, _, own, _, _) in entries.items():
        parts[part_of(function)] += own
    total = sum(parts.values())
    print("\n| part | share | µs a press |\n|---|---:|---:|")
    for part, own in parts.most_common():
        print(f"| {part} | {100 * own / total:.1f} % | {1e6 * own / count:.0f} |")
    print("\n| function | calls a press | own µs | with what it calls, µs |\n|---|---:|---:|---:|")
    dearest = sorted(entries.items(), key=lambda one: -one[1][3 if whole else 2])[:top]
    for (file, line, name), (_, calls, own, all_of_it, _) in dearest:
        where = "/".join(Path(file).parts[-2:])
        print(
            f"| {where}:{line} {name} | {calls / count:.1f} "
            f"| {1e6 * own / count:.0f} | {1e6 * all_of_it / count:.0f} |"
        )


if __name__ == "__main__":
    main()
