"""Everything that watches one running bot, started before the bot and stopped after it."""

import asyncio
import logging

from bot.clock import Clock
from bot.door import Door
from bot.housekeeping import Housekeeper
from bot.loops import Step
from bot.supervisor import Supervisor
from bot.watching.alarm import Alarm, OtherWay
from bot.watching.canary import Canary
from bot.watching.certificate import CertificateWatch
from bot.watching.heartbeat import Heartbeat, Watchdog
from bot.watching.metrics import Metrics
from bot.watching.page import Page
from bot.watching.systemd import READY, STOPPING, notify, watchdog_seconds
from bot.watching.vitals import Vitals
from config.settings import Settings
from config.texts import Texts
from config.webhook import webhook_of
from storage.unit_of_work import Storage

log = logging.getLogger("spoedgroep.watch")


class Watch:
    """Use it between start() and stop(); `supervisor` keeps the loops of the bot as well."""

    def __init__(
        self,
        settings: Settings,
        storage: Storage,
        clock: Clock,
        texts: Texts,
        stop: asyncio.Event,
        second: OtherWay | None = None,
    ) -> None:
        self._settings, self._storage, self._clock = settings, storage, clock
        self.vitals = Vitals(storage, clock)
        self.metrics = Metrics(self.vitals, clock)
        self.supervisor = Supervisor(stop, self.vitals, self.metrics.loop_died)
        webhook = webhook_of(settings.webhook_url, settings.webhook_secret)
        self.door = None if webhook is None else Door(webhook, self.metrics)
        self.page = Page(self.vitals, self.metrics, clock, self.door)
        self._own = Supervisor(stop, self.vitals, self.metrics.loop_died)
        self._alarm = Alarm(self.vitals, storage, clock, texts, second)
        doors = [settings.bot_api_url, *([] if webhook is None else [webhook.url])]
        self._certificates = CertificateWatch(doors, storage, clock, texts, second)

    async def start(self) -> None:
        """From here on silence is noticed, also while Telegram does not say yet who we are."""
        if (place := self._settings.listen_on) is not None:
            await self.page.open(*place)
        notify(READY)
        self._own.keep(self._steps())

    def follows(self, keeper: Housekeeper) -> None:
        """What the housekeeper finds counts."""
        self.vitals.log_is_whole = lambda: keeper.log_is_whole

    async def closes_door(self) -> None:
        """What Telegram brought is finished; what comes now, it brings again."""
        if self.door is not None:
            await self.door.closes()

    async def stop(self) -> None:
        notify(STOPPING)
        await self.supervisor.close()
        await self._own.close()
        await self.page.close()

    def _steps(self) -> dict[str, Step]:
        steps: dict[str, Step] = {
            "look": self.vitals.step,
            "lag": self.vitals.lag.step,
            "alarm": self._alarm.step,
            "certificates": self._certificates.step,
        }
        if urls := self._settings.heartbeat_urls:
            steps["heartbeat"] = Heartbeat(urls, self.vitals, self.metrics).step
        if (within := watchdog_seconds()) is not None:
            steps["watchdog"] = Watchdog(within, self.vitals).step
        if self._settings.canary_chat is not None:
            canary = Canary(self._settings.canary_chat, self._storage, self._clock)
            self.vitals.canary_late, self.vitals.canary_took = canary.is_late, lambda: canary.took
            steps["canary"] = canary.step
        return steps
