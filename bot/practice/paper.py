"""A messenger of paper, within this process: the bot at work without Telegram or a wire to it."""

import html
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from bot.inputs import Input, Ordered, Origin, Pressed, Typed
from bot.screen import Barred, Button, Done, Gone, Outcome, Screen
from bot.teller import Messenger

Receive = Callable[[Input], Awaitable[None]]


@dataclass(slots=True)
class Chat:
    """A pile of sheets, by number; a closed one takes none."""

    id: int
    sheets: dict[int, Screen] = field(default_factory=dict)
    pinned: set[int] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    closed: bool = False


class Paper(Messenger):
    """What the teller needs of a messenger; a sheet stays as it is until it is changed."""

    def __init__(self) -> None:
        self.chats: dict[int, Chat] = {}
        self.toasts: list[str] = []
        self._count = 0

    def chat(self, chat_id: int) -> Chat:
        return self.chats.setdefault(chat_id, Chat(id=chat_id))

    def number(self) -> int:
        self._count += 1
        return self._count

    def toast(self, callback_id: str, text: str) -> None:
        self.toasts.append(text)

    async def send(self, chat_id: int, screen: Screen) -> Outcome:
        chat, number = self.chat(chat_id), self.number()
        if chat.closed:
            return Barred(error="closed")
        chat.sheets[number] = screen
        return Done(message_id=number)

    async def edit(self, chat_id: int, message_id: int, screen: Screen) -> Outcome:
        sheets = self.chat(chat_id).sheets
        if message_id not in sheets:
            return Gone()
        sheets[message_id] = screen
        return Done(message_id=message_id)

    async def busy(self, chat_id: int) -> None:
        """Paper shows nothing of that."""

    async def pin(self, chat_id: int, message_id: int) -> Outcome:
        self.chat(chat_id).pinned.add(message_id)
        return Done()

    async def unpin(self, chat_id: int, message_id: int) -> Outcome:
        self.chat(chat_id).pinned.discard(message_id)
        return Done()

    async def delete(self, chat_id: int, message_id: int) -> Outcome:
        self.chat(chat_id).sheets.pop(message_id, None)
        return Done()

    async def approve_join(self, chat_id: int, user_id: int) -> Outcome:
        self.chat(chat_id).people.add(user_id)
        return Done()

    async def decline_join(self, chat_id: int, user_id: int) -> Outcome:
        return Done()

    async def expel(self, chat_id: int, user_id: int) -> Outcome:
        self.chat(chat_id).people.discard(user_id)
        return Done()

    async def leave(self, chat_id: int) -> Outcome:
        self.chat(chat_id).closed = True
        return Done()

    async def is_in(self, chat_id: int, user_id: int) -> bool | None:
        return user_id in self.chat(chat_id).people

    async def member_count(self, chat_id: int) -> int | None:
        return len(self.chat(chat_id).people)

    async def lacks(self, chat_id: int) -> tuple[str, ...] | None:
        return ()

    async def download(self, file_id: str, most: int) -> bytes | Outcome:
        return Gone()  # nobody can hand in a file


class Hand:
    """Somebody who reads the sheets, and presses and writes on them."""

    def __init__(self, paper: Paper, user_id: int, name: str, receive: Receive) -> None:
        self.id = user_id
        self.name = name
        self._paper = paper
        self._receive = receive
        self._pressed: Pressed | None = None

    def reads(self, chat_id: int | None = None) -> list[str]:
        """What is on the sheets of a chat, or of the own, oldest first, without the markup."""
        return [plain(one.text) for one in self._paper.chat(chat_id or self.id).sheets.values()]

    async def types(self, text: str, chat_id: int | None = None) -> None:
        origin = self._origin(chat_id)
        if text.startswith("/"):
            name, _, argument = text[1:].partition(" ")
            await self._receive(Ordered(origin=origin, name=name, argument=argument))
        else:
            await self._receive(Typed(origin=origin, text=text))

    async def presses(self, label: str, chat_id: int | None = None) -> str | None:
        """Press the newest button with this label; gives the toast, of a link None.

        LookupError when there is no such button.
        """
        number, button = next(self._buttons(label, chat_id), (0, None))
        if button is None:
            raise LookupError(f"{self.name} sees no button {label!r}")
        if button.url is not None:
            start = parse_qs(urlsplit(button.url).query)["start"][0]
            await self.types(f"/start {start}")
            return None
        pressed = Pressed(
            origin=self._origin(chat_id),
            callback_id=str(self._paper.number()),
            data=button.data or "",
            message_id=number,
        )
        self._pressed = pressed
        return await self.presses_again()

    async def presses_again(self) -> str:
        """The last press is handed over, once more when it was before; gives the toast."""
        assert self._pressed is not None
        await self._receive(self._pressed)
        return self._paper.toasts[-1]

    def _buttons(self, label: str, chat_id: int | None) -> Iterator[tuple[int, Button]]:
        for number, screen in reversed(self._paper.chat(chat_id or self.id).sheets.items()):
            for button in (button for row in screen.rows for button in row):
                if label in button.label:
                    yield number, button

    def _origin(self, chat_id: int | None) -> Origin:
        number = self._paper.number()
        return Origin(
            update_id=number,
            fingerprint=f"paper {number}",
            chat_id=chat_id or self.id,
            user_id=self.id,
            name=self.name,
            is_private=chat_id is None,
        )


def plain(text: str) -> str:
    """The words, without the markup."""
    return html.unescape(re.sub(r"<[^>]+>", "", text))
