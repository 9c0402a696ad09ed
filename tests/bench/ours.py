"""`spoedgroep run` as it is, but that Telegram's limits are lifted and time begins when it is told.

The settings stand in the environment, as always.
python -m tests.bench.ours --moment 2026-11-27T09:00:00+00:00 --profile FILE --limits
"""

import argparse
import asyncio
import cProfile
import signal
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import commands
from bot.app import Outside
from bot.clock import OfTheMachine
from bot.limits import Limits
from bot.logs import set_up


class Unlimited(Limits):
    """No limits but those that Telegram itself answers with."""

    def free_at(self, address: str, rank: int, now: datetime, *, edit: bool) -> datetime:
        return self._shut_until.get(address, now)

    def went(self, address: str, now: datetime, *, edit: bool) -> None:
        """Nothing is counted."""


@dataclass
class ClockFrom(OfTheMachine):
    """The clock of this machine, as if the process had started at another moment."""

    ahead: timedelta
    looks_every = timedelta(seconds=5)

    def now(self) -> datetime:
        return self.real() + self.ahead


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--moment", type=datetime.fromisoformat, required=True)
    asked.add_argument("--profile", type=Path)
    asked.add_argument("--limits", action="store_true", help="those of Telegram, as in earnest")
    given = asked.parse_args()
    outside = Outside(
        clock=ClockFrom(given.moment - datetime.now(UTC)),
        limits=Limits if given.limits else Unlimited,
    )
    set_up()
    if given.profile is None:
        return asyncio.run(commands.run(outside))
    profile = cProfile.Profile()  # from one signal to the other, so without start and end
    signal.signal(signal.SIGUSR1, lambda *_: profile.enable())
    signal.signal(signal.SIGUSR2, lambda *_: profile.disable())
    asyncio.run(commands.run(outside))
    profile.dump_stats(given.profile)


if __name__ == "__main__":
    main()
