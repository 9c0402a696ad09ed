"""Databases on the PostgreSQL of this machine, each for one test and gone after it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import psycopg
import pytest
from psycopg import sql

SERVER = os.environ.get("SPOEDGROEP_TEST_POSTGRESQL", "127.0.0.1:5432")
NUMBERS = count()


def administer(*statements: sql.Composed) -> None:
    with psycopg.connect(
        f"postgresql://postgres@{SERVER}/postgres", autocommit=True, connect_timeout=3
    ) as connection:
        for statement in statements:
            connection.execute(statement)


@contextmanager
def postgresql_database(template: str | None = None) -> Iterator[str]:
    name = f"spoedgroep_test_{os.getpid()}_{next(NUMBERS)}"
    made = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
        sql.Identifier(name), sql.Identifier(template or "template0")
    )
    try:
        administer(made)
    except psycopg.OperationalError as error:
        pytest.skip(f"PostgreSQL cannot be reached at {SERVER}: {error}")
    try:
        yield name
    finally:
        administer(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def postgresql_url(name: str) -> str:
    return f"postgresql+psycopg://postgres@{SERVER}/{name}"


def until_alone(url: str) -> None:
    """A connection that was closed is gone at the server a moment later."""
    look = "SELECT 1 FROM pg_stat_activity WHERE datname = %s"
    with psycopg.connect(f"postgresql://postgres@{SERVER}/postgres", autocommit=True) as server:
        while server.execute(look, [url.rpartition("/")[2]]).fetchone():
            pass
