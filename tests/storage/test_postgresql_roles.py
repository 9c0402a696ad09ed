"""The role of the bot does its work and nothing else: no table, no other log (S48)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from moving_examples import CIPHER, KEY, sqlite
from psycopg.errors import InsufficientPrivilege
from role_examples import Roles, two_roles
from storage_examples import NOON, errand, raised, story, withdrawn
from typer.testing import CliRunner

from bot import cli
from config.addresses import is_safe_on_the_way
from config.keyring import make_keys
from config.terms import load_terms
from flows.people import Function, Post
from flows.state import AlertId
from storage.chain import Flaw, replay_differs, verify
from storage.database import Form, form_of, upgrade
from storage.move import move
from storage.standing import Standing, standing
from storage.unit_of_work import Storage

ADMIN = Post(network="amsterdam", function=Function.ADMIN)
YEARS = timedelta(days=6 * 365)
YOUNG = NOON + 50 * YEARS  # by the clock of any server


@pytest.fixture(scope="module")
def roles() -> Iterator[Roles]:
    """One pair for all of these tests: what they do is undone, or does not matter to the others."""
    with two_roles() as made:
        upgrade(made.url(made.owner))
        made.grants()
        yield made


@pytest.fixture
async def storage(roles: Roles):
    storage = Storage(roles.url(roles.bot), KEY, CIPHER)
    yield storage
    await storage.close()


async def test_s48_the_role_of_the_bot_does_what_the_bot_does(storage: Storage) -> None:
    old = AlertId("SKM-2011-01")
    async with storage.work() as work:
        member = await work.people.enrol(991, "Anna", ADMIN, NOON)
        await work.groups.bind("amsterdam", "skm", -100, member.person, NOON)
        await work.people.sign(991, NOON)
        alert = await work.alerts.keep(None, [raised(old, NOON - YEARS)])
        await work.alerts.keep(alert, [withdrawn(1)])
        await work.alerts.keep(None, story())
        told = await work.outbox.tell(errand(user=991))
        await work.history.add("group:1", "Bound", {}, by_person=1, by_role="x", at=NOON)
    async with storage.work() as work:
        await work.outbox.drop(told, NOON, "nobody waits for it")
        await work.reseal.some()
    async with storage.view() as work:
        assert [one.name for one in await work.people.admins()] == ["Anna"]
        assert await verify(work) == []
        assert await replay_differs(work) == []


async def test_s48_the_night_forgets_what_is_over_its_term() -> None:
    with two_roles() as roles:
        upgrade(roles.url(roles.owner))
        roles.grants()
        storage = Storage(roles.url(roles.bot), KEY, CIPHER)
        async with storage.work() as work:
            for at in (NOON - YEARS, NOON - YEARS, NOON):
                await work.history.add("x", "Seen", {}, by_person=None, by_role=None, at=at)
        async with storage.work() as work:
            gone = await work.retention.forget(NOON, load_terms())
        async with storage.view() as work:
            assert await verify(work) == []
            head = await work.history.head()
        await storage.close()
        assert gone["history"] == 2
        assert head is not None
        assert head.forgotten == 2


REFUSED = (
    "UPDATE history SET name = 'x'",
    "TRUNCATE history",
    "DROP TRIGGER history_not_changed ON history",
    "ALTER TABLE history DISABLE TRIGGER ALL",
    "ALTER TABLE history DISABLE ROW LEVEL SECURITY",
    "DROP POLICY history_is_forgotten ON history",
    "CREATE POLICY mine ON history FOR DELETE USING (true)",
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RETURN OLD; END $$",
    "DELETE FROM chain_head",
    "INSERT INTO chain_head VALUES (2, 0, '', 0, '', '')",
    "UPDATE alembic_version SET version_num = '9999'",
    "DROP TABLE alert",
    "ALTER TABLE alert ADD COLUMN more text",
    "CREATE TABLE mine (one text)",
    "CREATE TEMPORARY TABLE mine (one text)",
    "CREATE SCHEMA mine",
    "CREATE EXTENSION pgcrypto",
    "CREATE ROLE another",
    "CREATE DATABASE another",
    "SET session_replication_role = replica",
    "COPY fact TO PROGRAM 'cat'",
    "COPY fact FROM '/etc/passwd'",
    "SELECT pg_read_file('/etc/passwd')",
)


@pytest.mark.parametrize("statement", REFUSED)
def test_s48_what_is_not_its_work_is_refused(roles: Roles, statement: str) -> None:
    with roles.connects(roles.bot) as connection:
        connection.autocommit = True  # a database is not made in a transaction
        with pytest.raises(InsufficientPrivilege):
            connection.execute(statement)


@pytest.mark.parametrize("change", ["SET ROLE {}", "ALTER ROLE {} SUPERUSER"])
def test_s48_it_becomes_nobody_else(roles: Roles, change: str) -> None:
    with roles.connects(roles.bot) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(change.format(roles.owner))


async def test_s48_a_thief_of_its_password_wipes_no_young_row_and_is_found_out(
    roles: Roles, storage: Storage
) -> None:
    async with storage.work() as work:
        for at in (NOON - YEARS, YOUNG):
            await work.history.add("x", "Seen", {}, by_person=None, by_role=None, at=at)
    with roles.connects(roles.bot) as connection:
        connection.execute("UPDATE chain_head SET forgotten = count")
        assert connection.execute("DELETE FROM history").rowcount > 0
        left = connection.execute("SELECT min(at) > now() - interval '365 days' FROM history")
        assert left.fetchone() == (True,)
        connection.rollback()
        kept = connection.execute("SELECT forgotten FROM chain_head").fetchone()
        connection.execute("UPDATE chain_head SET forgotten = count")
    async with storage.view() as work:
        assert Flaw.HEAD in [one.flaw for one in await verify(work)]
    with roles.connects(roles.bot) as connection:
        connection.execute("UPDATE chain_head SET forgotten = %s", kept)


def test_s48_a_table_of_a_later_version_is_open_to_it_and_the_version_is_not(roles: Roles) -> None:
    with roles.connects(roles.owner) as connection:
        connection.execute("CREATE TABLE later (one text)")
    try:
        with roles.connects(roles.bot) as connection:
            connection.execute("INSERT INTO later VALUES ('x')")
    finally:
        with roles.connects(roles.owner) as connection:
            connection.execute("DROP TABLE later")
    assert form_of(roles.url(roles.bot)) is Form.CURRENT


async def test_s48_the_owner_moves_a_network_in_and_the_bot_goes_on(source: Path) -> None:
    with two_roles() as roles:
        moved = await move(sqlite(source), roles.url(roles.owner), KEY, CIPHER)
        roles.grants()
        roles.grants()  # again does no harm
        storage = Storage(roles.url(roles.bot), KEY, CIPHER)
        async with storage.work() as work:
            await work.people.enrol(991, "Nieuw", ADMIN, NOON)
            await work.history.add("x", "Seen", {}, by_person=None, by_role=None, at=NOON)
        async with storage.view() as work:
            assert await verify(work) == []
            head = await work.history.head()
        await storage.close()
        assert head is not None
        assert head.count == moved.head.count + 1


def test_s48_what_a_role_can_do_is_known(roles: Roles) -> None:
    none = Standing(is_superuser=False, changes_tables=False, rewrites_log=False)
    assert standing(roles.url(roles.bot)) == none
    owner = standing(roles.url(roles.owner))
    assert (owner.is_superuser, owner.changes_tables, owner.rewrites_log) == (False, True, True)
    assert standing(roles.url("postgres")).is_superuser


@pytest.mark.parametrize(
    ("who", "says"),
    [
        (
            "bot",
            "✅ De rol van de bot kan geen tabellen veranderen en het logboek niet herschrijven.",
        ),
        ("owner", "⚠️ De rol van de bot kan tabellen maken, veranderen of weggooien."),
        ("postgres", "⚠️ De bot werkt als superuser van PostgreSQL."),
    ],
)
def test_s48_the_doctor_says_what_the_bot_could_do(
    roles: Roles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, who: str, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    make_keys(tmp_path / "spoedgroep.keys")
    name = {"bot": roles.bot, "owner": roles.owner}.get(who, who)
    monkeypatch.setenv("SPOEDGROEP_DATABASE_URL", roles.url(name))

    said = CliRunner().invoke(cli.app, ["doctor"])

    assert says in said.stdout
    assert "hoeft niet te bewijzen" not in said.stdout  # it is this machine


def test_s48_the_doctor_sees_that_the_grants_were_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with two_roles() as roles:
        owner = roles.url(roles.owner)
        upgrade(owner)
        with roles.connects(roles.owner) as connection:
            connection.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {roles.bot}")
        monkeypatch.chdir(tmp_path)
        make_keys(tmp_path / "spoedgroep.keys")
        monkeypatch.setenv("SPOEDGROEP_DATABASE_URL", roles.url(roles.bot))

        said = CliRunner().invoke(cli.app, ["doctor"])

    assert "⚠️ De rol van de bot kan het logboek herschrijven of wissen." in said.stdout


@pytest.mark.parametrize(
    ("address", "is_safe"),
    [
        ("127.0.0.1:5432/spoed", True),
        ("bot:x@localhost/spoed", True),
        ("[::1]:5432/spoed", True),
        ("/spoed?host=/var/run/postgresql", True),
        ("/spoed", True),
        ("db.example.nl/spoed", False),
        ("bot:x@10.0.0.3:5432/spoed?sslmode=require", False),
        ("db.example.nl/spoed?sslmode=verify-full&sslrootcert=/etc/ssl/pg.pem", True),
        ("localhost,db.example.nl/spoed", False),
        ("/spoed?host=db.example.nl", False),
        ("/spoed?host=127.0.0.1:5432&host=localhost:5433", True),
        ("/spoed?host=db.example.nl&host=127.0.0.1", False),
    ],
)
def test_s48_a_server_elsewhere_proves_who_it_is(address: str, is_safe: bool) -> None:
    assert is_safe_on_the_way(f"postgresql+psycopg://{address}") is is_safe


def test_s48_a_server_elsewhere_may_be_named_by_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PGHOST", "db.example.nl")
    assert not is_safe_on_the_way("postgresql+psycopg:///spoed")
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    assert is_safe_on_the_way("postgresql+psycopg:///spoed")
