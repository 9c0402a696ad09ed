"""The town that stays open: the real application in it, everybody's phone, a clock, and trouble."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from bot.installation import opened
from bot.loops import forever, trouble_of
from bot.practice.clock import TownClock
from bot.practice.model import Chat
from bot.practice.page import shown
from bot.practice.page.school import School
from bot.practice.page.settling import BEHEERDER, Settled, settle
from bot.practice.page.timeline import timeline
from bot.practice.phones import Phone
from bot.practice.process import PATIENCE, Application
from bot.practice.refusals import Json
from bot.practice.town import Town
from bot.practice.world import World
from config.settings import Settings
from config.texts import Texts
from flows.calendar import AMSTERDAM
from flows.notices import Rank
from storage.unit_of_work import Storage

log = logging.getLogger("spoedgroep.town")

FRIDAY_AFTERNOON = datetime(2026, 11, 27, 14, 40, tzinfo=AMSTERDAM)
LOOKS_EVERY_SECONDS = 0.25  # at the log, and only when something changed
A_PAUSE = timedelta(minutes=1)  # the longest that the bot leaves between two messages


class OpenTown:
    """Use `open_town`. What a browser does to it is in acts.py, what it is told in feed.py."""

    def __init__(
        self, town: Town, application: Application, storage: Storage, settled: Settled, texts: Texts
    ) -> None:
        self._town, self._application = town, application
        self.storage, self.settled, self.texts = storage, settled, texts
        self.world: World = town.world
        self.clock: TownClock = town.clock
        self.school = School(storage, texts, town.clock)
        self.timeline: Json = {"alerts": []}
        self.double = self.is_away = False
        self._restarting: asyncio.Task[None] | None = None
        self._seen = -1  # up to which change the log was looked at

    def phone(self, user_id: int) -> Phone:
        return self._town.phones[user_id]

    def chats(self) -> Iterator[Chat]:
        """Those that somebody looks at, each as what it has become."""
        for phone in self.settled.phones.values():
            yield self.world.chats[phone.id]
        for group in self.settled.groups.values():
            yield group.now

    def now_shown(self) -> Json:
        """Everything but the messages; the clock as it was set, so that a browser can run it."""
        return {
            "people": shown.people(self.settled),
            "chats": shown.chats(self.chats()),
            "clock": self.clock.setting(),
            "faults": {
                "away": self.is_away,
                "blocked": self.settled.phones["om"].user.blocked,
                "double": self.double,
            },
            "restarting": self._restarting is not None,
        }

    async def next_due(self) -> datetime | None:
        """When the bot looks at an alert again."""
        async with self.storage.view() as work:
            return await work.alerts.earliest_due()

    async def goes_away(self, away: bool) -> None:
        """Telegram goes, or comes back."""
        if away != self.is_away:
            self.is_away = away
            await (self._town.faults.down() if away else self._town.faults.up())

    def restarts(self) -> None:
        """The bot stops and starts again; a second wish meanwhile is the same one."""
        if self._restarting is None:
            self._restarting = asyncio.create_task(self._restart())
            self.world.changes.notify()

    async def _restart(self) -> None:
        wrong = await trouble_of(self._application.restart())
        if wrong is not None:
            log.error("not started again", extra={"error": wrong})
        self._restarting = None
        self.world.changes.notify()

    async def look(self) -> None:
        """Bring the timeline and the lesson up to the log, when something changed."""
        if self._seen != self.world.changes.count:
            self._seen = self.world.changes.count
            await self.school.looks()
            fresh = await timeline(self.storage, self.texts, self.clock.now())
            if fresh != self.timeline:
                self.timeline = fresh
                self._seen = self.world.changes.notify()
        if not self.clock.setting()["rate"] and not self.is_away:
            await self._passes_a_pause()
        await asyncio.sleep(LOOKS_EVERY_SECONDS)

    async def _has_to_tell(self) -> bool:
        async with self.storage.view() as work:
            return await work.outbox.oldest_waiting(rank=Rank.QUIET) is not None

    async def _passes_a_pause(self) -> None:
        """Who stops the clock is answered all the same: it goes to where only the bot waits for."""
        async with self.storage.view() as work:
            at = await work.outbox.next_at()
        now = self.clock.now()
        if at is not None and now < at <= now + A_PAUSE:
            self.clock.moves_to(at)
            self.world.changes.notify()

    async def welcome(self) -> None:
        """Everybody opens the bot, and gets the button that stays.

        The beheerder is told of the weekend first, as on any Friday afternoon: the page always
        opens with the same messages in the same order.
        """
        beheerder = self.settled.phones[BEHEERDER]
        await self._town.until(beheerder.chat, PATIENCE, "the duty of the weekend")
        async with asyncio.timeout(PATIENCE):
            while await self._has_to_tell():
                await self.world.changes.wait(LOOKS_EVERY_SECONDS)
        for phone in self.settled.phones.values():
            await phone.types("/start")
        everybody = self.settled.phones.values()
        await self._town.until(
            lambda: all(phone.reply_keyboard for phone in everybody), PATIENCE, "a welcome for all"
        )
        for phone in everybody:
            phone.taps = 0


@asynccontextmanager
async def open_town(folder: Path, language: str) -> AsyncIterator[OpenTown]:
    """A town on a Friday afternoon with its cast at home; the bot runs as long as it is open."""
    clock = TownClock(folder / "clock.json", FRIDAY_AFTERNOON)
    texts = Texts(language)
    async with Town(clock) as town, Application(town, folder, language=language) as application:
        await application.init()
        url = f"sqlite+aiosqlite:///{folder / 'spoedgroep.db'}"
        async with opened(Settings.of_town(url)) as house:
            settled = await settle(town, house.storage, house.configuration, texts, clock.now())
            for phone in settled.phones.values():
                phone.user.language = language
            await application.start()
            opened_town = OpenTown(town, application, house.storage, settled, texts)
            await opened_town.welcome()
            stop = asyncio.Event()
            following = asyncio.create_task(forever("town", opened_town.look, stop))
            try:
                yield opened_town
            finally:
                stop.set()
                await following
