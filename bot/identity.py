"""Who we are at Telegram: the bot of this database and of no other, and what it offers there."""

import asyncio
import contextlib
import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.actions.ordering import GROUP_MENU, PRIVATE_MENU
from bot.clock import Clock
from bot.telegram.client import Audience, Client
from bot.telegram.trouble import TokenRefused, Trouble
from bot.token_watch import TokenWatch
from config.texts import Texts, texts_in
from flows.language import Language
from storage.unit_of_work import Storage

if TYPE_CHECKING:
    from bot.watching.vitals import Vitals

log = logging.getLogger("spoedgroep.app")

MOST_PAUSE = timedelta(seconds=30)
BOT_ID = "bot_id"


class OtherBot(Exception):
    """The token is of another bot than the one this database belongs to (F97)."""


class Identity:
    """Asked before anything runs, and again of Telegram itself."""

    def __init__(
        self, client: Client, storage: Storage, clock: Clock, texts: Texts, token: TokenWatch
    ) -> None:
        self._client, self._storage, self._clock = client, storage, clock
        self._texts, self._token = texts, token

    async def introduce(self, stop: asyncio.Event, vitals: "Vitals") -> str | None:
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
                vitals.went_wrong("receive", kind)
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

    async def looks_ours(self) -> None:
        """A token begins with the number of its bot: before anything runs, it may be no other."""
        async with self._storage.view() as work:
            known = await work.facts.get(BOT_ID)
        if known not in (None, self._client.bot.token.partition(":")[0]):
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
