"""A phone: everything a person can see and do in Telegram."""

import asyncio
import re
from urllib.parse import parse_qs, urlsplit

from bot.practice.model import Button, Chat, Message, Query, User
from bot.practice.moving import Moving
from bot.practice.world import BOT_NAME, World
from bot.practice.writing import Writing

LONGEST_WAIT_FOR_TOAST = 5.0


class Press:
    """A press on a button; `query` is None for a link or a key, which ask the bot nothing."""

    def __init__(self, world: World, query: Query | None = None) -> None:
        self._world, self.query = world, query

    @property
    def answered(self) -> bool:
        return self.query is not None and self.query.answered_at is not None

    async def toast(self, within: float = LONGEST_WAIT_FOR_TOAST) -> str | None:
        """What the bot answered; None when it said nothing, or nothing in time."""
        if self.query is None:
            return None
        await self._world.changes.until(lambda: self.answered, within)
        return self.query.text


class Phone(Writing, Moving):
    """One person's Telegram. What it does is awaited, so that the bot may come in between."""

    def __init__(self, world: World, user: User) -> None:
        super().__init__(world, user)
        self.taps = 0

    async def presses(
        self, label: str, chat: Chat | None = None, message: Message | None = None
    ) -> Press:
        """Press the newest button whose text contains the label."""
        place = self._place(message.chat if message else chat)
        found = self._find_button(label, place, message)
        self.taps += 1
        match found:
            case str() as key:
                await self._presses_key(key, place)
                return Press(self._world)
            case (_, Button(url=str() as url)):
                if f"//t.me/{BOT_NAME}".lower() in url.lower():
                    await self.opens(url)
                return Press(self._world)
            case (holder, Button(data=str() as data)):
                query = self._world.ask(self.user, holder, data)
                await asyncio.sleep(0)
                return Press(self._world, query)
            case _:
                raise LookupError(f"the button {label!r} does nothing that a phone here can do")

    async def presses_data(self, data: str, message: Message) -> Press:
        """Send any callback data, as a tampered client can."""
        self._place(message.chat)
        if message.deleted:
            raise LookupError("the message is gone, and so are its buttons")
        self.taps += 1
        query = self._world.ask(self.user, message, data)
        await asyncio.sleep(0)
        return Press(self._world, query)

    async def opens(self, link: str, group: Chat | None = None) -> None:
        """Follow a t.me link to the bot: ?start=… here, ?startgroup=… in a group."""
        parts = urlsplit(link)
        if parts.netloc != "t.me" or parts.path.strip("/").lower() != BOT_NAME.lower():
            raise LookupError(f"no link to this bot: {link}")
        asked = parse_qs(parts.query, keep_blank_values=True)
        if "startgroup" in asked:
            if group is None:
                raise LookupError("a link for a group needs the group")
            await self.adds_bot(group, as_admin="admin" in asked)
            payload = asked["startgroup"][0]
            await self.types(f"/start@{BOT_NAME} {payload}".strip(), group)
            return
        payload = asked.get("start", [""])[0]
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,64}", payload):
            raise LookupError(f"Telegram does not pass on such a start parameter: {payload!r}")
        await self.types(f"/start {payload}".strip())

    async def _presses_key(self, key: str, place: Chat) -> None:
        asked = self._key(key, place)
        if asked.get("request_contact"):
            await self.sends_contact(place)
        elif asked.get("request_location"):
            await self.sends_location(place)
        else:
            await self.types(key, place)
