"""What is done can be accounted for: full rows, refusals, readings, a log to read, an archive."""

import hashlib
import json
from datetime import timedelta

import pytest
from stage import PATIENCE

from bot import commands, evidence, reporting
from bot.installation import Refusal
from storage.database import Database

YEAR = timedelta(days=366)
NAMES = ("Vera", "Thuis Vera", "Piet", "Olga", "Bea", "Anna Punt")


async def entries(stage, name=None):
    now = stage.clock.now()
    async with stage.storage.view() as work:
        found = await work.history.between(now - YEAR, now + YEAR)
    return [one for one in found if name in (None, one.name)]


async def a_full_alert(stage):
    """Asked, answered by a tap and by nobody; one press that is refused."""
    alert = await stage.raises()
    await stage.taps(stage.politie, "Kan nu", chat=stage.skm)
    await stage.rvdk.types("/kimi")
    await stage.moves(minutes=31)
    return alert


async def test_s49_every_row_says_who_for_whom_how_and_with_what_end(stage):
    await a_full_alert(stage)

    for row in await entries(stage):
        assert row.channel in ("tap", "opdracht", "telefoon", "klok", "cli"), row
        assert row.result, row
        assert (row.by_person is None) == (row.channel in ("klok", "cli")), row
        if row.by_person is not None:
            assert row.by_role, row
            assert row.on_behalf, row


async def test_s14_what_is_refused_is_a_row_and_the_member_hears_no_more_than_before(stage):
    alert = await stage.raises()
    await stage.taps(stage.politie, "Kan nu", chat=stage.skm)
    forged = await stage.politie.presses_data("canaridata", stage.card(alert))
    said = await forged.toast(PATIENCE)
    await stage.politie.types("/kimi")
    await stage.quiet()

    rows = await entries(stage, "Refused")
    assert [(row.by_role, row.data["what"], row.channel, row.result) for row in rows] == [
        ("politie", "forged", "tap", "geweigerd:not_current"),
        ("politie", "kimi", "opdracht", "geweigerd:access.figures_only"),
    ]
    assert "niet meer actueel" in said
    assert all(row.by_person for row in rows)


async def test_s53_a_stranger_is_a_hash_and_no_flood(stage):
    stranger = stage.town.person("Sevda Canari")
    for _ in range(5):
        await stranger.types("/open canari")
        await stage.quiet()
    (row,) = await entries(stage, "Refused")

    assert (row.by_person, row.by_role, row.result) == (None, None, "geweigerd:access.stranger")
    assert str(stranger.id) not in json.dumps(row.data)
    assert row.data["who"] != hashlib.sha256(str(stranger.id).encode()).hexdigest()[:16]
    await stage.moves(hours=1)
    await stranger.types("/open")
    await stage.quiet()
    assert [one.data for one in await entries(stage, "Refused")] == [row.data, row.data]


async def test_s50_every_reading_is_a_row(stage, tmp_path, capsys):
    alert = await stage.raises()
    await stage.beheerder.types("/maandrapport")
    await stage.taps(stage.beheerder, "Strafbare kindermishandeling", "november 2026")
    await stage.quiet()
    await stage.stops()
    await commands.export("2026-11", None, "json", None)
    await reporting.report("2026-11", None, None, "text", None)
    await evidence.log(alert, None)
    await evidence.archive(None, "2026-11", tmp_path / "archive")
    capsys.readouterr()
    await evidence.log(None, "2026-11")
    told = capsys.readouterr().out
    await stage.starts()

    read = [row for row in await entries(stage) if row.name.endswith(("Read", "Made"))]
    assert [(row.name, row.by_role, row.channel) for row in read] == [
        ("MonthRead", "beheerder", "tap"),
        ("ExportRead", "beheerder", "cli"),
        ("ReportRead", "beheerder", "cli"),
        ("LogRead", "beheerder", "cli"),
        ("ArchiveMade", "beheerder", "cli"),
        ("LogRead", "beheerder", "cli"),
    ]
    assert "archief gemaakt" in told
    assert not [name for name in NAMES if name in told]


async def test_the_archive_of_an_alert_is_proved_and_a_changed_one_is_not(stage, tmp_path, capsys):
    alert, out = await stage.raises(), tmp_path / "archive"
    await stage.stops()
    await evidence.archive(alert, None, out)
    await evidence.verify_archive(out)
    assert "Het archief is heel; 3 bestanden" in capsys.readouterr().out
    held = b"".join(path.read_bytes() for path in out.iterdir()).decode(errors="replace")
    assert alert in held
    assert not [name for name in NAMES if name in held]
    told = json.loads((out / "manifest.json").read_text())
    assert set(told) == {"about", "made_at", "head", "files", "signature"}

    with pytest.raises(Refusal, match="Geef een nieuwe of lege map"):
        await evidence.archive(alert, None, out)
    (out / f"log-{alert}.csv").write_bytes(b"")
    with pytest.raises(Refusal, match="de regel is veranderd"):
        await evidence.verify_archive(out)
    with pytest.raises(Refusal, match="hier niet bekend"):
        await evidence.log("SKM-2611-99", None)
    with pytest.raises(Refusal, match="Geef één van de twee"):
        await evidence.log(None, None)
    await stage.starts()


async def test_s52_f86_a_broken_log_is_told_and_alerts_go_on(stage, folder):
    await stage.raises()
    database = Database(f"sqlite+aiosqlite:///{folder}/spoedgroep.db")
    async with database.writing() as session:
        connection = await session.connection()
        for statement in (
            "DROP TRIGGER history_not_changed",
            "UPDATE history SET by_role = 'om' WHERE sequence = 1",
        ):
            await connection.exec_driver_sql(statement)
    await database.close()

    await stage.moves(minutes=60)

    await stage.sees(stage.beheerder, "Het logboek klopt niet op 1 plaatsen")
    alert = await stage.raises()
    await stage.taps(stage.politie, "Kan nu", chat=stage.skm)
    await stage.card_says(alert, "✅ politie")
    await stage.stops()
    with pytest.raises(Refusal, match="Logregel 1: de regel is veranderd"):
        await commands.verify()
    await stage.starts()


async def test_s51_the_running_bot_anchors_the_log_each_hour(stage, folder, capsys):
    await stage.raises()
    anchor = folder / "spoedgroep.db.anchor"

    def lines():
        return anchor.read_text().splitlines() if anchor.exists() else []

    await stage.moves(minutes=60)
    await stage.town.until(lines, PATIENCE, "an anchor")
    first = lines()
    await stage.moves(minutes=60)
    await stage.town.until(lambda: len(lines()) > len(first), PATIENCE, "one more an hour later")
    assert lines()[: len(first)] == first

    await stage.stops()
    await commands.verify()
    assert "Het logboek is heel" in capsys.readouterr().out
    anchor.unlink()
    with pytest.raises(Refusal, match="tweede plek"):
        await commands.verify()
    await stage.starts()
