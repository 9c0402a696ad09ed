"""Tells what is in the outbox: newest state to screen to messenger, and the outcome back."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable
from datetime import datetime, timedelta
from typing import Protocol

from bot.aftermath import MOST_PAUSE, Aftermath, alarm_bug, hash_of
from bot.clock import Clock, Pace, wait
from bot.deeds import DEEDS, LOOKS, Doer, is_wanted
from bot.drawing import Drawn, draw, with_paper
from bot.errands import chat_of, language_of_reader
from bot.fetching import FETCH, Fetcher, fetch
from bot.limits import Limits
from bot.loops import place
from bot.screen import Done, Gone, Outcome, Screen
from bot.taking import ALONE, Share, Taking, keep
from bot.visit import House
from storage.cards import Card
from storage.outbox import BOARD, Errand
from storage.unit_of_work import Storage, UnitOfWork

log = logging.getLogger("spoedgroep.teller")

AT_ONCE = 16
PACE_SECONDS = 0.02  # presses that come together are told together
UNTRUE = "not true any more"
TELLS_AFTER, GIVES_UP_AFTER = 3, 10  # times that we went wrong ourselves: seconds, minutes


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
        self._aftermath = Aftermath(house, limits)
        self._share = share
        self._taking = Taking(storage, clock, AT_ONCE, share=share)
        self._pace = Pace(PACE_SECONDS)
        self.bell = asyncio.Event()

    async def step(self) -> None:
        """Hand out what may go now; when that is nothing, wait for news or for the next moment."""
        await self._pace.turn()
        self.bell.clear()
        await self._collect()
        room = self._aftermath.silence.room(AT_ONCE, self._clock.now())
        errands = await self._taking.take(tuple(self._under_way), room)
        for errand in errands:
            task = asyncio.create_task(self._tell(errand))
            task.add_done_callback(lambda _: self.bell.set())
            self._under_way[errand.address] = (errand, task)
        if not errands:
            next_at = self._taking.next_at  # whatever came since rings the bell
            now = self._clock.now()
            late = next_at is not None and next_at <= now
            silent = self._aftermath.silence.until(now)
            await wait(self._clock, silent or (None if late else next_at), self.bell)

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
            await alarm_bug(work, errand, now)

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
            return await keep(self._storage, lambda work: work.outbox.drop(errand.id, now, UNTRUE))
        edit = _edited(errand, card) if board is None else board
        redraws = edit is not None and errand.kind == "card"  # who answers questions does not wait
        free_at = self._limits.free_at(errand.address, errand.rank, now, edit=redraws)
        if free_at > now or not self._share.may_send():
            return await keep(
                self._storage, lambda work: work.outbox.later(errand.id, free_at, "limit")
            )
        self._limits.went(errand.address, now, edit=redraws)
        if drawn.scene is not None:
            await self._messenger.busy(chat_id)
            drawn = await with_paper(house, drawn)
        outcome = await self._carry_out(house, errand, chat_id, edit, drawn, card)
        end = self._clock.now()
        await keep(
            self._storage,
            lambda work: self._aftermath.settle(work, errand, outcome, drawn, chat_id, end),
        )

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
        if errand.kind == "card" and card is not None and card.text_hash == hash_of(screen):
            return Done(message_id=edit)
        outcome = await messenger.edit(chat_id, edit, screen)
        if isinstance(outcome, Gone) and errand.kind != "card":
            return await messenger.send(chat_id, screen)
        return outcome


def _edited(errand: Errand, card: Card | None) -> int | None:
    """The message that is changed, None when a new one is sent."""
    if errand.kind == "card":
        return card.message_id if card is not None and card.group_id == errand.group_id else None
    edit = errand.payload.get("edit")
    return int(edit) if edit is not None else None
