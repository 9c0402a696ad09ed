"""What a person sees: the messages, the buttons, the keyboard, the toasts."""

from dataclasses import dataclass

from bot.practice.model import Button, Chat, Message, User
from bot.practice.refusals import Json
from bot.practice.world import World

PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment to look from: what changed in the town after it counts."""

    change: int


After = Mark | int | None


class Screen:
    def __init__(self, world: World, user: User) -> None:
        self._world, self.user = world, user

    def __repr__(self) -> str:
        return f"<phone of {self.name}>"

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def name(self) -> str:
        return " ".join(filter(None, (self.user.first_name, self.user.last_name)))

    @property
    def toasts(self) -> tuple[str, ...]:
        """Everything the bot ever answered to a press of this person, oldest first."""
        queries = self._world.queries.values()
        return tuple(one.text for one in queries if one.user is self.user and one.text)

    @property
    def reply_keyboard(self) -> tuple[str, ...]:
        return self.reply_keyboard_in(None)

    def reply_keyboard_in(self, chat: Chat | None) -> tuple[str, ...]:
        return tuple(key["text"] for key in self._keys(self._place(chat)))

    def chat(self, chat: Chat | None = None) -> tuple[Message, ...]:
        """The messages on screen, oldest first; without the lines about pins and members."""
        messages = self._place(chat).messages.values()
        return tuple(one for one in messages if not one.deleted and not one.service)

    def newest(self, chat: Chat | None = None) -> Message:
        visible = self.chat(chat)
        if not visible:
            raise LookupError(f"the phone of {self.name} shows no message here")
        return visible[-1]

    def mark(self) -> Mark:
        return Mark(self._world.changes.count)

    def shows(self, text: str, chat: Chat | None = None) -> bool:
        return any(text in one.text for one in self.chat(chat))

    async def sees(
        self, text: str, chat: Chat | None = None, within: float = PATIENCE, after: After = None
    ) -> Message:
        """The newest message with this text, as soon as there is one.

        `after` is a mark (sent or edited since then) or a number of messages to pass over.
        """

        def look() -> Message | None:
            fresh = self._fresh(chat, after)
            return next((one for one in reversed(fresh) if text in one.text), None)

        found = await self._world.changes.until(look, within)
        assert found, f"{self.name} does not see {text!r}; this is shown:\n{self.looks(chat)}"
        return found

    async def sees_button(
        self, label: str, chat: Chat | None = None, within: float = PATIENCE, after: After = None
    ) -> Message:
        """The newest message under which there is such a button."""

        def look() -> Message | None:
            fresh = reversed(self._fresh(chat, after))
            return next((one for one in fresh if _button(label, one)), None)

        found = await self._world.changes.until(look, within)
        assert found, f"{self.name} sees no button {label!r}; this is shown:\n{self.looks(chat)}"
        return found

    def looks(self, chat: Chat | None = None) -> str:
        """The screen as text, for people who have to find out why a test failed."""
        lines = []
        for one in self.chat(chat):
            lines.append(f"— {one.sender.first_name}: {one.text or one.file_name or '(no text)'}")
            lines += ["   " + " ".join(f"[{key.text}]" for key in row) for row in one.keyboard]
        keys = self.reply_keyboard_in(chat)
        return "\n".join(
            [*lines, *(["keyboard: " + " ".join(f"[{k}]" for k in keys)] if keys else [])]
        )

    def _place(self, chat: Chat | None) -> Chat:
        place = self._world.chats[self.user.id] if chat is None else chat.now
        if not place.member(self.user).status.inside:
            raise LookupError(f"{self.name} is not in {place.title}")
        return place

    def _fresh(self, chat: Chat | None, after: After) -> tuple[Message, ...]:
        visible = self.chat(chat)
        match after:
            case None:
                return visible
            case Mark():
                return tuple(one for one in visible if one.changed > after.change)
            case int():
                return visible[after:]

    def _find_button(
        self, label: str, place: Chat, message: Message | None
    ) -> str | tuple[Message, Button]:
        visible = self.chat(place) if message is None else (message,)
        for one in reversed(visible):
            button = None if one.deleted else _button(label, one)
            if button is not None:
                return one, button
        keys = [key["text"] for key in self._keys(place)] if message is None else []
        for key in sorted(keys, key=lambda text: text != label):
            if label in key:
                return str(key)
        there = [list(one.labels) for one in visible if one.labels and not one.deleted] + [keys]
        raise LookupError(f"{self.name} has no button {label!r}; there are: {there}")

    def _keys(self, place: Chat) -> list[Json]:
        rows = place.reply_keyboards.get(self.user.id, {}).get("keyboard", [])
        return [key for row in rows for key in row]

    def _key(self, text: str, place: Chat) -> Json:
        return next(key for key in self._keys(place) if key["text"] == text)


def _button(label: str, message: Message) -> Button | None:
    """The button with exactly this label, or else the first that contains it."""
    buttons = [button for row in message.keyboard for button in row if label in button.text]
    return min(buttons, key=lambda button: button.text != label, default=None)
