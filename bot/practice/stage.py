"""What the audience of the play sees: a title for each step, the phones, the card."""

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bot.practice.model import Message
from bot.practice.phones import Phone
from bot.practice.town import Town
from config.texts import Texts
from flows.calendar import clock_text, local


class Stage:
    """Prints what is new since the last time, and nothing twice."""

    def __init__(self, town: Town, out: Console, texts: Texts) -> None:
        self._town, self._out, self._texts = town, out, texts
        self._shown: dict[Message, int] = {}

    def step(self, key: str) -> None:
        """Begin a step: the time in town, and one line of what happens."""
        now = self._town.clock.now()
        day = local(now)
        at = f"{self._texts.word('dag', str(day.weekday()))} {day:%d-%m} {clock_text(now)}"
        self._out.print(Rule(style="cyan"))
        self._out.print(Text(f"{at} · {self._texts(f'oefenstad.{key}')}", style="bold"))

    def taps(self, phone: Phone, labels: Sequence[str]) -> None:
        """Tell what somebody presses."""
        pressed = " › ".join(f"[{label.strip()}]" for label in labels)
        self._out.print(Text(f"👆 {phone.name}: {pressed}", style="green"))

    def phones(self, *phones: Phone) -> None:
        """What the bot has sent to these people, or changed there."""
        for phone in phones:
            new = [one for one in self._town.sent_to(phone) if self._is_new(one)]
            for message in new:
                self._out.print(Text(f"📱 {phone.name}", style="bold magenta"))
                self._out.print(Padding(_looks(message), (0, 0, 0, 3), expand=False))

    def passes_over(self, *phones: Phone) -> None:
        """What these phones show by now is not worth telling."""
        for phone in phones:
            for message in self._town.sent_to(phone):
                self._shown[message] = message.changed

    def card(self, card: Message) -> None:
        """The card as it is now."""
        if self._is_new(card):
            title = Text(card.chat.title, style="bold")
            self._out.print(Panel(_looks(card), title=title, title_align="left", expand=False))

    def line(self, text: str) -> None:
        """A plain line."""
        self._out.print(Text(text))

    def account(self, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """A table of numbers; the first column names what they are of."""
        table = Table(box=box.SIMPLE)
        for place, name in enumerate(columns):
            table.add_column(name, justify="right" if place else "left")
        for row in rows:
            table.add_row(*map(str, row))
        self._out.print(table)

    def _is_new(self, message: Message) -> bool:
        new = not message.deleted and self._shown.get(message) != message.changed
        self._shown[message] = message.changed
        return new


def _looks(message: Message) -> Text:
    """The text, the file that goes with it, and the buttons."""
    parts = [message.text, f"📎 {message.file_name}" if message.file_name else ""]
    buttons = (" ".join(f"[{button.text}]" for button in row) for row in message.keyboard)
    shown = Text("\n".join(part for part in parts if part))
    for row in buttons:
        shown.append(f"\n{row}", style="blue")
    return shown
