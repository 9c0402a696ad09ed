"""Which updates were handled, which went wrong, and which were set aside."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import insert_once, inserting
from storage.traffic_tables import FailedUpdateRow, SetAsideRow, UpdateRow

HANDLED_FOR = timedelta(days=8)  # Telegram offers an update for 24 hours at most
PAYLOAD_FOR = timedelta(hours=48)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """An update that kept going wrong; payload is encrypted, and None once its term is over."""

    id: int
    update_id: int
    fingerprint: str
    error: str
    trace: str
    payload: bytes | None
    at: datetime


class Updates:
    """The updates within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def first_time(self, update_id: int, fingerprint: str, now: datetime) -> bool:
        """Note that this update is handled here; False when it was handled before."""
        return await insert_once(
            self._session, UpdateRow, update_id=update_id, fingerprint=fingerprint, at=now
        )

    async def failed(self, update_id: int, fingerprint: str, now: datetime) -> int:
        """Note one more failure; gives how many there are."""
        failed = (
            inserting(self._session, FailedUpdateRow)
            .values(update_id=update_id, fingerprint=fingerprint, tries=1, at=now)
            .on_conflict_do_update(
                index_elements=["update_id", "fingerprint"],
                set_={"tries": FailedUpdateRow.tries + 1, "at": now},
            )
            .returning(col(FailedUpdateRow.tries))
        )
        return int((await self._session.exec(failed)).scalar_one())

    async def set_aside(
        self,
        update_id: int,
        fingerprint: str,
        *,
        error: str,
        trace: str,
        payload: bytes,
        now: datetime,
    ) -> None:
        """Put an update aside, to be handled after the repair; the payload comes encrypted."""
        await insert_once(
            self._session,
            SetAsideRow,
            update_id=update_id,
            fingerprint=fingerprint,
            error=error,
            trace=trace,
            payload=payload,
            at=now,
        )

    async def set_asides(self) -> list[SetAside]:
        """Those not settled yet, oldest first."""
        query = select(SetAsideRow).where(col(SetAsideRow.settled_at).is_(None))
        fresh = query.order_by(col(SetAsideRow.id)).execution_options(populate_existing=True)
        return [
            SetAside(
                id=row.id,
                update_id=row.update_id,
                fingerprint=row.fingerprint,
                error=row.error,
                trace=row.trace,
                payload=row.payload,
                at=row.at,
            )
            for row in await self._session.exec(fresh)
            if row.id is not None
        ]

    async def settle(self, set_aside: int, now: datetime) -> None:
        """It was handled after all, or need not be: its payload goes at once."""
        await self._session.exec(
            update(SetAsideRow)
            .where(col(SetAsideRow.id) == set_aside)
            .values(settled_at=now, payload=None)
        )

    async def forget(self, now: datetime) -> None:
        """Remove what is past its term: notes of updates after 8 days, payloads after 48 hours."""
        for table in (UpdateRow, FailedUpdateRow):
            await self._session.exec(delete(table).where(col(table.at) < now - HANDLED_FOR))
        await self._session.exec(
            update(SetAsideRow).where(col(SetAsideRow.at) < now - PAYLOAD_FOR).values(payload=None)
        )
