"""One person at the desk: who, when, in which transaction; and what is said in return."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.buttons import Buttons
from bot.inputs import Origin
from bot.meter import Meter
from bot.watching.vitals import Vitals
from config.networks import Configuration
from config.settings import Keys
from config.texts import Texts, texts_in
from config.unsaid import Unsaid, unsaid
from flows.calendar import clock_text
from flows.keeping import Terms
from flows.language import Language
from flows.people import Member
from flows.state import AlertId
from flows.typed_day import why_no_day
from storage.unit_of_work import UnitOfWork

SEALED_FOR = timedelta(minutes=10)  # what was typed waits no longer for its next tap


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What every action may use; made once at the start."""

    texts: Texts
    buttons: Buttons
    configuration: Configuration
    keys: Keys
    terms: Terms
    bot_name: str
    since: datetime  # when this house opened
    common: Language = Language.DUTCH  # of the groups
    anchor: Path | None = None  # the second place of the end of the log
    meter: Meter = field(default_factory=Meter)
    vitals: Vitals | None = None  # how the bot does, where that is watched

    def speaking(self, language: Language) -> "House":
        """The same house with the words of another language.

        Only the desk and the teller ask for it, so that no action or screen has to know.
        """
        if language.value == self.texts.language:
            return self
        return replace(self, texts=texts_in(language.value, self.texts.directory))

    def in_every_language(self, key: str) -> set[str]:
        """A text in all of them, such as that of a button which stays when somebody changes."""
        return {self.speaking(one).texts(key) for one in Language}

    @property
    def later(self) -> Unsaid:
        """Words for in an errand: in the language of whoever it is told to."""
        return unsaid(self.texts.directory)

    @property
    def safe(self) -> MultiFernet:
        """What may lie in the database for a moment, but not in the clear."""
        keys = (self.keys.encryption, *self.keys.former)
        return MultiFernet([Fernet(urlsafe_b64encode(key)) for key in keys])

    def seal(self, text: str, now: datetime) -> str:
        """Something that may be read back for ten minutes, as `unseal` does."""
        return self.safe.encrypt_at_time(text.encode(), int(now.timestamp())).decode()

    def unseal(self, token: str, now: datetime) -> str | None:
        """What was sealed; None when that is too long ago."""
        ttl, at = int(SEALED_FOR.total_seconds()), int(now.timestamp())
        try:
            return self.safe.decrypt_at_time(token.encode(), ttl, at).decode()
        except InvalidToken:
            return None

    def reveal(self, token: str) -> str | None:
        """What was sealed, however long ago; None when its key is not here any more."""
        try:
            return self.safe.decrypt(token.encode()).decode()
        except InvalidToken:
            return None


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


def prompt(key: str) -> Reply:
    """Ask for something to type or to send, with the way out of it."""
    return Reply(screen="prompt", args={"key": key}, fresh=True)


class NotNow(Exception):
    """Something that may not be done, with the key of the sentence that says why."""

    def __init__(self, key: str, **fields: str) -> None:
        super().__init__(key)
        self.key = key
        self.fields = fields


def no_day(text: str, today: date) -> NotNow:
    """Why a typed day was not taken: not readable as one, over, or too far away."""
    return NotNow(f"typed.no_day.{why_no_day(text, today).value}")
