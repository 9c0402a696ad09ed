"""`practise --seed` fills a database that is whole and marked, and spares any other."""

import asyncio

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.installation import opened
from config.settings import load_settings, with_database
from storage.chain import replay_differs, verify
from storage.facts import INVENTED

A_MONTH = ("practise", "--seed", "7", "--months", "1", "--until", "2026-02", "--preset", "rustig")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """An empty folder, in which no setting is given."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(*words: str) -> Result:
    return CliRunner().invoke(app, words)


async def looked_into(file=None):
    """All alerts, and what is wrong with the log, with the rows, and with what it says it is."""
    settings = load_settings() if file is None else with_database(load_settings(), file)
    async with opened(settings) as house, house.storage.view() as work:
        alerts = [await work.alerts.load(alert) for alert in await work.alerts.ids()]
        found = (await verify(work), await replay_differs(work), await work.facts.get(INVENTED))
        return alerts, found


def test_an_empty_folder_gets_a_database_that_is_whole_and_marked(place):
    filled = told(*A_MONTH)

    alerts, (broken, differs, origin) = asyncio.run(looked_into())
    assert filled.exit_code == 0, filled.output
    assert len(alerts) > 0
    assert f"{len(alerts)} verzonnen verzoeken" in filled.stdout
    assert (broken, differs, origin) == ([], [], "seed=7 2026-02..2026-02 rustig")
    assert "spoedgroep report --month 2026-02" in filled.stdout


def test_a_database_in_use_is_left_as_it_is(place):
    told(*A_MONTH)
    before = asyncio.run(looked_into())

    again = told(*A_MONTH)

    assert again.exit_code == 1
    assert again.stderr.count("\n") == 1
    assert "--out" in again.stderr
    assert asyncio.run(looked_into()) == before


def test_a_file_of_its_own_leaves_the_database_of_the_settings_alone(place):
    filled = told(*A_MONTH, "--out", "oefening.db")

    alerts, _ = asyncio.run(looked_into(place / "oefening.db"))
    assert filled.exit_code == 0, filled.output
    assert alerts
    assert not (place / "spoedgroep.db").exists()
    assert f"SPOEDGROEP_DATABASE_URL=sqlite+aiosqlite:///{place / 'oefening.db'}" in filled.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--months", "3"), "--seed"),
        (("--seed", "7", "--months", "0"), "--months"),
        (("--seed", "7", "--preset", "kermis"), "rustig, normaal, druk"),
        (("--seed", "7", "--until", "2199-01"), "--until"),
        (("--seed", "7", "--until", "gisteren"), "--until"),
        (("--seed", "7", "--out", "geen/map/oefening.db"), "map"),
        (("--seed", "7", "--out", "."), "bestaat al"),
        (("--seed", "7", "--play"), "--play"),
    ],
)
def test_what_cannot_be_filled_is_refused_in_one_line_and_nothing_is_made(place, words, says):
    refused = told("practise", *words)

    assert refused.exit_code == 1
    assert says in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert list(place.iterdir()) == []


def test_the_doctor_says_that_it_is_invented_also_without_a_token(place):
    told(*A_MONTH)

    said = told("doctor")

    assert said.exit_code == 0
    assert "verzonnen (seed=7 2026-02..2026-02 rustig)" in said.stdout
