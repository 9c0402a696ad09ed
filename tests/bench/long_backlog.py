"""A night without the bot: ten thousand updates wait, and forty alerts are raised among them.

Without limits it is our own speed, with --limits Telegram's as well. Memory is read all the while.

python -m tests.bench.long_backlog --updates 10000
"""

import argparse
import asyncio
import random
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from tests.bench.bots import LOOK, PAUSE, Stub, TooLate, started
from tests.bench.filled import EACH, ROLES, Filled, chat_of, fill
from tests.bench.told import Table

NETWORKS = 10
WITHIN = 900.0  # seconds


def order() -> list[tuple[int, int]]:
    """Who sends: who comes after another of the same network is shown that one, and does so again.

    Who sends types nothing else: that would go before it, and the row is to be as bad as can be.
    """
    everybody = [(network, which) for which in range(EACH) for network in range(NETWORKS)]
    return [one for one in everybody for _ in range(1 if one[1] == 0 else 2)]


def waiting(count: int, filled: Filled) -> list[dict[str, Any]]:
    """So many updates, with those that send evenly among them."""
    chance, left = random.Random(1), order()
    every = max(count // len(left), 1)
    updates = []
    for number in range(count):
        if number % every == every - 1 and left:
            updates.append(filled.sent(*left.pop(0)))
        else:
            network = chance.randrange(NETWORKS)
            updates.append(filled.said(network, chance.choice(ROLES[1:]), chance.randrange(EACH)))
    assert not left
    return updates


def are_left(stub: Stub, filled: Filled) -> bool:
    """At Telegram, or read ahead and not handled."""
    if stub.ask("counts")["left"] < 0:
        return True
    with closing(sqlite3.connect(make_url(filled.url).database or "")) as kept:
        [(count,)] = kept.execute("SELECT count(*) FROM waiting_update")
    return bool(count)


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--updates", type=int, default=10_000)
    asked.add_argument("--limits", action="store_true")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as kept:
        filled = asyncio.run(fill(Path(kept) / "ours", networks=NETWORKS))
        options = ("--limits",) if given.limits else ()
        alerts = NETWORKS * EACH
        updates = waiting(given.updates, filled)
        with Stub() as stub, started("ours", stub, filled.directory, filled, *options) as bot:
            at_rest, highest = bot.memory(), 0.0
            stub.offer(updates)
            end = time.monotonic() + WITHIN
            while are_left(stub, filled):
                highest = max(highest, bot.memory())
                if time.monotonic() > end:
                    raise TooLate(bot.log.read_text()[-2000:])
                PAUSE.wait(5 * LOOK)
            handled = time.monotonic()
            stub.until(bot, WITHIN, sendMessage=alerts * (1 + len(ROLES[1:]) * EACH))
            report, after = stub.report(), bot.memory()
        began = min(report.offered.values())
        groups = {chat_of(number) for number in range(NETWORKS)}
        sent = [(at, chat) for name, at, chat, _ in report.calls if name == "sendMessage"]
        cards = [at for at, chat in sent if chat in groups]
        limits = "on" if given.limits else "off"
        what = f"{given.updates} updates with {alerts} alerts, limits {limits}"
        table = Table("long backlog", what)
        table.row(
            "ours",
            **{"last card s": max(cards) - began, "all handled s": handled - began},
            **{"all told s": max(at for at, _ in sent) - began},
            **{"MB before": at_rest, "MB most": highest, "MB after": after},
        )
        table.end()


if __name__ == "__main__":
    main()
