"""Which processes run on this database, and the proof that one that was given up writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, text, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import dialect_of
from storage.prepared import prepared
from storage.traffic_tables import ProcessRow

LIVES = 5_018  # the first half of PostgreSQL's advisory lock that a process holds while it lives


class GivenUp(Exception):
    """The others took over what this process had under way: it has to begin anew (F13)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """The last sign of life of a process: a number that goes up, and whether it holds its lock."""

    beats: int
    holds: bool


class Processes:
    """The processes, within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def join(self, now: datetime) -> int:
        """A new process; its number is higher than any before."""
        row = ProcessRow(joined_at=now)
        self._session.add(row)
        await self._session.flush()
        assert row.number is not None, "the database gives it"
        return row.number

    async def beat(self, process: int) -> None:
        """A sign of life. Raises GivenUp when it comes too late."""
        alive = update(ProcessRow).where(_lives(process)).values(beats=ProcessRow.beats + 1)
        if not (await self._session.exec(alive)).rowcount:
            raise GivenUp

    async def signs(self) -> Mapping[int, Sign]:
        """Of every process that was not ended."""
        query = select(ProcessRow.number, ProcessRow.beats).where(
            col(ProcessRow.ended_at).is_(None)
        )
        rows = (await self._session.exec(query.order_by(col(ProcessRow.number)))).all()
        held = await self._held()
        return {
            number: Sign(beats=beats, holds=number in held)
            for number, beats in rows
            if number is not None
        }

    async def end(self, process: int, now: datetime, beats: int | None = None) -> bool:
        """It lives no more; False when it was ended before, or gave a sign since `beats`."""
        ended = update(ProcessRow).where(_lives(process)).values(ended_at=now)
        if beats is not None:
            ended = ended.where(col(ProcessRow.beats) == beats)
        return bool((await self._session.exec(ended)).rowcount)

    async def stays(self, process: int) -> None:
        """Hold on to it until the commit: nobody gives it up before. Raises GivenUp."""
        found = await self._session.exec(_held_on_to(), params={"process": process})
        if found.one_or_none() is None:
            raise GivenUp

    async def _held(self) -> set[int]:
        """Which processes hold their lock; a server lets go of it when the connection breaks."""
        if dialect_of(self._session) != "postgresql":
            return set()
        rows = await self._session.exec(HELD, params={"lives": LIVES})  # type: ignore[call-overload]
        return {int(number) for (number,) in rows}


HELD = text(
    "SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = :lives"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


@prepared
def _held_on_to() -> Any:
    """The row of `process`, which nobody ends before the commit."""
    lives = _lives(bindparam("process"))
    return select(ProcessRow.number).where(lives).with_for_update(read=True)


def _lives(process: int | BindParameter[int]) -> ColumnElement[bool]:
    return and_(col(ProcessRow.number) == process, col(ProcessRow.ended_at).is_(None))
