"""One simulation: an installation, its town and its people, through the weeks that a seed makes."""

import asyncio
import contextlib
import contextvars
import time
from base64 import urlsafe_b64encode
from collections.abc import Collection
from datetime import timedelta
from functools import partial

from bot.app import App, Outside
from bot.practice.bot_api import TOKEN
from bot.practice.model import Chat
from config import doelgroepen
from config.settings import SQLITE, Settings, keys
from storage.cipher import Cipher
from storage.unit_of_work import Storage

from .beside import ADDRESS, WATCHER, Beside
from .casting import enrol
from .chance import Chance
from .checks import Checks
from .clock import VirtualClock, scheduler_asks
from .days import Days
from .disk import Disk, Shelf
from .fates import Fates, Fired
from .knobs import knobs
from .ledger import Ledger
from .life import Life
from .line import Line, VirtualRequest
from .logbook import Logbook
from .loop import LIFE, VirtualLoop
from .options import Options
from .people import People
from .town import VirtualWorld, town_rules
from .verdict import Verdict

HEALING = timedelta(days=2)
RESTS = (2.0, 30.0)  # seconds between a crash and the next start
CONFIGURATION = doelgroepen.load()
NAMES = ("encryption", "reference", "chain")
SETTINGS = {
    f"{name}_key": urlsafe_b64encode(bytes([number]) * 32).decode()
    for number, name in enumerate(NAMES, start=1)
}


class Simulation:
    """Use `run` once. With `only` no other faults come than those."""

    def __init__(
        self, options: Options, shelf: Shelf, only: Collection[Fired] | None = None
    ) -> None:
        self.options, self.shelf = options, shelf
        self.chance = Chance(options.seed)
        self.loop = VirtualLoop(options.seed)
        self.clock = VirtualClock(self.loop, options.start, options.looks_every)
        self.ledger = Ledger(moment=self.loop.time, day=self.clock.day)
        self.fates = Fates(self.chance, options.rates, only)
        self.disk = Disk(self.fates)
        self.disk.now = self.loop.time
        self.settings = Settings(
            _env_file=None, bot_token=TOKEN, bot_api_url="http://127.0.0.1:1",
            database_url=f"{SQLITE}{shelf.file}", **SETTINGS,
            listen="off", heartbeat_url=WATCHER, second_channel=ADDRESS if options.second else None,
        )  # fmt: skip
        self.beside = Beside(self)
        self.keys = keys(self.settings)
        self.lives: list[Life] = []
        self.groups: dict[str, Chat] = {}
        self.stay_down_until = 0.0
        self.back = asyncio.Event()  # the machine is there again
        self.is_over = False

    def run(self) -> Verdict:
        """Play it all; the verdict says what did not hold."""
        began = time.process_time()
        self.shelf.clear()
        longest = self.options.poll_seconds
        with (
            town_rules(self.chance.at("town", 1), longest),
            scheduler_asks(self.clock),
            knobs(self.options, self.beside),
            Logbook() as self.logbook,
        ):
            try:
                self.loop.run_until_complete(self._whole())
            finally:
                self.disk.bury()
                self.loop.close()
        return Verdict.of(self, time.process_time() - began)

    async def _whole(self) -> None:
        self.world = VirtualWorld(self.clock)
        self.line = Line(world=self.world, fates=self.fates, chance=self.chance, ledger=self.ledger)
        self.people = People(self.world, self.chance, self.loop, self.options.haste)
        self.checks = Checks(self)
        self.logbook.heard = self._heard
        await enrol(self)
        watched = self.loop.create_task(self._keep_alive())
        days = Days(self)
        try:
            await days.pass_by(timedelta(weeks=self.options.weeks))
            if not self.ledger.failures:
                await self._heals(days)
        finally:
            self.is_over = True
            self.back.set()
            if self.lives:
                self.lives[-1].ends(self.loop.time(), "the end")
            await watched
            await days.end()
            self.checks.close()

    def _heard(self, event: str) -> None:
        if event == "running":
            self.lives[-1].runs_since = self.loop.time()

    async def _heals(self, days: "Days") -> None:
        """No more faults: within two days everything must have come right by itself."""
        self.ledger.tell("healing")
        days.mend()
        self.fates.is_healed = True
        self.checks.heals()
        self.stay_down_until = 0.0
        self.back.set()
        self.people.is_asleep = True
        await days.pass_by(HEALING)
        if not self.ledger.failures:
            await self.checks.at_the_end()

    async def _keep_alive(self) -> None:
        """What systemd does: when it ended, start it again."""
        while not self.is_over:
            life = Life(len(self.lives) + 1, self.loop.time())
            self.lives.append(life)
            await self._live(life)
            self.ledger.tell(f"life {life.number} ended: {life.how}")
            rest = self.chance.share("rest", life.number)
            await asyncio.sleep(RESTS[0] + (RESTS[1] - RESTS[0]) * rest)
            await self._stays_down()

    async def _stays_down(self) -> None:
        """As long as the machine is gone, and no longer than the simulation lasts."""
        until = self.stay_down_until
        if self.loop.time() < until and not self.is_over:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(until - self.loop.time()):
                    await self.back.wait()
        self.back.clear()

    async def _live(self, life: Life) -> None:
        """One life, from its start until it is over; what it had under way ends with it."""
        storage = self.shelf.storage(self.disk, life, self.keys.chain, Cipher(self.keys.encryption))
        context = contextvars.copy_context()
        context.run(LIFE.set, life)
        running = self.loop.create_task(self._app(life, storage).run(life.stop), context=context)
        struck = self.loop.create_task(life.over.wait())
        await asyncio.wait([running, struck], return_when=asyncio.FIRST_COMPLETED)
        struck.cancel()
        if running.done() and not life.is_over:
            error = running.exception()
            life.ends(self.loop.time(), "stopped" if error is None else type(error).__name__)
        await life.end()
        self.disk.bury()

    def _app(self, life: Life, storage: Storage) -> App:
        self.checks.watch(life, storage)
        outside = Outside(
            clock=self.clock,
            request=partial(VirtualRequest, self.line, life),
            poll_seconds=self.options.poll_seconds,
            updates_at_once=self.options.updates_at_once,
        )
        return App(self.settings, self.keys, CONFIGURATION, storage, outside)
