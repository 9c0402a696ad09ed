"""The practice town: people with phones, groups, a clock, and a Bot API on this machine."""

from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self

from bot.practice import wire
from bot.practice.bot_api import TOKEN, BotApi
from bot.practice.calls import CallLog
from bot.practice.changes import Changes
from bot.practice.clock import TownClock
from bot.practice.faults import Faults
from bot.practice.model import Chat, ChatKind, Member, Message, Status
from bot.practice.phones import Phone
from bot.practice.world import BOT_ID, BOT_NAME, World


class Town:
    """Use as `async with Town(clock) as town:`; the application needs `url` and `token`.

    The town holds the truth: the application may be killed and started again meanwhile.
    """

    bot_name, bot_id, token = BOT_NAME, BOT_ID, TOKEN

    def __init__(self, clock: TownClock, *, limits: bool = False, port: int = 0) -> None:
        self.clock = clock
        self.world = World(clock, limits=limits)
        self._api = BotApi(self.world, port)
        self.phones: dict[int, Phone] = {}

    async def __aenter__(self) -> Self:
        await self._api.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._api.stop()

    @property
    def url(self) -> str:
        """The Bot API server, without the /bot… part."""
        return f"http://127.0.0.1:{self._api.port}"

    @property
    def faults(self) -> Faults:
        return self._api.faults

    @property
    def call_log(self) -> CallLog:
        return self._api.log

    @property
    def changes(self) -> Changes:
        return self.world.changes

    def link(self, payload: str) -> str:
        return f"https://t.me/{BOT_NAME}?start={payload}"

    def person(self, name: str, user_id: int | None = None, username: str | None = None) -> Phone:
        phone = Phone(self.world, self.world.add_person(name, user_id, username))
        self.phones[phone.id] = phone
        return phone

    def group(
        self,
        title: str,
        members: Iterable[Phone] = (),
        *,
        bot_is_admin: bool = True,
        bot_is_member: bool = True,
        supergroup: bool = False,
    ) -> Chat:
        """A group; its first member owns it, and has added the bot."""
        kind = ChatKind.SUPERGROUP if supergroup else ChatKind.GROUP
        chat = self.world.add_chat(kind, title)
        people = [phone.user for phone in members]
        for place, user in enumerate(people):
            status = Status.MEMBER if place else Status.OWNER
            chat.members[user.id] = Member(user=user, status=status)
        if bot_is_member:
            rights = frozenset(wire.ADMIN_RIGHTS) if bot_is_admin else frozenset()
            status = Status.ADMIN if bot_is_admin else Status.MEMBER
            bot = Member(user=self.world.bot, status=status, rights=rights)
            self.world.set_member(chat, people[0] if people else self.world.bot, bot)
        return chat

    def channel(self, title: str) -> Chat:
        """A channel to speak in the name of; the bot has no place in it."""
        return self.world.add_chat(ChatKind.CHANNEL, title)

    def upgrades(self, group: Chat) -> Chat:
        """Make a supergroup of a group: a new id, an empty chat, two messages that say so."""
        assert group.kind is ChatKind.GROUP, "only a small group can be upgraded"
        assert group.migrated_to is None, "the group has been upgraded before"
        new = self.world.add_chat(ChatKind.SUPERGROUP, group.title)
        new.members = dict(group.members)
        owner = next(iter(group.members.values())).user
        self.world.post_service(group, owner, migrate_to_chat_id=new.id)
        group.migrated_to = new
        self.world.post_service(new, owner, migrate_from_chat_id=group.id)
        self.changes.notify()
        return new

    def sent_to(self, chat: Chat | Phone | int) -> tuple[Message, ...]:
        """Everything the bot ever sent there, oldest first, also what is deleted by now."""
        place = self.world.chats[chat if isinstance(chat, int) else chat.id]
        messages = place.messages.values()
        return tuple(one for one in messages if one.sender is self.world.bot and not one.service)

    def calls(self, method: str) -> list[str]:
        """How the calls of one method went: "ok", or Telegram's refusal."""
        named = [one for one in self.call_log if one.method == method]
        return ["ok" if one.ok else one.why for one in named]

    async def until(
        self, predicate: Callable[[], object], within: float = 10.0, what: str = "this"
    ) -> None:
        """Wait, in real seconds, until something is so; AssertionError if it does not come."""
        came = await self.changes.until(predicate, within)
        assert came, f"within {within} seconds it did not come to {what}"
