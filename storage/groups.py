"""The groups in the messenger, each bound to one doelgroep of one network."""

from datetime import datetime

from sqlalchemy import bindparam, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from flows.people import Group
from flows.state import PersonId
from storage.database import inserting
from storage.prepared import prepared
from storage.tables import CardRow, GroupRow

FRESH = {"populate_existing": True}


class Groups:
    """The groups within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def bind(
        self, network: str, doelgroep: str, chat_id: int, by: PersonId | None, now: datetime
    ) -> Group:
        """Bind a chat; both it and the doelgroep let go of what they were bound to before."""
        before = await self.of(network, doelgroep)
        if before is not None and before.chat_id == chat_id:
            return before
        await self._let_go(chat_id)
        binding = {"chat_id": chat_id, "bound_by": by, "bound_at": now, "lost_at": None}
        bound = (
            inserting(self._session, GroupRow)
            .values(network=network, doelgroep=doelgroep, **binding)
            .on_conflict_do_update(index_elements=["network", "doelgroep"], set_=binding)
            .returning(col(GroupRow.id))
        )
        number = (await self._session.exec(bound)).scalar_one()
        await self._post_anew(number)
        return Group(id=number, network=network, doelgroep=doelgroep, chat_id=chat_id)

    async def get(self, group: int) -> Group | None:
        """A group by our own number; None when it is bound to no chat any more."""
        return await self._one(_with("id"), value=group)

    async def of_chat(self, chat_id: int) -> Group | None:
        return await self._one(_with("chat_id"), value=chat_id)

    async def of(self, network: str, doelgroep: str) -> Group | None:
        return await self._one(_of(), network=network, doelgroep=doelgroep)

    async def all(self) -> list[Group]:
        return await self._groups(select(GroupRow).order_by(col(GroupRow.id)))

    async def migrate(self, old_chat_id: int, new_chat_id: int) -> None:
        """Follow a group to its new number; what stood in the old one is posted anew.

        Telegram tells it more than once, and both ways round: the second time changes nothing.
        """
        group = await self.of_chat(old_chat_id)
        if group is None:
            return
        await self._let_go(new_chat_id)
        await self._session.exec(
            update(GroupRow).where(col(GroupRow.id) == group.id).values(chat_id=new_chat_id)
        )
        await self._post_anew(group.id)

    async def lose(self, chat_id: int, now: datetime) -> Group | None:
        """The bot was put out of this chat; gives the group it was, None if it was none."""
        group = await self.of_chat(chat_id)
        if group is not None:
            await self._let_go(chat_id, now)
        return group

    async def _let_go(self, chat_id: int, lost_at: datetime | None = None) -> None:
        await self._session.exec(
            update(GroupRow)
            .where(col(GroupRow.chat_id) == chat_id)
            .values(chat_id=None, lost_at=lost_at)
        )

    async def _post_anew(self, group: int) -> None:
        await self._session.exec(
            update(CardRow)
            .where(col(CardRow.group_id) == group)
            .values(message_id=None, text_hash="", pinned=False)
        )

    async def _one(self, query: SelectOfScalar[GroupRow], **which: int | str) -> Group | None:
        groups = await self._groups(query, **which)
        return groups[0] if groups else None

    async def _groups(self, query: SelectOfScalar[GroupRow], **which: int | str) -> list[Group]:
        found = await self._session.exec(query, params=which, execution_options=FRESH)
        return [
            Group(id=row.id, network=row.network, doelgroep=row.doelgroep, chat_id=row.chat_id)
            for row in found
            if row.id is not None and row.chat_id is not None
        ]


@prepared
def _with(column: str) -> SelectOfScalar[GroupRow]:
    return select(GroupRow).where(col(getattr(GroupRow, column)) == bindparam("value"))


@prepared
def _of() -> SelectOfScalar[GroupRow]:
    whose = col(GroupRow.network) == bindparam("network")
    return select(GroupRow).where(whose, col(GroupRow.doelgroep) == bindparam("doelgroep"))
