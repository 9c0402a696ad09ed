"""The processes that share one database: who lives, whose chats are whose, and who goes first."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.clock import Clock
from bot.loops import Step, trouble_of
from storage.processes import GivenUp, Sign
from storage.slots import ALL, Slots, slots_of
from storage.unit_of_work import Storage

log = logging.getLogger("spoedgroep.fellows")

BEATS_EVERY = timedelta(seconds=2)
LOST_AFTER = timedelta(seconds=10)  # without a sign of life, as whoever looks has seen it himself
GONE_AFTER = timedelta(seconds=3)  # the same, when its connection is gone as well
SENDS_FOR = timedelta(seconds=8)  # after its own last sign; less than the others wait
SETTLES_IN = timedelta(minutes=1)  # who was there before may still be in a poll of Telegram's


class Roll:
    """Who lives, as seen from here: by our own counter, so that no two clocks are compared."""

    def __init__(self) -> None:
        self._seen: dict[int, tuple[int, timedelta]] = {}  # beats, and since when it has been that

    def lost(self, signs: Mapping[int, Sign], at: timedelta) -> list[int]:
        """Those that gave no sign for too long, while we ourselves could look all that time."""
        for process, sign in signs.items():
            if self._seen.get(process, (-1, at))[0] != sign.beats:
                self._seen[process] = sign.beats, at
        self._seen = {one: seen for one, seen in self._seen.items() if one in signs}
        return [one for one, sign in signs.items() if at - self._seen[one][1] >= _patience(sign)]

    def forget(self) -> None:
        """What was seen before the database was away says nothing of who lives now."""
        self._seen.clear()


def _patience(sign: Sign) -> timedelta:
    return LOST_AFTER if sign.holds else GONE_AFTER


class Fellows:
    """Use `join` first. Alone on its database, as on SQLite, a process has nothing more to do."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage, self._clock = storage, clock
        self._roll = Roll()
        self._beat_at = self._changed_at = clock.since_boot()
        self._living: tuple[int, ...] = ()
        self.slots: Slots = ALL
        self.given_up = False
        self._heard: list[Callable[[int], None]] = []

    @property
    def _own(self) -> int:
        assert self._storage.process is not None, "it has joined"
        return self._storage.process

    @property
    def count(self) -> int:
        """How many share the work."""
        return max(len(self._living), 1)

    @property
    def is_first(self) -> bool:
        """Whether what one process alone may do, such as asking for updates, is ours to do."""
        return not self._living or self._own == min(self._living)

    @property
    def has_settled(self) -> bool:
        """Whether it has been the same processes for a while."""
        alone = not self._storage.is_shared
        return alone or self._clock.since_boot() - self._changed_at >= SETTLES_IN

    def tells(self, heard: Callable[[int], None]) -> None:
        """Who hears how many share the work, each time that it changes; now, if it is not alone."""
        self._heard.append(heard)
        if self.count > 1:
            heard(self.count)

    def may_send(self) -> bool:
        """Whether nobody can have taken over yet what we have under way."""
        alone = not self._storage.is_shared
        return alone or self._clock.since_boot() - self._beat_at < SENDS_FOR

    async def join(self) -> None:
        """Be one of them; what was under way in those that are no more waits its turn again."""
        now = self._clock.now()
        self._beat_at = self._clock.since_boot()
        if not self._storage.is_shared:  # the file lets one in at a time
            async with self._storage.work() as work:
                return await work.outbox.recover(now)
        async with self._storage.work() as work:
            living = list(await work.processes.signs())
            number = await work.processes.join(now)
            await work.outbox.recover(now, [*living, number])
        self._storage.process = number
        self._share([*living, number])

    def steps(self, stop: asyncio.Event) -> Mapping[str, Step]:
        """The loops of a process that may have others beside it; given up, it is told to stop."""
        if not self._storage.is_shared:
            return {}
        listener = self._storage.listener(self._own, lambda slots: bool(self.slots & slots))

        async def step() -> None:
            await self._looks()
            if self.given_up:
                await listener.close()
                stop.set()

        return {"fellows": step, "listen": listener.step}

    async def leave(self) -> None:
        """Let the others take over at once; what goes wrong they find out by themselves."""
        wrong = await trouble_of(self._leave()) if self._storage.is_shared else None
        if wrong is not None:
            log.error("did not leave", extra={"error": wrong})

    async def turn(self) -> bool:
        """Whether it is ours to do what one process alone does; takes a moment when it is not."""
        if not self.is_first:
            await asyncio.sleep(BEATS_EVERY.total_seconds() / 2)
        return self.is_first

    async def _leave(self) -> None:
        number, now = self._own, self._clock.now()
        self._storage.process = None  # from here on it is a stranger that tidies up
        async with self._storage.work() as work:
            if await work.processes.end(number, now):
                await work.outbox.recover(now, [one for one in self._living if one != number])

    async def _looks(self) -> None:
        """A sign of life, a look at the others, and a rest."""
        wrong = await trouble_of(self.round())
        if wrong is not None:
            log.error("no sign of life", extra={"error": wrong})
            self._roll.forget()
        await asyncio.sleep(BEATS_EVERY.total_seconds())

    async def round(self) -> None:
        """A sign of life, and what it takes to do the work of who gave none."""
        try:
            await self._round(self._own)
        except GivenUp:
            log.critical("given up by the others", extra={"number": self._own})
            self.given_up = True

    async def _round(self, own: int) -> None:
        at = self._clock.since_boot()
        async with self._storage.work() as work:
            await work.processes.beat(own)
        self._beat_at = at
        async with self._storage.view() as work:
            signs = await work.processes.signs()
        living = dict(signs)
        for process in self._roll.lost(signs, at):
            if process != own and await self._take_over(process, signs):
                del living[process]
        self._share(list(living))

    async def _take_over(self, process: int, signs: Mapping[int, Sign]) -> bool:
        """Give up one that is lost, unless it gave a sign at the last moment."""
        now = self._clock.now()
        async with self._storage.work() as work:
            ended = await work.processes.end(process, now, signs[process].beats)
            if ended:
                await work.outbox.recover(now, [one for one in signs if one != process])
        if ended:
            log.error("a process is gone", extra={"number": process})
        return ended

    def _share(self, living: list[int]) -> None:
        if tuple(living) == self._living:
            return
        self._living = tuple(living)
        self.slots = ALL if len(living) == 1 else slots_of(self._own, living)
        self._storage.tells_others = len(living) > 1
        self._changed_at = self._clock.since_boot()
        log.info("processes", extra={"living": len(living), "slots": len(self.slots)})
        for heard in self._heard:
            heard(self.count)
        self._storage.news.tell(("any", "errand"))  # what was another's to tell may be ours now
