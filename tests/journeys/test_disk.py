"""The disk fails under the bot: whoever did something hears that it is not kept."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from bot import commands, file_watch
from bot.file_watch import Trouble, Unsafe
from bot.installation import Refusal


async def pragma(stage, words):
    """On the one connection that writes, outside a transaction of ours."""
    async with stage.storage._database._writer.connect() as connection:
        raw = await connection.get_raw_connection()
        await raw.driver_connection.execute(f"PRAGMA {words}")


@pytest.mark.parametrize("fault", ["max_page_count = 1", "query_only = 1"], ids=["full", "read"])
async def test_f66_a_full_disk_gives_no_receipt_and_the_alert_is_there_when_there_is_room(
    stage, fault
):
    await stage.drafts(stage.vt)
    await pragma(stage, fault)

    await stage.vt.presses("Verstuur")
    await stage.sees(stage.vt, "NIET opgeslagen")
    await stage.sees(stage.beheerder, "De bot kan niets opslaan")
    assert not any("Opgeslagen als" in one.text for one in stage.town.sent_to(stage.vt))

    await pragma(stage, "query_only = 0")
    await pragma(stage, "max_page_count = 1000000")
    receipt = await stage.sees(stage.vt, "Opgeslagen als")
    await stage.card_says(receipt.text.split()[2].rstrip("."), "OVERLEG GEVRAAGD")
    said = [one for one in stage.town.sent_to(stage.vt) if "NIET opgeslagen" in one.text]
    assert len(said) == 1


async def runs(stage):
    """It has begun, and looked who is beheerder since the cast was enrolled."""
    await stage.vt.types("/help")
    await stage.sees(stage.vt, "Dit is geen alarmlijn")
    await stage.quiet()


async def test_f70_a_file_that_is_moved_away_stops_the_bot_with_an_alarm(
    stage, folder, monkeypatch
):
    monkeypatch.setattr(file_watch, "KNOWS_EVERY", timedelta(0))
    await runs(stage)
    (folder / "spoedgroep.db").rename(folder / "elsewhere.db")

    await stage.sees(stage.beheerder, "Het bestand van de database is weg of vervangen")
    with pytest.raises(Unsafe) as stopped:
        await stage._running
    assert stopped.value.trouble is Trouble.REPLACED

    (folder / "elsewhere.db").rename(folder / "spoedgroep.db")
    stage._running = stage._hurrying
    await stage.storage.close()
    await stage.starts()
    await stage.asks()


async def test_f68_a_broken_database_is_not_started_and_the_line_says_what_to_do(stage, folder):
    await stage.stops()
    with closing(sqlite3.connect(folder / "spoedgroep.db")) as database:
        [(page,)] = database.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'ix_history_subject'"
        )
        [(size,)] = database.execute("PRAGMA page_size")
    whole = (folder / "spoedgroep.db").read_bytes()
    with (folder / "spoedgroep.db").open("r+b") as opened:
        opened.seek((page - 1) * size)
        opened.write(b"\xff" * size)

    with pytest.raises(Refusal, match="spoedgroep restore BESTAND") as refused:
        await commands.run()

    assert "\n" not in str(refused.value)
    alarm = stage.town.sent_to(stage.beheerder)[-1]
    assert "De database is beschadigd" in alarm.text
    (folder / "spoedgroep.db").write_bytes(whole)
    await stage.starts()


async def test_f68_each_night_the_file_is_looked_through_and_a_broken_one_ends_the_bot(
    stage, folder, monkeypatch
):
    await runs(stage)
    found = []
    monkeypatch.setattr(file_watch, "flaws", lambda file, quick: found.append(file) or ["page 7"])

    await stage.moves(hours=18)

    await stage.sees(stage.beheerder, "De database is beschadigd")
    with pytest.raises(Unsafe):
        await stage._running
    assert len(found) == 1
    stage._running = stage._hurrying
    await stage.storage.close()
    monkeypatch.undo()
