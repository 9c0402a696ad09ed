"""What the town is made of: people, chats, and the messages in them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.practice.formatting import as_html
from bot.practice.refusals import Json


class ChatKind(StrEnum):
    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Status(StrEnum):
    """What someone is in a chat, in Telegram's words."""

    OWNER = "creator"
    ADMIN = "administrator"
    MEMBER = "member"
    LEFT = "left"
    KICKED = "kicked"

    @property
    def inside(self) -> bool:
        return self not in (Status.LEFT, Status.KICKED)


@dataclass(slots=True, kw_only=True, eq=False)
class User:
    """Someone at Telegram, and how this person and the bot stand to each other."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    is_bot: bool = False
    language: str = "nl"
    started: bool = False
    blocked: bool = False
    deactivated: bool = False


@dataclass(slots=True, kw_only=True, eq=False)
class Member:
    user: User
    status: Status
    rights: frozenset[str] = frozenset()
    anonymous: bool = False

    def may(self, right: str) -> bool:
        if self.status is Status.OWNER:
            return True
        return self.status is Status.ADMIN and right in self.rights


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button under a message, as a person sees it."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    id: str
    name: str
    content: bytes
    mime: str

    @property
    def path(self) -> str:
        return f"files/{self.id}/{self.name}"


@dataclass(slots=True, kw_only=True, eq=False)
class Chat:
    id: int
    kind: ChatKind
    title: str
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, "Message"] = field(default_factory=dict)
    reply_keyboards: dict[int, Json] = field(default_factory=dict)
    wants_in: dict[int, User] = field(default_factory=dict)
    migrated_to: "Chat | None" = None

    def member(self, user: User) -> Member:
        return self.members.get(user.id) or Member(user=user, status=Status.LEFT)

    @property
    def now(self) -> "Chat":
        """The chat itself, or the supergroup it has become."""
        return self if self.migrated_to is None else self.migrated_to.now


@dataclass(slots=True, kw_only=True, eq=False)
class Message:
    """One message; it changes in place, so a message in the hand is always up to date."""

    id: int
    chat: Chat
    sender: User
    sent_at: datetime
    text: str = ""
    entities: tuple[Json, ...] = ()
    markup: Json | None = None
    media: Json = field(default_factory=dict)
    extra: Json = field(default_factory=dict)
    file: StoredFile | None = None
    reply_to: "Message | None" = None
    service: bool = False
    protected: bool = False
    silent: bool = False
    pinned: bool = False
    asks_reply: bool = False
    editable: bool = True
    edits: int = 0
    edited_at: datetime | None = None
    deleted_at: datetime | None = None
    changed: int = 0
    history: list[tuple[datetime, str]] = field(default_factory=list)

    @property
    def deleted(self) -> bool:
        return self.deleted_at is not None

    @property
    def html(self) -> str:
        return as_html(self.text, self.entities)

    @property
    def keyboard(self) -> tuple[tuple[Button, ...], ...]:
        rows = (self.markup or {}).get("inline_keyboard", [])
        return tuple(tuple(_button(one) for one in row) for row in rows)

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(button.text for row in self.keyboard for button in row)

    @property
    def file_name(self) -> str | None:
        return self.file.name if self.file else None

    @property
    def file_bytes(self) -> bytes | None:
        return self.file.content if self.file else None


@dataclass(slots=True, kw_only=True, eq=False)
class Query:
    """A button that was pressed, and what the bot said to that."""

    id: str
    user: User
    message: Message
    data: str
    asked_at: datetime
    answered_at: datetime | None = None
    text: str | None = None
    alert: bool = False
    url: str | None = None


def _button(one: Json) -> Button:
    return Button(text=one["text"], data=one.get("callback_data"), url=one.get("url"))
