"""The commands around backups where there is none to make, and where one went wrong."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import cli
from config.keyring import make_keys
from tests.postgresql import postgresql_database, postgresql_url


@pytest.fixture
def on_postgresql(postgresql_template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """An installation whose database is kept by a server."""
    monkeypatch.chdir(tmp_path)
    make_keys(tmp_path / "spoedgroep.keys")
    with postgresql_database(postgresql_template) as name:
        monkeypatch.setenv("SPOEDGROEP_DATABASE_URL", postgresql_url(name))
        yield tmp_path


@pytest.mark.parametrize("order", [["backup"], ["backup", "--rehearse"], ["restore", "x.backup"]])
def test_s45_on_postgresql_it_says_in_one_line_what_to_use(on_postgresql: Path, order: list[str]):
    said = CliRunner().invoke(cli.app, order)

    assert said.exit_code == 1
    assert said.stderr.startswith("Deze database staat op PostgreSQL")
    assert "pg_dump en pg_restore" in said.stderr
    assert said.stderr.count("\n") == 1


def test_on_postgresql_the_doctor_says_so_and_looks_at_the_rest(on_postgresql: Path):
    said = CliRunner().invoke(cli.app, ["doctor"])

    assert said.exit_code == 1
    assert "✅ De database staat op PostgreSQL en antwoordt." in said.stdout
    assert "⚠️ OM: niemand ingeschreven" in said.stdout


@pytest.mark.parametrize(
    ("order", "code", "says"),
    [
        (["backup"], 1, "Er is nog geen database"),
        (["restore", "x.backup"], 2, "Er zijn nog geen sleutels"),
    ],
)
def test_without_an_installation_it_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: list[str], code: int, says: str
):
    monkeypatch.chdir(tmp_path)

    said = CliRunner().invoke(cli.app, order)

    assert (said.exit_code, said.stderr.count("\n")) == (code, 1)
    assert said.stderr.startswith(says)


def test_s45_without_the_key_of_the_backups_nothing_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    make_keys(tmp_path / "spoedgroep.db.keys")

    said = CliRunner().invoke(cli.app, ["restore", "x.backup"])

    assert said.exit_code == 2
    assert said.stderr.startswith("De sleutel van de reservekopieën is hier niet")


def test_s45_what_is_no_backup_is_not_put_back_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    make_keys(tmp_path / "spoedgroep.db.keys")
    key = tmp_path / "elsewhere"
    key.write_text(f"SPOEDGROEP_BACKUP_KEY={'a' * 43}=\n")
    key.chmod(0o600)
    (tmp_path / "x.backup").write_text("a letter")

    said = CliRunner().invoke(cli.app, ["restore", "x.backup", "--key", "elsewhere"])

    assert said.exit_code == 1
    assert said.stderr.startswith("Niet teruggezet: dit bestand is beschadigd")
    assert said.stderr.count("\n") == 1
    assert not (tmp_path / "spoedgroep.db").exists()
