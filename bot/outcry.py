"""Says what must be said when nothing can be kept: straight to the messenger, past the outbox."""

import logging
from collections.abc import Awaitable
from datetime import datetime, timedelta
from typing import Protocol

from bot.clock import Clock
from bot.loops import trouble_of
from bot.screen import Outcome, Screen
from config.texts import Texts, texts_in
from flows.language import Language
from storage.unit_of_work import Storage

log = logging.getLogger("spoedgroep.outcry")

AGAIN_AFTER = timedelta(minutes=10)  # the same to the same person


class Voice(Protocol):
    """What is needed of a messenger."""

    def send(self, chat_id: int, screen: Screen) -> Awaitable[Outcome]: ...


class Outcry:
    """Only what is kept can be repeated or undone; this cannot, and is said to members alone."""

    def __init__(self, voice: Voice, storage: Storage, texts: Texts, clock: Clock) -> None:
        self._voice = voice
        self._storage = storage
        self._texts = texts
        self._clock = clock
        self._said: dict[tuple[int, str], datetime] = {}
        self._members: dict[int, Language] = {}  # and what each reads
        self._admins: set[int] = set()

    async def knows(self) -> None:
        """Remember who there is, for when it cannot be looked up any more."""
        async with self._storage.view() as work:
            members = [one for one in await work.people.members() if not one.suspended]
        self._members = {one.user_id: one.reads for one in members}
        self._admins = {one.user_id for one in members if one.is_admin()}

    async def not_kept(self, sender: int | None) -> None:
        """Who did something that cannot be kept hears that it was not, and what to do meanwhile."""
        await trouble_of(self.knows())
        if sender in self._members:
            await self._say(sender, "outcry.not_kept")
        await self.to_admins("outcry.cannot_keep")

    async def to_admins(self, key: str) -> None:
        """Every beheerder, as they are now or else as they were last known."""
        await trouble_of(self.knows())
        for user_id in sorted(self._admins):
            await self._say(user_id, key)

    async def _say(self, user_id: int, key: str) -> None:
        now, about = self._clock.now(), (user_id, key)
        if about in self._said and now - self._said[about] < AGAIN_AFTER:
            return
        self._said[about] = now
        texts = texts_in(self._members[user_id].value, self._texts.directory)
        outcome = await self._voice.send(user_id, Screen(text=texts(key)))
        log.error("said past the outbox", extra={"key": key, "outcome": type(outcome).__name__})
