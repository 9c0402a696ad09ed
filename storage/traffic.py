"""How it stands with what is to be told, for whoever watches that; nothing here changes it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.errand_queries import UNSETTLED
from storage.traffic_tables import ErrandRow, ErrandState


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How far one errand is, and what became of it."""

    state: ErrandState
    settled_at: datetime | None
    message_id: int | None


class Traffic:
    """The outbox as seen from outside, within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def told(self, errand: int) -> Told | None:
        """How far this errand is; None once it has been forgotten."""
        row = await self._session.get(ErrandRow, errand, populate_existing=True)
        if row is None:
            return None
        return Told(
            state=ErrandState(row.state), settled_at=row.settled_at, message_id=row.message_id
        )

    async def waits(self) -> dict[int, tuple[int, datetime]]:
        """By rank: how many are not settled, and since when the oldest of them could have been."""
        query = (
            select(ErrandRow.rank, func.count(), func.min(ErrandRow.wanted_at))
            .where(col(ErrandRow.state).in_(UNSETTLED))
            .group_by(col(ErrandRow.rank))
        )
        return {rank: (count, oldest) for rank, count, oldest in await self._session.exec(query)}
