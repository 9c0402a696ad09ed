"""How long a message waits for Telegram's limits and for us: a model on paper, beside a simulation.

At most c messages in any stretch of s seconds is a counter with c clerks who each take s seconds:
the queue M/D/c. Its mean wait is about half of that of M/M/c, which Erlang's formula gives. The
simulation sends through bot/limits.py itself.

python -m tests.bench.queueing --minutes 2000
"""

import argparse
import random
from datetime import UTC, datetime, timedelta

from bot.limits import PER_GROUP, PER_SECOND, RESERVE, Limits
from flows.notices import Rank
from tests.bench.told import Table

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
MINUTE = 60.0


def waits(rate: float, clerks: int, takes: float) -> float:
    """Mean wait in seconds at so many arrivals a second; without end when it is too many."""
    load = rate * takes
    if load >= clerks:
        return float("inf")
    lost = 1.0  # Erlang B, clerk by clerk
    for number in range(1, clerks + 1):
        lost = load * lost / (number + load * lost)
    queued = lost / (1 - load / clerks * (1 - lost))  # Erlang C
    return queued * takes / (clerks - load) / 2


def simulated(rate: float, minutes: int, seed: int) -> float:
    """The same through the limits of the bot, for ordinary messages to one group."""
    chance, limits = random.Random(seed), Limits(BEGIN - timedelta(hours=1))
    at, total, count, free = 0.0, 0.0, 0, 0.0
    while at < minutes * MINUTE:
        at += chance.expovariate(rate)
        went = max(at, free)
        while True:
            now = BEGIN + timedelta(seconds=went)
            wanted = limits.free_at("group:1", Rank.CARD, now, edit=False)
            if wanted <= now:
                break
            went = (wanted - BEGIN).total_seconds() + 1e-6
        limits.went("group:1", BEGIN + timedelta(seconds=went), edit=False)
        free, total, count = went, total + went - at, count + 1
    return total / count


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--minutes", type=int, default=2_000)
    given = asked.parse_args()
    room = PER_GROUP - RESERVE
    table = Table("group", f"mean wait in seconds, {room} ordinary messages a minute in one group")
    for share in (0.3, 0.5, 0.7, 0.8, 0.9):
        rate = share * room / MINUTE
        found = sum(simulated(rate, given.minutes, seed) for seed in range(3)) / 3
        table.row(
            f"{share:.0%} of it",
            **{"a minute": rate * MINUTE, "model": waits(rate, room, MINUTE), "simulated": found},
        )
    table.end()
    table = Table("all chats", f"mean wait in seconds, {PER_SECOND} messages a second in all chats")
    for share in (0.5, 0.8, 0.9, 0.95):
        rate = share * PER_SECOND
        table.row(f"{share:.0%} of it", **{"a second": rate, "model": waits(rate, PER_SECOND, 1.0)})
    table.end()


if __name__ == "__main__":
    main()
