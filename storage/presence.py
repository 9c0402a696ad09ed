"""Who is in a group, as far as Telegram told, whom nobody there knows, who is out of reach."""

from datetime import datetime

from sqlalchemy import exists, func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from flows.people import Reach
from flows.state import PersonId
from storage.database import inserting
from storage.people_tables import GroupMemberRow, PersonRow
from storage.tables import AlertRow, GroupRow


class Presence:
    """The groups' members within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def saw(
        self, group: int, user_id: int, now: datetime, *, is_in: bool, unknown: bool = False
    ) -> None:
        """Note that somebody is in a group or has left it; an unknown person from now on."""
        values = {
            "is_in": is_in,
            "seen_at": now,
            "unknown_since": now if is_in and unknown else None,
            "accepted_by": None,
        }
        seen = inserting(self._session, GroupMemberRow).values(
            group_id=group, user_id=user_id, **values
        )
        await self._session.exec(
            seen.on_conflict_do_update(index_elements=["group_id", "user_id"], set_=values)
        )

    async def accept(self, group: int, user_id: int, by: PersonId) -> bool:
        """Somebody says: we know this person. False when that is no longer a question."""
        known = await self._session.exec(
            update(GroupMemberRow)
            .where(col(GroupMemberRow.group_id) == group)
            .where(col(GroupMemberRow.user_id) == user_id)
            .where(col(GroupMemberRow.unknown_since).is_not(None))
            .values(unknown_since=None, accepted_by=by)
        )
        return known.rowcount == 1

    async def is_asked_about(self, group: int, user_id: int) -> bool:
        """Whether it was asked who this unknown person is: it waits, or somebody knew."""
        row = await self._session.get(GroupMemberRow, (group, user_id), populate_existing=True)
        return row is not None and (row.unknown_since is not None or row.accepted_by is not None)

    async def unknown(self, before: datetime) -> list[tuple[int, int]]:
        """Group and Telegram number of those whom nobody has known since before then."""
        query = select(GroupMemberRow.group_id, GroupMemberRow.user_id).where(
            col(GroupMemberRow.is_in), col(GroupMemberRow.unknown_since) <= before
        )
        return list((await self._session.exec(query)).all())

    async def accepted(self, group: int) -> set[int]:
        """The Telegram numbers of those in a group of whom somebody said: we know this person."""
        query = select(GroupMemberRow.user_id).where(
            GroupMemberRow.group_id == group,
            col(GroupMemberRow.is_in),
            col(GroupMemberRow.accepted_by).is_not(None),
        )
        return set(await self._session.exec(query))

    async def outside(self, group: int) -> set[int]:
        """The Telegram numbers of those of whom Telegram told that they are not in a group."""
        query = select(GroupMemberRow.user_id).where(
            GroupMemberRow.group_id == group, ~col(GroupMemberRow.is_in)
        )
        return set(await self._session.exec(query))

    async def silent(self, network: str, since: datetime) -> list[str]:
        """The doelgroepen whose group is older than this, and has asked for nothing since."""
        asked = exists().where(
            col(AlertRow.network) == network,
            col(AlertRow.doelgroep) == GroupRow.doelgroep,
            col(AlertRow.raised_at) >= since,
        )
        query = select(GroupRow.doelgroep).where(
            GroupRow.network == network,
            col(GroupRow.chat_id).is_not(None),
            col(GroupRow.bound_at) < since,
            ~asked,
        )
        return list(await self._session.exec(query.order_by(GroupRow.doelgroep)))

    async def count_of(self, user_id: int) -> int:
        """In how many groups somebody is known to be or to have been."""
        query = select(func.count()).select_from(GroupMemberRow)
        return (await self._session.exec(query.where(GroupMemberRow.user_id == user_id))).one()

    async def count_unreachable(self) -> int:
        """To how many of those who take part the bot cannot write in private."""
        query = select(func.count()).select_from(PersonRow)
        here = col(PersonRow.removed_at).is_(None), col(PersonRow.suspended_at).is_(None)
        closed = col(PersonRow.reach) != Reach.OPEN.value
        return (await self._session.exec(query.where(*here, closed))).one()

    async def settled(self, group: int, user_id: int) -> bool:
        """The person is being removed. False when that was no longer a question."""
        settled = await self._session.exec(
            update(GroupMemberRow)
            .where(col(GroupMemberRow.group_id) == group)
            .where(col(GroupMemberRow.user_id) == user_id)
            .where(col(GroupMemberRow.unknown_since).is_not(None))
            .values(unknown_since=None)
        )
        return settled.rowcount == 1
