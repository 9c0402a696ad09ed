"""Connections to PostgreSQL: one way to write and one to read, tried out when they lay idle."""

import time
from typing import Any

from sqlalchemy import event
from sqlalchemy.dialects.postgresql.psycopg import PGDialectAsync_psycopg
from sqlalchemy.engine import URL
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

WRITES = "-c idle_in_transaction_session_timeout=15s"  # a frozen process keeps nobody out
# one picture for the whole of one view, in which nothing can be written
READS = r"-c default_transaction_isolation=repeatable\ read -c default_transaction_read_only=on"
TRUSTED_SECONDS = 1.0  # a connection that was used so short ago is not tried out first


def postgresql_engine(address: URL, options: str) -> AsyncEngine:
    """An engine whose sessions begin with these options of the server."""
    engine = create_async_engine(address, connect_args={"options": options})
    dialect: Any = engine.dialect

    @event.listens_for(engine.sync_engine, "checkin")
    def returned(_: Any, record: Any) -> None:
        record.info["used"] = time.monotonic()

    @event.listens_for(engine.sync_engine, "checkout")
    def handed_out(connection: Any, record: Any, _: Any) -> None:
        """One that lay idle is tried out: a server that was restarted is noticed here."""
        if time.monotonic() - record.info.get("used", 0.0) < TRUSTED_SECONDS:
            return
        try:
            dialect.do_ping(connection)
        except dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error  # the pool makes a new one

    return engine


def connecting(address: URL) -> dict[str, Any]:
    """The same address for the driver itself, also one with several servers."""
    dialect: Any = PGDialectAsync_psycopg()  # type: ignore[no-untyped-call]
    return dict(dialect.create_connect_args(address)[1])
