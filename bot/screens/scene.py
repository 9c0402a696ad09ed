"""What a screen is drawn from, and the words that every screen uses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape

from bot.buttons import Buttons, Code, Press
from bot.reports.standing import Standing
from bot.screen import Button, Screen
from bot.screens.duty_view import DutyView
from config.networks import Configuration
from config.texts import Texts
from flows.account import Account
from flows.calendar import clock_text, local
from flows.draft import Draft
from flows.evolver import Event
from flows.notes import Note
from flows.people import Member, Post
from flows.rules import Rules
from flows.state import Alert, AlertId

Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything a screen may look at; pure data, loaded just before drawing."""

    texts: Texts
    buttons: Buttons
    bot_name: str
    configuration: Configuration
    now: datetime
    args: Mapping[str, str] = field(default_factory=dict)
    member: Member | None = None
    alert: Alert | None = None
    draft: Draft | None = None
    alerts: tuple[Alert, ...] = ()  # others that run in the same network
    people: tuple[Member, ...] = ()
    card_lasts: timedelta = timedelta(days=3)  # after the close; the terms of the house say it
    notes: tuple[Note, ...] = ()  # what was typed at the alert
    courses: tuple[tuple[Event, ...], ...] = ()  # of each request of a guided exercise
    standing: Standing | None = None  # for what is of the yearly round
    duty: DutyView | None = None  # for what is of the roster
    account: Account | None = None  # of the month that is shown
    paper: bytes | None = None  # what was drawn of it; None when that went wrong

    @property
    def shown(self) -> Alert:
        """The alert that the screen is about."""
        assert self.alert is not None, "this screen is about an alert"
        return self.alert

    def say(self, key: str, /, **fields: object) -> str:
        """A text; what goes into it is escaped here, and only here (S34)."""
        return self.texts(key, **{name: escape(str(value)) for name, value in fields.items()})

    def word(self, kind: str, code: str) -> str:
        """The word of a code in a closed list."""
        return self.texts.word(kind, code)

    def role(self, role: str) -> str:
        """The name of a role, or of an owner outside the group."""
        kind = "role" if f"role.{role}" in self.texts else "owner"
        return self.word(kind, role)

    def roles(self, roles: Iterable[str]) -> str:
        """Names of roles in a row."""
        return ", ".join(self.role(role) for role in roles) or "–"

    def when(self, at: datetime, since: datetime | None = None) -> str:
        """A moment in Amsterdam: the time alone on the day of `since`, else with day and date."""
        day = local(at)
        if since is not None and local(since).date() == day.date():
            return clock_text(at)
        name = self.texts.word("dag", str(day.weekday()))
        return f"{name} {day.day}-{day.month} {clock_text(at)}"

    def day_and_time(self, at: datetime) -> str:
        """A moment of these days: the name of the day, and the time."""
        return f"{self.texts.word('dag', str(local(at).weekday()))} {clock_text(at)}"

    def press(self, label: str, code: Code, alert: AlertId | None = None, *details: str) -> Button:
        """A button that sends a press back."""
        press = Press(code=code, alert=alert, details=details)
        return Button(label=label, data=self.buttons.pack(press))

    def link(self, label: str, code: Code, alert: AlertId | None = None) -> Button:
        """A button that opens the private chat at a screen."""
        payload = self.buttons.payload(Press(code=code, alert=alert))
        return Button(label=label, url=f"https://t.me/{self.bot_name}?start={payload}")

    def rules(self, network: str, doelgroep: str) -> Rules:
        """The rules of a doelgroep as they are now."""
        return self.configuration.rules(network, doelgroep)


def post_text(texts: Texts, post: Post) -> str:
    """A post in words, such as OM waarnemer, or trekker with its doelgroep."""
    return " ".join(
        part
        for part in (
            texts.word("role", post.role) if post.role else "",
            texts.word("functie", post.function.value),
            texts.word("doelgroep", post.doelgroep) if post.doelgroep else "",
        )
        if part
    )


def in_rows(buttons: Iterable[Button], width: int = 2) -> tuple[Row, ...]:
    """Buttons side by side, a few in a row: a thumb has to hit them."""
    items = tuple(buttons)
    return tuple(items[index : index + width] for index in range(0, len(items), width))


def lines(*parts: str | None) -> str:
    """Lines of text; None leaves its line out, an empty one stays."""
    return "\n".join(part for part in parts if part is not None)


def as_drill(screen: Screen, word: str) -> Screen:
    """Mark every line and every button of a drill (S13)."""
    marked = [
        f"{word} · {line} · {word}" if line.strip() else line for line in screen.text.split("\n")
    ]
    rows = tuple(
        tuple(Button(label=f"{item.label} · {word}", data=item.data, url=item.url) for item in row)
        for row in screen.rows
    )
    return Screen(
        text="\n".join(marked),
        rows=rows,
        menu=screen.menu,
        document=screen.document,
        silent=screen.silent,
    )
