"""The numbers that a database gives out by itself: carried over, none is given out twice."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, create_engine, func, inspect, select, text
from sqlalchemy.engine import make_url
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import dialect_of, is_sqlite


async def carry_over(reads: AsyncSession, writes: AsyncSession, tables: Sequence[Table]) -> None:
    """Let the target go on where the source stopped, also where its last rows are gone."""
    given = await _given_out(reads, tables)
    if on_sqlite(writes):
        for name in await _kept_by_sqlite(writes):
            await asked(writes, "DELETE FROM sqlite_sequence WHERE name = :name", name=name)
            if last := given.get(name, 0):
                told = {"name": name, "last": last}
                await asked(writes, "INSERT INTO sqlite_sequence VALUES (:name, :last)", **told)
        return
    for name, sequence in (await _sequences(writes, tables)).items():
        # RESTART is undone with the transaction, setval would not be
        await asked(writes, f"ALTER SEQUENCE {sequence} RESTART WITH {given.get(name, 0) + 1}")


def tables_in(url: str) -> list[str]:
    """What tables there are, ours or not."""
    address = make_url(url)
    engine = create_engine(address.set(drivername="sqlite") if is_sqlite(address) else address)
    try:
        return inspect(engine).get_table_names()
    finally:
        engine.dispose()


def on_sqlite(session: AsyncSession) -> bool:
    return dialect_of(session) == "sqlite"


async def _given_out(session: AsyncSession, tables: Sequence[Table]) -> Mapping[str, int]:
    """The highest number of each table so far: in a row, or by what the database remembers."""
    given = {}
    for table in tables:
        columns = list(table.primary_key)
        if len(columns) == 1 and columns[0].type.python_type is int:
            highest = (await asked(session, select(func.max(columns[0])))).scalar_one()
            given[table.name] = max(highest or 0, 0)
    if on_sqlite(session):
        remembered = {
            str(name): int(last)
            for name, last in await asked(session, "SELECT name, seq FROM sqlite_sequence")
        }
    else:
        remembered = {}
        for name, sequence in (await _sequences(session, tables)).items():
            query = f"SELECT last_value, is_called FROM {sequence}"  # noqa: S608 - a name of the server
            last, is_given = (await asked(session, query)).one()
            remembered[name] = int(last) if is_given else int(last) - 1
    return {name: max(last, remembered.get(name, 0)) for name, last in given.items()}


async def _kept_by_sqlite(session: AsyncSession) -> list[str]:
    """The tables of which SQLite remembers the highest number itself."""
    query = (
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"
        " ORDER BY name"
    )
    return [str(name) for (name,) in await asked(session, query)]


async def _sequences(session: AsyncSession, tables: Sequence[Table]) -> Mapping[str, str]:
    """The sequence of each table that has one, quoted as PostgreSQL wants it."""
    found = {}
    for table in tables:
        for column in table.primary_key:
            query = "SELECT pg_get_serial_sequence(:table, :column)"
            names = {"table": f'"{table.name}"', "column": column.name}
            sequence = (await asked(session, query, **names)).scalar_one()
            if sequence is not None:
                found[table.name] = str(sequence)
    return found


async def asked(session: AsyncSession, statement: Any, **params: Any) -> Any:
    """What a statement answers that is not about rows of ours; a text is SQL as it is."""
    said: Any = text(statement) if isinstance(statement, str) else statement
    return await session.exec(said, params=params)
