"""Starting and stopping: one bot for each database, wrong settings, a tidy end."""

import asyncio
import contextlib
import sqlite3
from pathlib import Path

from company import KEYS

from bot.practice.process import Application, Ran

TIDY = 5.0  # real seconds
SKM = Path(__file__).parents[2] / "config" / "skm.toml"


def said(ran: Ran) -> list[str]:
    """What a command says to whoever types it; the lines of the log are JSON."""
    return [line for line in ran.stderr.splitlines() if not line.startswith("{")]


async def test_f13_a_second_bot_on_one_database_is_refused_in_one_line(place, application):
    await application.start()

    second = await application.run_command("run")

    assert second.code == 1
    assert said(second) == ["Er draait al een Spoedgroep op deze database. Stop die eerst."]
    await place.raises(place.phones["vt"])  # the first goes on


async def test_f02_asked_to_stop_it_ends_tidily_within_five_seconds(place, application):
    await application.start()
    await place.raises(place.phones["vt"])
    await place.comes(place.polls, "a poll")

    async with asyncio.timeout(TIDY):
        code = await application.stop()

    assert code == 0
    assert "Canaria" not in application.log
    assert place.town.token not in application.log


async def test_f02_what_was_under_way_when_it_stopped_is_sent_after_the_start(place, application):
    town, politie = place.town, place.phones["politie"]
    await application.start()
    town.faults.hold("sendMessage")
    await politie.types("/help")
    await place.comes(lambda: town.faults.holding("sendMessage"), "a message on its way")

    assert await application.stop() == 0
    town.faults.heal()
    await application.start()

    await place.comes(lambda: politie.shows("/alarm"), "the message")


async def test_f17_without_its_tables_or_with_those_of_another_version_nothing_starts(
    place, application
):
    async def refused(version: str) -> list[str]:
        with contextlib.closing(sqlite3.connect(place.file)) as database:
            database.execute("UPDATE alembic_version SET version_num = ?", (version,))
            database.commit()
        ran = await application.run_command("run")
        assert ran.code == 1
        return said(ran)

    assert await refused("0001") == [
        "De database past niet bij deze versie. Maak een reservekopie en werk bij met: "
        "spoedgroep init"
    ]
    [newer] = await refused("9999")
    assert newer.startswith("De database is van een nieuwere versie van Spoedgroep dan deze.")

    place.file.unlink()
    ran = await application.run_command("run")
    assert (ran.code, said(ran)) == (
        1,
        ["Er is nog geen database. Maak die met: spoedgroep init"],
    )


async def test_f96_every_mistake_in_the_configuration_is_named_and_nothing_starts(place, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    wrong = SKM.read_text().replace('"120m"', '"two hours"').replace("live = true", "live = 7")
    (own / "skm.toml").write_text(wrong)
    async with Application(place.town, tmp_path, config_dir=str(own)) as application:
        ran = await application.run_command("run")

    assert ran.code == 2
    lines = [line for line in ran.stderr.splitlines() if "skm.toml" in line]
    assert len(lines) == 2
    assert "Traceback" not in ran.stderr
    assert not place.town.call_log


async def test_without_a_token_it_says_which_setting_is_missing(place, tmp_path):
    async with Application(place.town, tmp_path, bot_token="") as application:
        ran = await application.run_command("run")

    assert ran.code == 2
    assert "SPOEDGROEP_BOT_TOKEN" in ran.stderr
    assert len(said(ran)) == 1
    assert not place.town.call_log


async def test_a_server_that_is_not_there_is_told_in_one_line_without_the_password(place, tmp_path):
    url = "postgresql://bot:geheim@127.0.0.1:1/netwerk"
    async with Application(place.town, tmp_path, database_url=url, **KEYS) as application:
        for command in ("init", "run", "doctor", "verify"):
            ran = await application.run_command(command)
            assert ran.code == 1
            assert said(ran) == [
                "De database op postgresql://127.0.0.1:1/netwerk is niet te bereiken. Kijk of de "
                "server aan staat, en of naam, gebruiker en wachtwoord in "
                "SPOEDGROEP_DATABASE_URL kloppen."
            ]
