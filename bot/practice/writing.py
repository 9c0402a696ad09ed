"""What a person puts in a chat: texts, pictures, places, and everything else."""

import asyncio

from bot.practice import wire
from bot.practice.formatting import commands_in
from bot.practice.model import Chat, ChatKind, Member, Message, Status, StoredFile, User
from bot.practice.refusals import Json
from bot.practice.screen import Screen
from bot.practice.world import ANONYMOUS, CHANNEL_BOT, World

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360f8cf500f0003860180b1a1ad6b0000000049454e44ae426082"
)


class Writing(Screen):
    def __init__(self, world: World, user: User) -> None:
        super().__init__(world, user)
        self._mine: set[Message] = set()

    async def types(
        self,
        text: str,
        chat: Chat | None = None,
        *,
        reply_to: Message | None = None,
        anonymous: bool = False,
        as_channel: Chat | None = None,
        via_bot: User | None = None,
    ) -> Message:
        """Send a text; without a chat, to the bot itself."""
        place = self._place(chat)
        self._begins(place, text)
        sender, extra = self._sender(place, anonymous, as_channel)
        if via_bot is not None:
            extra["via_bot"] = wire.user(via_bot)
        reply_to = reply_to or self._asked_reply(place)
        sent = self._world.post(
            place,
            sender,
            text=text.strip(),
            entities=commands_in(text.strip()),
            reply_to=reply_to,
            extra=extra,
        )
        self._mine.add(sent)
        await asyncio.sleep(0)
        return sent

    async def edits(self, message: Message, text: str) -> None:
        self._check_mine(message)
        self._world.rewrite(message, text.strip(), commands_in(text.strip()))
        if self._world.hears(message):
            self._world.updates.add("edited_message", wire.message(message))
        await asyncio.sleep(0)

    async def deletes(self, message: Message) -> None:
        """The bot is not told; it finds out when it next tries to edit."""
        own_chat = message.chat.kind is ChatKind.PRIVATE
        if not own_chat and not message.chat.member(self.user).may("can_delete_messages"):
            self._check_mine(message)
        self._world.delete(message)
        await asyncio.sleep(0)

    async def sends_photo(self, chat: Chat | None = None, caption: str = "") -> Message:
        file = self._world.store("photo.png", PIXEL, "image/png")
        photo = [wire.file(file) | {"width": 1, "height": 1}]
        return await self._sends(chat, {"photo": photo}, caption, file)

    async def sends_document(
        self,
        chat: Chat | None = None,
        name: str = "document.pdf",
        content: bytes = b"%PDF-1.4",
        caption: str = "",
    ) -> Message:
        file = self._world.store(name, content, "application/pdf")
        return await self._sends(chat, {"document": wire.document(file)}, caption, file)

    async def sends_voice(self, chat: Chat | None = None, seconds: int = 3) -> Message:
        file = self._world.store("voice.ogg", b"OggS", "audio/ogg")
        voice = wire.file(file) | {"duration": seconds, "mime_type": "audio/ogg"}
        return await self._sends(chat, {"voice": voice}, "", file)

    async def sends_sticker(self, chat: Chat | None = None, emoji: str = "👍") -> Message:
        file = self._world.store("sticker.webp", b"RIFF", "image/webp")
        shape = {"type": "regular", "width": 512, "height": 512}
        moves = {"is_animated": False, "is_video": False, "emoji": emoji}
        return await self._sends(chat, {"sticker": wire.file(file) | shape | moves}, "", file)

    async def sends_location(
        self, chat: Chat | None = None, latitude: float = 52.37, longitude: float = 4.89
    ) -> Message:
        place = {"latitude": latitude, "longitude": longitude}
        return await self._sends(chat, {"location": place})

    async def sends_contact(
        self, chat: Chat | None = None, phone_number: str = "+31600000000"
    ) -> Message:
        card = {"phone_number": phone_number, "first_name": self.user.first_name}
        return await self._sends(chat, {"contact": card | {"user_id": self.user.id}})

    async def forwards(
        self, text: str, chat: Chat | None = None, origin: User | None = None
    ) -> Message:
        """Send on a text of somebody else, by default of someone who hides who they are."""
        place = self._place(chat)
        self._begins(place, text)
        told: Json = {"type": "hidden_user", "sender_user_name": "Iemand"}
        if origin is not None:
            told = {"type": "user", "sender_user": wire.user(origin)}
        told["date"] = wire.unix(self._world.now())
        sent = self._world.post(place, self.user, text=text, extra={"forward_origin": told})
        self._mine.add(sent)
        await asyncio.sleep(0)
        return sent

    async def _sends(
        self, chat: Chat | None, media: Json, caption: str = "", file: StoredFile | None = None
    ) -> Message:
        place = self._place(chat)
        self._begins(place, caption)
        sent = self._world.post(place, self.user, text=caption, media=media, file=file)
        self._mine.add(sent)
        await asyncio.sleep(0)
        return sent

    def _begins(self, place: Chat, text: str) -> None:
        """A first message opens the conversation; only START opens it again after a block."""
        if place.kind is not ChatKind.PRIVATE:
            return
        if self.user.blocked:
            if not text.startswith("/start"):
                raise PermissionError(f"{self.name} has blocked the bot")
            self.user.blocked = False
            bot = Member(user=self._world.bot, status=Status.MEMBER)
            self._world.set_member(place, self.user, bot)
        self.user.started = True

    def _sender(self, place: Chat, anonymous: bool, as_channel: Chat | None) -> tuple[User, Json]:
        if as_channel is not None:
            return CHANNEL_BOT, {"sender_chat": wire.chat(as_channel)}
        if not anonymous:
            return self.user, {}
        if not place.member(self.user).may("can_manage_chat"):
            raise PermissionError(f"only administrators are anonymous; {self.name} is none")
        return ANONYMOUS, {"sender_chat": wire.chat(place)}

    def _asked_reply(self, place: Chat) -> Message | None:
        """A telephone answers by itself to a question that asks for a reply."""
        visible = self.chat(place)
        return visible[-1] if visible and visible[-1].asks_reply else None

    def _check_mine(self, message: Message) -> None:
        if message not in self._mine:
            raise PermissionError(f"this message is not of {self.name}")
