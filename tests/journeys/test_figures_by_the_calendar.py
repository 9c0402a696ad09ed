"""The month is told when it is over, frozen when it is settled, and corrected where all can see."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from stage import NETWORK, PATIENCE

from bot import commands, reporting
from bot.apart import NotDrawn
from bot.installation import Refusal
from bot.perform import perform
from flows.cells import Cell
from flows.overleg import StartOverleg
from flows.terms import StartSource

NOVEMBER = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)  # the last day of the month, a Monday
TITLE = "Strafbare kindermishandeling, november 2026"


def told(stage, phone, text=TITLE):
    return [one for one in stage.town.sent_to(phone) if one.text.startswith(text)]


async def held(stage):
    """An overleg after forty minutes."""
    alert = await stage.asks()
    await stage.taps(stage.politie, "Kan nu", chat=stage.skm)
    await stage.moves(minutes=20)
    await stage.taps(stage.om, "Kan nu", chat=stage.skm)
    await stage.moves(minutes=20)
    await stage.taps(stage.vt, "Nu gestart", "Overleg afronden", "Geen actie")
    await stage.taps(stage.vt, "Herbeoordeling", "n.v.t.", "Klaar")
    return alert


async def looks(stage, at):
    """It becomes this late, and the calendar is looked at."""
    await stage.moves(seconds=(at - stage.clock.now()).total_seconds())
    await stage.town.until(lambda: True, PATIENCE, "a look")
    await rounds(stage)


async def rounds(stage):
    """The calendar is looked at every second here: two signs of life, and it was."""
    for _ in range(2):
        async with stage.storage.view() as work:
            before = await work.pulse.last()
        while True:
            async with stage.storage.view() as work:
                if await work.pulse.last() != before:
                    break
            await stage.town.changes.wait(0.1)
    await stage.quiet()


@pytest.mark.parametrize("start", [NOVEMBER])
async def test_f91_the_voorzitter_gets_the_month_at_nine_on_the_first_working_day_and_once(stage):
    await held(stage)
    await looks(stage, datetime(2026, 12, 1, 7, 59, tzinfo=UTC))  # 08:59 in Amsterdam
    assert told(stage, stage.voorzitter) == []
    assert len(told(stage, stage.aanspreekpunt, "Eigen bijdrage van OM, Strafbare")) == 1

    await looks(stage, datetime(2026, 12, 1, 8, 0, 5, tzinfo=UTC))
    await looks(stage, datetime(2026, 12, 1, 12, 0, tzinfo=UTC))
    await stage.restarts()
    await looks(stage, datetime(2026, 12, 2, 9, 0, tzinfo=UTC))

    assert len(told(stage, stage.voorzitter)) == 1
    assert len(told(stage, stage.aanspreekpunt, "Eigen bijdrage van OM, Strafbare")) == 1
    assert told(stage, stage.vt) == told(stage, stage.waarnemer) == []


@pytest.mark.parametrize("start", [NOVEMBER])
async def test_f91_a_bot_that_was_down_on_the_first_tells_it_when_it_is_back(stage):
    await held(stage)
    await stage.stops()
    stage.clock.moves(timedelta(days=3))
    await stage.starts()
    await rounds(stage)

    assert len(told(stage, stage.voorzitter)) == 1


@pytest.mark.parametrize("start", [NOVEMBER])
async def test_a_month_without_alerts_is_told_too(stage):
    await rounds(stage)  # the bot was there in November
    await looks(stage, datetime(2026, 12, 1, 8, 1, tzinfo=UTC))

    [report] = told(stage, stage.voorzitter)
    assert "Waren er zaken zonder spoedoverleg-verzoek?" in report.text


@pytest.mark.parametrize("start", [NOVEMBER])
async def test_what_changes_after_the_fifth_working_day_is_a_correction(stage, capsys):
    await held(stage)
    late = await stage.asks()
    await stage.moves(hours=25)
    await stage.card_says(late, "GEMIST")
    await looks(stage, datetime(2026, 12, 7, 16, 1, tzinfo=UTC))  # Monday, the fifth working day

    async with stage.storage.view() as work:
        then, has_changed = await work.figures.frozen(NETWORK, "skm", "2026-11")
    assert then is not None
    assert not has_changed
    assert then.figures["M4"].n == 1

    await afterwards(stage, late)

    await reporting.report("2026-11", "skm", None, "json", None)
    record = json.loads(capsys.readouterr().out)
    assert record["M4"]["n"] == 1  # as it was told
    await reporting.report("2026-11", "skm", None, "text", None)
    assert "CORRECTIE" in capsys.readouterr().out


async def afterwards(stage, alert):
    """VT says that there was an overleg after all."""
    async with stage.storage.work() as work:
        member = await work.people.member(stage.vt.id)
        found = await work.alerts.load(alert)
        command = StartOverleg(
            by=member.by(found.raised_by.role),
            started_at=found.clock_at + timedelta(hours=2),
            source=StartSource.AFTERWARDS,
        )
        await perform(work, found.id, command, stage.clock.now())
    await stage.quiet()


async def test_every_paper_of_the_month_arrives_as_a_file(stage):
    await held(stage)
    await stage.voorzitter.types("/maandrapport")
    await stage.taps(stage.voorzitter, "Strafbare kindermishandeling", "november 2026")
    shown = await stage.sees(stage.voorzitter, TITLE)

    for label, ending in (
        ("Grafiek", ".png"), ("Pagina", ".pdf"), ("Werkboek", ".xlsx"), ("CSV", ".csv"),
    ):  # fmt: skip
        press = await stage.voorzitter.presses(label, message=shown)
        assert await press.toast(PATIENCE) == "Wordt gemaakt. Dat duurt een paar tellen."
        await stage.town.until(
            lambda ending=ending: any(
                one.file is not None and one.file.name.endswith(ending)
                for one in stage.town.sent_to(stage.voorzitter)
            ),
            PATIENCE,
            f"a file that ends in {ending}",
        )
    picture = next(
        one for one in stage.town.sent_to(stage.voorzitter)
        if one.file is not None and one.file.name.endswith(".png")
    )  # fmt: skip
    assert TITLE in picture.text  # what cannot be seen can be read
    assert "Deze maand 1 verzoek: te weinig voor een lijn." in picture.text


async def test_a_paper_that_cannot_be_drawn_says_so_and_leaves_no_file(stage, monkeypatch):
    async def cannot(*_: object) -> bytes:
        raise NotDrawn

    monkeypatch.setattr("bot.drawing.drawn", cannot)
    await stage.voorzitter.types("/maandrapport")
    await stage.taps(stage.voorzitter, "Strafbare kindermishandeling", "november 2026", "Pagina")

    shown = await stage.sees(stage.voorzitter, "kon niet worden gemaakt")
    assert shown.file is None


async def test_who_is_no_voorzitter_any_more_gets_no_month_from_an_old_button(stage):
    await stage.voorzitter.types("/maandrapport")
    await stage.taps(stage.voorzitter, "Strafbare kindermishandeling")
    async with stage.storage.work() as work:
        member = await work.people.member(stage.voorzitter.id)
        await work.people.remove(member.person, stage.clock.now())

    await stage.taps(stage.voorzitter, "november 2026")

    assert told(stage, stage.voorzitter) == []


@pytest.mark.parametrize(
    ("month", "doelgroep", "format", "out", "said"),
    [
        ("2027-01", "skm", "text", None, "moet nog komen"),
        ("2026-10", "skm", "text", None, "is niets bekend"),
        ("2026-1", "skm", "text", None, "Geef de maand als jaar-maand"),
        ("2026-11-15", "skm", "text", None, "Geef de maand als jaar-maand"),
        ("2026-11", "vrede", "text", None, "Deze doelgroep is er niet"),
        ("2026-11", "skm", "docx", None, "Kies uit: text, json, csv, xlsx, pdf, png"),
        ("2026-11", "skm", "pdf", None, "--out maand.pdf"),
    ],
)
async def test_a_report_that_cannot_be_is_refused_in_one_line(
    stage, month, doelgroep, format, out, said
):
    await stage.asks()

    with pytest.raises(Refusal, match=said) as refused:
        await reporting.report(month, doelgroep, None, format, out)

    assert "\n" not in str(refused.value)


async def test_f85_a_report_that_fails_half_way_leaves_no_file(stage, tmp_path, monkeypatch):
    async def cannot(*_: object) -> bytes:
        raise NotDrawn

    monkeypatch.setattr("bot.reporting.drawn", cannot)
    before = set(tmp_path.iterdir())

    with pytest.raises(Refusal, match="geen bestand geschreven"):
        await reporting.report("2026-11", "skm", None, "png", tmp_path / "maand.png")

    assert set(tmp_path.iterdir()) == before


async def test_a_file_that_cannot_be_written_is_refused_in_one_line(stage, tmp_path):
    nowhere = tmp_path / "nergens" / "maand.txt"

    with pytest.raises(Refusal, match="er is niets veranderd"):
        await reporting.report("2026-11", "skm", None, "text", nowhere)
    with pytest.raises(Refusal, match="er is niets veranderd"):
        await commands.export("2026-11", None, "json", nowhere)


async def test_sums_that_went_wrong_are_counted_anew_at_night_and_the_beheerder_hears_it(stage):
    await held(stage)
    async with stage.storage.work() as work:
        wrong = work.figures._sums(NETWORK, "skm", {Cell("2026-11", "M1", "ja", 999): 3})
        for statement, given in wrong:
            await work.figures._session.exec(statement, params=given)

    await looks(stage, datetime(2026, 11, 25, 3, 1, tzinfo=UTC))

    await stage.sees(stage.beheerder, "Ze zijn opnieuw geteld")
    async with stage.storage.view() as work:
        assert await work.figures.differing("2000-01") == []


@pytest.mark.parametrize("start", [datetime(2026, 12, 30, 10, 0, tzinfo=UTC)])
async def test_in_january_the_voorzitter_gets_the_year_to_review(stage):
    await rounds(stage)
    await looks(stage, datetime(2027, 1, 4, 8, 1, tzinfo=UTC))  # the first working day

    await stage.sees(stage.voorzitter, "De peiling van 2026")
    names = {one.file.name for one in stage.town.sent_to(stage.voorzitter) if one.file is not None}
    assert names == {f"maandrapport-{which}-2026-12.xlsx" for which in ("skm", "ouderen")}
