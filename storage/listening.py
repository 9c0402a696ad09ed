"""What one process keeps the others hear at once (PostgreSQL's LISTEN and NOTIFY)."""

from collections.abc import Callable, Iterable

import psycopg
from psycopg import AsyncConnection, sql
from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.processes import LIVES

CHANNEL = "spoedgroep"
HEARS_WITHIN = 5.0  # seconds without a word, after which the connection is tried
CONNECTS_WITHIN = 5  # seconds
TOLD = text("SELECT pg_notify(:channel, :kinds)")


class Lost(Exception):
    """The connection broke; what was told meanwhile was not heard."""


async def tell_others(session: AsyncSession, kinds: Iterable[str]) -> None:
    """Say at the commit what kinds of news there are."""
    if said := " ".join(kinds):
        told = {"channel": CHANNEL, "kinds": said}
        await session.exec(TOLD, params=told)  # type: ignore[call-overload] # a bare statement


class Listener:
    """One connection of its own. As long as it lasts, it also holds the lock of its process."""

    def __init__(self, address: URL, process: int, heard: Callable[[Iterable[str]], None]) -> None:
        server = address.set(drivername="postgresql")
        self._server = server.render_as_string(hide_password=False)
        self._process, self._heard = process, heard
        self._connection: AsyncConnection | None = None

    async def step(self) -> None:
        """Hear what is told within a few seconds. Raises Lost: everybody may have missed news."""
        try:
            connection = self._connection or await self._connect()
            silent = True
            async for told in connection.notifies(timeout=HEARS_WITHIN, stop_after=1):
                self._heard(told.payload.split())
                silent = False
            if silent:  # so is a connection that broke
                await connection.execute("SELECT 1")
        except psycopg.Error as error:
            await self.close()
            self._heard(("any", "alert", "errand"))
            raise Lost(type(error).__name__) from None

    async def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()

    async def _connect(self) -> AsyncConnection:
        self._connection = connection = await AsyncConnection.connect(
            self._server, autocommit=True, connect_timeout=CONNECTS_WITHIN
        )
        await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
        await connection.execute("SELECT pg_advisory_lock(%s, %s)", (LIVES, self._process))
        self._heard(("any", "alert", "errand"))
        return connection
