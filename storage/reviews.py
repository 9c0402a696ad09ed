"""What the aanspreekpunten said of their lists: is this still right?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from flows.rules import Role
from flows.state import PersonId
from storage.database import insert_once
from storage.people_tables import ReviewRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One person on the list of one period; answer is None until somebody tapped."""

    network: str
    role: Role
    period: str
    person: PersonId
    asked_at: datetime
    answer: str | None


class Reviews:
    """The lists within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def ask(
        self, network: str, role: Role, period: str, people: Collection[PersonId], now: datetime
    ) -> None:
        """Put these people on the list of a period; who is on it already stays as it is."""
        for person in people:
            await insert_once(
                self._session, ReviewRow, network=network, role=role, period=period,
                person=person, asked_at=now,
            )  # fmt: skip

    async def answer(
        self, network: str, role: Role, period: str, person: PersonId, by: PersonId, now: datetime
    ) -> bool:
        """This person is right; False when that was not asked or said before."""
        said = await self._session.exec(
            update(ReviewRow)
            .where(col(ReviewRow.network) == network, col(ReviewRow.role) == role)
            .where(col(ReviewRow.period) == period, col(ReviewRow.person) == person)
            .where(col(ReviewRow.answer).is_(None))
            .values(answer="ja", answered_by=by, answered_at=now)
        )
        return said.rowcount == 1

    async def gone(
        self, network: str, role: Role, person: PersonId, by: PersonId, now: datetime
    ) -> None:
        """This person was not right and has been removed: every open list is answered so."""
        await self._session.exec(
            update(ReviewRow)
            .where(col(ReviewRow.network) == network, col(ReviewRow.role) == role)
            .where(col(ReviewRow.person) == person, col(ReviewRow.answer).is_(None))
            .values(answer="nee", answered_by=by, answered_at=now)
        )

    async def of(self, network: str, period: str, role: Role | None = None) -> list[Review]:
        """The list of a period, of one role or of all."""
        query = select(ReviewRow).where(ReviewRow.network == network, ReviewRow.period == period)
        if role is not None:
            query = query.where(ReviewRow.role == role)
        fresh = query.order_by(col(ReviewRow.role), col(ReviewRow.person))
        return [
            Review(
                network=row.network,
                role=Role(row.role),
                period=row.period,
                person=PersonId(row.person),
                asked_at=row.asked_at,
                answer=row.answer,
            )
            for row in await self._session.exec(fresh.execution_options(populate_existing=True))
        ]
