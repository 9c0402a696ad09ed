"""Takes errands out of the outbox, and first puts back what a doubtful commit took."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Protocol

from bot.clock import Clock
from storage.database import CannotKeep, Overtaken
from storage.outbox import Errand
from storage.slots import ALL, Slots
from storage.unit_of_work import Storage, UnitOfWork

TIMES = 3  # that it is tried, before it is an error


class Share(Protocol):
    """What of the work is ours, and for now still is, where several processes share it."""

    @property
    def slots(self) -> Slots: ...
    def may_send(self) -> bool: ...


async def keep(storage: Storage, write: Callable[[UnitOfWork], Awaitable[None]]) -> None:
    """What came of an errand, in one transaction.

    Once more when news of the same came in at that very moment, or the connection had broken: what
    was told must not be told again for that. To write it twice is to write it once.
    """
    for _ in range(TIMES - 1):
        with suppress(Overtaken, CannotKeep):
            async with storage.work() as work:
                return await write(work)
    async with storage.work() as work:
        await write(work)


class Alone:
    """All of it."""

    slots = ALL

    def may_send(self) -> bool:
        return True


ALONE = Alone()


class Taking:
    """For one loop that tells. `kind` is the one kind that it tells; without it, all the others.

    `share` says at each look whose chats are ours to tell.
    """

    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        at_once: int,
        kind: str | None = None,
        share: Share = ALONE,
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._at_once = at_once
        self._kind = kind
        self._share = share
        self._in_doubt = False  # whether something was taken that nobody tells
        self._has_news = True  # since the last look
        self._looked_at: timedelta | None = None  # since the machine began: clocks are set back
        self._slots = share.slots
        self.next_at: datetime | None = None  # when the first may go, as it was at the last look
        storage.news.any.append(self._hears)

    async def take(self, busy: tuple[str, ...], at_once: int | None = None) -> list[Errand]:
        """What may go now, to addresses that are not busy; fewer at once when that is asked.

        Without news, and before the next moment, there is nothing to look for.
        """
        if not self._share.may_send():
            self.next_at, self._has_news = None, True
            return []
        now = self._clock.now()
        room = max((self._at_once if at_once is None else at_once) - len(busy), 0)
        if not self._in_doubt and not (room and self._is_worth_a_look(now)):
            return []
        self._looked_at, self._has_news, looked = self._clock.since_boot(), False, False
        try:
            taken = await self._look(busy, now, room)
            looked = True
        finally:
            self._has_news = self._has_news or not looked
        return taken

    def _hears(self) -> None:
        self._has_news = True

    def _is_worth_a_look(self, now: datetime) -> bool:
        """Also after a while without news: a command beside us says nothing of what it kept."""
        slots, self._slots = self._slots, self._share.slots
        if self._has_news or self._looked_at is None or slots != self._slots:
            return True
        is_due = self.next_at is not None and self.next_at <= now
        return is_due or self._clock.since_boot() - self._looked_at >= self._clock.looks_every

    async def _look(self, busy: tuple[str, ...], now: datetime, room: int) -> list[Errand]:
        slots, in_doubt = self._share.slots, self._in_doubt
        if self._kind is not None and not in_doubt:  # seldom there: looking is cheaper
            async with self._storage.view() as work:
                self.next_at = await work.outbox.next_at(self._kind, slots)
            if self.next_at is None or self.next_at > now:
                return []
        try:
            async with self._storage.work() as work:
                if in_doubt:
                    await work.outbox.release(busy, now, self._kind)
                self._in_doubt = True
                taken = await work.outbox.take(now, busy, room, self._kind, slots)
                next_at = await work.outbox.next_at(self._kind, slots)
        except Overtaken:  # another process is telling that chat something: it goes first
            self._in_doubt, self._has_news = in_doubt, True
            return []
        self._in_doubt, self.next_at = False, next_at
        return taken
