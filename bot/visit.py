"""One person at the desk: who, when, in which transaction; and what is said in return."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.fernet import Fernet

from bot.buttons import Buttons
from bot.inputs import Origin
from config.networks import Configuration
from config.settings import Keys
from config.texts import Texts
from flows.calendar import clock_text
from flows.people import Member
from flows.state import AlertId
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What every action may use; made once at the start."""

    texts: Texts
    buttons: Buttons
    configuration: Configuration
    keys: Keys
    bot_name: str

    @property
    def safe(self) -> Fernet:
        """What may lie in the database for a moment, but not in the clear."""
        return Fernet(urlsafe_b64encode(self.keys.encryption))


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """An enrolled person doing something, within one transaction."""

    house: House
    work: UnitOfWork
    member: Member
    origin: Origin
    now: datetime
    message_id: int | None = None  # of the message that bore the button

    @property
    def user_id(self) -> int:
        """Telegram's number of the person; also that of the private chat."""
        return self.member.user_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the person sees: a toast on the button, and a screen in the private chat.

    `fresh` is a new message instead of a change of the one that bore the button.
    """

    toast: str | None = None
    screen: str | None = None
    alert: AlertId | None = None
    args: Mapping[str, str] = field(default_factory=dict)
    fresh: bool = False


def noted(
    visit: Visit, screen: str | None = None, alert: AlertId | None = None, **args: str
) -> Reply:
    """It is noted: the toast says when, the screen shows what."""
    toast = visit.house.texts("toast.noted", at=clock_text(visit.now))
    return Reply(toast=toast, screen=screen, alert=alert, args=args)


class NotNow(Exception):
    """Something that may not be done, with the key of the sentence that says why."""

    def __init__(self, key: str, **fields: str) -> None:
        super().__init__(key)
        self.key = key
        self.fields = fields
