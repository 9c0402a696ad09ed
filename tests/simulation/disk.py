"""SQLite without threads: the real database file in memory, with everything a disk can do wrong.

SQLAlchemy's asynchronous engine runs over it unchanged; only the driver is another one.
"""

import asyncio
import shutil
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import URL
from sqlalchemy.pool import AsyncAdaptedQueuePool, Pool

from storage.cipher import Cipher
from storage.database import Database
from storage.session import STRAIGHT
from storage.unit_of_work import News, Storage, UnitOfWork

from .fates import Fates
from .life import Dead, Life

MEMORY = Path("/dev/shm")  # noqa: S108  # a disk that costs nothing
DRIVER = "sqlite+virtual"
T = TypeVar("T")
FULL, BUSY = "database or disk is full", "database is locked"


class Disk:
    """The file of one simulation. It outlives every life; of a transaction nothing is left."""

    def __init__(self, fates: Fates) -> None:
        self.fates = fates
        self.life: Life | None = None
        self.is_full = False
        self.commits, self.kept_at = 0, 0.0
        self.troubles: list[float] = []  # when something went wrong here
        self.after_commit: list[Any] = []
        self.now = lambda: 0.0
        self._open: list[Connection] = []

    def opened(self, connection: "Connection") -> None:
        self._open.append(connection)

    def trouble(self, what: str) -> sqlite3.OperationalError:
        self.troubles.append(self.now())
        return sqlite3.OperationalError(what)

    def crash(self, how: str) -> None:
        assert self.life is not None
        self.life.ends(self.now(), how)
        raise Dead

    def bury(self) -> None:
        """What the dead had open is closed; what was not committed is gone."""
        for connection in self._open:
            connection.bury()
        self._open.clear()


class Cursor(sqlite3.Cursor):
    """A cursor that a full disk and another writer can get in the way of."""

    def execute(self, statement: str, given: Any = ()) -> "Cursor":
        held: Connection = self.connection  # type: ignore[assignment]
        held.life.check()
        if statement == "BEGIN IMMEDIATE":
            held.begins()
        elif held.writes and held.disk.is_full and statement[:6] in ("INSERT", "UPDATE"):
            raise held.disk.trouble(FULL)
        return super().execute(statement, given)

    async def _async_soft_close(self) -> None:
        """SQLAlchemy lets go here of what a driver with threads holds; the rows are unread."""


class Connection(sqlite3.Connection):
    """A connection of one life; what it commits may fail before, after, or in between."""

    disk: Disk
    life: Life
    writes = False

    def cursor(self, factory: Any = Cursor) -> Any:
        return super().cursor(factory)

    def begins(self) -> None:
        if self.disk.fates.strikes("busy", "begin"):
            raise self.disk.trouble(BUSY)
        self.writes = True

    async def ask(self, statement: str, given: Any) -> tuple[list[Any], int]:
        """What `storage/session.py` asks past the library, of the driver itself."""
        cursor = self.cursor().execute(statement, given)
        rows = cursor.fetchall() if cursor.description else []
        return rows, cursor.rowcount

    def commit(self) -> None:
        self.life.check()
        if not self.writes:
            return super().commit()
        self.writes = False
        disk = self.disk
        if disk.fates.strikes("crash", "before commit"):
            disk.crash("before a commit")
        if disk.is_full or disk.fates.strikes("full", "commit"):
            raise disk.trouble(FULL)
        super().commit()
        disk.commits, disk.kept_at = disk.commits + 1, disk.now()
        for told in disk.after_commit:
            told()
        if disk.fates.strikes("crash", "after commit"):
            disk.crash("after a commit")
        if disk.fates.strikes("unknown", "commit"):
            raise disk.trouble("disk I/O error")

    def rollback(self) -> None:
        self.writes = False
        super().rollback()

    def bury(self) -> None:
        try:
            super().rollback()
            super().close()
        except sqlite3.ProgrammingError:  # closed before
            return


class Dialect(SQLiteDialect_pysqlite):
    """SQLAlchemy's SQLite that never waits, in an engine that thinks it might."""

    driver = "virtual"
    is_async = True
    supports_statement_cache = True
    disk: Disk  # of the simulation that runs in this process

    @classmethod
    def get_pool_class(cls, url: URL) -> type[Pool]:
        return AsyncAdaptedQueuePool

    def connect(self, *given: Any, **named: Any) -> Connection:
        disk = type(self).disk
        assert disk.life is not None, "nobody lives"
        connection: Connection = sqlite3.connect(*given, **named, factory=Connection)
        connection.disk, connection.life = disk, disk.life
        disk.opened(connection)
        return connection


registry.register("sqlite.virtual", __name__, "Dialect")


class Shelf:
    """Where the file of this process lies; its engines are kept, for their statements are dear."""

    def __init__(self, empty: Path) -> None:
        """`empty` is a database with its tables and nothing in them."""
        memory = MEMORY if MEMORY.is_dir() else None
        self._folder = tempfile.TemporaryDirectory(prefix="spoedgroep-simulation-", dir=memory)
        self.file = Path(self._folder.name) / "spoedgroep.db"
        self._empty = empty
        self._database = Database(f"{DRIVER}:///{self.file}")
        self._database._info = {STRAIGHT: self._database._writer.dialect}

    @property
    def folder(self) -> Path:
        return self.file.parent

    def clear(self) -> None:
        """A fresh file for the next simulation."""
        for one in self.folder.iterdir():
            one.unlink()
        shutil.copy(self._empty, self.file)

    def storage(self, disk: Disk, life: Life, chain_key: bytes, cipher: Cipher) -> Storage:
        """The storage of one life."""
        Dialect.disk, disk.life = disk, life
        return LivingStorage(self._database, chain_key, cipher)

    def close(self) -> None:
        self._folder.cleanup()


async def at_once(step: Coroutine[Any, Any, T]) -> T:
    """A step of a driver that never waits cannot be cancelled halfway: it needs no task."""
    return await step


class LivingStorage(Storage):
    """Storage over the engines of this process, which no life before has anything open in.

    Others have their turn before and after each unit of work, and not between two statements.
    """

    def __init__(self, database: Database, chain_key: bytes, cipher: Cipher) -> None:
        fresh = object.__new__(Database)
        fresh.__dict__.update(database.__dict__)
        fresh.after_commit = []
        fresh._turn = type(database._turn)()
        for engine in (database._writer, database._reader):
            engine.sync_engine.dispose(close=False)
        self._database, self._chain_key, self._cipher = fresh, chain_key, cipher
        self.news = News()

    @asynccontextmanager
    async def work(self) -> AsyncIterator[UnitOfWork]:
        await asyncio.sleep(0)
        async with super().work() as work:
            yield work
        await asyncio.sleep(0)

    @asynccontextmanager
    async def view(self) -> AsyncIterator[UnitOfWork]:
        await asyncio.sleep(0)
        async with super().view() as work:
            yield work

    async def close(self) -> None:
        """The engines go on; the file is closed with the life."""
