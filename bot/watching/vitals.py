"""What is known of the running bot: when things last went well, and what waits in the database."""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.health import ROUND_WITHIN, Reason, Signs, reasons
from bot.watching.lag import LagMonitor
from flows.notices import Rank
from storage.facts import BACKED_UP, PROBE
from storage.instant import read, written
from storage.unit_of_work import Storage, UnitOfWork

LOOKS_EVERY_SECONDS = 10.0
COUNTS_EVERY_SECONDS = 60.0  # what asks for a look at every row, and less often when that is slow
COUNTS_COST = 0.01  # of the time, at most
PROBES_AFTER_SECONDS = 30.0  # without a write: the sign of life of the house comes every ten
NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one look into the database found."""

    waiting: Mapping[int, int] = field(default_factory=dict)  # by rank
    oldest: Mapping[int, timedelta] = field(default_factory=dict)  # by rank
    overdue: timedelta = NOTHING
    backed_up_at: datetime | None = None
    set_aside: int = 0
    unhandled: int = 0  # updates that were read ahead


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What is counted less often."""

    open_alerts: int = 0
    unreachable: int = 0


async def seen_in(work: UnitOfWork, now: datetime) -> Seen:
    """How it stands in the database."""
    waits = await work.traffic.waits()
    due = await work.alerts.earliest_due()
    backed_up = await work.facts.get(BACKED_UP)
    return Seen(
        waiting={rank: count for rank, (count, _) in waits.items()},
        oldest={rank: max(now - oldest, NOTHING) for rank, (_, oldest) in waits.items()},
        overdue=NOTHING if due is None else max(now - due, NOTHING),
        backed_up_at=None if backed_up is None else read(json.loads(backed_up)["at"]),
        set_aside=len(await work.updates.set_asides()),
        unhandled=await work.waiting.count(),
    )


async def counted_in(work: UnitOfWork) -> Counted:
    """What runs, and who is out of reach."""
    return Counted(
        open_alerts=await work.alerts.count_open(),
        unreachable=await work.presence.count_unreachable(),
    )


class Vitals:
    """Collects; `bot/health.py` judges. Ages are of the loop's own clock, which nobody sets."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage, self._clock = storage, clock
        self._since = self._turn()
        self._rounds: dict[str, float] = {}
        self._turns: dict[str, float] = {}
        self._troubles: dict[str, str] = {}
        self._known: dict[Reason, datetime] = {}
        self._counts_at = self._since
        self.lag = LagMonitor(clock)
        self.seen, self.counted = Seen(), Counted()
        self.log_is_whole: Callable[[], bool | None] = lambda: None
        self.canary_late: Callable[[], bool] = lambda: False
        self.canary_took: Callable[[], float | None] = lambda: None
        self.polled_at: datetime | None = None  # by the machine's clock, to show
        storage.after_commit.append(self._wrote)

    def begins(self, loop: str) -> None:
        """From now on its turns have to end."""
        self._turns[loop] = self._turn()

    def came_round(self, loop: str) -> None:
        self._rounds[loop] = self._turns[loop] = self._turn()
        self._troubles.pop(loop, None)

    def went_wrong(self, loop: str, kind: str) -> None:
        self._turns[loop] = self._turn()
        self._troubles[loop] = kind

    def polled(self) -> None:
        """Telegram answered."""
        self._rounds["poll"] = self._turn()
        self.polled_at = self._clock.real()
        self._troubles.pop("receive", None)

    def heard_within(self) -> float:
        """How many seconds ago Telegram last answered a poll, or since when we wait for that."""
        return self._age(self._rounds, "poll")

    def unwell(self) -> Mapping[Reason, datetime]:
        """What is wrong, and since when that is known; empty when the bot is well."""
        now = self._clock.real()
        self._known = {one: self._known.get(one, now) for one in reasons(self.signs())}
        return dict(self._known)

    def signs(self) -> Signs:
        """Everything as it is at this moment."""
        alarm, overdue = self.seen.oldest.get(Rank.ALARM, NOTHING), self.seen.overdue
        return Signs(
            polled=self.heard_within(),
            wrote=self._age(self._rounds, "write"),
            looked=self._age(self._rounds, "look"),
            token_refused="TokenRefused" in self._troubles.values(),
            alarm_waits=alarm.total_seconds(),
            overdue=overdue.total_seconds(),
            rounds={name: self._age(self._rounds, name) for name in ROUND_WITHIN},
            turns={name: self._age(self._turns, name) for name in self._turns},
            lag=self.lag.worst(),
            chain_whole=self.log_is_whole(),
            canary_late=self.canary_late(),
        )

    async def step(self) -> None:
        await self.look()
        await asyncio.sleep(LOOKS_EVERY_SECONDS)

    async def look(self) -> None:
        """One look into the database; whether it can be written comes first."""
        if self._age(self._rounds, "write") > PROBES_AFTER_SECONDS:
            async with self._storage.work() as work:
                await work.facts.set(PROBE, written(self._clock.real()))
        async with self._storage.view() as work:
            self.seen = await seen_in(work, self._clock.now())
        if self._turn() >= self._counts_at:
            await self._count()
        self._rounds["look"] = self._turn()

    async def _count(self) -> None:
        began = self._turn()
        async with self._storage.view() as work:
            self.counted = await counted_in(work)
        took = self._turn() - began
        self._counts_at = self._turn() + max(COUNTS_EVERY_SECONDS, took / COUNTS_COST)

    def _wrote(self) -> None:
        self._rounds["write"] = self._turn()

    def _age(self, moments: Mapping[str, float], name: str) -> float:
        return self._turn() - moments.get(name, self._since)

    def _turn(self) -> float:
        return asyncio.get_running_loop().time()
