"""A year of governance: the chair moves on, a paper comes of it, two people change a target."""

from contextlib import asynccontextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

import pytest
from stage import NETWORK, PATIENCE

from bot import app
from bot.accounts import BEGAN
from flows.people import Function, Post
from flows.rules import Role
from storage.unit_of_work import Storage

DECEMBER = datetime(2026, 12, 30, 10, 0, tzinfo=UTC)
FEBRUARY = datetime(2027, 2, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch):
    """The calendar is looked at soon after the clock of the town was moved."""
    monkeypatch.setattr(app, "BEAT_SECONDS", 1)


async def meets_politie(stage):
    """An aanspreekpunt of politie joins the cast."""
    phone = stage.people["politie_punt"] = stage.town.person("Pien Punt")
    phone.user.started = True
    post = Post(network=NETWORK, function=Function.CONTACT, role=Role("politie"))
    async with stage.storage.work() as work:
        await work.people.enrol(phone.id, "Pien Punt", post, stage.clock.now())
    return phone


async def chairs(stage):
    async with stage.storage.view() as work:
        people = await work.people.everyone(NETWORK)
    return {
        (one.name, post.role)
        for one in people
        for post in one.posts
        if post.function is Function.CHAIR
    }


def papers(stage, phone):
    return [one for one in stage.town.sent_to(phone) if one.file is not None]


@pytest.mark.parametrize("start", [DECEMBER])
async def test_the_chair_moves_on_over_new_year_and_the_former_one_reads_along(stage):
    politie = await meets_politie(stage)
    await stage.voorzitter.types("/kimi")
    await stage.taps(stage.voorzitter, "Toch OM 2027", "Ja, zeker")
    await stage.sees(stage.aanspreekpunt, "Jouw organisatie is voorzitter van de KiMi in 2027")
    assert await chairs(stage) == {("Chris Stoel", None)}

    await stage.moves(days=2, hours=1)

    await stage.sees(stage.aanspreekpunt, "Je hebt nu de rechten van voorzitter")
    assert await chairs(stage) == {("Chris Stoel", None), ("Anna Punt", "om")}
    await stage.aanspreekpunt.types("/kimi")
    await stage.taps(stage.aanspreekpunt, "Datum toevoegen", "Andere datum…")
    await stage.sees(stage.aanspreekpunt, "Typ de dag en de tijd")
    await stage.aanspreekpunt.types("11-2 14:00")
    await stage.taps(stage.aanspreekpunt, "online")
    await stage.sees(politie, "Nieuw KiMi-overleg: do 11-2-2027 14:00, online")
    await stage.moves(days=30)  # 31 January: two weeks before, and the former voorzitter is done
    await stage.sees(politie, "Herinnering: KiMi-overleg op do 11-2-2027 14:00, online")
    await stage.moves(days=11, hours=5)
    om = await stage.aanspreekpunt.sees_button("OM online", within=PATIENCE)
    await stage.aanspreekpunt.presses("OM online", message=om)
    await stage.aanspreekpunt.sees_button("✅ OM online", within=PATIENCE)
    await stage.aanspreekpunt.presses("politie niet", message=om)
    await stage.aanspreekpunt.sees_button("✅ politie niet", within=PATIENCE)
    await stage.moves(days=1)
    await stage.sees(stage.aanspreekpunt, "Vertel wat er besproken is")
    assert not any("Vertel wat" in one.text for one in stage.town.sent_to(politie))
    await politie.types("/kimi")
    await stage.sees(politie, "Voorzitter 2028: RvdK is aan de beurt")
    assert not any("Datum toevoegen" in one.labels for one in stage.town.sent_to(politie))


@pytest.mark.parametrize("start", [FEBRUARY])
async def test_the_herijking_ends_in_a_paper_and_a_mistake_is_put_right(stage):
    om = stage.aanspreekpunt
    await om.types("/herijking")
    await stage.taps(om, "✅ Klopt")
    await stage.sees(om, "stap 2 van 5: vensters")
    await stage.taps(om, "✅ Klopt")
    await stage.sees(om, "stap 3 van 5: telefoonlabels")
    await stage.taps(om, "Klopt niet")
    await stage.sees(stage.beheerder, "zegt OM dat dit niet klopt: telefoonlabels")
    await stage.sees(om, "stap 4 van 5: doelen")
    await stage.taps(om, "Terug")
    await stage.sees(om, "stap 3 van 5: telefoonlabels")
    await stage.taps(om, "✅ Klopt")
    await stage.sees(om, "stap 4 van 5: doelen")
    await stage.taps(om, "✅ Klopt")
    shown = await stage.sees(om, "stap 5 van 5")
    assert "klopt niet" not in shown.text

    await stage.taps(om, "Bevestigen")

    await stage.sees(om, "Herijking 2027 OM: bevestigd")
    await stage.sees(om, "Werkafspraken spoedgroep Ouderenmishandeling 2027")
    await stage.quiet()
    sent = papers(stage, om)
    assert {one.file.name for one in sent} == {
        "werkafspraken-skm-2027.pdf", "werkafspraken-ouderen-2027.pdf"
    }  # fmt: skip
    assert all(one.file.content.startswith(b"%PDF-1.") for one in sent)
    await stage.taps(om, "Werkafspraken SKM")
    page = await stage.sees(om, "Wat niet wordt gedeeld")
    assert "OM: 2-2-2027" in page.text
    assert "VT: nog niet bevestigd" in page.text
    assert "Anna" not in page.text
    await stage.moves(days=59)  # 2 April: the others let it go by
    await stage.sees(stage.voorzitter, "Nog niet bevestigd bij de herijking: VT, politie, RvdK")
    await stage.voorzitter.types("/maandrapport")
    await stage.taps(stage.voorzitter, "Strafbare kindermishandeling", "maart 2027")
    await stage.sees(stage.voorzitter, "🟡 Herijking nog niet bevestigd: VT, politie, RvdK")


@pytest.mark.parametrize("start", [FEBRUARY])
async def test_s16_a_target_changes_by_two_and_a_running_alert_keeps_its_own(stage):
    politie, om = await meets_politie(stage), stage.aanspreekpunt
    running = await stage.asks()
    await om.types("/kimi")
    await stage.taps(om, "Wijzigingen", "Strafbare", "Doel bij Acuut", "90 minuten")
    await stage.taps(om, "Andere datum…")
    await stage.sees(om, "Typ de dag vanaf wanneer")
    await om.types("2-2-2027")
    await stage.sees(om, "op zijn vroegst morgen")
    await om.types("3-2-2027")
    await stage.taps(om, "Voorstel 1")

    said = await stage.taps(om, "Mee eens")

    assert said is not None
    assert "jouw eigen voorstel" in said
    assert "Genoteerd" in (await stage.taps(politie, "Mee eens") or "")
    await stage.sees(om, "Jouw voorstel is afgesproken")
    late = await stage.taps(stage.voorzitter, "Niet mee eens")
    assert late is not None
    assert late.startswith("Dit is niet meer actueel: afgesproken op 02-02 ")
    async with stage.storage.view() as work:
        agreed = await work.governance.changes(NETWORK)
        names = [one.name for one in await work.history.of("change:1")]
    assert [(one.value, one.agreed_at is not None) for one in agreed] == [("90m", True)]
    assert names == ["ChangeProposed", "ChangeAgreed"]
    await stage.moves(days=1)
    alert = await stage.alert(running)
    assert alert.target_at - alert.clock_at == timedelta(minutes=120)
    await stage.drafts(stage.vt)
    await stage.taps(stage.vt, "Verstuur")
    fresh = (await stage.sees(stage.vt, "Opgeslagen als")).text.split()[2].rstrip(".")
    alert = await stage.alert(fresh)
    assert alert.target_at - alert.clock_at == timedelta(minutes=90)


@pytest.mark.parametrize("start", [FEBRUARY])
async def test_r208_the_handover_pack_comes_in_private_and_reading_it_is_noted(stage):
    alert = await stage.asks()
    async with stage.storage.work() as work:
        await work.facts.set(BEGAN, "2026-12")
    await stage.aanspreekpunt.types("/kimi")

    await stage.taps(stage.aanspreekpunt, "Overdrachtspakket")

    shown = await stage.sees(stage.aanspreekpunt, "Overdrachtspakket OM Amsterdam-Amstelland")
    assert f"{alert}: " in shown.text
    assert "Wim Waar" in shown.text
    assert "Vera" not in shown.text
    assert shown.text.count("december 2026 tot en met januari 2027: geen verzoeken") == 2
    await stage.quiet()
    assert [one.file.name for one in papers(stage, stage.aanspreekpunt)] == [
        "overdracht-om-2027-02-02.pdf"
    ]
    async with stage.storage.view() as work:
        assert [one.name for one in await work.history.of(f"pack:{NETWORK}")] == ["PackRead"]


@pytest.mark.parametrize("start", [FEBRUARY])
async def test_no_paper_is_drawn_while_anything_of_the_database_is_held(stage, monkeypatch):
    """Drawing one takes long; a view that is open so long keeps the log of SQLite from ending."""
    holding, drawn, view = ContextVar("holding", default=False), [], Storage.view

    @asynccontextmanager
    async def noticed(storage):
        async with view(storage) as work:
            before = holding.set(True)
            yield work
            holding.reset(before)

    def draws(*_):
        drawn.append(holding.get())
        return b"%PDF-1.7"

    async def draws_month(*_):
        return draws()

    monkeypatch.setattr(Storage, "view", noticed)
    monkeypatch.setattr("bot.reports.page.page", draws)
    monkeypatch.setattr("bot.drawing.drawn", draws_month)
    await stage.aanspreekpunt.types("/kimi")
    await stage.taps(stage.aanspreekpunt, "Overdrachtspakket")
    await stage.aanspreekpunt.types("/maandrapport")
    await stage.taps(stage.aanspreekpunt, "Strafbare kindermishandeling", "februari 2027", "Pagina")
    await stage.quiet()

    assert len(papers(stage, stage.aanspreekpunt)) == 2
    assert drawn == [False, False]


@pytest.mark.parametrize("start", [FEBRUARY])
async def test_r163_the_learning_list_gives_the_number_to_who_chairs_only(stage):
    alert = await stage.asks()
    await stage.moves(hours=25)
    await stage.taps(stage.vt, "Geen quorum")

    for phone in (stage.voorzitter, stage.aanspreekpunt):
        await phone.types("/kimi")
        await stage.taps(phone, "Leerlijst")

    shown = await stage.sees(stage.voorzitter, "Leerlijst kwartaal 1 van 2027")
    assert f"{alert}: Strafbare kindermishandeling, februari, kantoor: gemist" in shown.text
    shown = await stage.sees(stage.aanspreekpunt, "Leerlijst kwartaal 1 van 2027")
    assert "Strafbare kindermishandeling, februari, kantoor: gemist" in shown.text
    assert alert not in shown.text


@pytest.mark.parametrize("start", [FEBRUARY])
async def test_a_meeting_is_set_with_two_taps_and_called_off_only_when_that_is_sure(stage):
    await stage.voorzitter.types("/kimi")
    await stage.taps(stage.voorzitter, "Datum toevoegen", "di 11-5-2027 10:00", "OM")
    await stage.sees(stage.aanspreekpunt, "Nieuw KiMi-overleg: di 11-5-2027 10:00, bij OM")

    await stage.taps(stage.voorzitter, "Overleg 11-5-2027", "Gaat niet door", "Ja, zeker")

    await stage.sees(stage.aanspreekpunt, "Het KiMi-overleg van di 11-5-2027 10:00 gaat niet door")
    async with stage.storage.view() as work:
        assert await work.governance.meetings(NETWORK, stage.clock.now()) == []
