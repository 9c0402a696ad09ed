"""Who came to the end of the introduction, and when: the moment alone, of who is enrolled."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from flows.state import PersonId
from storage.people_tables import PersonRow


class Introductions:
    """The introductions within one transaction; `Member.introduced_at` tells of them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def read(self, person: PersonId, now: datetime) -> None:
        """Note that somebody read it; who reads it again had read it before."""
        await self._session.exec(
            update(PersonRow)
            .where(col(PersonRow.id) == person, col(PersonRow.introduced_at).is_(None))
            .values(introduced_at=now)
        )
