"""A network moves to another database and back: the same to the last row, or nothing at all."""

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from moving_examples import CIPHER, KEY, columns_of, counts, described, everything, fill, sqlite
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlmodel import SQLModel
from storage_examples import NOON

from flows.people import Function, Post
from storage.database import upgrade
from storage.move import BORN, PORTION, move
from storage.unit_of_work import Storage
from tests.postgresql import until_alone

ROOT = Path(__file__).parents[2]
ADMIN = Post(network="amsterdam-amstelland", function=Function.ADMIN)

# Each child dies some statements further, at a commit too; the parent looks at what is left.
DEATHS = """
import asyncio, os, sys
from sqlalchemy import Engine, event
from storage.cipher import Cipher
from storage.move import move
sys.path.insert(0, "tests/storage")
from moving_examples import CIPHER, KEY, counts

source, target, key = sys.argv[1], sys.argv[2], sys.argv[3].encode()
left, born, deaths = 0, {"chain_head": 1}, 0
def dies(*_):
    global left
    if not left: os._exit(9)
    left -= 1
while True:
    child = os.fork()
    if not child:
        left = deaths * 45
        event.listen(Engine, "before_cursor_execute", dies)
        event.listen(Engine, "commit", dies)
        asyncio.run(move(source, target, key, Cipher(bytes(32))))
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, 9), code
    if not code: break
    assert counts(target) in ({}, born), (deaths, counts(target))
    deaths += 1
print(deaths)
"""


async def test_a_network_that_moved_there_and_back_is_the_same_to_the_last_row(
    source: Path, empty_server: str, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    there = await move(
        sqlite(source), empty_server, KEY, CIPHER, told=lambda *how: told.append(how)
    )
    back = await move(empty_server, sqlite(tmp_path / "back.db"), KEY, CIPHER)

    assert set(everything(source)) == {
        *SQLModel.metadata.tables,
        "alembic_version",
        "sqlite_sequence",
    }
    assert all(everything(source).values()), "a table without a row proves nothing"
    assert everything(tmp_path / "back.db") == everything(source)
    assert there.rows == back.rows == counts(sqlite(source))
    assert told[-1] == (sum(there.rows.values()),) * 2
    assert there.rows["history"] > PORTION


@pytest.mark.parametrize("other", ["sqlite", "postgresql"])
def test_no_table_and_no_column_can_be_forgotten(request, other: str, tmp_path: Path) -> None:
    url = (
        sqlite(tmp_path / "new.db")
        if other == "sqlite"
        else request.getfixturevalue("empty_server")
    )
    upgrade(url)

    there = columns_of(url)
    del there["alembic_version"]

    assert there == {name: described(one) for name, one in SQLModel.metadata.tables.items()}
    assert counts(url) == BORN


async def test_what_is_numbered_goes_on_after_the_highest_number_ever_given(
    source: Path, empty_server: str, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(source)) as database:
        database.execute("UPDATE sqlite_sequence SET seq = 2100000000")
        database.commit()

    await move(sqlite(source), empty_server, KEY, CIPHER)
    with psycopg.connect(empty_server.replace("+psycopg", ""), autocommit=True) as database:
        made = """INSERT INTO alias (person, month)
        SELECT id, '2031-01' FROM person LIMIT 1 RETURNING id"""
        assert database.execute(made).fetchone() == (2100000001,)
        highest = database.execute("SELECT max(id) FROM post").fetchone()
        made = """INSERT INTO post (person, network, function, sub_roles, since_at)
        SELECT person, network, 'lid', '', since_at FROM post LIMIT 1 RETURNING id"""
        assert database.execute(made).fetchone() == (highest[0] + 1,)
    until_alone(empty_server)
    await move(empty_server, sqlite(tmp_path / "back.db"), KEY, CIPHER)

    with closing(sqlite3.connect(tmp_path / "back.db")) as database:
        kept = dict(database.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    assert (kept["alias"], kept["errand"]) == (2100000001, 2100000000)


async def test_the_bot_goes_on_in_the_new_database(source: Path, target: str) -> None:
    await move(sqlite(source), target, KEY, CIPHER)

    storage = Storage(target, KEY, CIPHER)
    async with storage.work() as work:
        await work.people.enrol(991, "Nieuw", ADMIN, NOON)
    async with storage.view() as work:
        assert "Nieuw" in [one.name for one in await work.people.admins()]
    await storage.close()


@pytest.mark.parametrize("way", ["there", "back"])
def test_a_move_that_is_cut_off_anywhere_leaves_the_target_empty_and_can_be_done_again(
    empty_server: str, tmp_path: Path, way: str
) -> None:
    small = sqlite(tmp_path / "small.db")
    upgrade(small)
    fill(small, KEY, CIPHER, months=1)
    old, new = small, empty_server
    if way == "back":
        asyncio.run(move(small, empty_server, KEY, CIPHER))
        until_alone(empty_server)
        old, new = empty_server, sqlite(tmp_path / "new.db")

    ran = subprocess.run(  # noqa: S603 - our own interpreter and words
        [sys.executable, "-c", DEATHS, old, new, KEY.decode()],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) > 4
    assert counts(new) == counts(old)


@pytest.mark.parametrize("way", ["there", "back"])
async def test_nobody_writes_to_the_source_while_it_moves(
    source: Path, empty_server: str, tmp_path: Path, way: str
) -> None:
    old, new = sqlite(source), empty_server
    if way == "back":
        await move(old, empty_server, KEY, CIPHER)
        old, new = empty_server, sqlite(tmp_path / "back.db")
    refused: list[str] = []

    def tries(done: int, total: int) -> None:
        address = old.replace("+aiosqlite", "")
        limit = {"timeout": 0} if way == "there" else {"options": "-c lock_timeout=1"}
        engine = create_engine(address, connect_args=limit)
        try:
            with engine.begin() as connection:
                connection.execute(text("UPDATE chain_head SET count = count"))
        except OperationalError as error:
            refused.append(str(error.orig))
        engine.dispose()

    await move(old, new, KEY, CIPHER, told=tries)

    assert refused
    assert all("lock" in one for one in refused), refused
