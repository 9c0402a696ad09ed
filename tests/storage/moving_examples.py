"""A network with a rich past to move: three months of it, and a row in every table besides."""

import asyncio
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Table, create_engine, func, insert, inspect, select
from sqlmodel import SQLModel

from bot.practice.dataset.filling import Filling
from bot.practice.dataset.invention import ordinary
from bot.practice.dataset.year import Period
from config.doelgroepen import load
from storage.cipher import Cipher
from storage.unit_of_work import Storage

KEY = b"a key that is in no database"
CIPHER = Cipher(bytes(32))
MOMENT = datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=UTC)
LISTED = {  # what only a few words fit
    "function": "lid",
    "state": "waiting",
    "reach": "open",
    "language": "nl",
    "telegram_language": "nl",
    "doelgroep": None,
}
SAMPLES = {
    str: "é ✓ 'quoted' \\ 100%",
    int: 2_000_000_000,
    bool: True,
    bytes: b"\x00\xff",
    datetime: MOMENT,
    date: date(2026, 2, 28),
}


def fill(url: str, chain: bytes, cipher: Cipher, months: int = 3) -> None:
    """Months of alerts kept by the house itself, then a row where there was none."""
    asyncio.run(_live(url, chain, cipher, months))
    engine = create_engine(url.replace("+aiosqlite", ""))
    with engine.begin() as connection:
        for table in SQLModel.metadata.sorted_tables:
            if not connection.execute(select(func.count()).select_from(table)).scalar():
                row = {one.name: _sample(one, connection) for one in table.columns}
                connection.execute(insert(table), row)
    engine.dispose()


async def _live(url: str, chain: bytes, cipher: Cipher, months: int) -> None:
    storage = Storage(url, chain, cipher)
    period = Period(seed=7, months=months, until=(2026, 10), preset="rustig")
    births = ordinary(period, load().networks[0])
    await Filling(storage, births, datetime(2026, 11, 27, tzinfo=UTC)).fill(
        "moving", lambda _: None
    )
    await storage.close()


def _sample(column: Column[Any], connection: Connection) -> Any:
    for key in column.foreign_keys:
        return connection.execute(select(key.column).limit(1)).scalar()
    if column.name in LISTED and (column.name != "doelgroep" or column.nullable):
        return LISTED[column.name]
    return SAMPLES[getattr(column.type, "impl_instance", column.type).python_type]


def everything(file: Path) -> Mapping[str, Sequence[Any]]:
    """Every row of every table of a file, and what SQLite remembers beside them."""
    with closing(sqlite3.connect(file)) as database:
        names = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {
            name: sorted(database.execute(f'SELECT * FROM "{name}"'), key=repr)  # noqa: S608 - its own name
            for (name,) in names
        }


def counts(url: str) -> dict[str, int]:
    """The rows of each table that has any; nothing where there are no tables."""
    engine = create_engine(url.replace("+aiosqlite", ""))
    with engine.connect() as connection:
        there = set(inspect(connection).get_table_names())
        found = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in SQLModel.metadata.sorted_tables
            if table.name in there
        }
    engine.dispose()
    return {name: count for name, count in found.items() if count}


def columns_of(url: str) -> dict[str, set[str]]:
    """What is really there, whatever the code thinks there is."""
    engine = create_engine(url.replace("+aiosqlite", ""))
    look = inspect(engine)
    found = {
        name: {column["name"] for column in look.get_columns(name)}
        for name in look.get_table_names()
    }
    engine.dispose()
    return found


def described(table: Table) -> set[str]:
    return set(table.columns.keys())


def sqlite(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"
