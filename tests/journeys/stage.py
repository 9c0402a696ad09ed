"""The stage of a journey: a practice town, the whole application in it, and a cast with phones."""

import asyncio
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.clock import TownClock as AppClock
from bot.perform import perform
from bot.practice.clock import TownClock
from bot.practice.model import Chat, Message
from bot.practice.phones import Phone
from bot.practice.town import Town
from config import doelgroepen
from config.settings import SQLITE, keys, load_settings
from flows.draft import Draft, to_command
from flows.people import Function, Post
from flows.rules import Role, Urgency
from flows.state import Alert, AlertId
from storage.cipher import Cipher
from storage.unit_of_work import Storage, UnitOfWork

NETWORK = "amsterdam-amstelland"
TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)  # 11:00 in Amsterdam, inside every window
PATIENCE = 90.0  # real seconds: a busy machine is no failure
SOON = timedelta(minutes=1)
CAST = (
    ("beheerder", "Bea Beheer", Function.ADMIN, None),
    ("vt", "Vera Thuis", Function.MEMBER, "vt"),
    ("collega", "Viktor Thuis", Function.MEMBER, "vt"),
    ("politie", "Piet Post", Function.MEMBER, "politie"),
    ("om", "Olga Zitting", Function.MEMBER, "om"),
    ("rvdk", "Rik Raad", Function.MEMBER, "rvdk"),
    ("waarnemer", "Wim Waar", Function.DEPUTY, "om"),
    ("aanspreekpunt", "Anna Punt", Function.CONTACT, "om"),
    ("voorzitter", "Chris Stoel", Function.CHAIR, None),
)


class Stage:
    """Use `playing`. The clock stands still, but for the pauses that Telegram's limits ask for."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.clock: TownClock = town.clock
        self.hurries = True
        self.people: dict[str, Phone] = {}
        self.groups: dict[str, Chat] = {}

    def __getattr__(self, name: str) -> Phone:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def skm(self) -> Chat:
        return self.groups["skm"].now

    @property
    def ouderen(self) -> Chat:
        return self.groups["ouderen"].now

    # the application

    async def starts(self) -> None:
        settings = load_settings()
        held = keys(settings)
        url = settings.database_url.get_secret_value()
        self.storage = Storage(url, held.chain, Cipher(held.encryption))
        self._stop = asyncio.Event()
        configuration = doelgroepen.load(settings.config_dir)
        app = App(settings, held, configuration, self.storage)
        self._running = asyncio.create_task(app.run(self._stop))
        self._hurrying = asyncio.create_task(self._hurry())

    async def stops(self) -> None:
        self._stop.set()
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(self._running, self._hurrying)
            await asyncio.gather(*_jobs(), return_exceptions=True)
        await self.storage.close()

    @asynccontextmanager
    async def reopened(self) -> AsyncIterator[UnitOfWork]:
        """What is kept, while the application is down."""
        settings = load_settings()
        held = keys(settings)
        url = settings.database_url.get_secret_value()
        storage = Storage(url, held.chain, Cipher(held.encryption))
        async with storage.work() as work:
            yield work
        await storage.close()

    async def restarts(self) -> None:
        await self.stops()
        await self.starts()

    async def _hurry(self) -> None:
        """Nobody waits for Telegram's limits: the clock goes to where the outbox waits for."""
        while not self._stop.is_set():
            await self.town.changes.wait(0.03)
            async with self.storage.view() as work:
                at = await work.outbox.next_at()
            now = self.clock.now()
            if self.hurries and at is not None and now < at <= now + SOON:
                self.clock.moves_to(at + timedelta(milliseconds=1))
                self._ring()

    def _ring(self) -> None:
        """What a loop finds out by itself within a few seconds, it may know at once."""
        news = self.storage.news
        for heard in (*news.any, *news.alert, *news.errand):
            heard()

    async def quiet(self) -> None:
        """Wait until everything that was done is handled, and everything is told."""
        async with asyncio.timeout(PATIENCE):
            while await self._busy():
                await self.town.changes.wait(0.05)

    async def _busy(self) -> bool:
        if self.town.world.updates.pending:
            return True
        async with self.storage.view() as work:
            owed = await work.outbox.oldest_waiting(rank=9)
            due = await work.alerts.due(self.clock.now())
            return owed is not None or bool(due) or bool(await work.waiting.count())

    async def moves(self, **by: float) -> None:
        """Move the clock, and wait until what fell due is told."""
        self.clock.moves(timedelta(**by))
        self._ring()
        await self.quiet()

    async def settles(self) -> None:
        """Enrol the cast and bind the groups, as the links and /koppel do."""
        now = self.clock.now()
        async with self.storage.work() as work:
            for key, name, function, role in CAST:
                phone = self.people[key] = self.town.person(name)
                phone.user.started = True
                post = Post(network=NETWORK, function=function, role=Role(role) if role else None)
                await work.people.enrol(phone.id, name, post, now)
            for doelgroep in ("skm", "ouderen"):
                group = self.groups[doelgroep] = self.town.group(doelgroep, self.people.values())
                await work.groups.bind(NETWORK, doelgroep, group.id, None, now)

    # what is kept

    async def alert(self, alert: str) -> Alert:
        async with self.storage.view() as work:
            found = await work.alerts.load(AlertId(alert))
        assert found is not None
        return found

    async def kept(self) -> tuple[object, ...]:
        """Everything that an input may not change: the alerts, their log, the posts, the groups."""
        async with self.storage.view() as work:
            ids = await work.alerts.ids()
            year = timedelta(days=366)
            log = await work.history.between(self.clock.now() - year, self.clock.now() + year)
            done = [entry for entry in log if entry.name != "Refused"]
            alerts = [await work.alerts.load(alert) for alert in ids]
            people = await work.people.everyone(NETWORK)
            posts = [(member.person, member.posts) for member in people]
            drafts = [await work.drafts.of(phone.id) for phone in self.people.values()]
            return alerts, done, posts, await work.groups.all(), drafts

    # the people

    async def taps(
        self, phone: Phone, *labels: str, chat: Chat | None = None, after: Message | None = None
    ) -> str | None:
        """Press one button after the other, each as soon as it is there; gives the last toast."""
        said: str | None = None
        for label in labels:
            message = await phone.sees_button(label, chat=chat, within=PATIENCE)
            press = await phone.presses(label, message=message)
            said = await press.toast(PATIENCE)
        return said

    async def sees(
        self, phone: Phone, text: str, chat: Chat | None = None, **how: object
    ) -> Message:
        return await phone.sees(text, chat=chat, within=PATIENCE, **how)  # type: ignore[arg-type]

    async def drafts(
        self, phone: Phone, *, title: str = "Strafbare", urgency: str = "Acuut"
    ) -> Message:
        """Fill in a new alert, up to the preview."""
        await phone.types("/alarm")
        await self.taps(phone, title)
        if title == "Ouderen":
            await self.taps(phone, "Ja", "Ziekenhuis", "Lichamelijk", urgency)
        else:
            await self.taps(phone, "Ziekenhuis", "Zwaar letsel", urgency)
        return await phone.sees_button("Verstuur", within=PATIENCE)

    async def raises(self, phone: Phone | None = None, *chips: str, **how: str) -> str:
        """Ask for an overleg, with these chips; gives its number."""
        phone = phone or self.vt
        await self.drafts(phone, **how)
        await self.taps(phone, *chips, "Verstuur")
        sent = await self.sees(phone, "Opgeslagen als")
        return sent.text.split()[2].rstrip(".")

    async def asks(
        self, phone: Phone | None = None, doelgroep: str = "skm", **facts: object
    ) -> str:
        """The same without the taps, where the raising is not what it is about."""
        alert = await self.records(phone, doelgroep, **facts)
        await self.quiet()
        return alert

    async def records(
        self, phone: Phone | None = None, doelgroep: str = "skm", **facts: object
    ) -> str:
        """The same, without waiting until it is told: it may be that it cannot be."""
        phone, now = phone or self.vt, self.clock.now()
        rules = doelgroepen.load().rules(NETWORK, doelgroep)
        async with self.storage.work() as work:
            member = await work.people.member(phone.id)
            assert member is not None
            draft = Draft(
                network=NETWORK, by=member.by(member.roles(NETWORK)[0]), options=(doelgroep,),
                touched_at=now, doelgroep=doelgroep, criteria=(True,) * len(rules.criteria),
                source="ziekenhuis", nature=rules.natures[0], urgency=Urgency.ACUUT,
            )  # fmt: skip
            draft = replace(draft, **facts)  # type: ignore[arg-type]
            code = "OEF" if draft.drill else rules.code
            alert = await work.alerts.new_id(code, now.year, now.month)
            await perform(work, alert, to_command(draft, rules, alert), now)
        return alert

    def card(self, alert: str, chat: Chat | None = None) -> Message:
        """The newest card of an alert in its group."""
        place = chat or self.skm
        shown = [one for one in self.town.sent_to(place) if alert in one.text and not one.deleted]
        return shown[-1]

    async def card_says(self, alert: str, text: str, chat: Chat | None = None) -> Message:
        def look() -> object:
            shown = self.town.sent_to(chat or self.skm)
            return any(alert in one.text and text in one.text and not one.deleted for one in shown)

        await self.town.until(look, PATIENCE, f"a card of {alert} that says {text!r}")
        return self.card(alert, chat)


def _jobs() -> list[asyncio.Task[object]]:
    """What the scheduler was at when it was shut down: it is not waited for, and holds the file."""
    running = asyncio.all_tasks()
    return [one for one in running if one.get_coro().__qualname__ == "run_coroutine_job"]


@asynccontextmanager
async def playing(folder: Path, start: datetime, patch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    """An installation in this folder, with a database made before, and nobody enrolled."""
    patch.chdir(folder)
    patch.setenv("SPOEDGROEP_DATABASE_URL", f"{SQLITE}{folder}/spoedgroep.db")
    patch.setenv("SPOEDGROEP_CLOCK_FILE", str(folder / "clock.json"))
    for number, name in enumerate(("ENCRYPTION", "REFERENCE", "CHAIN"), start=1):
        key = urlsafe_b64encode(bytes([number]) * 32).decode()
        patch.setenv(f"SPOEDGROEP_{name}_KEY", key)
    patch.setenv("SPOEDGROEP_LISTEN", "off")  # several stages play side by side
    patch.setattr(AppClock, "looks_every", timedelta(seconds=2))  # the stage rings
    patch.setattr("bot.app.BEAT_SECONDS", 1)  # the rounds look this often, in real seconds
    clock = TownClock(folder / "clock.json", start)
    clock.runs_at(0)
    async with Town(clock) as town:
        patch.setenv("SPOEDGROEP_BOT_TOKEN", town.token)
        patch.setenv("SPOEDGROEP_BOT_API_URL", town.url)
        stage = Stage(town)
        await stage.starts()
        try:
            yield stage
        finally:
            await stage.stops()
