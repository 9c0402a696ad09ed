"""The composition root: what is made of what, started and stopped in order."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.anchor import anchors_in
from bot.buttons import Buttons
from bot.clock import Clock, SystemClock, TownClock
from bot.clock_watcher import ClockWatcher
from bot.desk import Desk
from bot.fellows import Fellows
from bot.file_watch import FileWatch, Unsafe, opened_as
from bot.housekeeping import Housekeeper
from bot.identity import Identity
from bot.installation import database_file
from bot.limits import WINDOW, Limits
from bot.loops import Handling, Step
from bot.outcry import Outcry
from bot.receiver import Receiver
from bot.reconcile import button_secret, gap, reconcile
from bot.registrar import Registrar
from bot.second_channel import SecondChannel
from bot.second_path import SecondPath
from bot.telegram.client import Client
from bot.telegram.intake import Intake
from bot.telegram.request import AiohttpRequest
from bot.telegram.routes import Routes
from bot.telegram.webhook import Hook
from bot.teller import Teller
from bot.token_watch import TokenWatch
from bot.visit import House
from bot.waiting_room import WaitingRoom
from config.networks import Configuration
from config.second_channel import addresses_of
from config.settings import Keys, Settings, anchor_file
from config.terms import load_terms
from config.texts import Texts
from flows.language import Language
from storage.processes import GivenUp
from storage.unit_of_work import Storage

if TYPE_CHECKING:
    from bot.door import Door
    from bot.watching.alarm import OtherWay
    from bot.watching.watch import Watch

log = logging.getLogger("spoedgroep.app")

BEAT_SECONDS = 10
STOPS_WITHIN_SECONDS = 5


def clock_of(settings: Settings) -> Clock:
    """The machine's clock, or that of a practice town."""
    return TownClock(settings.clock_file) if settings.clock_file else SystemClock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """Where time comes from and how Telegram is reached; a simulation brings its own."""

    clock: Clock
    request: Callable[..., AiohttpRequest] = AiohttpRequest
    poll_seconds: int = 25
    updates_at_once: int = 100
    limits: Callable[[datetime], Limits] = Limits


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
        self._limits = outside.limits
        self._client = Client(
            settings.token, settings.bot_api_url, self._clock, request=outside.request
        )
        self._intake = Intake(
            self._client.bot,
            self._clock,
            poll_seconds=outside.poll_seconds,
            limit=outside.updates_at_once,
            request=outside.request,
        )
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._token = TokenWatch()
        self._identity = Identity(self._client, storage, self._clock, self._texts, self._token)
        self._fellows = Fellows(storage, self._clock)
        self.second_channel = SecondChannel(addresses_of(settings, configuration))
        is_set = bool(self.second_channel.addresses.everyone)
        self._second = second or (self.second_channel if is_set else None)
        self._toasts: set[asyncio.Task[object]] = set()

    async def run(self, stop: asyncio.Event) -> None:
        """Run until told to stop; what is under way is finished first.

        Raises OtherBot, Unsafe, GivenUp, and LoopDied when a loop ends again and again.
        """
        from bot.watching.watch import Watch  # only a bot that runs has to load all that

        await self._identity.looks_ours()
        watch = Watch(self._settings, self._storage, self._clock, self._texts, stop, self._second)
        await self._set_right(watch)
        await self._client.start()
        await self._intake.start()
        self._scheduler.start()
        try:
            await watch.start()
            async with self._without_telegram(watch, stop):
                bot_name = await self._identity.introduce(stop, watch.vitals)
                if bot_name is not None:
                    await self._loop(stop, bot_name, watch)
        finally:
            await watch.stop()
            self._scheduler.shutdown(wait=False)
            await self._intake.stop()
            await self._client.stop()
        if self._fellows.given_up:
            raise GivenUp

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
        limits = self._limits(await self._unknown_until())
        self._fellows.tells(lambda count: limits.share(count, self._clock.now()))
        teller = Teller(house, self._storage, self._clock, self._client, limits, self._fellows)
        keeper = Housekeeper(house, self._storage, self._clock, lambda: self._fellows.is_first)
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
        room = WaitingRoom(handling, storage, clock, house.safe, house.buttons)
        if door is None:
            fellows = self._fellows
            return Receiver(
                self._intake, handling, room, storage, clock, self._token, meter, fellows
            ).step
        hook = Hook(bot, door.webhook)
        return Registrar(hook, door, handling, room, storage, clock, self._token, meter).step

    def _file_watch(self, outcry: Outcry, stop: asyncio.Event) -> FileWatch | None:
        """A database that is a file is watched; a server watches its own."""
        opened = self._opened
        return None if opened is None else FileWatch(opened, self._clock, outcry, stop)

    @contextlib.asynccontextmanager
    async def _without_telegram(self, watch: "Watch", stop: asyncio.Event) -> AsyncIterator[None]:
        """What goes on while Telegram does not say who we are: deadlines, and the second path."""
        second = SecondPath(
            self._storage, self._clock, self.second_channel, self._texts, self._token, self._fellows
        )
        watcher = ClockWatcher(self._storage, self._clock, self._scheduler, watch.metrics)
        await self._fellows.join()
        self._storage.news.errand.append(second.bell.set)
        self._storage.news.alert.append(watcher.bell.set)
        watch.supervisor.keep({"clock": watcher.step, "second": second.step})
        watch.supervisor.keep(self._fellows.steps(stop))
        try:
            yield
        finally:
            await watch.supervisor.close()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(STOPS_WITHIN_SECONDS):
                    await second.finish()
            await self._fellows.leave()

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
