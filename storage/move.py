"""Moves everything to another database that is empty: the same to the last row, or nothing."""

import hashlib
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Table, delete, func, insert, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import numbering
from storage.chain import replay_differs, verify
from storage.cipher import Cipher
from storage.database import (
    CannotKeep,
    Database,
    Form,
    Overtaken,
    form_of,
    in_parts,
    is_sqlite,
    upgrade,
)
from storage.evidence import Anchor
from storage.history import Head
from storage.numbering import asked
from storage.unit_of_work import UnitOfWork

PORTION = 500  # rows in memory at once
PATIENCE = {"connect_timeout": "10", "options": "-c lock_timeout=5s"}
OURS = "spoedgroep migrate"  # by which the server knows our own connections
BORN = {"chain_head": 1}  # the rows that a database without any use already has
FORBIDDEN, LOCKED = "42501", "55P03"  # of PostgreSQL
OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend'
AND application_name IS DISTINCT FROM :ours
"""
SIZE = 2**128


class Side(StrEnum):
    SOURCE = "source"
    TARGET = "target"


class Hindrance(StrEnum):
    """Why nothing was moved."""

    ABSENT = "absent"  # there is no database
    UNREACHABLE = "unreachable"  # it does not answer, or lets us not in, or is no database
    FORBIDDEN = "forbidden"  # it may not be done under this name
    VERSION = "version"  # its tables are of another version
    OCCUPIED = "occupied"  # there is something in it
    BUSY = "busy"  # somebody works with it
    REFUSED = "refused"  # it does not take what is written, or cannot keep it
    DIFFERS = "differs"  # what arrived is not what left
    LOG = "log"  # the chain is broken, or its key is not the one that is here
    REPLAY = "replay"  # an alert is not what its log says


class NotMoved(Exception):
    """Nothing was moved; the target is as empty as it was."""

    def __init__(self, hindrance: Hindrance, side: Side) -> None:
        super().__init__(f"{side}: {hindrance}")
        self.hindrance, self.side = hindrance, side


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What is in the new database: the rows of each table, and where the log ends."""

    rows: Mapping[str, int]
    head: Head


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """How many rows, and the sum of what is in them, in whatever order."""

    count: int = 0
    content: int = 0

    def plus(self, rows: Sequence[Any]) -> "Sum":
        marks = (hashlib.sha256(repr(tuple(row)).encode()).digest()[:16] for row in rows)
        content = sum(int.from_bytes(mark, "big") for mark in marks)
        return Sum(count=self.count + len(rows), content=(self.content + content) % SIZE)


Told = Callable[[int, int], None]  # how many rows were copied, and of how many


async def move(
    source: str,
    target: str,
    chain_key: bytes,
    cipher: Cipher,
    anchors: Sequence[Anchor] = (),
    told: Told = lambda done, total: None,
) -> Moved:
    """Copy every table in one transaction, and keep it once it proves to be the same.

    Nobody can write to the source meanwhile. Raises NotMoved.
    """
    source, target = _patient(source), _patient(target)
    _fit(source, target)
    tables = SQLModel.metadata.sorted_tables
    async with (
        _opened(source) as old,
        _opened(target) as new,
        _held_still(old, source, tables) as reads,
    ):
        with _hindered(Side.TARGET, Hindrance.REFUSED):
            async with new.writing() as writes:
                await _claim(writes, tables)
                sums = await _copied(reads, writes, tables, told)
                await numbering.carry_over(reads, writes, tables)
                return await _proven(writes, sums, chain_key, cipher, anchors)


def _patient(url: str) -> str:
    """The same address, with which nobody waits for ever."""
    address = make_url(url)
    if is_sqlite(address):
        return url
    asked = {name: value for name, value in PATIENCE.items() if name not in address.query}
    named = address.update_query_dict({**asked, "application_name": OURS})
    return named.render_as_string(hide_password=False)


def _fit(source: str, target: str) -> None:
    """Both can be reached and have our tables, the source for what it is, the target made so."""
    found = make_url(source)
    if is_sqlite(found) and not Path(str(found.database)).is_file():
        raise NotMoved(Hindrance.ABSENT, Side.SOURCE)
    with _hindered(Side.SOURCE):
        match form_of(source):
            case Form.NONE:
                raise NotMoved(Hindrance.ABSENT, Side.SOURCE)
            case Form.OLDER | Form.NEWER:
                raise NotMoved(Hindrance.VERSION, Side.SOURCE)
    with _hindered(Side.TARGET):
        match form_of(target):
            case Form.NONE:
                if set(numbering.tables_in(target)) - {"alembic_version"}:
                    raise NotMoved(Hindrance.OCCUPIED, Side.TARGET)
                upgrade(target)
            case Form.OLDER | Form.NEWER:
                raise NotMoved(Hindrance.VERSION, Side.TARGET)


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[Database]:
    database = Database(url)
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def _held_still(
    database: Database, url: str, tables: Sequence[Table]
) -> AsyncIterator[AsyncSession]:
    """The source in one picture, to which nobody can add until it is let go."""
    if is_sqlite(make_url(url)):
        async with database.writing() as session:
            with _hindered(Side.SOURCE, Hindrance.BUSY):
                await session.connection()  # BEGIN IMMEDIATE
            yield session
        return
    async with database.reading() as session:
        with _hindered(Side.SOURCE):
            await asked(session, f"LOCK TABLE {_names(tables)} IN SHARE MODE")
            others = await asked(session, OTHERS, ours=OURS)
            if others.scalar_one():
                raise NotMoved(Hindrance.BUSY, Side.SOURCE)
        yield session


async def _claim(session: AsyncSession, tables: Sequence[Table]) -> None:
    """Nobody else writes to the target, nothing is in it, and what it was born with goes."""
    if not numbering.on_sqlite(session):
        await asked(session, f"LOCK TABLE {_names(tables)} IN EXCLUSIVE MODE")
    for table in tables:
        if await _count(session, table) > BORN.get(table.name, 0):
            raise NotMoved(Hindrance.OCCUPIED, Side.TARGET)
    if (await asked(session, "SELECT count FROM chain_head")).scalar_one():
        raise NotMoved(Hindrance.OCCUPIED, Side.TARGET)  # there was a log, and it was forgotten
    for name in BORN:
        await session.exec(delete(SQLModel.metadata.tables[name]))


async def _copied(
    reads: AsyncSession, writes: AsyncSession, tables: Sequence[Table], told: Told
) -> Mapping[str, Sum]:
    total = sum([await _count(reads, table) for table in tables])
    done, sums = 0, {}
    for table in tables:
        found = Sum()
        with _hindered(Side.SOURCE):
            async for part in in_parts(reads, select(table), PORTION):
                with _hindered(Side.TARGET, Hindrance.REFUSED):
                    await writes.exec(insert(table), params=[dict(row._mapping) for row in part])
                found, done = found.plus(part), done + len(part)
                told(done, total)
        sums[table.name] = found
    return sums


async def _proven(
    session: AsyncSession,
    sums: Mapping[str, Sum],
    chain_key: bytes,
    cipher: Cipher,
    anchors: Sequence[Anchor],
) -> Moved:
    """What arrived, read again: the same rows, a whole log, and every alert what its log says."""
    for name, left in sums.items():
        table, arrived = SQLModel.metadata.tables[name], Sum()
        async for part in in_parts(session, select(table), PORTION):
            arrived = arrived.plus(part)
        if arrived != left or await _count(session, table) != left.count:
            raise NotMoved(Hindrance.DIFFERS, Side.TARGET)
    work = UnitOfWork(session, chain_key, cipher)
    head = await work.history.head()
    if head is None or await verify(work, anchors):
        raise NotMoved(Hindrance.LOG, Side.SOURCE)  # it came over as it was
    if await replay_differs(work):
        raise NotMoved(Hindrance.REPLAY, Side.SOURCE)
    return Moved(rows={name: one.count for name, one in sums.items()}, head=head)


async def _count(session: AsyncSession, table: Table) -> int:
    return int((await asked(session, select(func.count()).select_from(table))).scalar_one())


def _names(tables: Sequence[Table]) -> str:
    return ", ".join(f'"{table.name}"' for table in tables)


@contextmanager
def _hindered(side: Side, otherwise: Hindrance = Hindrance.UNREACHABLE) -> Iterator[None]:
    """What a database answers instead, as a reason to move nothing."""
    try:
        yield
    except (CannotKeep, OSError) as error:
        raise NotMoved(otherwise, side) from error
    except Overtaken as error:
        raise NotMoved(Hindrance.BUSY, side) from error
    except DBAPIError as error:
        known = {FORBIDDEN: Hindrance.FORBIDDEN, LOCKED: Hindrance.BUSY}
        code = getattr(error.orig, "sqlstate", None) or ""
        raise NotMoved(known.get(code, otherwise), side) from error
