"""Updates that were fetched and are not handled yet: the urgent ones go first, none is lost."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Update, bindparam, delete, func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import insert_once
from storage.prepared import prepared
from storage.traffic_tables import WaitingUpdateRow

FIRST, USUAL = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An update that waits; the payload is encrypted."""

    update_id: int
    fingerprint: str
    sender: int | None
    payload: bytes
    number: int = 0  # given when it is kept


class WaitingUpdates:
    """What waits, within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep(self, one: Waiting, now: datetime, *, urgent: bool) -> None:
        """Let it wait, once; before an urgent one goes what the same person did earlier."""
        sender = one.sender or 0
        if urgent and one.sender is not None:
            await self._session.exec(_hastened(), params={"whose": sender})
        await insert_once(
            self._session,
            WaitingUpdateRow,
            update_id=one.update_id,
            fingerprint=one.fingerprint,
            sender=sender,
            rank=FIRST if urgent else USUAL,
            payload=one.payload,
            at=now,
        )

    async def first(self, count: int) -> Sequence[Waiting]:
        """Whose turn it is, at most so many."""
        return [
            Waiting(
                update_id=row.update_id,
                fingerprint=row.fingerprint,
                sender=row.sender or None,
                payload=row.payload,
                number=row.number,
            )
            for row in await self._session.exec(_in_order(), params={"most": count})
        ]

    async def count(self) -> int:
        """How many wait."""
        return (await self._session.exec(select(func.count(col(WaitingUpdateRow.number))))).one()

    async def forget(self, numbers: Collection[int]) -> None:
        """These were handled, or set aside."""
        row = col(WaitingUpdateRow.number)
        await self._session.exec(delete(WaitingUpdateRow).where(row.in_(numbers)))


@prepared
def _hastened() -> Update:
    row = WaitingUpdateRow
    theirs = update(row).where(col(row.sender) == bindparam("whose"), col(row.rank) == USUAL)
    return theirs.values(rank=FIRST)


@prepared
def _in_order() -> Any:
    row = WaitingUpdateRow
    return select(row).order_by(col(row.rank), col(row.number)).limit(bindparam("most"))
