"""The small things to remember: consultations, jobs done, the pulse, and facts by name."""

from datetime import datetime

from sqlalchemy import Insert, bindparam, delete, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from flows.rules import Role
from storage.database import dialect_of, insert_of, insert_once, table_of
from storage.instant import read, written
from storage.prepared import prepared
from storage.tables import ConsultationRow
from storage.traffic_tables import FactRow, JobRow

PULSE = "pulse"
INVENTED = "invented"  # that nothing here ever happened, and what it was made with
PROBE = "probe"  # the last time that writing was tried for its own sake
TOLD_UNWELL = "told_unwell"  # of which troubles the beheerders were told and are owed the end
BACKED_UP = "backed_up"  # when the last backup was made that was proven
ANCHORED = "anchored"  # that there is an anchor, which must then be found
REHEARSED = "rehearsed"  # how the last rehearsal of a restore went
RESTORED = "restored"  # every time that an older state was put back
RECONCILES = "reconciles"  # since which moment what is here is older than what is outside
RECONCILED = "reconciled"  # when that was last set right, and how far the log had come by then


class Facts:
    """Small values by name, within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, name: str) -> str | None:
        return (await self._session.exec(_value(), params={"named": name})).one_or_none()

    async def set(self, name: str, value: str) -> None:
        fact = _kept(dialect_of(self._session))
        await self._session.exec(fact, params={"name": name, "value": value})


@prepared
def _value() -> SelectOfScalar[str]:
    return select(FactRow.value).where(col(FactRow.name) == bindparam("named"))


@prepared
def _kept(dialect: str) -> Insert:
    insert = insert_of(dialect, table_of(FactRow))
    return insert.on_conflict_do_update(
        index_elements=["name"], set_={"value": insert.excluded.value}
    )


class Pulse:
    """The last sign of life: what shows afterwards how long we were away."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    async def beat(self, now: datetime) -> None:
        await self._facts.set(PULSE, written(now))

    async def last(self) -> datetime | None:
        text = await self._facts.get(PULSE)
        return None if text is None else read(text)


class Jobs:
    """Which calendar jobs were done for which period, within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def first_time(self, name: str, period: str, now: datetime) -> bool:
        """Note that this job is done here for this period; False when it was done before."""
        return await insert_once(self._session, JobRow, name=name, period=period, at=now)


class Consultations:
    """Consultations without an alert, within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(
        self, network: str, doelgroep: str, role: Role, by_role: Role, at: datetime
    ) -> None:
        self._session.add(
            ConsultationRow(network=network, doelgroep=doelgroep, role=role, by_role=by_role, at=at)
        )
        await self._session.flush()

    async def count(self, network: str, doelgroep: str, start: datetime, end: datetime) -> int:
        """How many there were in this stretch, the end not included."""
        query = (
            select(func.count())
            .select_from(ConsultationRow)
            .where(col(ConsultationRow.network) == network)
            .where(col(ConsultationRow.doelgroep) == doelgroep)
            .where(col(ConsultationRow.at) >= start, col(ConsultationRow.at) < end)
        )
        return (await self._session.exec(query)).one()

    async def forget(self, before: datetime) -> None:
        await self._session.exec(delete(ConsultationRow).where(col(ConsultationRow.at) < before))
