"""Tells what is in the outbox: newest state to screen to messenger, and the outcome back."""

import asyncio
import hashlib
import logging
from collections import Counter
from collections.abc import Awaitable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol, assert_never

from bot.clock import Clock, wait
from bot.deeds import DEEDS, LOOKS, Doer, failed, is_wanted
from bot.drawing import Drawn, draw, with_paper
from bot.errands import alarm_admins, chat_of, language_of_reader, pin_errand
from bot.fetching import FETCH, Fetcher, fetch
from bot.limits import Limits
from bot.loops import place
from bot.perform import nobody_reached, tag_of
from bot.screen import Barred, Bug, Done, Gone, Later, Moved, Outcome, Screen
from bot.taking import ALONE, Share, Taking
from bot.visit import House
from flows.people import Reach
from flows.terms import Phase
from storage.cards import Card
from storage.outbox import BOARD, Errand
from storage.traffic_tables import ErrandState
from storage.unit_of_work import Storage, UnitOfWork

log = logging.getLogger("spoedgroep.teller")

AT_ONCE = 16
TELLS_AFTER, GIVES_UP_AFTER = 3, 10  # times that we went wrong ourselves: seconds, minutes
MOST_PAUSE = timedelta(seconds=60)
GROUP_LOST_PAUSE = timedelta(seconds=90)


class Messenger(Doer, Fetcher, Protocol):
    """What the teller needs of a messenger; trouble outside comes back as an Outcome."""

    def send(self, chat_id: int, screen: Screen) -> Awaitable[Outcome]: ...
    def edit(self, chat_id: int, message_id: int, screen: Screen) -> Awaitable[Outcome]: ...
    def busy(self, chat_id: int) -> Awaitable[None]: ...


class Teller:
    """Takes errands in order of rank, one at a time per chat, several chats at once."""

    def __init__(
        self,
        house: House,
        storage: Storage,
        clock: Clock,
        messenger: Messenger,
        limits: Limits,
        share: Share = ALONE,
    ) -> None:
        self._house = house
        self._storage = storage
        self._clock = clock
        self._messenger = messenger
        self._limits = limits
        self._under_way: dict[str, tuple[Errand, asyncio.Task[None]]] = {}
        self._slips: Counter[int] = Counter()
        self._pauses: dict[str, timedelta] = {}
        self._share = share
        self._taking = Taking(storage, clock, AT_ONCE, share=share)
        self.bell = asyncio.Event()

    async def step(self) -> None:
        """Hand out what may go now; when that is nothing, wait for news or for the next moment."""
        self.bell.clear()
        await self._collect()
        errands = await self._taking.take(tuple(self._under_way))
        for errand in errands:
            task = asyncio.create_task(self._tell(errand))
            task.add_done_callback(lambda _: self.bell.set())
            self._under_way[errand.address] = (errand, task)
        if not errands:
            next_at = self._taking.next_at  # whatever came since rings the bell
            late = next_at is not None and next_at <= self._clock.now()
            await wait(self._clock, None if late else next_at, self.bell)

    async def finish(self) -> None:
        """Wait for what is under way; what it meant is kept."""
        tasks = [task for _, task in self._under_way.values()]
        await asyncio.gather(*tasks, return_exceptions=True)  # the next start puts back what failed

    async def _collect(self) -> None:
        """Let go of what has ended; what ended in an error of ours is put back first."""
        ended = [pair for pair in self._under_way.values() if pair[1].done()]
        if any(task.exception() for _, task in ended):
            async with self._storage.work() as work:
                for errand, task in ended:
                    await self._put_back(work, errand, task.exception(), self._clock.now())
        self._forget(ended)

    async def _put_back(
        self, work: UnitOfWork, errand: Errand, error: BaseException | None, now: datetime
    ) -> None:
        """An errand in which we went wrong waits its turn, and shuts no chat to others."""
        if error is None:
            return
        slips = self._slips[errand.id] + 1
        log.error("errand went wrong", extra={"errand": errand.id, "error": place(error)})
        if slips < GIVES_UP_AFTER:
            pause = min(timedelta(seconds=2**slips), MOST_PAUSE)
            await work.outbox.later(errand.id, now + pause, type(error).__name__)
        else:
            await work.outbox.fail(errand.id, now, type(error).__name__)
        if slips in (TELLS_AFTER, GIVES_UP_AFTER):
            await _alarm_bug(work, errand, now)

    def _forget(self, ended: list[tuple[Errand, asyncio.Task[None]]]) -> None:
        for errand, task in ended:
            del self._under_way[errand.address]
            if task.exception() is None:
                self._slips.pop(errand.id, None)
            else:
                self._slips[errand.id] += 1

    async def _tell(self, errand: Errand) -> None:
        now = self._clock.now()
        async with self._storage.view() as work:
            house = self._house.speaking(await language_of_reader(work, errand, self._house.common))
            drawn = await self._drawn(house, work, errand, now)
            chat_id = await chat_of(work, errand)
            card = await work.cards.of(errand.alert) if errand.alert else None
            board = await work.outbox.message_of(errand) if errand.tag == BOARD else None
        if drawn is None or chat_id is None:
            async with self._storage.work() as work:
                await work.outbox.drop(errand.id, now, "not true any more")
            return
        edit = _edited(errand, card) if board is None else board
        redraws = edit is not None and errand.kind == "card"  # who answers questions does not wait
        free_at = self._limits.free_at(errand.address, errand.rank, now, edit=redraws)
        if free_at > now or not self._share.may_send():
            async with self._storage.work() as work:
                await work.outbox.later(errand.id, free_at, "limit")
            return
        self._limits.went(errand.address, now, edit=redraws)
        if drawn.scene is not None:
            await self._messenger.busy(chat_id)
            drawn = await with_paper(house, drawn)
        outcome = await self._carry_out(house, errand, chat_id, edit, drawn, card)
        await self._settle(errand, outcome, drawn, chat_id)

    async def _drawn(
        self, house: House, work: UnitOfWork, errand: Errand, now: datetime
    ) -> Drawn | None:
        if errand.kind in DEEDS and not await is_wanted(house, work, errand):
            return None
        if errand.kind in DEEDS or errand.kind in LOOKS or errand.kind == FETCH:
            return Drawn(screen=Screen(text=""), alert=None)
        return await draw(house, work, errand, now)

    async def _carry_out(
        self,
        house: House,
        errand: Errand,
        chat_id: int,
        edit: int | None,
        drawn: Drawn,
        card: Card | None,
    ) -> Outcome:
        messenger, screen = self._messenger, drawn.screen
        if errand.kind in DEEDS:
            return await DEEDS[errand.kind](messenger, chat_id, errand)
        if errand.kind in LOOKS:
            now, look = self._clock.now(), LOOKS[errand.kind]
            return await look(house, self._storage, messenger, errand, now)
        if errand.kind == FETCH:
            now = self._clock.now()
            return await fetch(house, self._storage, messenger, errand, now)
        if edit is None:
            return await messenger.send(chat_id, screen)
        if errand.kind == "card" and card is not None and card.text_hash == _hash(screen):
            return Done(message_id=edit)
        outcome = await messenger.edit(chat_id, edit, screen)
        if isinstance(outcome, Gone) and errand.kind != "card":
            return await messenger.send(chat_id, screen)
        return outcome

    async def _settle(self, errand: Errand, outcome: Outcome, drawn: Drawn, chat_id: int) -> None:
        now = self._clock.now()
        async with self._storage.work() as work:
            if await failed(self._house, work, errand, outcome, now):
                return
            match outcome:
                case Done():
                    self._pauses.pop(errand.address, None)
                    await work.outbox.done(errand.id, now, outcome.message_id)
                    self._house.meter.delivered(errand.kind, errand.rank, errand.waited(now))
                    if errand.kind == "card":
                        await self._card_drawn(work, errand, outcome, drawn, now)
                case Gone():
                    await self._gone(work, errand, now)
                case Later():
                    await self._later(work, errand, outcome, now)
                case Moved():
                    await work.groups.migrate(chat_id, outcome.chat_id)
                    if errand.group_id is not None:
                        await work.outbox.later(errand.id, now, "moved")
                    else:  # a line to a chat by its number, which will never be right again
                        await work.outbox.drop(errand.id, now, "moved")
                case Barred():
                    await self._barred(work, errand, outcome, drawn, now)
                case Bug():
                    log.error("errand refused", extra={"errand": errand.id})
                    await work.outbox.fail(errand.id, now, outcome.error)
                    await _alarm_bug(work, errand, now)
                case _:
                    assert_never(outcome)

    async def _card_drawn(
        self, work: UnitOfWork, errand: Errand, outcome: Done, drawn: Drawn, now: datetime
    ) -> None:
        alert = drawn.alert
        assert alert is not None
        assert errand.group_id is not None
        before = await work.cards.of(alert.id)
        message_id = outcome.message_id or (before.message_id if before else None)
        card = Card(
            alert=alert.id,
            group_id=errand.group_id,
            message_id=message_id,
            drawn_version=alert.version,
            text_hash=_hash(drawn.screen),
            pinned=before.pinned if before and before.message_id == message_id else False,
        )
        runs = alert.phase is not Phase.CLOSED
        if message_id is not None and runs != card.pinned:
            kind = "pin" if runs else "unpin"
            await work.outbox.tell(pin_errand(kind, alert.id, errand.group_id, message_id, now))
            card = replace(card, pinned=runs)
        await work.cards.keep(card)

    async def _gone(self, work: UnitOfWork, errand: Errand, now: datetime) -> None:
        if errand.kind == "card" and errand.alert is not None:
            await work.cards.forget_message(errand.alert)
            await work.outbox.later(errand.id, now, "message gone: post anew")
        else:
            await work.outbox.drop(errand.id, now, "message gone")

    async def _later(self, work: UnitOfWork, errand: Errand, outcome: Later, now: datetime) -> None:
        if outcome.perhaps and not errand.again:
            await work.outbox.drop(errand.id, now, f"unknown: {outcome.error}")
            return
        pause = min(self._pauses.get(errand.address, outcome.at - now) * 2, MOST_PAUSE)
        self._pauses[errand.address] = pause
        at = max(outcome.at, now + pause / 2)
        self._limits.shut(errand.address, outcome.at)
        log.warning("errand put off", extra={"errand": errand.id, "why": outcome.error})
        await work.outbox.later(errand.id, at, outcome.error or "later")

    async def _barred(
        self, work: UnitOfWork, errand: Errand, outcome: Barred, drawn: Drawn, now: datetime
    ) -> None:
        if errand.kind in LOOKS:
            await work.outbox.drop(errand.id, now, outcome.error)
        elif errand.group_id is not None:  # nothing is thrown away: the group may come back
            await work.outbox.later(errand.id, now + GROUP_LOST_PAUSE, "group closed to the bot")
            doelgroep = drawn.alert.doelgroep if drawn.alert else "–"
            await alarm_admins(work, "admin.group_lost", now, doelgroep=doelgroep)
        else:
            await work.outbox.fail(errand.id, now, "barred")
            if errand.user_id is not None:
                await work.people.set_reach(errand.user_id, Reach.BLOCKED)
            await self._nobody_left(work, errand, drawn, now)

    async def _nobody_left(
        self, work: UnitOfWork, errand: Errand, drawn: Drawn, now: datetime
    ) -> None:
        """When every chat of this rung is closed the ladder goes on at once."""
        if drawn.notice is None or errand.alert is None or errand.tag != tag_of(drawn.notice):
            return
        if errand.tag is None:
            return
        states = await work.outbox.sent_for(errand.alert, errand.tag)
        if all(state is ErrandState.FAILED for state in states):
            await nobody_reached(work, errand.alert, drawn.notice, now)


async def _alarm_bug(work: UnitOfWork, errand: Errand, now: datetime) -> None:
    alert = errand.alert or "–"
    await alarm_admins(work, "admin.bug", now, errand=str(errand.id), alert=alert)


def _edited(errand: Errand, card: Card | None) -> int | None:
    """The message that is changed, None when a new one is sent."""
    if errand.kind == "card":
        return card.message_id if card is not None and card.group_id == errand.group_id else None
    edit = errand.payload.get("edit")
    return int(edit) if edit is not None else None


def _hash(screen: Screen) -> str:
    return hashlib.sha256(repr((screen.text, screen.rows)).encode()).hexdigest()
