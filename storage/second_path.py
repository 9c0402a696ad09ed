"""What the messenger did not bring, and for what the second channel was chosen: once for each."""

from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, and_, delete, func, or_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from flows.state import AlertId
from storage.database import insert_once
from storage.errand_queries import UNSETTLED
from storage.outbox import Errand, errand_of
from storage.traffic_tables import ErrandRow, ErrandState, SecondPathRow

TELLS = ("card", "notice")  # the kinds that tell of an alert


class SecondPath:
    """The second channel within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def undelivered(self, rank: int, wanted_before: datetime, limit: int) -> list[Errand]:
        """What tells of an alert, up to this rank, and was not looked at yet: oldest first.

        Wanted before then and not told, or not to be told at all.
        """
        query = (
            select(ErrandRow)
            .where(_tells(rank), or_(_waits(), col(ErrandRow.state) == ErrandState.FAILED))
            .where(or_(~_waits(), col(ErrandRow.wanted_at) <= wanted_before))
            .order_by(col(ErrandRow.id))
            .limit(limit)
        )
        fresh = query.execution_options(populate_existing=True)
        return [errand_of(row) for row in (await self._session.exec(fresh)).all()]

    async def wanted_since(self, rank: int) -> datetime | None:
        """Since when the oldest waits that was not looked at; who has failed waits no longer."""
        return (await self._session.exec(_oldest(rank))).one()

    async def looked_at(self, errand: int, now: datetime) -> bool:
        """Note that an errand was looked at; False when another did so, or it was told by now."""
        noted = await self._session.exec(
            update(ErrandRow)
            .where(col(ErrandRow.id) == errand, col(ErrandRow.second_at).is_(None))
            .where(or_(_waits(), col(ErrandRow.state) == ErrandState.FAILED))
            .values(second_at=now)
        )
        return bool(noted.rowcount == 1)

    async def has_failed(self, errand: int) -> bool:
        """Whether an errand is not to be told at all, such as to who blocked the bot."""
        query = select(ErrandRow.state).where(ErrandRow.id == errand)
        return (await self._session.exec(query)).one_or_none() == ErrandState.FAILED

    async def first_time(self, alert: AlertId, recipient: str, level: str, now: datetime) -> bool:
        """Note that the second channel is chosen here; False when it was before."""
        return await insert_once(
            self._session, SecondPathRow, alert=alert, recipient=recipient, level=level, at=now
        )

    async def forget(self, before: datetime) -> int:
        """Remove what was chosen before then; gives how many."""
        old = delete(SecondPathRow).where(col(SecondPathRow.at) < before)
        return int((await self._session.exec(old)).rowcount)


@cache
def _oldest(rank: int) -> SelectOfScalar[datetime]:
    return select(func.min(ErrandRow.wanted_at)).where(_tells(rank), _waits())


def _tells(rank: int) -> ColumnElement[bool]:
    return and_(
        col(ErrandRow.second_at).is_(None),
        col(ErrandRow.rank) <= rank,
        col(ErrandRow.kind).in_(TELLS),
    )


def _waits() -> ColumnElement[bool]:
    return col(ErrandRow.state).in_(UNSETTLED)
