"""How people come and go, and what they do with the bot's own place in a chat."""

import asyncio

from bot.practice import wire
from bot.practice.model import Chat, Member, Status
from bot.practice.screen import Screen


class Moving(Screen):
    async def joins(self, group: Chat) -> None:
        place = group.now
        if place.member(self.user).status is Status.KICKED:
            raise PermissionError(f"{self.name} was banned from {place.title}")
        self._becomes(place, Status.MEMBER)
        self._service(place, new_chat_members=[wire.user(self.user)])
        await asyncio.sleep(0)

    async def leaves(self, group: Chat) -> None:
        place = self._place(group)
        self._service(place, left_chat_member=wire.user(self.user))
        self._becomes(place, Status.LEFT)
        await asyncio.sleep(0)

    async def asks_to_join(self, group: Chat) -> None:
        place, bot = group.now, self._world.bot
        place.wants_in[self.user.id] = self.user
        if place.member(bot).may("can_invite_users"):
            asked = wire.join_request(place, self.user, self._world.now())
            self._world.updates.add("chat_join_request", asked)
        self._world.changes.notify()
        await asyncio.sleep(0)

    async def blocks_bot(self) -> None:
        await self._blocks(True)

    async def deletes_account(self) -> None:
        self.user.deactivated = True
        self._world.changes.notify()
        await asyncio.sleep(0)

    async def unblocks_bot(self) -> None:
        await self._blocks(False)

    async def adds_bot(
        self, group: Chat, *, as_admin: bool = True, rights: frozenset[str] | None = None
    ) -> None:
        """Put the bot in a group; by default as an administrator with all rights."""
        place, bot = self._place(group), self._world.bot
        was_inside = place.member(bot).status.inside
        status = Status.ADMIN if as_admin else Status.MEMBER
        given = frozenset(wire.ADMIN_RIGHTS) if rights is None else rights
        after = Member(user=bot, status=status, rights=given if as_admin else frozenset())
        self._world.set_member(place, self.user, after)
        if not was_inside:
            self._service(place, new_chat_members=[wire.user(bot)])
        await asyncio.sleep(0)

    async def demotes_bot(self, group: Chat) -> None:
        await self.adds_bot(group, as_admin=False)

    async def removes_bot(self, group: Chat) -> None:
        place, bot = self._place(group), self._world.bot
        self._service(place, left_chat_member=wire.user(bot))
        self._world.set_member(place, self.user, Member(user=bot, status=Status.KICKED))
        await asyncio.sleep(0)

    async def promotes(self, other: "Moving", group: Chat) -> None:
        place = self._place(group)
        rights = frozenset(wire.ADMIN_RIGHTS)
        after = Member(user=other.user, status=Status.ADMIN, rights=rights)
        self._world.set_member(place, self.user, after)
        await asyncio.sleep(0)

    async def removes(self, other: "Moving", group: Chat) -> None:
        """Put someone out of the group."""
        place = self._place(group)
        self._service(place, left_chat_member=wire.user(other.user))
        after = Member(user=other.user, status=Status.KICKED)
        self._world.set_member(place, self.user, after)
        await asyncio.sleep(0)

    async def _blocks(self, blocked: bool) -> None:
        self.user.blocked = blocked
        status = Status.KICKED if blocked else Status.MEMBER
        bot = Member(user=self._world.bot, status=status)
        self._world.set_member(self._place(None), self.user, bot)
        await asyncio.sleep(0)

    def _becomes(self, place: Chat, status: Status) -> None:
        self._world.set_member(place, self.user, Member(user=self.user, status=status))

    def _service(self, place: Chat, **what: object) -> None:
        self._world.post_service(place, self.user, **what)
