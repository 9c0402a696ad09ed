"""The cards: which message in which group shows an alert, and what it last showed."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Insert, bindparam, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from flows.state import AlertId
from storage.database import dialect_of, insert_of, table_of
from storage.prepared import prepared
from storage.tables import AlertRow, CardRow

FRESH = {"populate_existing": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The one card of an alert; without message_id it is yet to be posted."""

    alert: AlertId
    group_id: int
    message_id: int | None = None
    drawn_version: int = 0
    text_hash: str = ""
    pinned: bool = False


class Cards:
    """The cards within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of(self, alert: AlertId) -> Card | None:
        return await self._one(_of(), alert=alert)

    async def by_message(self, group_id: int, message_id: int) -> Card | None:
        query = select(CardRow).where(
            CardRow.group_id == group_id, CardRow.message_id == message_id
        )
        return await self._one(query)

    async def unfinished(self) -> list[Card]:
        """The cards of the alerts that still run, oldest alert first."""
        query = (
            select(CardRow)
            .join(AlertRow, col(AlertRow.id) == col(CardRow.alert))
            .where(col(AlertRow.closed_at).is_(None), col(AlertRow.ended).is_(None))
            .order_by(col(AlertRow.raised_at), col(AlertRow.id))
        )
        return await self._cards(query)

    async def closed_between(self, start: datetime, end: datetime) -> list[Card]:
        """The cards of the alerts that were closed in this stretch, the end included."""
        query = (
            select(CardRow)
            .join(AlertRow, col(AlertRow.id) == col(CardRow.alert))
            .where(col(AlertRow.closed_at) > start, col(AlertRow.closed_at) <= end)
            .order_by(col(AlertRow.closed_at), col(AlertRow.id))
        )
        return await self._cards(query)

    async def keep(self, card: Card) -> None:
        await self._session.exec(_kept(dialect_of(self._session)), params=asdict(card))

    async def forget_message(self, alert: AlertId) -> None:
        """The message is gone: the next drawing posts a new one."""
        await self._session.exec(
            update(CardRow)
            .where(col(CardRow.alert) == alert)
            .values(message_id=None, text_hash="", pinned=False)
        )

    async def _one(self, query: SelectOfScalar[CardRow], **which: str) -> Card | None:
        cards = await self._cards(query, **which)
        return cards[0] if cards else None

    async def _cards(self, query: SelectOfScalar[CardRow], **which: str) -> list[Card]:
        return [
            Card(
                alert=AlertId(row.alert),
                group_id=row.group_id,
                message_id=row.message_id,
                drawn_version=row.drawn_version,
                text_hash=row.text_hash,
                pinned=row.pinned,
            )
            for row in await self._session.exec(query, params=which, execution_options=FRESH)
        ]


@prepared
def _kept(dialect: str) -> Insert:
    insert = insert_of(dialect, table_of(CardRow))
    newest = {one.name: one for one in insert.excluded if one.name != "alert"}
    return insert.on_conflict_do_update(index_elements=["alert"], set_=newest)


@prepared
def _of() -> SelectOfScalar[CardRow]:
    return select(CardRow).where(col(CardRow.alert) == bindparam("alert"))
