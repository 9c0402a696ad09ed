"""`spoedgroep migrate`: what it says when a network has moved, and one line when it does not."""

import asyncio
import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result
from moving_examples import counts, everything
from sqlalchemy import create_engine, text
from storage_examples import NOON, story
from typer.testing import CliRunner

from bot import cli
from bot.anchor import anchor
from config.keyring import make_keys
from config.settings import anchor_file, key_file, keys, load_settings
from flows.people import Function, Post
from storage.cipher import Cipher
from storage.move import BORN
from storage.unit_of_work import Storage
from tests.postgresql import postgresql_database, postgresql_url, until_alone

ADMIN = Post(network="amsterdam-amstelland", function=Function.ADMIN)
SECRET = "geheim"


@pytest.fixture
def installed(sqlite_url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation on SQLite with its keys and its anchor, and an alert in it."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SPOEDGROEP_BOT_TOKEN", "1:token")
    make_keys(key_file(load_settings()))
    asyncio.run(_filled(sqlite_url))
    return folder


async def _filled(url: str) -> None:
    settings = load_settings()
    held = keys(settings)
    storage = Storage(url, held.chain, Cipher(held.encryption))
    async with storage.work() as work:
        await work.people.enrol(77, "Anna", ADMIN, NOON)
        await work.alerts.keep(None, story())
    await anchor(storage, anchor_file(settings), NOON)
    await storage.close()


@pytest.fixture
def server() -> Iterator[str]:
    """An empty database of PostgreSQL; its password is asked for by nobody here."""
    with postgresql_database() as name:
        yield postgresql_url(name).replace("postgres@", f"postgres:{SECRET}@")


def migrates(source: str, target: str) -> Result:
    said = CliRunner().invoke(cli.app, ["migrate", "--from", source, "--to", target])
    assert SECRET not in said.output
    return said


def refused(said: Result) -> str:
    assert (said.exit_code, said.stderr.count("\n")) == (1, 1), said.output
    return said.stderr


def test_a_network_moves_to_a_server_and_back_and_goes_on_after_the_steps_that_are_named(
    installed: Path, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(installed / "spoedgroep.db")
    place = server.rpartition("@")[2]

    said = migrates("sqlite:spoedgroep.db", server)

    assert said.exit_code == 0, said.output
    assert said.stdout.startswith(f"Verhuisd naar postgresql://{place}, en daar nagekeken")
    assert "   1  alert\n" in said.stdout
    assert "Het logboek eindigt bij regel 4: " in said.stdout
    steps = [line.partition("cp ")[2] for line in said.stdout.splitlines() if "cp -p " in line]
    assert [step.split()[1:] for step in steps] == [
        [str(installed / "spoedgroep.db.keys"), str(installed / "spoedgroep.keys")],
        [str(installed / "spoedgroep.db.anchor"), str(installed / "spoedgroep.anchor")],
    ]
    for step in steps:
        _, here, there = step.split()
        Path(here).rename(there)
    (installed / "spoedgroep.db").rename(installed / "old.db")
    monkeypatch.setenv("SPOEDGROEP_DATABASE_URL", server)
    assert "Het logboek is heel; 1 verzoek" in CliRunner().invoke(cli.app, ["verify"]).stdout

    until_alone(server)
    back = migrates(server, "sqlite:///spoedgroep.db")

    assert back.exit_code == 0, back.output
    assert "SPOEDGROEP_DATABASE_URL op sqlite+aiosqlite:///spoedgroep.db" in back.stdout
    assert everything(installed / "spoedgroep.db") == before


@pytest.mark.parametrize(
    ("source", "target"),
    [("spoedgroep.db", "sqlite:new.db"), ("sqlite:spoedgroep.db", f"mysql://a:{SECRET}@b/c")],
)
def test_what_is_no_address_is_wrong_usage(installed: Path, source: str, target: str) -> None:
    said = migrates(source, target)

    assert said.exit_code == 2
    assert said.stderr.startswith("Dat is geen adres van een database.")


def test_what_is_not_there_does_not_move(installed: Path) -> None:
    make_keys(installed / "nowhere.db.keys")

    assert refused(migrates("sqlite:nowhere.db", "sqlite:new.db")).startswith(
        "In nowhere.db staat geen Spoedgroep."
    )
    assert not (installed / "nowhere.db").exists()


def test_a_file_that_is_no_database_does_not_move(installed: Path) -> None:
    make_keys(installed / "letter.db.keys")
    (installed / "letter.db").write_text("Beste lezer, " * 100)

    assert "letter.db is niet te lezen" in refused(migrates("sqlite:letter.db", "sqlite:new.db"))


@pytest.mark.parametrize(
    "target", [f"postgresql://bot:{SECRET}@127.0.0.1:9/spoed", "sqlite:no/such/folder.db"]
)
def test_a_target_that_does_not_answer_is_named_without_its_password(
    installed: Path, target: str
) -> None:
    assert "is niet te bereiken" in refused(migrates("sqlite:spoedgroep.db", target))


def test_to_itself_nothing_moves(installed: Path) -> None:
    same = f"sqlite:///{installed}/spoedgroep.db"

    assert "dezelfde database" in refused(migrates("sqlite:spoedgroep.db", same))


def test_nothing_is_written_over(installed: Path, server: str) -> None:
    assert migrates("sqlite:spoedgroep.db", server).exit_code == 0
    before = counts(server)

    assert "is niet leeg" in refused(migrates("sqlite:spoedgroep.db", server))
    assert counts(server) == before


@pytest.mark.parametrize("side", ["source", "target"])
def test_tables_of_another_version_do_not_move(installed: Path, server: str, side: str) -> None:
    if side == "source":
        with closing(sqlite3.connect("spoedgroep.db")) as database:
            database.execute("UPDATE alembic_version SET version_num = '0007'")
            database.commit()
    else:
        engine = create_engine(server)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE alembic_version (version_num text)"))
            connection.execute(text("INSERT INTO alembic_version VALUES ('9999')"))
        engine.dispose()

    assert "van een andere versie" in refused(migrates("sqlite:spoedgroep.db", server))
    assert counts(server) == {}


def test_while_the_bot_runs_nothing_moves(installed: Path, server: str) -> None:
    with (installed / "spoedgroep.db.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        said = refused(migrates("sqlite:spoedgroep.db", server))

    assert said.startswith("Er draait al een Spoedgroep op deze database")
    assert counts(server) == {}


def test_while_something_is_written_nothing_moves(installed: Path, server: str) -> None:
    with closing(sqlite3.connect("spoedgroep.db", isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")

        said = refused(migrates("sqlite:spoedgroep.db", server))

    assert "Iemand werkt nog met spoedgroep.db" in said
    assert counts(server) == BORN


@pytest.mark.parametrize("name", ["spoedgroep.keys", "spoedgroep.anchor"])
def test_keys_or_an_anchor_of_another_database_are_not_in_the_way_unseen(
    installed: Path, server: str, name: str
) -> None:
    (installed / name).write_text("of another\n")

    said = refused(migrates("sqlite:spoedgroep.db", server))

    assert said.startswith(f"{installed / name} is er al")
    assert counts(server) == {}
