"""Takes errands out of the outbox, and first puts back what a doubtful commit took."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
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
        self.next_at: datetime | None = None  # when the first may go, as it was at the last look

    async def take(self, busy: tuple[str, ...], at_once: int | None = None) -> list[Errand]:
        """What may go now, to addresses that are not busy; fewer at once when that is asked.

        Looking is cheap; only what is there is written down as taken.
        """
        if not self._share.may_send():
            self.next_at = None
            return []
        now, slots = self._clock.now(), self._share.slots
        room = max((self._at_once if at_once is None else at_once) - len(busy), 0)
        async with self._storage.view() as work:
            self.next_at = next_at = await work.outbox.next_at(self._kind, slots)
        if not self._in_doubt and (not room or next_at is None or next_at > now):
            return []
        in_doubt = self._in_doubt
        try:
            async with self._storage.work() as work:
                if self._in_doubt:
                    await work.outbox.release(busy, now, self._kind)
                self._in_doubt = True
                taken = await work.outbox.take(now, busy, room, self._kind, slots)
        except Overtaken:  # another process is telling that chat something: it goes first
            self._in_doubt = in_doubt
            return []
        self._in_doubt = False
        return taken
