"""The doctor: every line a finding and what to do about it; the exit code says whether to look."""

import shutil
import sqlite3
from collections import namedtuple
from contextlib import closing
from datetime import timedelta

import pytest
from stage import NETWORK
from typer.testing import CliRunner

from bot import cli, safekeeping
from bot.checkup import machine
from bot.checkup.finding import Notepad, State
from bot.checkup.telegram import CLOCKS_DIFFER, _clock
from bot.doctor import findings
from bot.installation import opened
from bot.practice.world import Webhook
from config.backup_key import backup_key_file
from config.settings import load_settings
from config.texts import Texts
from flows.people import Function, Post, Reach
from flows.rules import Role

ROLES = ("vt", "politie", "om", "rvdk")


@pytest.fixture
async def healthy(stage, folder, monkeypatch):
    """Every role has its people, and last night's restore was rehearsed; the bot stands still."""
    monkeypatch.setenv("SPOEDGROEP_SECOND_CHANNEL", "json://127.0.0.1:9")
    now = stage.clock.now()
    async with stage.storage.work() as work:
        for number, role in enumerate(ROLES):
            post = Post(network=NETWORK, function=Function.CONTACT, role=Role(role))
            member = await work.people.enrol(9_000 + number, f"Contact {role}", post, now)
            await work.people.set_reach(member.user_id, Reach.OPEN)
        for member in await work.people.members():
            await work.people.set_reach(member.user_id, Reach.OPEN)
    await safekeeping.backup(folder / "backups")
    await safekeeping.rehearse(folder / "backups")
    await stage.quiet()
    await stage.stops()
    yield stage
    await stage.starts()


async def hands():
    """What needs a hand, by the words it begins with."""
    async with opened() as house:
        return [one.text for one in await findings(house) if one.state is State.HAND]


async def begins(*words):
    found = await hands()
    assert len(found) == len(words), found
    return all(text.startswith(word) for text, word in zip(found, words, strict=True))


async def test_when_all_is_well_it_says_so(healthy):
    async with opened() as house:
        found = await findings(house)

    assert [one.text for one in found if one.state is State.HAND] == []
    said = "\n".join(one.text for one in found)
    for subject in (
        "SQLite", "De database is heel", "Schijf: nog", "Sleutelbestanden: 1",
        "Telegram antwoordt", "ziet in groepen alleen", "haalt de berichten zelf op",
        "alle rechten", "De klok loopt gelijk",
        "groep gekoppeld", "Te versturen: 0", "reservekopie: 0 uur geleden", "Terugzetten geoefend",
    ):  # fmt: skip
        assert subject in said, subject


async def test_what_is_amiss_at_telegram_is_said_with_its_remedy(healthy):
    world = healthy.town.world
    world.privacy_mode = False
    world.webhook = Webhook(url="https://elders.example/tap")
    healthy.skm.members[world.bot.id].rights = frozenset({"can_pin_messages"})
    del healthy.ouderen.members[world.bot.id]

    assert await begins(
        "De bot krijgt in elke groep alles te lezen",
        "Iemand laat de berichten",
        "Strafbare kindermishandeling: de bot mist in de groep een recht: berichten verwijderen",
        "Ouderenmishandeling: de bot komt niet in de groep",
    )


@pytest.mark.parametrize(
    ("minutes", "state"), [(4, State.WELL), (-4, State.WELL), (6, State.HAND), (-6, State.HAND)]
)
async def test_a_clock_that_is_more_than_five_minutes_off_is_flagged(healthy, minutes, state):
    answered = namedtuple("Answered", "told_time")
    async with opened() as house:
        real = healthy.clock.now().now(tz=healthy.clock.now().tzinfo)
        client = answered(real + timedelta(minutes=minutes))

        found = _clock(Notepad(Texts()), house, client)

    assert timedelta(minutes=5) == CLOCKS_DIFFER
    assert found.state is state


async def test_people_who_cannot_be_reached_and_empty_roles_are_counted_without_names(healthy):
    now = healthy.clock.now()
    async with healthy.reopened() as work:
        await work.people.set_reach(healthy.om.id, Reach.BLOCKED)
        for member in await work.people.holders(NETWORK, Role("rvdk"), Function.MEMBER):
            await work.people.suspend(member.person, now)
        for member in await work.people.holders(NETWORK, Role("rvdk"), Function.CONTACT):
            await work.people.suspend(member.person, now)

    found = await hands()

    assert any(text.startswith("RvdK: niemand ingeschreven") for text in found)
    assert any(text.startswith("Niet te bereiken: OM 1.") for text in found)
    assert not any("Olga" in text for text in found)


async def test_s45_an_old_backup_an_old_rehearsal_and_open_keys_need_a_hand(healthy):
    healthy.clock.moves(timedelta(hours=51))
    backup_key_file(load_settings()).chmod(0o644)

    assert await begins(
        "Anderen op deze machine kunnen de sleutels lezen",
        "De laatste goede reservekopie is van 51 uur geleden",
        "Terugzetten is voor het laatst geoefend op 24-11",
    )


async def test_f66_a_disk_that_runs_full_is_said_in_time(healthy, monkeypatch):
    usage = namedtuple("Usage", "total used free")(10, 9, 500 << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert usage.free < machine.LEAST_FREE

    assert await begins("Schijf: nog maar 500 MB vrij, en 1024 MB is nodig")


async def test_f71_what_waits_beside_the_database_because_somebody_reads_for_long_is_said(
    healthy, folder, monkeypatch
):
    monkeypatch.setattr(machine, "LARGE_WAL", 10_000)
    file = folder / "spoedgroep.db"
    with closing(sqlite3.connect(file)) as reader, closing(sqlite3.connect(file)) as writer:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM fact").fetchall()
        writer.execute("INSERT INTO fact (name, value) VALUES ('large', ?)", ("x" * 20_000,))
        writer.commit()

        assert await begins("Naast de database staat 0 MB die nog niet is verwerkt.")


async def test_the_exit_code_says_whether_somebody_has_to_look(healthy):
    import asyncio

    well = await asyncio.to_thread(CliRunner().invoke, cli.app, ["doctor"])
    healthy.town.world.privacy_mode = False
    unwell = await asyncio.to_thread(CliRunner().invoke, cli.app, ["doctor"])

    assert (well.exit_code, well.stdout.splitlines()[-1]) == (0, "Alles in orde.")
    assert unwell.exit_code == 1
    assert unwell.stdout.splitlines()[-1].startswith("Er is 1 ding om te doen")
