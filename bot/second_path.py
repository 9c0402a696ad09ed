"""The second path: what Telegram does not bring within 90 seconds goes by the second channel."""

import asyncio
import logging
from datetime import datetime, timedelta

from bot.clock import Clock, Pace, wait
from bot.errands import alarm_admins, second_errand
from bot.loops import place
from bot.perform import perform
from bot.second_channel import SecondChannel
from bot.taking import ALONE, Share, Taking, keep
from bot.token_watch import TokenWatch
from config.second_channel import EVERYONE
from config.texts import Texts
from flows.notices import Audience, Notice, NoticeKind, Rank
from flows.rules import Role
from flows.second_path import NoteSecondPath
from flows.state import CLOCK, Alert
from flows.undelivered import is_owed, level_of, owner_of
from storage.codec import unpack_notice
from storage.errand_queries import SECOND
from storage.outbox import Errand
from storage.traffic_tables import ErrandState
from storage.unit_of_work import Storage, UnitOfWork

log = logging.getLogger("spoedgroep.second")

WITHIN = timedelta(seconds=90)  # then the messenger has had its time (R5)
REFUSED_WITHIN = timedelta(seconds=60)  # a token that is refused so long is told (F32)
AT_ONCE = 4
PACE_SECONDS = 0.5  # what it waits for takes a minute and a half
LOOKS_AT = 50  # errands in one transaction
FIRST_PAUSE, MOST_PAUSE = timedelta(minutes=1), timedelta(minutes=10)
GIVES_UP_AFTER = 10


class SecondPath:
    """A loop of its own, so that nothing that hangs at Telegram holds it up."""

    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        channel: SecondChannel,
        texts: Texts,
        token: TokenWatch,
        share: Share = ALONE,
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._channel = channel
        self._addresses = channel.addresses
        self._texts = texts
        self._token = token
        self._under_way: dict[str, tuple[Errand, asyncio.Task[None]]] = {}
        self._taking = Taking(storage, clock, AT_ONCE, SECOND, share)
        self._pace = Pace(PACE_SECONDS)
        self.bell = asyncio.Event()

    async def step(self) -> None:
        """Choose for what the second channel is needed, hand out what is to be sent, and wait."""
        await self._pace.turn()
        self.bell.clear()
        await self._collect()
        if self._addresses:
            await self._look()
        errands = await self._taking.take(tuple(self._under_way))
        for errand in errands:
            task = asyncio.create_task(self._send(errand))
            task.add_done_callback(lambda _: self.bell.set())
            self._under_way[errand.address] = (errand, task)
        if not errands:
            await wait(self._clock, await self._next_at(), self.bell)

    async def finish(self) -> None:
        """Wait for what is under way; what came of it is kept."""
        tasks = [task for _, task in self._under_way.values()]
        await asyncio.gather(*tasks, return_exceptions=True)  # the next start puts back what failed

    async def _collect(self) -> None:
        """Let go of what has ended; what ended in an error of ours waits its turn."""
        for address, (errand, task) in list(self._under_way.items()):
            if not task.done():
                continue
            error = task.exception()
            if error is not None:
                log.error("errand went wrong", extra={"errand": errand.id, "error": place(error)})
                async with self._storage.work() as work:
                    await self._again(work, errand, type(error).__name__)
            del self._under_way[address]

    async def _look(self) -> None:
        now = self._clock.now()
        async with self._storage.view() as work:
            late = await work.second_path.undelivered(Rank.ESCALATION, now - WITHIN, LOOKS_AT)
        refused = self._token.refused_since
        if late:
            async with self._storage.work() as work:
                for errand in late:
                    await self._choose(work, errand, now)
        if refused is not None and now - refused >= REFUSED_WITHIN:
            async with self._storage.work() as work:
                if await work.jobs.first_time("second:token", f"{now:%Y-%m-%dT%H}", now):
                    await work.outbox.tell(second_errand(EVERYONE, now, text="second.token"))

    async def _choose(self, work: UnitOfWork, errand: Errand, now: datetime) -> None:
        """Decide once for each errand, and tell once for each alert, recipient and level."""
        alert = await work.alerts.load(errand.alert) if errand.alert else None
        if not await work.second_path.looked_at(errand.id, now) or alert is None:
            return
        notice = _notice(alert, errand)
        if errand.kind == "card" and await _was_shown(work, alert):
            return
        recipient = self._addresses.recipient(alert.network, owner_of(alert, notice))
        if not is_owed(alert, notice, now) or await self._others_hear(work, errand, recipient):
            return
        level = level_of(alert, notice)
        if await work.second_path.first_time(alert.id, recipient, level, now):
            await work.outbox.tell(second_errand(recipient, now, alert.id, level=level))

    async def _others_hear(self, work: UnitOfWork, errand: Errand, recipient: str) -> bool:
        """Whether who cannot be written to has colleagues who can, and no address of the role.

        The network as a whole is not told at each alert of one person who never starts the bot.
        """
        if recipient != EVERYONE or errand.alert is None or errand.tag is None:
            return False
        if not await work.second_path.has_failed(errand.id):
            return False
        states = await work.outbox.sent_for(errand.alert, errand.tag)
        return any(state is not ErrandState.FAILED for state in states)

    async def _next_at(self) -> datetime | None:
        moments = [self._taking.next_at]  # whatever came since rings the bell
        if self._addresses:
            async with self._storage.view() as work:
                wanted = await work.second_path.wanted_since(Rank.ESCALATION)
            moments.append(None if wanted is None else wanted + WITHIN)
        if self._token.refused_since is not None:
            moments.append(self._token.refused_since + REFUSED_WITHIN)
        now = self._clock.now()  # what is past is busy, or has no address
        return min((one for one in moments if one is not None and one > now), default=None)

    async def _send(self, errand: Errand) -> None:
        """Say it, outside any transaction; then note in the log of the alert that it was said."""
        async with self._storage.view() as work:
            alert = await work.alerts.load(errand.alert) if errand.alert else None
        if errand.alert is not None and (alert is None or alert.ended is not None):
            async with self._storage.work() as work:
                await work.outbox.drop(errand.id, self._clock.now(), "not true any more")
            return
        recipient = str(errand.payload["to"])
        addresses = self._addresses.of(alert.network if alert else "", recipient)
        taken = await self._channel.send_to(addresses, self._said(alert, errand))
        await keep(self._storage, lambda work: self._settle(work, errand, recipient, taken=taken))

    async def _settle(
        self, work: UnitOfWork, errand: Errand, recipient: str, *, taken: bool
    ) -> None:
        now = self._clock.now()
        if not taken:
            await alarm_admins(work, "admin.second_path", now, alert=errand.alert or "–")
            return await self._again(work, errand, "no provider took it")
        await work.outbox.done(errand.id, now)
        if errand.alert is not None and await work.alerts.load(errand.alert) is not None:
            role = None if recipient == EVERYONE else Role(recipient)
            level = str(errand.payload["level"])
            command = NoteSecondPath(by=CLOCK, role=role, level=level)
            await perform(work, errand.alert, command, now)

    def _said(self, alert: Alert | None, errand: Errand) -> str:
        """A constant sentence, with at most the number of the alert in it (I27)."""
        if alert is None:
            return self._texts(str(errand.payload["text"]))
        return self._texts("second.drill" if alert.drill else "second.alert", id=alert.id)

    async def _again(self, work: UnitOfWork, errand: Errand, why: str) -> None:
        now = self._clock.now()
        log.error("second channel failed", extra={"errand": errand.id, "alert": errand.alert})
        if errand.attempts + 1 >= GIVES_UP_AFTER:
            return await work.outbox.fail(errand.id, now, why)
        pause = min(FIRST_PAUSE * 2**errand.attempts, MOST_PAUSE)
        await work.outbox.later(errand.id, now + pause, why)


def _notice(alert: Alert, errand: Errand) -> Notice:
    if errand.kind == "notice":
        return unpack_notice(errand.payload)
    card, group = NoticeKind.CARD, Audience.GROUP
    return Notice(kind=card, audience=group, rank=Rank.ALARM, round=alert.round)


async def _was_shown(work: UnitOfWork, alert: Alert) -> bool:
    """Whether the group has seen a card: that it is not the newest alarms nobody."""
    card = await work.cards.of(alert.id)
    return card is not None and card.drawn_version > 0
