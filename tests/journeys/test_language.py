"""Who reads English gets the private chat in English; the card is for all, and stays Dutch."""

import pytest
from links import invited
from stage import NETWORK, PATIENCE

from flows.language import Language
from flows.people import Function, Post

WELCOME = "You are here as: OM member"


@pytest.fixture
async def english(stage):
    """Olga of the OM has an English Telegram."""
    stage.om.user.language = "en-GB"
    return stage


async def test_the_private_chat_is_in_english_and_the_card_in_the_group_is_not(english):
    stage = english
    await stage.om.types("/start")
    await stage.sees(stage.om, WELCOME)

    alert = await stage.asks()

    asked = await stage.sees(stage.om, f"{alert}: consultation requested of OM")
    assert "✅ Can join now" in asked.labels
    card = await stage.card_says(alert, "OVERLEG GEVRAAGD", stage.skm)
    assert "✅ Kan nu" in card.labels
    await stage.sees(stage.politie, f"{alert}: overleg gevraagd aan politie")


async def test_a_toast_is_in_the_language_of_who_presses_in_the_group_too(english):
    stage = english
    alert = await stage.asks()

    said = await stage.taps(stage.om, "Kan nu", chat=stage.skm)
    other = await stage.taps(stage.politie, "Kan nu", chat=stage.skm)

    assert said == "Noted at 11:00"
    assert other == "Genoteerd om 11:00"
    await stage.card_says(alert, "✅ OM · kan nu")


async def test_a_refusal_is_in_the_own_language(english):
    await english.om.types("/uitnodigen")

    await english.sees(english.om, "Only the contact person or deputy of an organisation")


async def test_a_choice_goes_before_telegram_and_survives_a_restart(english):
    stage = english
    await stage.om.types("/taal")
    shown = await stage.sees(stage.om, "In which language does the bot write to you?")
    assert shown.labels == ("☐ Nederlands", "☑ English")
    assert "In welke taal schrijft de bot aan jou?" in shown.text

    said = await stage.taps(stage.om, "Nederlands")

    assert said == "Genoteerd om 11:00"
    await stage.sees(stage.om, "Vanaf nu schrijft de bot je hier in het Nederlands.")
    await stage.quiet()
    assert shown.labels == ("☑ Nederlands", "☐ English")
    await stage.restarts()
    await stage.om.types("/mijngegevens")
    own = await stage.sees(stage.om, "Wat de bot van jou bewaart")
    assert "taal die je koos: Nederlands · die Telegram noemt: English" in own.text


async def test_who_has_a_dutch_telegram_may_choose_english(stage):
    await stage.vt.types("/taal")

    said = await stage.taps(stage.vt, "English")

    assert said == "Noted at 11:00"
    await stage.sees(stage.vt, "From now on the bot writes to you in English here.")
    await stage.vt.presses("Request urgent consultation")
    await stage.taps(stage.vt, "Criminal child abuse", "Hospital", "Severe injury", "Acute", "Send")
    await stage.sees(stage.vt, "Saved as SKM-2611-01.")
    await stage.card_says("SKM-2611-01", "Gevraagd door VT", stage.skm)


async def test_the_button_that_stays_works_after_a_change_of_language(english):
    await english.vt.types("/help")
    await english.sees(english.vt, "Een partner vraagt een spoedoverleg aan")
    await english.vt.types("/taal")
    await english.taps(english.vt, "English")
    await english.sees(english.vt, "From now on")

    await english.vt.types("🚨 Spoedoverleg aanvragen")

    await english.sees(english.vt, "Immediate danger? Call 112.")


async def test_what_goes_to_several_people_is_in_the_language_of_each(stage):
    """The name of a role within a sentence too."""
    stage.beheerder.user.language = "en"
    now = stage.clock.now()
    async with stage.storage.work() as work:
        other = stage.town.person("Bo Beheer")
        other.user.started = True
        admin = Post(network=NETWORK, function=Function.ADMIN)
        await work.people.enrol(other.id, "Bo Beheer", admin, now)
    await stage.beheerder.types("/team")
    await stage.taps(stage.beheerder, "OM", "Anna Punt", "Remove", "go ahead")
    await stage.sees(stage.beheerder, "Removed. The rights have lapsed")
    await stage.beheerder.types("/team")
    await stage.taps(stage.beheerder, "OM", "Wim Waar", "Remove", "go ahead")

    await stage.sees(stage.beheerder, "OM no longer has a contact person or a deputy")
    await stage.sees(other, "OM heeft geen aanspreekpunt en geen waarnemer meer")


async def test_a_newcomer_is_welcomed_in_the_language_of_telegram(stage):
    link = await invited(stage, stage.beheerder, "politie", "Lid")
    newcomer = stage.town.person("Nora New")
    newcomer.user.language = "en"

    await newcomer.opens(link)
    await stage.sees(newcomer, "Your organisation's contact person will call")
    await stage.taps(stage.beheerder, "Bevestigen")

    await stage.sees(newcomer, "You are here as: police member")


async def test_a_stranger_is_answered_in_english_and_nothing_of_it_is_kept(stage):
    stranger = stage.town.person("Vreemd")
    stranger.user.language = "en"

    await stranger.types("/start")

    await stage.sees(stranger, "This bot is for members only.")
    async with stage.storage.view() as work:
        assert await work.languages.of(stranger.id) is None


async def test_a_paper_stays_in_dutch_whoever_asks_for_it(stage):
    async with stage.storage.work() as work:
        chair = await work.people.member(stage.voorzitter.id)
        await work.languages.choose(chair.person, Language.ENGLISH)
    await stage.voorzitter.types("/kimi")
    await stage.taps(stage.voorzitter, "Handover pack")

    paper = await stage.sees(stage.voorzitter, "Overdrachtspakket")

    assert paper.file_name.endswith(".pdf")
    assert "Handover pack" not in paper.text


async def test_the_menu_of_commands_is_there_in_english_too(stage):
    def described(language):
        menus = stage.town.world.told.commands.items()
        found = [
            listed for (scope, code), listed in menus if "private" in scope and code == language
        ]
        return {one["command"]: one["description"] for listed in found for one in listed}

    await stage.town.until(lambda: described("en"), PATIENCE, "an English menu")

    assert described("en")["taal"] == "Dutch or English"
    assert described("")["taal"] == "Nederlands of English"
    assert {*described("en")} == {*described("")}


async def test_what_an_english_beheerder_does_in_a_group_is_said_there_in_dutch(stage):
    bea, group = stage.beheerder, stage.skm
    bea.user.language = "en"
    await bea.types("/koppel", group)

    await stage.taps(bea, "Strafbare kindermishandeling", chat=group)

    done = await stage.sees(bea, "Deze groep is nu de spoedgroep voor", group)
    assert "Strafbare kindermishandeling" in done.text


async def test_a_network_that_reads_english_has_an_english_card(stage, monkeypatch):
    monkeypatch.setenv("SPOEDGROEP_LANGUAGE", "en")
    await stage.restarts()

    alert = await stage.asks()

    card = await stage.card_says(alert, "CONSULTATION REQUESTED", stage.skm)
    assert "✅ Can join now" in card.labels
    await stage.sees(stage.politie, f"{alert}: overleg gevraagd aan politie")
