"""Opens SQLite or PostgreSQL; what only one of the two can do has a file of its own beside it."""

import asyncio
import os
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from sqlalchemy import (
    Connection,
    Engine,
    Insert,
    Table,
    create_engine,
    event,
    inspect,
    literal,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.failures import CannotKeep as CannotKeep  # a part of what this file offers
from storage.failures import Overtaken as Overtaken
from storage.failures import meaning
from storage.postgresql_engine import READS, WRITES, postgresql_engine
from storage.prepared import prepared
from storage.session import STRAIGHT, Session, to_the_end
from storage.sqlite_driver import DRIVER, Dialect

if TYPE_CHECKING:
    from alembic.config import Config

VERSION = text("SELECT version_num FROM alembic_version")
PRAGMAS = (
    "busy_timeout=5000",
    "synchronous=FULL",  # with NORMAL a power cut can take back what was committed
    "temp_store=MEMORY",
    "secure_delete=ON",
    "trusted_schema=OFF",
)
MIGRATING = 5_017  # the number of PostgreSQL's advisory lock around a migration


T = TypeVar("T")


class Form(StrEnum):
    """What form the tables have, to this code."""

    NONE = "none"  # there are no tables yet
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"  # made by a later version, which alone may touch it


class Database:
    """One database, with one way in to write and another to read."""

    def __init__(self, url: str) -> None:
        self.after_commit: list[Callable[[], None]] = []
        self.address = address = make_url(url)
        self.is_shared = not is_sqlite(address)  # several processes may run on it
        if not self.is_shared:
            _private_file(address)
            self._writer = _sqlite_engine(address, "BEGIN IMMEDIATE", pool_size=1, max_overflow=0)
            self._reader = _sqlite_engine(_read_only(address), "BEGIN", pool_size=4)
            self._turn: AbstractAsyncContextManager[Any] = asyncio.Lock()
            ours = isinstance(self._writer.dialect, Dialect)
            self._info: dict[str, Any] = {STRAIGHT: self._writer.dialect} if ours else {}
        else:
            self._writer, self._reader = [
                postgresql_engine(address, how) for how in (WRITES, READS)
            ]
            self._turn = nullcontext()
            self._info = {STRAIGHT: self._writer.dialect}

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Session]:
        """One transaction: kept at a normal end, undone at any other, never in doubt."""
        async with self._turn, self._session(self._writer) as session:
            yield session
            await session.whole(self._commit(session))

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """One unchanging picture of what is committed; a write through it is refused."""
        async with self._session(self._reader) as session:
            yield session
            if self.is_shared:  # by undoing, the driver forgets what it has prepared
                await session.whole(session.commit())

    @asynccontextmanager
    async def _session(self, engine: AsyncEngine) -> AsyncIterator[Session]:
        """What was not committed is undone; trouble becomes what it means to who asked."""
        writing = engine is self._writer
        info = self._info | {"writing": True} if writing else self._info
        session = Session(engine, expire_on_commit=False, autoflush=False, info=info)
        try:
            try:
                yield session
            finally:
                await session.close()
        except (DBAPIError, NoConnectionFree) as error:
            meant = meaning(error, writing=writing)
            if meant is None:
                raise
            raise meant from error

    async def close(self) -> None:
        await self._reader.dispose()
        await self._writer.dispose()

    async def _commit(self, session: AsyncSession) -> None:
        await session.commit()
        for told in self.after_commit:
            told()


def inserting(session: AsyncSession, table: type[SQLModel]) -> sqlite.Insert | postgresql.Insert:
    """An insert that can say what to do when the row is there already."""
    return insert_of(dialect_of(session), table)


def dialect_of(session: AsyncSession) -> str:
    return session.get_bind().dialect.name


def insert_of(dialect: str, table: Any) -> sqlite.Insert | postgresql.Insert:
    """The same for who keeps it: one for each of the two."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def table_of(row: type[SQLModel]) -> Table:
    """The table itself: to insert without making an object of what is inserted."""
    return SQLModel.metadata.tables[str(row.__tablename__)]


async def insert_once(session: AsyncSession, table: type[SQLModel], **values: Any) -> bool:
    """Insert a row; False when it is there already."""
    inserted = await session.exec(_once(dialect_of(session), table), params=values)
    return inserted.first() is not None


@prepared
def _once(dialect: str, table: type[SQLModel]) -> Insert:
    insert = insert_of(dialect, table_of(table))
    # asked for, as PostgreSQL's driver does not count what an insert skipped
    return insert.on_conflict_do_nothing().returning(literal(True))


async def in_parts(
    session: AsyncSession, statement: Any, size: int
) -> AsyncGenerator[Sequence[Any], None]:
    """The rows so many at a time: fetching very many at once keeps everybody else waiting."""
    rows = await to_the_end(session.stream(statement))
    try:
        while part := await to_the_end(rows.fetchmany(size)):
            yield part
    finally:
        await to_the_end(rows.close())


def upgrade(url: str) -> None:
    """Bring the tables to the newest form, all of it or nothing."""
    from alembic import command  # a bot whose tables are as they should be does without

    engine = _migration_engine(url)
    config = alembic_config()
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATING})")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            _check_foreign_keys(connection)
    finally:
        engine.dispose()


def is_current(url: str) -> bool:
    """Whether the tables have the form this code expects."""
    return form_of(url) is Form.CURRENT


def form_of(url: str) -> Form:
    """What form the tables have; whoever writes meanwhile is let be.

    Raises CannotKeep when the server does not let us in.
    """
    engine = _migration_engine(url, "BEGIN")
    try:
        with _reached(engine) as connection:
            there = inspect(connection).has_table("alembic_version")
            kept = connection.execute(VERSION).scalar_one_or_none() if there else None
    finally:
        engine.dispose()
    known = revisions()
    if kept is None:
        return Form.NONE
    if kept == known[-1]:
        return Form.CURRENT
    return Form.OLDER if kept in known else Form.NEWER


def revisions() -> list[str]:
    """Every form that the tables ever had, in order: each migration bears its number."""
    files = Path(__file__).with_name("migrations").glob("versions/[0-9]*.py")
    return sorted(file.name.partition("_")[0] for file in files)


def _reached(engine: Engine) -> Connection:
    try:
        return engine.connect()
    except DBAPIError as error:
        raise meaning(error) or error from error


def is_sqlite(address: URL) -> bool:
    return address.get_backend_name() == "sqlite"


def _sqlite_engine(address: URL, begin: str, **pool: int) -> AsyncEngine:
    given = {"timeout": 5, "check_same_thread": False}
    if address.get_driver_name() == "aiosqlite":  # a simulation brings one of its own
        address = address.set(drivername=DRIVER)
    engine = create_async_engine(address, connect_args=given, pool_timeout=30, **pool)
    _set_up_sqlite(engine.sync_engine, begin, (*PRAGMAS, "foreign_keys=ON"))
    return engine


def _set_up_sqlite(engine: Engine, begin: str, pragmas: tuple[str, ...]) -> None:
    if begin == "BEGIN IMMEDIATE":  # who can only read cannot say how the journal is kept
        pragmas = ("journal_mode=WAL", *pragmas)

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _: ConnectionPoolEntry) -> None:
        # the driver's own BEGIN loses updates under contention and leaves DDL outside the rollback
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


def _read_only(address: URL) -> URL:
    path = quote(os.path.abspath(_path(address)))
    return address.set(database=f"file:{path}", query={"mode": "ro", "uri": "true"})


def _private_file(address: URL) -> None:
    """Make the file readable to us alone; SQLite gives -wal and -shm the same rights."""
    path = Path(_path(address))
    path.touch(mode=0o600)
    path.chmod(0o600)


def _path(address: URL) -> str:
    if not address.database or address.database == ":memory:":
        raise ValueError("what is kept in memory alone is lost: name a file")
    return address.database


def _migration_engine(url: str, begin: str = "BEGIN IMMEDIATE") -> Engine:
    address = make_url(url)
    if not is_sqlite(address):
        return create_engine(address)
    _private_file(address)
    engine = create_engine(address.set(drivername="sqlite"))
    # a table is rebuilt by dropping the old one, which would take its children along
    _set_up_sqlite(engine, begin, (*PRAGMAS, "foreign_keys=OFF"))
    return engine


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if orphans:
            raise ValueError(f"the migration leaves rows without their parent: {orphans[:3]}")


def alembic_config() -> "Config":
    from alembic.config import Config

    return Config(str(Path(__file__).with_name("alembic.ini")))
