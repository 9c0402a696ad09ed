"""What is asked past the library, and what is done in the thread of the connection."""

import asyncio
import sqlite3

import pytest
from sqlalchemy import bindparam, text
from sqlmodel import col, select

from storage import sqlite_driver
from storage.database import Database
from storage.prepared import Ready, prepared
from storage.sqlite_driver import Dialect
from storage.tables import AlertRow
from storage.traffic_tables import FactRow
from storage.unit_of_work import Storage

LONG = """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000)
SELECT count(*) FROM n"""
COUNTED = f"SELECT ({LONG})"


@pytest.fixture
def database(sqlite_template) -> Database:
    return Database(f"sqlite+aiosqlite:///{sqlite_template}")


async def test_a_read_that_takes_long_is_begun_here_and_ended_in_the_thread(
    database, monkeypatch
) -> None:
    trips: list[object] = []
    went = sqlite_driver.Connection._to_thread
    monkeypatch.setattr(
        sqlite_driver.Connection,
        "_to_thread",
        lambda self, work: trips.append(work) or went(self, work),
    )
    async with database.reading() as session:
        assert (await session.exec(text("SELECT 1"))).scalar_one() == 1
        trips.clear()  # of opening it
        assert (await session.exec(text("SELECT 2"))).scalar_one() == 2
        assert trips == []
        assert (await session.exec(text(COUNTED))).scalar_one() == 300_000
        assert len(trips) == 1
    await database.close()


async def test_a_prepared_question_is_answered_alike_with_and_without_the_library(
    storage: Storage,
) -> None:
    async with storage.work() as work:
        await work.facts.set("a", "één")
    async with storage.view() as work:
        straight = await work.facts.get("a")
        query = select(FactRow.value).where(FactRow.name == "a")
        assert straight == (await work.facts._session.exec(query)).one() == "één"
        assert await work.facts.get("b") is None


async def test_trouble_past_the_library_is_the_trouble_of_the_library(storage: Storage) -> None:
    with pytest.raises(Exception, match=r"read-?only") as caught:
        async with storage.view() as work:
            await work.facts.set("a", "b")
    assert not isinstance(caught.value, sqlite3.Error)


def test_a_list_of_unknown_length_is_not_prepared() -> None:
    @prepared
    def several() -> object:
        names = bindparam("names", expanding=True)
        return select(AlertRow.id).where(col(AlertRow.id).in_(names))

    with pytest.raises(AssertionError, match="length of a list"):
        Ready(several(), ("names",), Dialect())


async def test_who_is_cancelled_while_something_is_kept_keeps_nobody_out(storage: Storage) -> None:
    async def keeps() -> None:
        async with storage.work() as work:
            await work.facts.set("a", "b")

    writing = asyncio.create_task(keeps())
    for _ in range(1_000):
        await asyncio.sleep(0)
        writing.cancel()
    await asyncio.wait([writing])
    assert writing.cancelled()
    async with storage.work() as work:  # nobody is kept out
        await work.facts.set("c", "d")
    async with storage.view() as work:
        assert await work.facts.get("c") == "d"
