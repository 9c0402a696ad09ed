"""A stage without Telegram: the same house, desk and teller, on a messenger of paper."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from stage import CAST, NETWORK, PATIENCE

from bot.buttons import Buttons
from bot.clock import TownClock as AppClock
from bot.clock_watcher import ClockWatcher
from bot.desk import Desk
from bot.limits import Limits
from bot.loops import forever
from bot.practice.clock import TownClock
from bot.practice.paper import Hand, Paper
from bot.teller import Teller
from bot.visit import House
from config import doelgroepen
from config.settings import SQLITE, Keys
from config.terms import load_terms
from config.texts import Texts
from flows.people import Post
from flows.rules import Role
from flows.state import Alert, AlertId
from storage.cipher import Cipher
from storage.unit_of_work import Storage

GROUP = -100
KEYS = Keys(encryption=b"\1" * 32, reference=b"\2" * 32, chain=b"\3" * 32)


@dataclass(slots=True)
class PaperStage:
    """The words of `Stage` that a journey over both messengers is told in."""

    paper: Paper
    storage: Storage
    desk: Desk
    skm: SimpleNamespace = field(default_factory=lambda: SimpleNamespace(id=GROUP))
    people: dict[str, Hand] = field(default_factory=dict)

    async def settles(self, now: datetime) -> None:
        async with self.storage.work() as work:
            for number, (key, name, function, role) in enumerate(CAST, start=1001):
                self.people[key] = Hand(self.paper, number, name, self.desk.receive)
                post = Post(network=NETWORK, function=function, role=Role(role) if role else None)
                await work.people.enrol(number, name, post, now)
            await work.groups.bind(NETWORK, "skm", GROUP, None, now)
            await work.groups.bind(NETWORK, "ouderen", GROUP - 1, None, now)

    async def alert(self, alert: str) -> Alert:
        async with self.storage.view() as work:
            found = await work.alerts.load(AlertId(alert))
        assert found is not None
        return found

    async def taps(
        self, hand: Hand, *labels: str, chat: SimpleNamespace | None = None
    ) -> str | None:
        said = None
        for label in labels:
            said = await self._until(lambda it=label: _pressed(hand, it, chat))
        return said

    async def sees(self, hand: Hand, text: str) -> SimpleNamespace:
        async def look() -> SimpleNamespace | None:
            found = [one for one in hand.reads() if text in one]
            return SimpleNamespace(text=found[-1]) if found else None

        return await self._until(look)

    async def card_says(self, alert: str, text: str) -> SimpleNamespace:
        async def look() -> SimpleNamespace | None:
            shown = self.people["vt"].reads(GROUP)
            found = [one for one in shown if alert in one and text in one]
            return SimpleNamespace(text=found[-1]) if found else None

        return await self._until(look)

    async def _until(self, look: Callable[[], object]) -> object:
        """What comes up, as soon as the loops have put it there."""
        heard = asyncio.Event()
        self.storage.after_commit.append(heard.set)
        try:
            async with asyncio.timeout(PATIENCE):
                while (found := await look()) is None:
                    await heard.wait()
                    heard.clear()
        finally:
            self.storage.after_commit.remove(heard.set)
        return found


async def _pressed(hand: Hand, label: str, chat: SimpleNamespace | None) -> str | None:
    try:
        return await hand.presses(label, chat.id if chat else None) or ""
    except LookupError:
        return None


@asynccontextmanager
async def on_paper(folder: Path, start: datetime) -> AsyncIterator[PaperStage]:
    """The house with its loops, and nothing of Telegram."""
    town = TownClock(folder / "clock.json", start)
    town.runs_at(1)  # the limits of a chat last a second
    clock = AppClock(folder / "clock.json")
    storage = Storage(f"{SQLITE}{folder}/spoedgroep.db", KEYS.chain, Cipher(KEYS.encryption))
    paper, stop, scheduler = Paper(), asyncio.Event(), AsyncIOScheduler(timezone=UTC)
    house = House(
        texts=Texts(), buttons=Buttons(KEYS.chain), configuration=doelgroepen.load(), keys=KEYS,
        terms=load_terms(), bot_name="papier", since=start,
    )  # fmt: skip
    teller = Teller(house, storage, clock, paper, Limits(start))
    watcher = ClockWatcher(storage, clock, scheduler)
    storage.news.any.extend((teller.bell.set, watcher.bell.set))
    stage = PaperStage(paper, storage, Desk(house, storage, clock, paper.toast))
    await stage.settles(start)
    scheduler.start()
    steps = {"tell": teller.step, "clock": watcher.step}
    loops = [asyncio.create_task(forever(name, step, stop)) for name, step in steps.items()]
    try:
        yield stage
    finally:
        stop.set()
        for loop in loops:
            loop.cancel()
        await asyncio.gather(*loops, return_exceptions=True)
        await teller.finish()
        scheduler.shutdown(wait=False)
        await storage.close()
