"""The library's session, which finishes each step, and goes straight to the driver where it may."""

import asyncio
from collections.abc import Awaitable, Coroutine, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.prepared import Found, Ready, ready

T = TypeVar("T")
Asked = tuple[Any, Mapping[str, Any]]  # a prepared statement, and what it is asked with
STRAIGHT = "straight"  # under this name a session holds the dialect whose driver it may ask


class Session(AsyncSession):
    """A session that finishes each step, also when whoever waits for it is cancelled.

    A connection left in the middle of a statement is thrown away by the library, and until
    that is done SQLite keeps everybody out.
    """

    _line: Any = None  # to the driver, once it was needed
    _last: Sequence[Asked] = ()

    async def exec(self, statement: Any, **options: Any) -> Any:
        given = options.get("params") or {}
        if STRAIGHT in self.info:
            rows = given if isinstance(given, list) else [given]
            known = ready(statement, tuple(rows[0]), self.info[STRAIGHT])
            if known is not None:
                return [await self._straight(known, row) for row in rows][-1]
        return await self.whole(super().exec(statement, **options))

    async def at_last(self, asked: Sequence[Asked]) -> None:
        """Write what nobody waits for, and nothing after it.

        On PostgreSQL it goes with the commit, in one journey: what the others wait for is held no
        longer than it takes to write it down.
        """
        if self._is_sqlite or STRAIGHT not in self.info:
            for statement, given in asked:
                await self.exec(statement, params=given)
        else:
            self._last = asked

    async def commit(self) -> None:
        if self._last:
            await self.flush()
            await self._keep(self._last)
        await super().commit()

    def whole(self, work: Coroutine[Any, Any, T]) -> Awaitable[T]:
        """The work of a session, done to its end."""
        return Whole(work) if self._is_sqlite else to_the_end(work)

    async def _straight(self, known: Ready, given: Mapping[str, Any]) -> Found:
        line = await self._to_driver()
        asks = line.ask(known.sql, known.values(given))
        with self._errors_of(known.sql):
            rows, changed = await (asks if self._is_sqlite else to_the_end(asks))
        return Found([known.read(row) for row in rows], changed)

    async def _keep(self, asked: Sequence[Asked]) -> None:
        dialect = self.info[STRAIGHT]
        last = []
        for statement, given in asked:
            known = ready(statement, tuple(given), dialect)
            assert known is not None, "only what is prepared goes at last"
            last.append((known.sql, known.values(given)))
        line = await self._to_driver()
        with self._errors_of("COMMIT"):
            await line.keep(last)

    async def _to_driver(self) -> Any:
        if self._line is None:
            self._line = await self.whole(self.run_sync(_line_of))
        return self._line

    @contextmanager
    def _errors_of(self, sql: str) -> Iterator[None]:
        """The driver's errors, as the library tells them."""
        errors = self.info[STRAIGHT].loaded_dbapi.Error
        try:
            yield
        except errors as error:
            raise DBAPIError.instance(sql, None, error, errors, hide_parameters=True) from error

    @property
    def _is_sqlite(self) -> bool:
        dialect = self.info.get(STRAIGHT)
        return dialect is not None and dialect.name == "sqlite"

    async def get(self, entity: Any, ident: Any, **options: Any) -> Any:
        return await self.whole(super().get(entity, ident, **options))

    async def flush(self, objects: Any = None) -> None:
        await self.whole(super().flush(objects))

    async def close(self) -> None:
        await self.whole(super().close())


def _line_of(session: Any) -> Any:
    """What `ask` asks: SQLite's driver is ours, PostgreSQL's is asked here."""
    held = session.connection().connection.dbapi_connection
    return held if hasattr(held, "ask") else Postgresql(held.driver_connection)


class Postgresql:
    """The driver of PostgreSQL, by which the server keeps what was asked before."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    async def ask(self, sql: str, values: Any) -> tuple[list[Any], int]:
        """One statement past the library: its rows, and how many it changed."""
        cursor = await self._raw.execute(sql, values, prepare=True)
        return (await cursor.fetchall() if cursor.description else []), cursor.rowcount

    async def keep(self, asked: Sequence[tuple[str, Any]]) -> None:
        """These, and the commit with them, without waiting in between; all of it or nothing."""
        async with self._raw.pipeline():
            for sql, values in asked:
                await self._raw.execute(sql, values, prepare=True)
            await self._raw.commit()


class Whole(Awaitable[T]):
    """The same without a task, for work that waits for nothing but the thread of SQLite.

    What a thread does cannot be cancelled (see Uncancelled), so a cancellation comes when that is
    done; it is kept until the rest is done too.
    """

    def __init__(self, work: Coroutine[Any, Any, T]) -> None:
        self._work = work

    def __await__(self) -> Generator[Any, Any, T]:
        cancelled: asyncio.CancelledError | None = None
        steps = self._work.__await__()
        while True:
            ended = True
            try:
                waits = steps.send(None)
                ended = False
            except StopIteration as end:
                if cancelled is None:
                    done: T = end.value
                    return done
            finally:
                if ended and cancelled is not None:
                    raise cancelled
            # another error is that of what was waited for, which raises it in the step itself
            with suppress(Exception):
                try:
                    yield waits
                except asyncio.CancelledError as error:
                    cancelled = error


async def to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """Wait until it is done, also when cancelled meanwhile; the cancellation comes after."""
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled from task.exception()
    return task.result()
