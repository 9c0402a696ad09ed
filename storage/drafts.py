"""What somebody is in the middle of: a new alert being filled in, and what was asked to type."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Delete, bindparam, delete
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from flows.draft import DRAFT_LASTS, Draft
from storage import codec
from storage.database import inserting
from storage.prepared import prepared
from storage.traffic_tables import AskedRow, DraftRow


class Drafts:
    """The drafts within one transaction, one per Telegram user."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of(self, user_id: int) -> Draft | None:
        """The draft, stale or not: whoever is told that it lapsed must first be found."""
        query = select(DraftRow.draft).where(DraftRow.user_id == user_id)
        text = (await self._session.exec(query)).one_or_none()
        return None if text is None else codec.read(codec.DRAFT, text)

    async def keep(self, user_id: int, draft: Draft) -> None:
        values = {
            "draft": codec.write(codec.DRAFT, draft),
            "expires_at": draft.touched_at + DRAFT_LASTS,
        }
        kept = inserting(self._session, DraftRow).values(user_id=user_id, **values)
        await self._session.exec(
            kept.on_conflict_do_update(index_elements=["user_id"], set_=values)
        )

    async def drop(self, user_id: int) -> None:
        await self._session.exec(delete(DraftRow).where(col(DraftRow.user_id) == user_id))

    async def drop_all(self) -> list[int]:
        """Drop every draft, also a fresh one; gives whose they were."""
        users = list(await self._session.exec(select(DraftRow.user_id)))
        await self._session.exec(delete(DraftRow))
        return sorted(users)

    async def expired(self, now: datetime) -> list[int]:
        """The users whose draft lay untouched for too long, longest first."""
        query = select(DraftRow.user_id).where(DraftRow.expires_at <= now)
        oldest_first = query.order_by(col(DraftRow.expires_at), col(DraftRow.user_id))
        return list(await self._session.exec(oldest_first))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody was asked to type next."""

    what: str
    args: Mapping[str, Any]
    expires_at: datetime


class Questions:
    """What people were asked to type, within one transaction, one per Telegram user."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def expect(
        self, user_id: int, what: str, args: Mapping[str, Any], expires_at: datetime
    ) -> None:
        """Ask; it takes the place of what was asked before."""
        values = {"what": what, "args": codec.write_json(args), "expires_at": expires_at}
        asked = inserting(self._session, AskedRow).values(user_id=user_id, **values)
        await self._session.exec(
            asked.on_conflict_do_update(index_elements=["user_id"], set_=values)
        )

    async def of(self, user_id: int, now: datetime) -> Asked | None:
        """What is still expected of this user; None when nothing is, or no longer."""
        query = select(AskedRow).where(AskedRow.user_id == user_id, AskedRow.expires_at > now)
        fresh = query.execution_options(populate_existing=True)
        row = (await self._session.exec(fresh)).one_or_none()
        if row is None:
            return None
        return Asked(what=row.what, args=codec.read_json(row.args), expires_at=row.expires_at)

    async def clear(self, user_id: int) -> None:
        await self._session.exec(_cleared(), params={"user": user_id})

    async def clear_all(self) -> None:
        """Nothing is expected of anybody any more."""
        await self._session.exec(delete(AskedRow))

    async def forget(self, now: datetime) -> None:
        """Remove what is expected no longer."""
        await self._session.exec(delete(AskedRow).where(col(AskedRow.expires_at) <= now))


@prepared
def _cleared() -> Delete:
    return delete(AskedRow).where(col(AskedRow.user_id) == bindparam("user"))
