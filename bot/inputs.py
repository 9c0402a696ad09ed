"""What people and groups do, in our own words: the inputs of the desk."""

from dataclasses import dataclass
from enum import StrEnum

from flows.language import Language, language_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an input comes from; user_id is None when no person can be named (S05)."""

    update_id: int
    fingerprint: str
    chat_id: int
    user_id: int | None
    name: str = ""
    is_private: bool = True
    language_code: str = ""

    @property
    def language(self) -> Language | None:
        """As Telegram has it, when it says so."""
        return language_of(self.language_code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A button under a message."""

    origin: Origin
    callback_id: str
    data: str
    message_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """A command such as /open, with what follows it; `/start <payload>` is a deep link."""

    origin: Origin
    name: str
    argument: str = ""
    message_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A line of text that is no command; `edited` when a sent line was changed."""

    origin: Origin
    text: str
    message_id: int | None = None
    edited: bool = False
    forwarded: bool = False


class MediaKind(StrEnum):
    """What is not text; nothing of it is kept but the fact."""

    PHOTO = "photo"
    VOICE = "voice"
    VIDEO = "video"
    DOCUMENT = "document"
    LOCATION = "location"
    CONTACT = "contact"
    STICKER = "sticker"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Something else than text; of a document also how to fetch it, which is seldom done."""

    origin: Origin
    kind: MediaKind
    message_id: int | None = None
    file_id: str = ""
    file_size: int = 0


class BotStatus(StrEnum):
    """What the bot is in a chat."""

    ADMIN = "admin"
    MEMBER = "member"
    OUT = "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class BotMoved:
    """The bot was let in, made administrator, or put out; in private: started or blocked."""

    origin: Origin
    status: BotStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberMoved:
    """Somebody came into the group or left it."""

    origin: Origin
    member_id: int
    member_name: str
    is_in: bool
    is_bot: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinAsked:
    """Somebody asks to come into the group."""

    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMoved:
    """A group has become a supergroup; origin.chat_id is the old number."""

    origin: Origin
    new_chat_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Something the bot has no use for; it is counted and forgotten."""

    origin: Origin


Input = Pressed | Ordered | Typed | Sent | BotMoved | MemberMoved | JoinAsked | GroupMoved | Other
