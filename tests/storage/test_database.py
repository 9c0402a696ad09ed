"""What the database promises: all or nothing, one at a time, and kept where it belongs."""

import asyncio
import os
import stat
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import BigInteger, create_engine, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import SQLModel
from storage_examples import NOON

from storage import duty_tables, governance_tables, people_tables, tables, traffic_tables
from storage.cipher import Cipher
from storage.database import Database, alembic_config, is_current, upgrade
from storage.unit_of_work import Storage

TABLES = (duty_tables, governance_tables, people_tables, tables, traffic_tables)


def synchronous(url: str) -> str:
    return url.replace("+aiosqlite", "")


def test_an_empty_database_gets_every_table_once(empty_url: str) -> None:
    assert not is_current(empty_url)

    upgrade(empty_url)
    upgrade(empty_url)

    engine = create_engine(synchronous(empty_url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []
        assert set(inspect(connection).get_table_names()) == {
            *SQLModel.metadata.tables,
            "alembic_version",
        }
    engine.dispose()
    assert is_current(empty_url)


def test_the_migrations_can_be_undone(empty_url: str) -> None:
    upgrade(empty_url)
    engine = create_engine(synchronous(empty_url))
    config = alembic_config()

    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")

    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()
    upgrade(empty_url)
    assert is_current(empty_url)


def test_a_migration_that_leaves_orphans_is_undone(sqlite_template: Path, tmp_path: Path) -> None:
    file = tmp_path / "orphan.db"
    file.write_bytes(sqlite_template.read_bytes())
    engine = create_engine(f"sqlite:///{file}")
    config = alembic_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0002")
        connection.execute(text("INSERT INTO card VALUES ('SKM-2611-07', 1, NULL, 0, '', false)"))

    with pytest.raises(ValueError, match="without their parent"):
        upgrade(f"sqlite+aiosqlite:///{file}")

    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM chain_head")).scalar_one() == 0
    engine.dispose()
    assert not is_current(f"sqlite+aiosqlite:///{file}")


def test_telegrams_numbers_do_not_fit_an_integer_so_every_column_is_wider() -> None:
    telegrams = ("user_id", "chat_id", "message_id", "update_id")
    narrow = [
        column
        for table in SQLModel.metadata.tables.values()
        for column in table.columns
        if column.name in telegrams and not isinstance(column.type, BigInteger)
    ]
    assert narrow == []


async def test_f11_f83_every_connection_of_sqlite_is_set_up(sqlite_template: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{sqlite_template}")
    promised = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "temp_store": 2,
        "secure_delete": 1,
        "trusted_schema": 0,
    }
    for opened in (database.writing, database.reading, database.reading):
        async with opened() as session:
            connection = await session.connection()
            found = {
                name: (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar_one()
                for name in promised
            }
            assert found == promised
    await database.close()


@pytest.fixture
def readable_to_all(sqlite_template: Path, tmp_path: Path) -> Path:
    file = tmp_path / "open.db"
    file.write_bytes(sqlite_template.read_bytes())
    file.chmod(0o644)
    return file


async def test_the_files_are_ours_alone(readable_to_all: Path) -> None:
    storage = Storage(f"sqlite+aiosqlite:///{readable_to_all}", b"key", Cipher(bytes(32)))

    async with storage.work() as work:
        await work.pulse.beat(NOON)
        with os.scandir(readable_to_all.parent) as files:
            rights = {file.name: stat.S_IMODE(file.stat().st_mode) for file in files}

    await storage.close()
    assert rights == {"open.db": 0o600, "open.db-wal": 0o600, "open.db-shm": 0o600}


def test_a_database_in_memory_is_refused() -> None:
    with pytest.raises(ValueError, match="name a file"):
        Database("sqlite+aiosqlite://")


async def test_a_path_with_strange_signs_is_found_again(tmp_path: Path) -> None:
    url = make_url("sqlite+aiosqlite://").set(database=str(tmp_path / "50% né? #1.db"))
    upgrade(url.render_as_string())
    storage = Storage(url.render_as_string(), b"key", Cipher(bytes(32)))
    async with storage.work() as work:
        await work.pulse.beat(NOON)
    async with storage.view() as work:
        assert await work.pulse.last() == NOON
    await storage.close()


async def test_f79_twenty_at_once_are_all_counted(storage: Storage) -> None:
    async def one_more() -> None:
        async with storage.work() as work:
            await work.alerts.new_id("SKM", 2026, 11)

    await asyncio.gather(*(one_more() for _ in range(20)))

    async with storage.work() as work:
        assert await work.alerts.new_id("SKM", 2026, 11) == "SKM-2611-21"


async def test_f82_what_goes_wrong_halfway_leaves_nothing(storage: Storage) -> None:
    told: list[str] = []
    storage.after_commit.append(lambda: told.append("committed"))

    async def half() -> None:
        async with storage.work() as work:
            await work.pulse.beat(NOON)
            raise LookupError("halfway")

    with pytest.raises(LookupError, match="halfway"):
        await half()

    async with storage.view() as work:
        assert await work.pulse.last() is None
    assert told == []


async def test_f09_a_cancelled_write_leaves_nothing_and_frees_the_way(storage: Storage) -> None:
    halfway, never = asyncio.Event(), asyncio.Event()

    async def half() -> None:
        async with storage.work() as work:
            await work.pulse.beat(NOON)
            halfway.set()
            await never.wait()

    writer = asyncio.create_task(half())
    await halfway.wait()
    writer.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writer

    async with storage.work() as work:
        assert await work.pulse.last() is None
        await work.pulse.beat(NOON)
    async with storage.view() as work:
        assert await work.pulse.last() == NOON


async def test_f09_a_write_cancelled_at_any_step_is_whole_or_absent(storage: Storage) -> None:
    async def write(value: str) -> None:
        async with storage.work() as work:
            await work.facts.set("first", value)
            await work.facts.set("second", value)

    steps, finished = 0, False
    while not finished:
        committed: list[str] = []
        storage.after_commit[:] = [lambda seen=committed: seen.append("committed")]
        writer = asyncio.create_task(write(str(steps)))
        await turns_of_the_loop(steps)
        finished = writer.done()
        writer.cancel()
        await asyncio.wait([writer])

        async with storage.view() as work:
            kept = await work.facts.get("first")
            assert await work.facts.get("second") == kept
        assert (kept == str(steps)) is bool(committed)
        steps = 2 * steps + 1


async def turns_of_the_loop(number: int) -> None:
    loop = asyncio.get_running_loop()
    for _ in range(number):
        turned = loop.create_future()
        loop.call_soon(turned.set_result, None)
        await turned


async def test_after_a_commit_whoever_waits_is_told(storage: Storage) -> None:
    told: list[str] = []
    storage.after_commit.append(lambda: told.append("committed"))

    async with storage.work() as work:
        await work.pulse.beat(NOON)
        assert told == []

    assert told == ["committed"]


async def test_f81_a_view_is_one_picture_and_cannot_write(storage: Storage) -> None:
    async with storage.view() as picture:
        assert await picture.pulse.last() is None
        async with storage.work() as work:
            await work.pulse.beat(NOON)
        assert await picture.pulse.last() is None

    with pytest.raises(DBAPIError, match=r"readonly|read-only"):
        async with storage.view() as work:
            await work.pulse.beat(NOON)


async def test_f83_a_row_without_its_parent_is_refused(storage: Storage) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        async with storage.work() as work:
            await work.groups.bind("amsterdam", "skm", -1, by=99, now=NOON)
