"""A guided exercise in a group: chosen, followed in private, told at the end, never counted."""

import pytest
from stage import PATIENCE
from test_drill import marked

ANSWERS = ("Strafbare", "Ziekenhuis", "Zwaar letsel", "Acuut")
FIRST = "OEF-2611-01"


async def begins(stage, phone, title, *last):
    """Choose a lesson and send its request."""
    await phone.types("/oefening")
    await stage.taps(phone, title, *ANSWERS, *(last or ("Verstuur",)))
    await stage.quiet()


def board(stage, phone):
    """The one message in which the exercise is followed."""
    shown = [it for it in stage.town.sent_to(phone) if "Doel:" in it.text and FIRST in it.text]
    assert len(shown) == 1, "the board is changed, not sent again"
    return shown[0]


async def results(stage, phone):
    return [it for it in stage.town.sent_to(phone) if "Jouw deel als" in it.text]


async def test_the_first_lesson_is_played_from_the_choice_to_the_result(stage):
    vt, politie, om = stage.vt, stage.politie, stage.om
    await vt.types("/oefening")
    await stage.taps(vt, "Het eerste verzoek")
    await stage.sees(vt, "volg het tot de afspraken er staan")
    await stage.taps(vt, *ANSWERS, "Verstuur")
    await stage.sees(vt, "Gedaan: 1 van 6")
    await stage.sees(om, "Jouw taak in de oefening: Tik op «🕒 Kan om…» en kies een tijd.")
    await stage.taps(vt, "Hint")
    await stage.sees(vt, "Hint: De kaart staat in de groep.")

    await stage.taps(politie, "Kan nu", chat=stage.skm)
    await stage.sees(vt, "Nu: OM: Tik op «🕒 Kan om…»")
    await stage.taps(om, "Kan om…", chat=stage.skm)
    await stage.taps(om, "+30 min")
    await stage.sees(vt, "Gedaan: 3 van 6")
    await stage.taps(vt, "Akkoord")
    await stage.taps(vt, "Overleg gestart", chat=stage.skm)
    await stage.taps(vt, "Overleg afronden", chat=stage.skm)
    await stage.taps(vt, "Geen actie", "Herbeoordeling", "n.v.t.", "Klaar")

    for phone, role in ((vt, "VT"), (politie, "politie"), (om, "OM")):
        await stage.sees(phone, f"Jouw deel als {role}: ")
    await stage.quiet()
    assert "Gedaan: 6 van 6" in board(stage, vt).text
    assert [len(await results(stage, it)) for it in (vt, politie, om, stage.rvdk)] == [1, 1, 1, 0]
    await stage.taps(vt, "Als bestand")
    sent = await stage.sees(vt, "met rollen en tijden")
    assert sent.file_name == f"{FIRST}.csv"
    assert [label for it in await results(stage, om) for label in it.labels] == []
    told = [it for place in (stage.skm, *stage.people.values()) for it in stage.town.sent_to(place)]
    assert [it.text for it in told if not marked(it)] == []


async def test_s13_a_real_request_ends_the_exercise_and_whoever_took_part_hears_it(stage):
    vt, politie = stage.vt, stage.politie
    await begins(stage, vt, "Het eerste verzoek")
    await stage.taps(politie, "Kan nu", chat=stage.skm)

    real = await stage.asks(stage.collega)

    await stage.card_says(FIRST, "GEEN OVERLEG NODIG")
    await stage.sees(politie, f"{FIRST}: geen overleg nodig")
    assert "De oefening is voorbij." in board(stage, vt).text
    assert board(stage, vt).labels == ()
    assert [len(await results(stage, it)) for it in (vt, politie, stage.om)] == [1, 1, 0]
    assert not marked(stage.card(real))
    assert (await stage.alert(real)).lesson is None


async def test_who_asked_may_stop_it(stage):
    vt = stage.vt
    await begins(stage, vt, "De stille OM")
    await stage.taps(vt, "Stoppen", "Terug")
    await stage.sees(vt, "Nu: OM: OM antwoordt niet.")
    await stage.taps(vt, "Stoppen")
    stop = await vt.sees_button("Ja, stoppen", within=PATIENCE)
    await stage.taps(vt, "Ja, stoppen")

    await stage.card_says(FIRST, "GEEN OVERLEG NODIG")
    await stage.sees(stage.politie, "de oefening is gestopt")
    await stage.sees(vt, "De oefening is voorbij.")
    assert stop is board(stage, vt)


async def test_two_people_ask_the_same_and_one_request_is_marked(stage):
    vt, politie = stage.vt, stage.politie
    await begins(stage, vt, "Twee keer hetzelfde")
    await begins(stage, politie, "Twee keer hetzelfde", "Verstuur toch nieuw")
    await stage.sees(vt, "Gedaan: 2 van 3")

    await stage.taps(politie, "Dubbel", FIRST)

    await stage.card_says("OEF-2611-02", "DUBBEL")
    await stage.sees(vt, "Jouw deel als VT: 1 van 1 gedaan.")
    await stage.sees(politie, "Jouw deel als politie: 2 van 2 gedaan.")
    assert (await stage.alert(FIRST)).closed_at is None


async def test_who_is_to_be_silent_is_not_offered_that_lesson(stage):
    await stage.om.types("/oefening")

    menu = await stage.om.sees_button("Vrij oefenen", within=PATIENCE)
    assert [label for label in menu.labels if "stille" in label or "Niet iedereen" in label] == []
    assert len(menu.labels) == 5


@pytest.mark.parametrize("restarts", [False, True])
async def test_an_exercise_is_followed_in_the_same_message_after_a_restart(stage, restarts):
    await begins(stage, stage.vt, "Niet iedereen kan")
    if restarts:
        await stage.restarts()

    await stage.taps(stage.rvdk, "Anders…", chat=stage.skm)
    await stage.taps(stage.rvdk, "Sluit niet aan", "Capaciteit")

    await stage.sees(stage.vt, "Gedaan: 2 van 5")
    assert "Nu: OM:" in board(stage, stage.vt).text


async def test_only_who_asked_stops_it_and_an_old_button_changes_nothing(stage):
    vt, politie = stage.vt, stage.politie
    await begins(stage, vt, "Per ongeluk gevraagd")
    await stage.taps(vt, "Vergissing", "Ja, vergissing")
    await stage.sees(vt, "Jouw deel als VT: 2 van 2 gedaan.")
    before = await stage.kept()

    old = await vt.sees_button("Als bestand", within=PATIENCE)
    as_file = old.keyboard[0][0].data
    for data in (as_file, as_file.replace("bestand", "stop")):
        press = await politie.presses_data(data, await stage.sees(politie, FIRST))
        assert await press.toast(PATIENCE)
    await stage.quiet()

    assert await stage.kept() == before
    assert not any(it.file_name for it in stage.town.sent_to(politie))
