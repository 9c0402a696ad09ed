"""Alerts that may not be forgotten yet: a complaint, an inspection, a request (legal hold)."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from flows.state import AlertId
from storage.history import History, about
from storage.tables import LegalHoldRow


class Holds:
    """The holds within one transaction; each is history."""

    def __init__(self, session: AsyncSession, history: History) -> None:
        self._session = session
        self._history = history

    async def hold(self, alert: AlertId, reason: str, now: datetime) -> None:
        """Keep everything of an alert until it is released; the reason is a code."""
        if alert not in await self.held():
            self._session.add(LegalHoldRow(alert=alert, reason=reason, since_at=now))
            await self._session.flush()
            await self._note(alert, "AlertHeld", now, reason=reason)

    async def release(self, alert: AlertId, now: datetime) -> bool:
        """Let the terms count again; False when it was not held."""
        freed = await self._session.exec(
            update(LegalHoldRow)
            .where(col(LegalHoldRow.alert) == alert, col(LegalHoldRow.until_at).is_(None))
            .values(until_at=now)
        )
        if freed.rowcount:
            await self._note(alert, "AlertReleased", now)
        return bool(freed.rowcount)

    async def held(self) -> dict[AlertId, str]:
        """What is held now, with the reason."""
        query = select(LegalHoldRow).where(col(LegalHoldRow.until_at).is_(None))
        found = await self._session.exec(query.order_by(col(LegalHoldRow.alert)))
        return {AlertId(row.alert): row.reason for row in found}

    async def _note(self, alert: AlertId, name: str, now: datetime, **data: str) -> None:
        await self._history.add(
            about(alert), name, data, by_person=None, by_role="beheerder", at=now, channel="cli"
        )
