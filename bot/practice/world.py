"""The town's memory: who is there, what was said, and what the bot gets to hear of it."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.practice import wire
from bot.practice.changes import Changes
from bot.practice.clock import TownClock
from bot.practice.limits import Limits
from bot.practice.model import Chat, ChatKind, Member, Message, Query, Status, StoredFile, User
from bot.practice.refusals import Json
from bot.practice.updates import UpdateQueue

BOT_ID = 700_000_001
BOT_NAME = "SpoedgroepOefenBot"
FIRST_PERSON, FIRST_GROUP, FIRST_SUPERGROUP = 6_100_000_001, -4_000_000_001, -1_002_000_000_001
ANONYMOUS = User(id=1_087_968_824, first_name="Group", username="GroupAnonymousBot", is_bot=True)
CHANNEL_BOT = User(id=136_817_688, first_name="Channel", username="Channel_Bot", is_bot=True)


@dataclass(slots=True, kw_only=True)
class Webhook:
    url: str = ""
    secret: str = ""
    max_connections: int = 40
    allowed: tuple[str, ...] = ()
    failed_at: datetime | None = None
    failure: str = ""


@dataclass(slots=True, kw_only=True)
class Told:
    """What the bot has told about itself: its commands per scope, its descriptions."""

    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    words: dict[tuple[str, str], str] = field(default_factory=dict)


class World:
    """One bot and the people around it. It outlives the application's process."""

    def __init__(self, clock: TownClock, *, limits: bool) -> None:
        self.clock = clock
        self.changes = Changes()
        self.updates = UpdateQueue(clock.now)
        self.limits = Limits(clock.now, enforced=limits)
        self.bot = User(
            id=BOT_ID, first_name="Spoedgroep (oefening)", username=BOT_NAME, is_bot=True
        )
        self.privacy_mode = True
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, StoredFile] = {}
        self.queries: dict[str, Query] = {}
        self.webhook = Webhook()
        self.told = Told()
        self._last_message = 100  # private chats and small groups share one row of numbers
        self._last_in: dict[int, int] = {}  # every supergroup has its own

    # people and chats

    def add_person(self, name: str, user_id: int | None, username: str | None) -> User:
        new_id = user_id or FIRST_PERSON + len(self.users)
        if new_id in self.users:
            raise ValueError(f"there is already a person with the id {new_id}")
        first, _, last = name.partition(" ")
        user = User(id=new_id, first_name=first, last_name=last or None, username=username)
        self.users[new_id] = user
        chat = Chat(id=new_id, kind=ChatKind.PRIVATE, title=name)
        for one in (user, self.bot):
            chat.members[one.id] = Member(user=one, status=Status.MEMBER)
        self.chats[new_id] = chat
        self.changes.notify()
        return user

    def add_chat(self, kind: ChatKind, title: str) -> Chat:
        first = FIRST_GROUP if kind is ChatKind.GROUP else FIRST_SUPERGROUP
        chat = Chat(id=first - len(self.chats), kind=kind, title=title)
        self.chats[chat.id] = chat
        self.changes.notify()
        return chat

    def find_user_json(self, user_id: int) -> Json | None:
        user = self.users.get(user_id)
        return wire.user(user) if user else None

    # messages

    def post(self, chat: Chat, sender: User, **content: object) -> Message:
        """Put a message in a chat, and let the bot hear it when Telegram would."""
        message = Message(
            id=self._next_message(chat),
            chat=chat,
            sender=sender,
            sent_at=self.now(),
            **content,  # type: ignore[arg-type]  # the fields of Message, checked by it
        )
        message.history.append((message.sent_at, message.text))
        chat.messages[message.id] = message
        message.changed = self.changes.notify()
        if self.hears(message):
            self.updates.add("message", wire.message(message))
        return message

    def post_service(self, chat: Chat, by: User, **what: object) -> Message:
        return self.post(chat, by, service=True, extra=dict(what))

    def rewrite(self, message: Message, text: str, entities: Iterable[Json] = ()) -> None:
        message.text, message.entities = text, tuple(entities)
        message.history.append((self.now(), text))
        self.touch(message)

    def touch(self, message: Message) -> None:
        """Note that a message was edited."""
        message.edits += 1
        message.edited_at = self.now()
        message.changed = self.changes.notify()

    def delete(self, message: Message) -> None:
        message.deleted_at, message.pinned = self.now(), False
        message.changed = self.changes.notify()

    def hears(self, message: Message) -> bool:
        """Telegram's privacy mode: a bot that is no administrator hears what is meant for it."""
        chat = message.chat
        bot = chat.member(self.bot)
        if not bot.status.inside:
            return False
        if message.service:
            return True
        if message.sender is self.bot:
            return False
        if chat.kind is ChatKind.PRIVATE or bot.status is Status.ADMIN or not self.privacy_mode:
            return True
        if message.reply_to is not None and message.reply_to.sender is self.bot:
            return True
        if message.extra.get("via_bot", {}).get("id") == self.bot.id:
            return True
        return _commanded(message)

    def _next_message(self, chat: Chat) -> int:
        if chat.kind in (ChatKind.PRIVATE, ChatKind.GROUP):
            self._last_message += 1
            return self._last_message
        self._last_in[chat.id] = self._last_in.get(chat.id, 0) + 1
        return self._last_in[chat.id]

    # presses

    def ask(self, user: User, message: Message, data: str) -> Query:
        query = Query(
            id=str(secrets.randbelow(2**62) + 2**61),
            user=user,
            message=message,
            data=data,
            asked_at=self.clock.now(),
        )
        self.queries[query.id] = query
        self.updates.add("callback_query", wire.callback_query(query))
        self.changes.notify()
        return query

    # membership

    def set_member(self, chat: Chat, by: User, after: Member) -> None:
        """Change what someone is in a chat, and tell the bot what it is entitled to know."""
        before = chat.member(after.user)
        chat.members[after.user.id] = after
        change = wire.member_change(chat, by, before, after, self.clock.now())
        if after.user is self.bot:
            self.updates.add("my_chat_member", change)
        elif chat.member(self.bot).status is Status.ADMIN:
            self.updates.add("chat_member", change)
        self.changes.notify()

    def now(self) -> datetime:
        """Telegram knows whole seconds only."""
        return self.clock.now().replace(microsecond=0)

    def store(self, name: str, content: bytes, mime: str) -> StoredFile:
        kept = StoredFile(id=f"F{secrets.token_urlsafe(18)}", name=name, content=content, mime=mime)
        self.files[kept.id] = kept
        return kept


def _commanded(message: Message) -> bool:
    for entity in message.entities:
        if entity["type"] == "bot_command" and entity["offset"] == 0:
            _, _, addressee = message.text[: entity["length"]].partition("@")
            return addressee.lower() in ("", BOT_NAME.lower())
    return False
