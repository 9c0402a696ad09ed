"""The people: each sees what comes on the phone and does something with it, or nothing.

Nobody here knows what the application is to do. They press what is shown to them, sooner or later,
twice sometimes, and now and then a button of last week.
"""

import asyncio
import contextlib
import random
from collections import deque
from collections.abc import Callable
from contextvars import Context
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from bot.practice.model import Button, Chat, ChatKind, Message
from bot.practice.phones import Phone

from .chance import Chance
from .habits import Habit, habit_of
from .town import VirtualWorld

OLD = 40  # buttons that somebody remembers
TWICE, OLD_BUTTON, OF_ANOTHER = 0.06, 0.03, 0.02
PATIENCE = 14  # presses on one message: then somebody has had enough of it
TYPED = (
    "ok", "Jansen belt zo", "/open", "/help", "/dienst", "wie heeft de BSN 123456782?",
    "/team", "/uitnodigen", "/kimi", "/herijking", "/maandrapport", "/koppel",
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Person:
    """One person with a phone; `role` is None for who belongs to no organisation."""

    phone: Phone
    role: str | None
    function: str
    keen: float  # how often this person reacts at all
    drafts: bool = False  # is filling in a new alert, and goes on with it
    old: deque[tuple[Message, str]] = field(default_factory=lambda: deque(maxlen=OLD))
    pressed: dict[tuple[int, int], int] = field(default_factory=dict)
    known: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)


class People:
    """Everybody, and the groups they are in."""

    def __init__(
        self, world: VirtualWorld, chance: Chance, loop: asyncio.AbstractEventLoop, haste: float
    ) -> None:
        self._world, self._chance, self._loop = world, chance, loop
        self._haste = haste  # below 1 everybody is quicker
        self._context = Context()  # what people do belongs to no life of the application
        self._acting: set[asyncio.Task[None]] = set()
        self.is_asleep = False
        self.errors: list[str] = []
        self.typed: set[tuple[str, str, str]] = set()  # by whom (a function), in which group, what
        self.everybody: dict[int, Person] = {}
        world.seen = self.sees

    def add(self, person: Person) -> None:
        self.everybody[person.phone.id] = person

    def later(self, seconds: float, do: Callable[[], None]) -> None:
        self._loop.call_later(seconds, do, context=self._context)

    def sees(self, message: Message) -> None:
        """A message came or changed: whoever has it on the phone thinks about it."""
        if self.is_asleep or not message.markup:
            return
        chat = message.chat
        if chat.kind is ChatKind.PRIVATE:
            if chat.id in self.everybody:
                self._think(self.everybody[chat.id], message)
            return
        for person in self.everybody.values():
            if chat.member(person.phone.user).status.inside:
                self._think(person, message)

    def raises(self, person: Person) -> None:
        """Ask for an overleg: the screens that come are filled in one by one."""
        person.drafts = True
        self._acts(person, lambda: person.phone.types("/alarm"))

    def types(self, person: Person, chat: Chat | None, text: str) -> None:
        self.typed.add((person.function, chat.title if chat is not None else "", text))
        self._acts(person, lambda: person.phone.types(text, chat))

    def _think(self, person: Person, message: Message) -> None:
        held = (message.chat.id, message.id)
        shown = tuple(code_of(one) for row in message.keyboard for one in row)
        is_news = person.known.get(held) != shown or any(habit_of(code).keeps_on for code in shown)
        if not is_news or person.pressed.get(held, 0) > PATIENCE:
            return
        person.known[held] = shown
        stream = self._chance.at(f"{person.phone.id}:{message.chat.id}:{message.id}", message.edits)
        choice = self._choose(person, message, stream)
        if choice is None:
            return
        button, habit = choice
        data = button.data or ""
        wait = habit.waits(stream) * self._haste
        if data:
            person.old.append((message, data))
        self.later(wait, lambda: self._does(person, message, button, stream))

    def _choose(
        self, person: Person, message: Message, stream: random.Random
    ) -> tuple[Button, Habit] | None:
        """What somebody feels like pressing, if anything."""
        shown = [one for row in message.keyboard for one in row]
        habits = [habit_of(code_of(one)) for one in shown]
        weights = [habit.weight * (person.keen if not habit.keeps_on else 1) for habit in habits]
        nothing = 0.0 if any(h.keeps_on for h in habits) and person.drafts else 2.0
        picked = stream.uniform(0, sum(weights) + nothing)
        for one, habit, weight in zip(shown, habits, weights, strict=True):
            picked -= weight
            if picked < 0 and weight:
                return one, habit
        return None

    def _does(
        self, person: Person, message: Message, button: Button, stream: random.Random
    ) -> None:
        if self.is_asleep or message.deleted:
            return
        held = (message.chat.id, message.id)
        person.pressed[held] = person.pressed.get(held, 0) + 1
        self._press(person, message, button)
        if stream.random() < TWICE:
            self.later(stream.uniform(0.05, 3), lambda: self._press(person, message, button))
        if person.old and stream.random() < OLD_BUTTON:
            held, data = stream.choice(list(person.old))
            old = Button(text="", data=data)
            self.later(stream.uniform(1, 600), lambda: self._press(person, held, old))
        if stream.random() < OF_ANOTHER:
            self._presses_of_another(person, message, stream)

    def _presses_of_another(self, person: Person, message: Message, stream: random.Random) -> None:
        """A changed app may send whatever data it likes, below any message with buttons."""
        known = [data for one in self.everybody.values() for _, data in one.old]
        if known:
            button = Button(text="", data=stream.choice(known))
            self.later(stream.uniform(1, 60), lambda: self._press(person, message, button))

    def _press(self, person: Person, message: Message, button: Button) -> None:
        if button.url is not None:
            self._acts(person, lambda: person.phone.opens(button.url or ""))
        elif button.data is not None:
            data = button.data
            self._acts(person, lambda: person.phone.presses_data(data, message))

    def _acts(self, person: Person, do: Callable[[], object]) -> None:
        async def act() -> None:
            # gone from the group, the message deleted: a phone shows that, and people shrug
            with contextlib.suppress(LookupError, PermissionError):
                await do()  # type: ignore[misc]

        task = self._loop.create_task(act())
        self._acting.add(task)
        task.add_done_callback(self._acted)

    def _acted(self, task: asyncio.Task[None]) -> None:
        self._acting.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self.errors.append(repr(error))


def code_of(button: Button) -> str:
    """The code of a button, whether it is pressed or followed."""
    if button.data is not None:
        return button.data.split("|", 1)[0]
    start = parse_qs(urlsplit(button.url or "").query).get("start", [""])[0]
    return start.split("_", 1)[0]
