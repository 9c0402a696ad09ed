"""An application beside the test that can be struck dead after any commit and around any call."""

import asyncio
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from lives import Life, taken
from place import Place

from bot.screen import Outcome
from bot.telegram.client import Client
from storage.unit_of_work import Storage, UnitOfWork

Strikes = Callable[[int, str], bool]  # the number of the point, and what it lies before or after
CALLS = ("send", "edit", "answer", "pin", "unpin", "delete")


class Crash(BaseException):
    """The plug is pulled; nothing of ours catches this."""


class Fate:
    """Counts the points at which a life may end, and ends it at those that are asked for.

    Whoever is dead keeps and sends nothing any more.
    """

    def __init__(self, strikes: Strikes) -> None:
        self._strikes = strikes
        self.points = 0
        self.struck: Counter[str] = Counter()
        self.is_over = False
        self._between = threading.Lock()  # the test may end all just between two lives
        self._loop: asyncio.AbstractEventLoop | None = None

    def begin(self) -> None:
        with self._between:
            self._loop, self.dead = asyncio.get_running_loop(), asyncio.Event()
            if self.is_over:
                self.dead.set()

    def end(self) -> None:
        with self._between:
            self._loop = None

    def point(self, what: str) -> None:
        self.check()
        self.points += 1
        if self._strikes(self.points, what):
            self.struck[what] += 1
            self.dead.set()
            raise Crash

    def check(self) -> None:
        if self.dead.is_set():
            raise Crash

    def ends_all(self) -> None:
        """From the thread of the test: the last life is over."""
        with self._between:
            self.is_over = True
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self.dead.set)


class MortalStorage(Storage):
    """Keeps what is committed before the end, and nothing after it."""

    fate: Fate

    @asynccontextmanager
    async def work(self) -> AsyncIterator[UnitOfWork]:
        async with super().work() as work:
            yield work
            self.fate.check()
        self.fate.point("after a commit")


def mortal_client(fate: Fate) -> type[Client]:
    """A client that can end just before a call, and just after Telegram carried it out."""

    def around(name: str) -> Callable[..., Any]:
        async def call(self: Client, *args: Any, **options: Any) -> Outcome:
            fate.point(f"before {name}")
            outcome: Outcome = await getattr(Client, name)(self, *args, **options)
            fate.point(f"after {name}")
            return outcome

        return call

    return type("MortalClient", (Client,), {name: around(name) for name in CALLS})


def live(place: Place, fate: Fate, lives: list[Life]) -> None:
    """Life after life, each in an event loop of its own, until all is over."""
    while not fate.is_over:
        life = Life(first=len(place.town.call_log))
        asyncio.run(_live(place, fate))
        life.last, life.taken = len(place.town.call_log), taken(place)
        lives.append(life)


async def _live(place: Place, fate: Fate) -> None:
    fate.begin()
    storage = place.storage(MortalStorage)
    storage.fate = fate
    running = asyncio.create_task(place.app(storage).run(asyncio.Event()))
    death = asyncio.create_task(fate.dead.wait())
    await asyncio.wait([running, death], return_when=asyncio.FIRST_COMPLETED)
    if not fate.dead.is_set():
        fate.is_over = True
        await running  # it went wrong by itself
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    for task in rest:
        if not _is_in_database(task):
            task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
    await storage.close()
    fate.end()


def _is_in_database(task: asyncio.Task[Any]) -> bool:
    """A real death frees the locks of the database; here a step in it must come to its end."""
    file = getattr(task.get_coro(), "cr_code", _live.__code__).co_filename
    return "sqlmodel" in file or "sqlalchemy" in file or file.endswith("storage/database.py")
