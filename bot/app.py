"""The composition root: what is made of what, started and stopped in order."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.actions.ordering import GROUP_MENU, PRIVATE_MENU
from bot.anchor import anchors_in
from bot.buttons import Buttons
from bot.clock import Clock, SystemClock, TownClock
from bot.desk import Desk
from bot.file_watch import FileWatch, Unsafe, opened_as
from bot.housekeeping import Housekeeper
from bot.installation import database_file
from bot.limits import WINDOW, Limits
from bot.loops import ClockWatcher, Handling, Receiver, Step
from bot.outcry import Outcry
from bot.reconcile import button_secret, gap, reconcile
from bot.registrar import Registrar
from bot.second_channel import SecondChannel
from bot.second_path import SecondPath
from bot.telegram.client import Audience, Client
from bot.telegram.intake import Intake
from bot.telegram.request import AiohttpRequest
from bot.telegram.routes import Routes
from bot.telegram.trouble import TokenRefused, Trouble
from bot.telegram.webhook import Hook
from bot.teller import Teller
from bot.token_watch import TokenWatch
from bot.visit import House
from config.networks import Configuration
from config.second_channel import addresses_of
from config.settings import Keys, Settings, anchor_file
from config.terms import load_terms
from config.texts import Texts, texts_in
from flows.language import Language
from storage.unit_of_work import Storage

if TYPE_CHECKING:
    from bot.door import Door
    from bot.watching.alarm import OtherWay
    from bot.watching.watch import Watch

log = logging.getLogger("spoedgroep.app")

BEAT_SECONDS = 10
STOPS_WITHIN_SECONDS = 5
MOST_PAUSE = timedelta(seconds=30)
BOT_ID = "bot_id"


class OtherBot(Exception):
    """The token is of another bot than the one this database belongs to (F97)."""


def clock_of(settings: Settings) -> Clock:
    """The machine's clock, or that of a practice town."""
    return TownClock(settings.clock_file) if settings.clock_file else SystemClock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """Where time comes from and how Telegram is reached; a simulation brings its own."""

    clock: Clock
    request: Callable[..., AiohttpRequest] = AiohttpRequest
    poll_seconds: int = 25


class App:
    """One running Spoedgroep."""

    def __init__(
        self,
        settings: Settings,
        keys: Keys,
        configuration: Configuration,
        storage: Storage,
        outside: Outside | None = None,
        second: "OtherWay | None" = None,
    ) -> None:
        outside = outside or Outside(clock=clock_of(settings))
        self._settings = settings
        self._keys = keys
        self._configuration = configuration
        self._storage = storage
        self._opened = opened_as(database_file(settings))
        self._terms = load_terms(settings.config_dir)
        self._texts = Texts(settings.language, settings.config_dir)
        self._clock = outside.clock
        self._client = Client(
            settings.token, settings.bot_api_url, self._clock, request=outside.request
        )
        self._intake = Intake(
            self._client.bot,
            self._clock,
            poll_seconds=outside.poll_seconds,
            request=outside.request,
        )
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._token = TokenWatch()
        self.second_channel = SecondChannel(addresses_of(settings, configuration))
        is_set = bool(self.second_channel.addresses.everyone)
        self._second = second or (self.second_channel if is_set else None)
        self._toasts: set[asyncio.Task[object]] = set()

    async def run(self, stop: asyncio.Event) -> None:
        """Run until told to stop; what is under way is finished first.

        Raises OtherBot, Unsafe, and LoopDied when a loop ends again and again.
        """
        from bot.watching.watch import Watch  # only a bot that runs has to load all that

        await self._looks_ours()
        watch = Watch(self._settings, self._storage, self._clock, self._texts, stop, self._second)
        await self._set_right(watch)
        await self._client.start()
        await self._intake.start()
        self._scheduler.start()
        try:
            await watch.start()
            async with self._without_telegram(watch):
                bot_name = await self._introduce(stop, watch)
                if bot_name is not None:
                    await self._loop(stop, bot_name, watch)
        finally:
            await watch.stop()
            self._scheduler.shutdown(wait=False)
            await self._intake.stop()
            await self._client.stop()

    async def _set_right(self, watch: "Watch") -> None:
        """Before anything falls due or is told: an older state may have been put back."""
        now = self._clock.now()
        found = await gap(self._storage, await anchors_in(anchor_file(self._settings)), now)
        if found is not None:
            house = await self._house("", watch)
            await reconcile(house, self._storage, found, now, self._clock.real())

    async def _house(self, bot_name: str, watch: "Watch") -> House:
        return House(
            texts=self._texts,
            buttons=Buttons(await button_secret(self._storage, self._keys)),
            configuration=self._configuration,
            keys=self._keys,
            terms=self._terms,
            bot_name=bot_name,
            since=self._clock.now(),
            common=Language(self._settings.language),
            anchor=anchor_file(self._settings),
            meter=watch.metrics,
            vitals=watch.vitals,
        )

    async def _loop(self, stop: asyncio.Event, bot_name: str, watch: "Watch") -> None:
        house = await self._house(bot_name, watch)
        desk = Desk(house, self._storage, self._clock, self._toast)
        outcry = Outcry(self._client, self._storage, self._texts, self._clock)
        await outcry.knows()
        receives = self._receives(house, desk, outcry, watch.door)
        file = self._file_watch(outcry, stop)
        limits = Limits(await self._unknown_until())
        teller = Teller(house, self._storage, self._clock, self._client, limits)
        keeper = Housekeeper(house, self._storage, self._clock)
        self._storage.news.any.append(teller.bell.set)
        await keeper.beat()
        self._every(BEAT_SECONDS, keeper.bell)
        watch.follows(keeper)
        watch.supervisor.keep({"receive": receives, "tell": teller.step, "house": keeper.step})
        if file is not None:
            watch.supervisor.keep({"file": file.step})
        log.info("running")
        try:
            await watch.supervisor.lasts()
        finally:
            await watch.supervisor.close()
            with contextlib.suppress(TimeoutError):  # what is cut off the next start settles
                async with asyncio.timeout(STOPS_WITHIN_SECONDS):
                    await watch.closes_door()
                    await teller.finish()
                    await asyncio.gather(*self._toasts)
        log.info("stopped")
        if file is not None and file.trouble is not None:
            raise Unsafe(file.trouble)

    def _receives(self, house: House, desk: Desk, outcry: Outcry, door: "Door | None") -> Step:
        bot, storage, clock, meter = self._client.bot, self._storage, self._clock, house.meter
        handling = Handling(
            Routes(bot, desk.receive), storage, clock, house.safe, outcry.not_kept, meter
        )
        if door is None:
            return Receiver(self._intake, handling, storage, clock, self._token, meter).step
        hook = Hook(bot, door.webhook)
        return Registrar(hook, door, handling, storage, clock, self._token, meter).step

    def _file_watch(self, outcry: Outcry, stop: asyncio.Event) -> FileWatch | None:
        """A database that is a file is watched; a server watches its own."""
        opened = self._opened
        return None if opened is None else FileWatch(opened, self._clock, outcry, stop)

    @contextlib.asynccontextmanager
    async def _without_telegram(self, watch: "Watch") -> AsyncIterator[None]:
        """What goes on while Telegram does not say who we are: deadlines, and the second path."""
        second = SecondPath(
            self._storage, self._clock, self.second_channel, self._texts, self._token
        )
        watcher = ClockWatcher(self._storage, self._clock, self._scheduler, watch.metrics)
        async with self._storage.work() as work:
            await work.outbox.recover(self._clock.now())
        self._storage.news.errand.append(second.bell.set)
        self._storage.news.alert.append(watcher.bell.set)
        watch.supervisor.keep({"clock": watcher.step, "second": second.step})
        try:
            yield
        finally:
            await watch.supervisor.close()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(STOPS_WITHIN_SECONDS):
                    await second.finish()

    async def _introduce(self, stop: asyncio.Event, watch: "Watch") -> str | None:
        """Ask Telegram who we are until it says so; None when stopped before that."""
        pause = timedelta(seconds=1)
        while not stop.is_set():
            try:
                bot_id, bot_name = await self._client.me()
            except Trouble as trouble:
                kind = type(trouble).__name__
                if isinstance(trouble, TokenRefused):
                    self._token.refused(self._clock.now())
                log.error("telegram trouble", extra={"kind": kind})
                watch.vitals.went_wrong("receive", kind)
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(max(pause, trouble.pause).total_seconds()):
                        await stop.wait()
                pause = min(pause * 2, MOST_PAUSE)
                continue
            self._token.accepted()
            await self._belongs(bot_id)
            await self._set_menus()
            return bot_name
        return None

    async def _looks_ours(self) -> None:
        """A token begins with the number of its bot: before anything runs, it may be no other."""
        async with self._storage.view() as work:
            known = await work.facts.get(BOT_ID)
        if known not in (None, self._settings.token.partition(":")[0]):
            raise OtherBot

    async def _belongs(self, bot_id: int) -> None:
        async with self._storage.work() as work:
            known = await work.facts.get(BOT_ID)
            if known is not None and known != str(bot_id):
                raise OtherBot
            await work.facts.set(BOT_ID, str(bot_id))

    async def _set_menus(self) -> None:
        for names, where in ((PRIVATE_MENU, Audience.PRIVATE), (GROUP_MENU, Audience.GROUPS)):
            listed = {name: self._texts(f"menu.{name}") for name in names}
            await self._client.commands(listed, where)
        english = texts_in(Language.ENGLISH.value, self._texts.directory)
        listed = {name: english(f"menu.{name}") for name in PRIVATE_MENU}
        await self._client.commands(listed, Audience.PRIVATE, Language.ENGLISH.value)

    async def _unknown_until(self) -> datetime:
        """Until when it is unknown what a group was sent: a minute after the last sign of life."""
        async with self._storage.view() as work:
            last = await work.pulse.last()
        away = self._clock.real() - last if last is not None else WINDOW
        return self._clock.now() + max(WINDOW - away, timedelta(0))

    def _every(self, seconds: int, bell: asyncio.Event) -> None:
        """The scheduler rings; the work is done in a loop of ours, which ends what it began."""

        async def ring() -> None:  # a plain function would be called in another thread
            bell.set()

        self._scheduler.add_job(
            ring, "interval", seconds=seconds, misfire_grace_time=None, coalesce=True,
            next_run_time=self._clock.real(),
        )  # fmt: skip

    def _toast(self, callback_id: str, text: str) -> None:
        """Answer a press beside the work, after the commit; a lost toast is no more than that."""
        task = asyncio.create_task(self._answer(callback_id, text))
        self._toasts.add(task)
        task.add_done_callback(self._toasts.discard)

    async def _answer(self, callback_id: str, text: str) -> object:
        return await self._client.answer(callback_id, text)
