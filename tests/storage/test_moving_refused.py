"""What does not move: a target in use, a source in use, and what is not what its log says."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from moving_examples import CIPHER, KEY, columns_of, counts, sqlite
from sqlalchemy import create_engine, text
from storage_examples import NOON

from flows.people import Function, Post
from storage.database import upgrade
from storage.move import BORN, Hindrance, NotMoved, Side, move
from storage.unit_of_work import Storage

ADMIN = Post(network="amsterdam-amstelland", function=Function.ADMIN)


def hindered(source: str, target: str, **how: object) -> tuple[Side, Hindrance]:
    with pytest.raises(NotMoved) as stopped:
        asyncio.run(move(source, target, KEY, CIPHER, **how))  # type: ignore[arg-type]
    return stopped.value.side, stopped.value.hindrance


def test_a_target_with_anything_in_it_is_refused_and_left_as_it_is(
    source: Path, target: str
) -> None:
    upgrade(target)
    asyncio.run(_enrol(target))
    before = counts(target)

    assert hindered(sqlite(source), target) == (Side.TARGET, Hindrance.OCCUPIED)
    assert counts(target) == before


async def _enrol(url: str) -> None:
    storage = Storage(url, KEY, CIPHER)
    async with storage.work() as work:
        await work.people.enrol(991, "Iemand", ADMIN, NOON)
    await storage.close()


def test_a_target_with_tables_of_somebody_else_is_refused(source: Path, target: str) -> None:
    engine = create_engine(target.replace("+aiosqlite", ""))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE kapper (klant text)"))
    engine.dispose()

    assert hindered(sqlite(source), target) == (Side.TARGET, Hindrance.OCCUPIED)
    assert set(columns_of(target)) == {"kapper"}


def test_a_postgresql_with_somebody_connected_is_no_source(
    source: Path, empty_server: str, tmp_path: Path
) -> None:
    asyncio.run(move(sqlite(source), empty_server, KEY, CIPHER))
    new = sqlite(tmp_path / "new.db")

    with psycopg.connect(empty_server.replace("+psycopg", "")):
        assert hindered(empty_server, new) == (Side.SOURCE, Hindrance.BUSY)

    assert counts(new) == BORN


REWRITTEN = """
DROP TRIGGER history_not_changed;
UPDATE history SET name = 'x' WHERE sequence = 3;
"""


@pytest.mark.parametrize(
    ("harm", "hindrance"),
    [
        (REWRITTEN, Hindrance.LOG),
        ("UPDATE chain_head SET count = count + 1", Hindrance.LOG),
        ("UPDATE alert SET reference = 'another'", Hindrance.REPLAY),
    ],
    ids=["rewritten", "head", "alert"],
)
def test_what_is_not_what_its_log_says_does_not_move(
    source: Path, target: str, harm: str, hindrance: Hindrance
) -> None:
    with closing(sqlite3.connect(source)) as database:
        database.executescript(harm)

    assert hindered(sqlite(source), target) == (Side.SOURCE, hindrance)
    assert counts(target) == BORN


def test_with_another_key_the_log_does_not_count(source: Path, target: str) -> None:
    with pytest.raises(NotMoved) as stopped:
        asyncio.run(move(sqlite(source), target, b"another", CIPHER))

    assert (stopped.value.side, stopped.value.hindrance) == (Side.SOURCE, Hindrance.LOG)


LIARS = {
    "sqlite": (
        "CREATE TRIGGER liar AFTER INSERT ON job BEGIN UPDATE job SET at = '2020-01-01 00:00'; END",
    ),
    "postgresql": (
        "CREATE FUNCTION lies() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN NEW.at = '2020-01-01'; RETURN NEW; END $$",
        "CREATE TRIGGER liar BEFORE INSERT ON job FOR EACH ROW EXECUTE FUNCTION lies()",
    ),
}


def test_a_row_that_arrives_changed_is_noticed(source: Path, target: str) -> None:
    upgrade(target)
    engine = create_engine(target.replace("+aiosqlite", ""))
    with engine.begin() as connection:
        for made in LIARS[engine.dialect.name]:
            connection.execute(text(made))
    engine.dispose()

    assert hindered(sqlite(source), target) == (Side.TARGET, Hindrance.DIFFERS)
    assert counts(target) == BORN


def test_what_the_other_database_cannot_take_moves_nothing(source: Path, empty_server: str) -> None:
    with closing(sqlite3.connect(source)) as database:
        database.execute("INSERT INTO fact VALUES ('a sign', ?)", ["of zero \x00 bits"])
        database.commit()

    assert hindered(sqlite(source), empty_server) == (Side.TARGET, Hindrance.REFUSED)
    assert counts(empty_server) == BORN
