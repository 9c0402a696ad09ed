"""When each role can be reached: versions that begin at a moment and are never changed."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from flows.calendar import Window
from flows.rules import Role
from flows.state import PersonId
from storage import duty_rows as rows
from storage.duty_rows import WindowVersion
from storage.duty_tables import ReachWindowRow


class ReachWindows:
    """The windows within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def set_windows(
        self,
        network: str,
        role: Role,
        windows: Iterable[Window],
        *,
        owner: PersonId,
        starts_at: datetime,
        now: datetime,
    ) -> None:
        """Add a version; of those that begin at the same moment the newest counts."""
        row = ReachWindowRow(
            network=network,
            role=role,
            owner=owner,
            starts_at=starts_at,
            made_at=now,
            windows=rows.write_windows(windows),
        )
        self._session.add(row)
        await self._session.flush()

    async def windows(self, network: str, at: datetime) -> Mapping[Role, tuple[Window, ...]]:
        """What holds at a moment, for the roles that have set something themselves."""
        versions = await self._versions(network)
        return {it.role: it.windows for it in versions if it.starts_at <= at}

    async def window_versions(self, network: str, role: Role) -> tuple[WindowVersion, ...]:
        """Every version of a role, in the order in which they begin."""
        return tuple(it for it in await self._versions(network) if it.role == role)

    async def _versions(self, network: str) -> list[WindowVersion]:
        query = select(ReachWindowRow).where(ReachWindowRow.network == network)
        order = query.order_by(col(ReachWindowRow.starts_at), col(ReachWindowRow.id))
        return [rows.window_version(row) for row in await self._session.exec(order)]
