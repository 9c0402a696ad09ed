"""An installation beside a town: a settled database, people with phones, and what they do."""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any, TypeVar

import psycopg
from sqlalchemy import make_url

from bot.app import App
from bot.practice.clock import TownClock
from bot.practice.model import Chat, Message
from bot.practice.phones import Phone
from bot.practice.town import Town
from config import doelgroepen
from config.settings import SQLITE, Settings, keys
from flows.people import Function, Post
from flows.rules import Role
from storage.cipher import Cipher
from storage.postgresql_engine import connecting
from storage.unit_of_work import Storage

Kind = TypeVar("Kind", bound=Storage)
FRIDAY = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)  # 11:00 in Amsterdam, inside every window
NETWORK = "amsterdam-amstelland"
PATIENCE = 120.0  # real seconds: a busy machine is no failure
LOOK = 0.1
SOON = timedelta(minutes=1)  # for so long at most a message waits for Telegram's limits
ROLES = ("vt", "politie", "om", "rvdk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One installation; the phones by part, such as `phones["om"]`."""

    town: Town
    directory: Path
    settings: Settings
    group: Chat
    phones: dict[str, Phone]

    @property
    def file(self) -> Path:
        return self.directory / "spoedgroep.db"

    def storage(self, kind: type[Kind] = Storage) -> Kind:
        url, held = self.settings.database_url.get_secret_value(), keys(self.settings)
        return kind(url, held.chain, Cipher(held.encryption))

    def app(self, storage: Storage) -> App:
        configuration = doelgroepen.load(self.settings.config_dir)
        return App(self.settings, keys(self.settings), configuration, storage)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Storage]:
        """The application in this process, from its first poll to a tidy end."""
        storage, stop = self.storage(), asyncio.Event()
        running = asyncio.create_task(self.app(storage).run(stop))
        try:
            await self.town.until(lambda: self.polls() or running.done(), PATIENCE, "a poll")
            yield storage
        finally:
            stop.set()
            async with asyncio.timeout(PATIENCE):
                await running
            await storage.close()

    def polls(self) -> bool:
        """Or is brought what comes, and so need not."""
        return self.town.world.updates.polled or bool(self.town.world.webhook.url)

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What is in the database, read beside the application."""
        url = self.settings.database_url.get_secret_value()
        if not url.startswith(SQLITE):
            return _on_server(url, query.replace("?", "%s"), values)
        with closing(sqlite3.connect(self.file, timeout=PATIENCE)) as database:
            return database.execute(query, values).fetchall()

    def bytes_kept(self) -> bytes:
        """Every byte of the database and of the files beside it, but for the keys."""
        files = self.directory.glob(f"{self.file.name}*")
        return b"".join(one.read_bytes() for one in files if one.suffix != ".keys")

    def addresses(self) -> dict[str, Chat | Phone]:
        """Every chat, by its address in the outbox."""
        people = {f"user:{phone.id}": phone for phone in self.phones.values()}
        return {"group:1": self.group, **people}

    def owes(self) -> bool:
        """Whether there is anything left to handle or to tell."""
        tells = self.rows("SELECT 1 FROM errand WHERE state IN ('waiting', 'taken') LIMIT 1")
        waits = self.rows("SELECT 1 FROM waiting_update LIMIT 1")
        return bool(self.town.world.updates.pending or waits or tells)

    async def comes(self, look: Callable[[], object], what: str) -> None:
        """Wait for something; the clock goes on to the message that waits for Telegram's limits.

        It does not while a press is under way, for that would expire.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + PATIENCE
        while not await self.town.changes.until(look, LOOK):
            assert loop.time() < end, f"it does not come to {what}"
            if self.polls() and not self.town.world.updates.pending:
                self._hurry()

    def _hurry(self) -> None:
        [(kept,)] = self.rows("SELECT min(not_before) FROM errand WHERE state = 'waiting'")
        now = self.town.clock.now()
        if kept is None:
            return
        at = kept if isinstance(kept, datetime) else datetime.fromisoformat(f"{kept}+00:00")
        if now < at < now + SOON:
            self.town.clock.moves_to(at)

    async def presses(self, phone: Phone, *labels: str, chat: Chat | None = None) -> None:
        """Press button after button, each on a screen that came or changed since the last."""
        after = None
        for label in labels:
            held = await self.button(phone, label, chat, after)
            after = phone.mark()
            await phone.presses(label, message=held)

    async def button(
        self, phone: Phone, label: str, chat: Chat | None = None, after: Any = None
    ) -> Message:
        found: list[Message] = []

        def look() -> bool:
            found[:] = [
                one
                for one in phone.chat(chat)
                if any(label in shown for shown in one.labels)
                and (after is None or one.changed > after.change)
            ]
            return bool(found)

        await self.comes(look, f"a button {label!r} for {phone.name}:\n{phone.looks(chat)}")
        return found[-1]

    async def raises(self, phone: Phone) -> str:
        """Ask for an overleg; gives its number."""
        before = phone.mark()
        await phone.types("/alarm")
        await self.button(phone, "Ziekenhuis", after=before)
        await self.presses(phone, "Ziekenhuis", "Zwaar letsel", "Acuut", "Verstuur")
        await self.comes(lambda: _saved(phone, before.change), "a receipt")
        alert = _saved(phone, before.change)
        await self.comes(lambda: self.cards(alert), f"a card of {alert}")
        return alert

    def cards(self, alert: str) -> list[Message]:
        """Every card of an alert that was ever posted."""
        return [one for one in self.town.sent_to(self.group) if alert in one.text and one.keyboard]


def _on_server(url: str, query: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
    """A server that is being brought back is asked again."""
    while True:
        try:
            with psycopg.connect(**connecting(make_url(url))) as server:
                return server.execute(query, values).fetchall()
        except psycopg.OperationalError:
            Event().wait(LOOK)  # which nobody rings


def _saved(phone: Phone, since: int) -> str:
    for one in phone.chat():
        if one.changed > since and "Opgeslagen als " in one.text:
            return one.text.partition("Opgeslagen als ")[2].split()[0].rstrip(".")
    return ""


def settings_of(directory: Path, clock: TownClock, url: str, token: str) -> Settings:
    """The settings of an installation in a directory."""
    return Settings(
        _env_file=None,
        bot_token=token,
        bot_api_url=url,
        database_url=f"{SQLITE}{directory / 'spoedgroep.db'}",
        clock_file=clock.path,
        listen="off",
    )


@asynccontextmanager
async def settled(directory: Path, empty: Path, **given: str) -> AsyncIterator[Place]:
    """A town, and an installation in which everybody is enrolled and the group is bound.

    `empty` is a directory with tables and keys; what links and /koppel do is written at once.
    `given` are other settings, such as a database on a server that has its tables.
    """
    shutil.copytree(empty, directory, dirs_exist_ok=True)
    async with Town(TownClock(directory / "clock.json", FRIDAY)) as town:
        settings = settings_of(directory, town.clock, town.url, town.token)
        settings = Settings(_env_file=None, **{**settings.model_dump(exclude_none=True), **given})
        phones = {part: town.person(f"Canaria {part.title()}") for part in (*ROLES, "beheerder")}
        group = town.group("Spoedgroep", phones.values())
        place = Place(town=town, directory=directory, settings=settings, group=group, phones=phones)
        await _enrol(place)
        yield place


async def _enrol(place: Place) -> None:
    storage, now = place.storage(), place.town.clock.now()
    async with storage.work() as work:
        for part, phone in place.phones.items():
            phone.user.started = True
            post = Post(network=NETWORK, function=Function.ADMIN)
            if part in ROLES:
                post = Post(network=NETWORK, function=Function.MEMBER, role=Role(part))
            await work.people.enrol(phone.id, phone.name, post, now)
        await work.groups.bind(NETWORK, "skm", place.group.id, None, now)
    await storage.close()
