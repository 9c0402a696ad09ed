"""Takes errands out of the outbox, and first puts back what a doubtful commit took."""

from datetime import datetime

from bot.clock import Clock
from storage.outbox import Errand
from storage.unit_of_work import Storage


class Taking:
    """For one loop that tells. `kind` is the one kind that it tells; without it, all the others."""

    def __init__(
        self, storage: Storage, clock: Clock, at_once: int, kind: str | None = None
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._at_once = at_once
        self._kind = kind
        self._in_doubt = False  # whether something was taken that nobody tells
        self.next_at: datetime | None = None  # when the first may go, as it was at the last look

    async def take(self, busy: tuple[str, ...]) -> list[Errand]:
        """What may go now, to addresses that are not busy.

        Looking is cheap; only what is there is written down as taken.
        """
        now, room = self._clock.now(), self._at_once - len(busy)
        async with self._storage.view() as work:
            self.next_at = next_at = await work.outbox.next_at(self._kind)
        if not self._in_doubt and (not room or next_at is None or next_at > now):
            return []
        async with self._storage.work() as work:
            if self._in_doubt:
                await work.outbox.release(busy, now, self._kind)
            self._in_doubt = True
            taken = await work.outbox.take(now, busy, room, self._kind)
        self._in_doubt = False
        return taken
