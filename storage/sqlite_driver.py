"""SQLite for the event loop: a statement costs no trip to a thread, or one instead of five.

What the library does for each statement is to make a cursor, execute, fetch and close, each in the
thread of the connection. Here all of that is one trip, and a SELECT that is soon done is none: only
what reads long, changes many rows, or waits for the disk or for another writer goes there.
"""

import asyncio
import re
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import aiosqlite
from sqlalchemy.connectors.asyncio import AsyncAdapt_dbapi_cursor
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_dbapi,
    SQLiteDialect_aiosqlite,
)
from sqlalchemy.util.concurrency import await_

DRIVER = "sqlite+spoedgroep"
LOOKS_EVERY, BRIEF = 1_000, 20  # instructions of SQLite's machine; 20,000 of them are a millisecond

IMMEDIATE = "BEGIN IMMEDIATE"  # it may have to wait for who writes now

# One row, or a SELECT, which is cut off when it is not brief after all.
BRIEFLY = re.compile(r"^SELECT|^INSERT INTO \w+ \([^)]*\) VALUES|WHERE \w+\.(id|sequence) = \?$")
WAITS = 5_000  # milliseconds, for who writes now

Raw = sqlite3.Connection


class Uncancelled(asyncio.Future[Any]):
    """What a thread does is not undone by cancelling who waits for it."""

    def cancel(self, msg: Any | None = None) -> bool:
        return False


@dataclass(slots=True)
class Told:
    """What a statement left behind, beside its rows."""

    description: Any
    rowcount: int
    lastrowid: int | None
    arraysize: int = 1


class Cursor(AsyncAdapt_dbapi_cursor):
    """All of one statement at once."""

    __slots__ = ()

    _adapt_connection: "Connection"

    def __init__(self, adapt_connection: "Connection") -> None:
        self._adapt_connection = adapt_connection
        self._connection = adapt_connection._connection
        self._rows = deque()
        self._cursor: Any = Told(None, -1, None)
        self._soft_closed_memoized = {}  # type: ignore[assignment] # the library's is frozen

    def execute(self, operation: Any, parameters: Any = None) -> None:
        self._adapt_connection.carry_out(operation, partial(self._one, operation, parameters or ()))

    def executemany(self, operation: Any, seq_of_parameters: Sequence[Any]) -> None:
        self._adapt_connection.carry_out(
            operation, partial(self._many, operation, seq_of_parameters)
        )

    async def _async_soft_close(self) -> None:
        """It was closed when it had been fetched."""

    def close(self) -> None:
        self._rows.clear()

    def _one(self, operation: str, parameters: Any, raw: Raw) -> None:
        self._note(raw.execute(operation, parameters))

    def _many(self, operation: str, parameters: Sequence[Any], raw: Raw) -> None:
        self._note(raw.executemany(operation, parameters))

    def _note(self, cursor: sqlite3.Cursor) -> None:
        self._rows = deque(cursor.fetchall()) if cursor.description else deque()
        self._cursor = Told(cursor.description, cursor.rowcount, cursor.lastrowid)
        cursor.close()


class Connection(AsyncAdapt_aiosqlite_connection):
    """One connection; `began` is a BEGIN that goes with the first statement after it."""

    __slots__ = ("_began", "_left", "_writes")

    _cursor_cls = Cursor  # type: ignore[assignment] # it fetches by itself

    def __init__(self, dbapi: Any, connection: Any) -> None:
        super().__init__(dbapi, connection)
        self._began: str | None = None
        self._writes = True
        self._left: int | None = None  # looks at a statement of which nobody waits for the thread
        connection._conn.set_progress_handler(self._is_too_long, LOOKS_EVERY)

    def carry_out(self, operation: str, work: Callable[[Raw], None]) -> None:
        if operation.startswith("BEGIN"):
            self._writes = operation == IMMEDIATE
            self._began = operation
            if self._writes and not self._begun_here():  # now, for it keeps everybody else out
                self._began = None
                self._waited_for_turn()
            return
        try:
            if not BRIEFLY.search(operation) or not self._begun_here():
                self._in_thread(work)
            elif not operation.startswith("SELECT"):
                work(self._raw)
            elif not self._at_once(work):
                self._in_thread(work)
        except sqlite3.Error as error:
            self._handle_exception(error)

    async def ask(self, sql: str, values: Sequence[Any]) -> tuple[list[Any], int]:
        """One short statement past the library: its rows, and how many it changed."""
        told: list[tuple[list[Any], int]] = []

        def work(raw: Raw) -> None:
            cursor = raw.execute(sql, values)
            told.append((cursor.fetchall(), cursor.rowcount))

        if not self._begun_here():
            await self._to_thread(work)
        elif not sql.startswith("SELECT"):
            work(self._raw)
        elif not self._at_once(work):
            await self._to_thread(work)
        return told[0]

    def commit(self) -> None:
        if self._connection._connection:
            self._end(Raw.commit)

    def rollback(self) -> None:
        if self._connection._connection:
            self._end(Raw.rollback)

    def _end(self, end: Callable[[Raw], None]) -> None:
        began, self._began = self._began, None
        if began is not None or not self._raw.in_transaction:  # and nothing was done
            return
        try:
            if self._writes:
                self._in_thread(end)
            else:
                end(self._raw)
        except sqlite3.Error as error:
            self._handle_exception(error)

    def _at_once(self, work: Callable[[Raw], None]) -> bool:
        """Here and now; False when it takes too long for that, and nothing was read then."""
        self._left = BRIEF
        try:
            work(self._raw)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_INTERRUPT":
                raise
            return False
        finally:
            self._left = None
        return True

    def _waited_for_turn(self) -> None:
        try:
            self._in_thread(_immediate)
        except sqlite3.Error as error:
            self._handle_exception(error)

    def _begun_here(self) -> bool:
        """Begin, if that is still to be done; False when somebody else writes: wait elsewhere."""
        if self._began is None:
            return True
        raw = self._raw
        if self._began != IMMEDIATE:
            raw.execute(self._began)
        elif not _begins_at_once(raw):
            return False
        self._began = None
        return True

    def _in_thread(self, work: Callable[[Raw], None]) -> None:
        await_(self._to_thread(work))

    def _to_thread(self, work: Callable[[Raw], None]) -> Uncancelled:
        began, self._began = self._began, None
        future = Uncancelled(loop=asyncio.get_running_loop())
        self._connection._tx.put_nowait((future, partial(_begun, began, work, self._raw)))
        return future

    def _is_too_long(self) -> bool:
        if self._left is None:
            return False
        self._left -= 1
        return self._left < 0

    @property
    def _raw(self) -> Raw:
        raw: Raw = self._connection._conn
        return raw


def _immediate(raw: Raw) -> None:
    raw.execute(IMMEDIATE)


def _begins_at_once(raw: Raw) -> bool:
    try:
        raw.execute("PRAGMA busy_timeout=0")
        raw.execute(IMMEDIATE)
    except sqlite3.OperationalError as error:
        if not error.sqlite_errorname.startswith("SQLITE_BUSY"):
            raise
        return False
    finally:
        raw.execute(f"PRAGMA busy_timeout={WAITS}")
    return True


def _begun(began: str | None, work: Callable[[Raw], None], raw: Raw) -> None:
    if began is not None:
        raw.execute(began)
    work(raw)


class Module(AsyncAdapt_aiosqlite_dbapi):
    """The library's, with connections of ours."""

    def connect(self, *arg: Any, **kw: Any) -> Connection:
        held = super().connect(*arg, **kw)
        return Connection(self, held._connection)


class Dialect(SQLiteDialect_aiosqlite):
    """The library's, with that module."""

    driver = "spoedgroep"
    supports_statement_cache = True

    @classmethod
    def import_dbapi(cls) -> Module:
        return Module(aiosqlite, sqlite3)


registry.register(DRIVER.replace("+", "."), __name__, Dialect.__name__)
