"""The calendar jobs: being away, forgetting, drawing cards anew, proving that the log is whole."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.anchor import tend
from bot.clock import Clock
from bot.errands import alarm_admins, card_errand
from bot.rounds import sums
from bot.rounds.table import ROUNDS
from bot.visit import House
from flows.calendar import clock_text, day_and_clock, local
from flows.notices import Rank
from flows.state import AlertId
from storage.chain import replay_differs
from storage.outbox import Errand
from storage.unit_of_work import Storage, UnitOfWork

log = logging.getLogger("spoedgroep.housekeeping")

LOOKS_EVERY = timedelta(minutes=1)
AWAY = timedelta(minutes=2)  # a press lives 150 seconds at Telegram: after this some were lost
KEPT = timedelta(days=1)  # a message waits so long at Telegram: after this some were lost too (F12)
REDRAWS_EVERY_HOURS = 6  # a card that somebody deleted is noticed then (F60)


class Housekeeper:
    """Jobs by the calendar, each once per period, however often it is asked."""

    def __init__(
        self,
        house: House,
        storage: Storage,
        clock: Clock,
        is_first: Callable[[], bool] = lambda: True,
    ) -> None:
        """Of several processes the first keeps house; the others are there when it is not."""
        self._house = house
        self._is_first = is_first
        self._storage = storage
        self._clock = clock
        self._looked_at: datetime | None = None
        self._broken, self._differs = 0, 0
        self.verified_at: datetime | None = None
        self.bell = asyncio.Event()

    @property
    def log_is_whole(self) -> bool | None:
        """What the last look at the log found; None before the first."""
        return None if self.verified_at is None else not (self._broken or self._differs)

    async def step(self) -> None:
        """At each ring of the bell: a sign of life, and once a minute a look at the calendar."""
        await self.bell.wait()
        self.bell.clear()
        await self.beat()
        now = self._clock.now()
        if not self._is_first():
            return
        if self._looked_at is None or now - self._looked_at >= LOOKS_EVERY:
            await self.look(now)
            self._looked_at = now

    async def beat(self) -> None:
        """Note that we are alive; after an absence say so where it was missed."""
        real = self._clock.real()
        async with self._storage.work() as work:
            last = await work.pulse.last()
            await work.pulse.beat(real)
            if last is not None and real - last > AWAY:
                await self._was_away(work, real - last)

    async def look(self, now: datetime) -> None:
        """Everything whose period has begun."""
        hour = f"{now:%Y-%m-%dT%H}"
        async with self._storage.work() as work:
            if await work.jobs.first_time("drafts", hour, now):
                for user_id in await work.drafts.expired(now):
                    await work.drafts.drop(user_id)
            part = now.hour // REDRAWS_EVERY_HOURS
            if await work.jobs.first_time("redraw", f"{now:%Y-%m-%d}/{part}", now):
                await self._redraw(work)
            hourly = await work.jobs.first_time("verify", hour, now)
            nightly = await work.jobs.first_time("replay", f"{local(now):%Y-%m-%d}", now)
            compares = await sums.are_to_be_compared(work, now)
        if hourly or self._looked_at is None:  # at the start too (S52)
            await self._verify(nightly=nightly)
        for go_round in ROUNDS:
            async with self._storage.work() as work:
                await go_round(work, self._house, now)
        if compares:
            await sums.compare(self._storage, now)

    async def _was_away(self, work: UnitOfWork, gap: timedelta) -> None:
        """Say from when to when, and put the open cards up again below it."""
        now = self._clock.now()
        log.warning("was away", extra={"seconds": int(gap.total_seconds())})
        key, said = ("gap.group", clock_text) if gap < KEPT else ("gap.group_days", day_and_clock)
        fields = {"start": said(now - gap), "end": said(now)}
        cards = await work.cards.unfinished()
        for group_id in dict.fromkeys(card.group_id for card in cards):
            await work.outbox.tell(
                Errand(
                    kind="screen",
                    group_id=group_id,
                    payload={"screen": "line", "args": {"key": key, **fields}},
                    rank=Rank.ESCALATION,
                    not_before=now,
                    made_at=now,
                )
            )
        for card in cards:
            await work.cards.forget_message(card.alert)
            await work.outbox.tell(card_errand(card.alert, card.group_id, Rank.ESCALATION, now))

    async def _redraw(self, work: UnitOfWork) -> None:
        """Draw them anew also where nothing changed: only an edit finds out what was deleted."""
        now = self._clock.now()
        for card in await work.cards.unfinished():
            await work.cards.keep(replace(card, text_hash=""))
            await work.outbox.tell(card_errand(card.alert, card.group_id, Rank.QUIET, now))

    async def _verify(self, *, nightly: bool) -> None:
        """Is the log whole, and what was anchored elsewhere; each night also what it explains."""
        now = self._clock.now()
        broken = await tend(self._storage, self._house.anchor, now)
        differs: list[AlertId] = []
        if nightly:
            async with self._storage.view() as work:
                differs = await replay_differs(work)
            self._differs = len(differs)
        self._broken, self.verified_at = len(broken), now
        if not broken and not differs:
            return
        log.error("log not whole", extra={"places": len(broken), "alerts": len(differs)})
        async with self._storage.work() as work:
            places = str(len(broken) + len(differs))
            await alarm_admins(work, "admin.chain", now, places=places)
