"""What one process keeps the others hear at once (PostgreSQL's LISTEN and NOTIFY)."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set

import psycopg
from psycopg import AsyncConnection, sql
from sqlalchemy.engine import URL

from storage.postgresql_engine import connecting
from storage.processes import LIVES
from storage.telling import CHANNEL

HEARS_WITHIN = 5.0  # seconds without a word, after which the connection is tried
CONNECTS_WITHIN = 5  # seconds


class Lost(Exception):
    """The connection broke; what was told meanwhile was not heard."""


class Listener:
    """One connection of its own. As long as it lasts, it also holds the lock of its process."""

    def __init__(
        self,
        address: URL,
        process: int,
        heard: Callable[[Iterable[str]], None],
        is_ours: Callable[[Set[int]], bool],
    ) -> None:
        self._server = connecting(address)
        self._process, self._heard, self._is_ours = process, heard, is_ours
        self._connection: AsyncConnection | None = None

    async def step(self) -> None:
        """Hear what is told within a few seconds. Raises Lost: everybody may have missed news."""
        try:
            connection = self._connection or await self._connect()
            silent = True
            async for told in connection.notifies(timeout=HEARS_WITHIN, stop_after=1):
                self._heard(self._kinds(told.payload.split()))
                silent = False
            if silent:  # so is a connection that broke
                await connection.execute("SELECT 1")
        except psycopg.Error as error:
            await self.close()
            self._heard(("any", "alert", "errand"))
            raise Lost(type(error).__name__) from None

    def _kinds(self, words: Sequence[str]) -> Iterator[str]:
        """What others have to tell to their own chats is no news here."""
        slots = {int(word) for word in words if word.isdecimal()}
        for word in words:
            if not word.isdecimal() and (word != "any" or self._is_ours(slots)):
                yield word

    async def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()

    async def _connect(self) -> AsyncConnection:
        self._connection = connection = await AsyncConnection.connect(
            **self._server | {"autocommit": True, "connect_timeout": CONNECTS_WITHIN}
        )
        await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
        await connection.execute("SELECT pg_advisory_lock(%s, %s)", (LIVES, self._process))
        self._heard(("any", "alert", "errand"))
        return connection
