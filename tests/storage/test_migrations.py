"""A change of the tables: done or not done, whatever happens meanwhile; and never backwards."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from storage_examples import NOON, SKM_7, story
from typer.testing import CliRunner

from bot import cli
from config.keyring import make_keys
from config.settings import key_file, keys, load_settings
from flows.people import Function, Post
from storage.chain import verify
from storage.cipher import Cipher
from storage.database import Form, alembic_config, form_of, revisions, upgrade
from storage.sqlite_file import counts_of, flaws
from storage.unit_of_work import Storage

ROOT = Path(__file__).parents[2]
CHAIN, CIPHER = b"chain", Cipher(bytes(32))
ADMIN = Post(network="amsterdam-amstelland", function=Function.ADMIN)
FORMS = [one.revision for one in ScriptDirectory.from_config(alembic_config()).walk_revisions()]
NEWEST, NEWEST_TWO = FORMS[1], FORMS[2]  # the form of before the last migration, and the one before

# Each child goes at one statement further, as at a power cut; the parent looks at what is left.
CRASHES = """
import os, shutil, sys
from sqlalchemy import event, Engine
from storage.database import Form, form_of, upgrade
from storage.sqlite_file import counts_of, flaws

old, work = sys.argv[1:]
def url(path): return f"sqlite+aiosqlite:///{path}"
deaths, seen = 0, set()
while True:
    for beside in ("", "-journal", "-wal", "-shm"):
        if os.path.exists(work + beside): os.unlink(work + beside)
    shutil.copy(old, work)
    child = os.fork()
    if not child:
        left = deaths
        @event.listens_for(Engine, "before_cursor_execute")
        def dies(*_):
            global left
            if not left: os._exit(9)
            left -= 1
        upgrade(url(work))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, 9), code
    assert flaws(__import__("pathlib").Path(work)) == [], deaths
    seen.add(str(form_of(url(work))))
    if code == 9:
        upgrade(url(work))
    assert form_of(url(work)) is Form.CURRENT, deaths
    if code == 0: break
    deaths += 1
print(deaths, ",".join(sorted(seen)))
"""


def back_to(revision: str, url: str) -> None:
    engine = create_engine(url.replace("+aiosqlite", ""))
    config = alembic_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
    engine.dispose()


async def filled(url: str, chain: bytes = CHAIN, cipher: Cipher = CIPHER) -> None:
    storage = Storage(url, chain, cipher)
    async with storage.work() as work:
        await work.people.enrol(77, "Anna", ADMIN, NOON)
        await work.alerts.keep(None, story())
    await storage.close()


async def test_f73_killed_at_any_statement_a_migration_is_done_or_not_and_completes(
    sqlite_url: str, folder
) -> None:
    await filled(sqlite_url)
    back_to(NEWEST_TWO, sqlite_url)
    old = folder / "spoedgroep.db"

    ran = subprocess.run(  # noqa: ASYNC221, S603 - our own interpreter and words
        [sys.executable, "-c", CRASHES, str(old), str(folder / "work.db")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert ran.returncode == 0, ran.stderr
    deaths, forms = ran.stdout.split()
    assert int(deaths) > 3
    assert forms == "current,older"
    upgrade(sqlite_url)
    assert _tables(folder / "work.db") == _tables(old)
    assert counts_of(folder / "work.db") == counts_of(old)


def _tables(file: Path) -> list[tuple[str, list[str]]]:
    """What each table says of itself; its lines come in another order when made in two turns."""
    with closing(sqlite3.connect(file)) as database:
        made = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"
        rows = database.execute(made).fetchall()
    return [(name, sorted(line.strip(" \t,") for line in sql.splitlines())) for name, sql in rows]


@pytest.mark.parametrize("revision", [NEWEST, NEWEST_TWO, "0005"])
async def test_f74_what_an_earlier_version_kept_is_there_after_the_change(
    url: str, revision: str
) -> None:
    await filled(url)
    back_to(revision, url)
    assert form_of(url) is Form.OLDER

    upgrade(url)

    assert form_of(url) is Form.CURRENT
    storage = Storage(url, CHAIN, CIPHER)
    async with storage.view() as work:
        assert await verify(work) == []
        alert = await work.alerts.load(SKM_7)
        assert alert is not None
        assert len(alert.seats) == 3
        assert [one.name for one in await work.people.admins()] == ["Anna"]
    await storage.close()


def of_tomorrow(url: str) -> None:
    """Tables as a later version leaves them."""
    engine = create_engine(url.replace("+aiosqlite", ""))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()


def test_each_migration_bears_the_number_that_its_file_begins_with() -> None:
    assert revisions() == FORMS[::-1]


def test_f74_tables_of_a_later_version_are_known_as_such(url: str) -> None:
    assert form_of(url) is Form.CURRENT

    of_tomorrow(url)

    assert form_of(url) is Form.NEWER


@pytest.fixture
async def installation(sqlite_url: str, folder, monkeypatch: pytest.MonkeyPatch):
    """Keys, and a database with a beheerder and an alert."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SPOEDGROEP_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("SPOEDGROEP_BOT_TOKEN", "1:token")
    monkeypatch.setenv("SPOEDGROEP_BOT_API_URL", "http://127.0.0.1:9")
    make_keys(key_file(load_settings()))
    held = keys(load_settings())
    await filled(sqlite_url, held.chain, Cipher(held.encryption))
    return folder


@pytest.mark.parametrize("order", ["run", "init", "doctor", "verify", "backup"])
def test_f74_an_older_version_does_not_touch_tables_of_a_later_one(
    installation: Path, sqlite_url: str, order: str
) -> None:
    of_tomorrow(sqlite_url)
    before = (installation / "spoedgroep.db").read_bytes()

    said = CliRunner().invoke(cli.app, [order])

    assert said.exit_code == 1
    assert said.stderr.startswith("De database is van een nieuwere versie")
    assert said.stderr.count("\n") == 1
    assert (installation / "spoedgroep.db").read_bytes() == before


def test_s45_before_a_migration_there_is_a_backup_that_this_version_can_put_back(
    installation: Path, sqlite_url: str
) -> None:
    back_to(NEWEST, sqlite_url)

    said = CliRunner().invoke(cli.app, ["init"])

    assert said.stdout.splitlines()[1].startswith("Reservekopie van vóór het bijwerken: ")
    assert form_of(sqlite_url) is Form.CURRENT
    (kept,) = (installation / "spoedgroep.db.backups").glob("*-migratie.backup")
    for beside in ("", "-wal", "-shm"):
        (installation / f"spoedgroep.db{beside}").unlink(missing_ok=True)
    back = CliRunner().invoke(cli.app, ["restore", str(kept)])
    assert back.exit_code == 0, back.stderr
    assert form_of(sqlite_url) is Form.CURRENT
    assert flaws(installation / "spoedgroep.db") == []


def test_s45_a_first_start_or_a_second_makes_no_backup(installation: Path) -> None:
    CliRunner().invoke(cli.app, ["init"])

    assert not (installation / "spoedgroep.db.backups").exists()
