"""The practice town in a simulation: its rules as they are, and somebody who sees what comes."""

import contextlib
import random
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import bot.practice.updates
import bot.practice.world
from bot.practice.model import Chat, ChatKind, Message, Query, User
from bot.practice.refusals import Json
from bot.practice.updates import UpdateQueue
from bot.practice.world import World

from .chance import Secrets
from .clock import VirtualClock

Seen = Callable[[Message], None]
Confirmed = Callable[[list[int]], None]


class VirtualWorld(World):
    """`seen` hears of every message that came or changed, `pressed` of every press."""

    def __init__(self, clock: VirtualClock) -> None:
        super().__init__(clock, limits=True)  # type: ignore[arg-type]  # it only asks for now()
        self.updates = WatchedQueue(clock.now)
        self.seen: Seen = lambda message: None
        self.pressed: Callable[[Query], None] = lambda query: None

    def post(self, chat: Any, sender: User, **content: object) -> Message:
        message = super().post(chat, sender, **content)
        if sender is self.bot and not message.service:
            self.seen(message)
        return message

    def touch(self, message: Message) -> None:
        super().touch(message)
        if message.sender is self.bot:
            self.seen(message)

    def upgrades(self, group: Chat) -> None:
        """What `Town.upgrades` does."""
        new = self.add_chat(ChatKind.SUPERGROUP, group.title)
        new.members = dict(group.members)
        owner = next(iter(group.members.values())).user
        self.post_service(group, owner, migrate_to_chat_id=new.id)
        group.migrated_to = new
        self.post_service(new, owner, migrate_from_chat_id=group.id)

    def ask(self, user: User, message: Message, data: str) -> Query:
        query = super().ask(user, message, data)
        self.pressed(query)
        return query


class WatchedQueue(UpdateQueue):
    """`confirmed` hears which updates are forgotten because an offset passed them."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(now)
        self.confirmed: Confirmed = lambda ids: None
        self.added: dict[int, datetime] = {}  # when each number was given out last

    def add(self, kind: str, payload: Json) -> None:
        super().add(kind, payload)
        self.added[self.newest] = self._now()

    def _forget(self, offset: int) -> None:
        self._expire()
        before = [update.id for update in self._queue]
        super()._forget(offset)
        left = {update.id for update in self._queue}
        passed = [one for one in before if one not in left]
        if passed:
            self.confirmed(passed)

    @property
    def newest(self) -> int:
        """The number of the update that was added last."""
        return self._next - 1

    def cut(self) -> None:
        """The line breaks under a poll that waits."""
        self._wake()


@contextlib.contextmanager
def town_rules(chance: random.Random, longest_poll: int) -> Iterator[None]:
    """The town draws its numbers by our chance, and lets a poll wait as long as is asked.

    When nobody wrote for a week, the numbers of the updates begin anew: the worst that Telegram may
    do is to give those of before once more, and that is what it does here.
    """
    modules: tuple[Any, ...] = (bot.practice.updates, bot.practice.world)
    before = [(module, module.secrets) for module in modules]
    longest, anew = bot.practice.updates.LONGEST_POLL, bot.practice.updates._random_id
    for module in modules:
        module.secrets = Secrets(chance)
    bot.practice.updates.LONGEST_POLL = longest_poll
    first = anew()
    bot.practice.updates._random_id = lambda: first
    try:
        yield
    finally:
        for module, kept in before:
            module.secrets = kept
        bot.practice.updates.LONGEST_POLL, bot.practice.updates._random_id = longest, anew
