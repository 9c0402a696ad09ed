"""A month, played and accounted for: the figures say what happened, no more and no less."""

import json
import shutil
from datetime import datetime

import pytest
import pytest_asyncio
from stage import TUESDAY, playing

from bot import commands, reporting

OUTCOMES = {
    "SKM-2611-01": "overleg_gehouden",
    "SKM-2611-02": "vergissing",
    "SKM-2611-03": "ingetrokken",
    "SKM-2611-04": "gemist",
    "OEF-2611-01": None,
}


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def month(tmp_path_factory, empty_database):
    """The stage after that month."""
    folder = tmp_path_factory.mktemp("month")
    shutil.copy(empty_database, folder / "spoedgroep.db")
    with pytest.MonkeyPatch.context() as patch:
        async with playing(folder, TUESDAY, patch) as stage:
            await stage.settles()
            await played(stage)
            yield stage


async def played(stage):
    """One overleg after 40 minutes, a mistake, one withdrawn unanswered, one missed, a drill."""
    held = await stage.asks()
    await stage.moves(minutes=5)
    await stage.taps(stage.politie, "Kan nu", chat=stage.skm)
    await stage.moves(minutes=10)
    await stage.taps(stage.om, "Kan nu", chat=stage.skm)
    await stage.moves(minutes=25)
    await stage.taps(stage.vt, "Nu gestart", "Overleg afronden", "Geen actie")
    await stage.taps(stage.vt, "Herbeoordeling", "n.v.t.", "Klaar", "Onderzoek VT")
    await stage.card_says(held, "GESLOTEN")
    for labels in (("Vergissing", "Ja, vergissing"), ("Intrekken", "Andere route")):
        ended = await stage.asks()
        await stage.vt.types("/open")
        await stage.taps(stage.vt, ended, *labels)
        await stage.card_says(ended, "GEEN ACTIE NODIG")
    missed = await stage.asks()
    await stage.moves(hours=25)
    await stage.card_says(missed, "GEMIST")
    await stage.asks(drill=True)


async def test_the_export_has_every_alert_and_no_person(month, capsys):
    await commands.export("2026-11", None, "json", None)
    said = capsys.readouterr().out
    records = {record["id"]: record for record in json.loads(said)}

    assert {name: record["outcome"] for name, record in records.items()} == OUTCOMES
    assert [name for name, record in records.items() if record["drill"]] == ["OEF-2611-01"]
    held = records["SKM-2611-01"]
    waited = datetime.fromisoformat(held["overleg_start"]) - TUESDAY
    assert 40 <= waited.total_seconds() / 60 < 42
    assert [(a["role"], a["channel"]) for a in held["answers"]] == [
        ("vt", "tap"),
        ("politie", "tap"),
        ("om", "tap"),
    ]
    assert held["start_source"] == "tap"
    for phone in month.people.values():
        assert phone.name.split()[0] not in said
        assert str(phone.id) not in said


async def test_the_report_counts_what_was_played(month, capsys):
    await reporting.report("2026-11", "skm", None, "json", None)
    figures = json.loads(capsys.readouterr().out)

    assert figures["eligible"] == 2
    assert figures["excluded"] == {
        "vergissing": 1,
        "dubbel": 0,
        "ingetrokken": 1,
        "geen_overleg_nodig": 0,
        "oefening": 1,
    }
    assert [(figures[code]["n"], figures[code]["N"]) for code in ("M4", "M5", "M6")] == [
        (1, 2),
        (1, 2),
        (1, 2),
    ]
    known = {(one["code"], one["part"]): (one["n"], one["N"]) for one in figures["known"]}
    assert known["bezet", ""] == (1, 4)  # a lid and a waarnemer; of the others there is but one
    assert known["herijking", ""] == (0, 4)
    assert known["onbekenden", ""] == (0, None)
    assert known["dekking", "om"] == (None, None)  # nobody made a roster
    assert 5 <= figures["M1"]["value"] < 6
    assert 15 <= figures["M3"]["value"] < 17


async def test_the_voorzitter_gets_the_same_in_the_messenger(month, capsys):
    await reporting.report("2026-11", "skm", None, "text", None)
    printed = capsys.readouterr().out.strip()

    await month.voorzitter.types("/maandrapport")
    await month.taps(month.voorzitter, "Strafbare kindermishandeling", "november 2026")

    shown = await month.sees(month.voorzitter, "Strafbare kindermishandeling, november 2026")
    assert shown.text == printed
    assert "2 spoedoverleg-verzoeken tellen mee." in shown.text
    assert "oefening 1" in shown.text


@pytest.mark.parametrize("who", ["vt", "politie", "waarnemer"])
async def test_figures_are_not_for_everybody(month, who):
    await month.people[who].types("/maandrapport")

    await month.sees(
        month.people[who], "Het maandrapport is voor voorzitter, aanspreekpunt en beheerder"
    )


async def test_after_it_all_the_log_is_whole(month, capsys):
    await commands.verify()

    assert "5 verzoeken kloppen met hun logboek" in capsys.readouterr().out
