"""A newcomer: three minutes after the welcome, an exercise, and what partners may expect."""

from dataclasses import replace

import pytest
from courses import answer, asked
from links import confirmed, invited, link_in
from stage import PATIENCE

from bot import commands
from flows.state import AlertId

TITLE = "Kennismaken (3 minuten)"


@pytest.fixture
async def newcomer(stage):
    """Nora comes to the OM."""
    link = await invited(stage, stage.aanspreekpunt, "OM", "Lid")
    nora = stage.town.person("Nora Nieuw")
    await nora.opens(link)
    await confirmed(stage, nora, stage.aanspreekpunt, stage.beheerder)
    return nora


async def leafs(stage, phone):
    """Through all the screens of the message, to the last."""
    shown = await stage.sees(phone, TITLE)
    for number in range(2, 7):
        await stage.taps(phone, "Verder")
        await stage.town.until(lambda n=number: f"· {n} van 6" in shown.text, PATIENCE, "the next")
    return shown


async def test_r171_after_the_welcome_a_newcomer_leafs_through_one_message(stage, newcomer):
    welcome = await stage.sees(newcomer, "Welkom bij Spoedgroep.")
    shown = await stage.sees(newcomer, TITLE)
    assert shown.id > welcome.id
    assert "Direct gevaar? Bel 112." in shown.text
    await leafs(stage, newcomer)
    await stage.taps(newcomer, "Terug", "Verder")

    said = await stage.taps(newcomer, "Gelezen")

    assert said == "Genoteerd om 11:00"
    await stage.town.until(lambda: "Dit staat ook onder" in shown.text, PATIENCE, "the end")
    assert shown.labels == ("Nog eens", "Oefenen")
    await stage.taps(newcomer, "Oefenen")
    await stage.sees(newcomer, "Welke oefening")
    await stage.aanspreekpunt.types("/team")
    await stage.taps(stage.aanspreekpunt, "👋 Nora Nieuw")
    await stage.sees(stage.aanspreekpunt, "Kennisgemaakt: ja · oefende, laatste drie maanden: nee")


async def test_the_first_beheerder_is_introduced_too(bare_stage, capsys):
    stage = bare_stage
    await commands.init()
    bea = stage.town.person("Bea Beheer")

    await bea.opens(link_in(capsys.readouterr().out))

    welcome = await stage.sees(bea, "Jij bent hier: beheerder")
    shown = await stage.sees(bea, f"{TITLE} · 1 van 4")
    assert shown.id > welcome.id


async def test_who_read_it_is_not_given_it_again_with_another_function(stage):
    async with stage.storage.work() as work:
        olga = await work.people.member(stage.om.id)
        await work.introductions.read(olga.person, stage.clock.now())
    link = await invited(stage, stage.beheerder, "politie", "Lid")
    await stage.om.opens(link)
    await confirmed(stage, stage.om, stage.beheerder)

    await stage.sees(stage.om, "Jij bent hier: OM lid, politie lid")
    await stage.quiet()

    assert not any(TITLE in one.text for one in stage.om.chat())
    await stage.om.types("/kennismaken")
    await stage.sees(stage.om, f"{TITLE} · 1 van 6")


async def test_r171_who_took_part_in_a_drill_is_marked_and_an_alert_marks_nobody(stage):
    async with stage.storage.work() as work:
        vt, politie = [await work.people.member(one.id) for one in (stage.vt, stage.politie)]
        for number, drill in (("21", True), ("22", False)):
            course = asked("24 10:00", drill=drill, id=AlertId(f"OEF-2611-{number}"))
            course.does("24 10:05", answer("politie" if drill else "om"))
            marks = {1: vt.alias, 2: politie.alias}
            signed = [
                replace(it, by=replace(it.by, person=marks.get(it.by.person, it.by.person)))
                for it in course.events
            ]
            await work.alerts.keep(None, signed)

    await stage.beheerder.types("/team")
    await stage.taps(stage.beheerder, "VT")

    await stage.beheerder.sees_button("🎯 Vera Thuis", within=PATIENCE)
    await stage.taps(stage.beheerder, "Terug", "politie")
    await stage.beheerder.sees_button("🎯 Piet Post", within=PATIENCE)
    await stage.taps(stage.beheerder, "Terug", "OM")
    shown = await stage.beheerder.sees_button("Olga Zitting", within=PATIENCE)
    assert not any("🎯" in label for label in shown.labels)


async def test_r176_everybody_may_ask_what_to_expect_of_a_role(stage):
    await stage.rvdk.types("/verwachtingen")
    shown = await stage.sees(stage.rvdk, "Zo vragen wij elkaar in Amsterdam-Amstelland")
    assert "Eerste antwoord: binnen 30 minuten" in shown.text

    await stage.taps(stage.rvdk, "OM")
    await stage.town.until(lambda: "OM: waar je op kunt rekenen" in shown.text, PATIENCE, "the OM")

    assert "Buiten die uren: ☎ piket OM via de meldkamer" in shown.text
    await stage.taps(stage.rvdk, "Terug")
    await stage.town.until(lambda: "Welke woorden" in shown.text, PATIENCE, "the first again")
