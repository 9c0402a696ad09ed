"""What a chat shows: text, buttons, a document; and what became of showing it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button under a message: it sends data back, or it opens a link."""

    label: str
    data: str | None = None  # 1 to 64 bytes
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that goes with a message."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One message. The text is Telegram's HTML, 4,096 characters at most after parsing.

    `menu` is the row of buttons that stays below the chat; only a new message can bring it.
    """

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    menu: tuple[str, ...] = ()
    document: Document | None = None
    silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """It was carried out; also when it already was as we wanted it."""

    message_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """The message is not there any more: show it anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """Not now. `perhaps` says that nobody knows whether it was carried out.

    `everywhere` says that the trouble is not this chat's alone.
    """

    at: datetime
    perhaps: bool = False
    everywhere: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Barred:
    """This chat is closed to the bot: blocked, never started, left, or no rights."""

    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The group has become a supergroup with another number."""

    chat_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bug:
    """Telegram refuses what we made: our mistake."""

    error: str


Outcome = Done | Gone | Later | Barred | Moved | Bug
