"""Raising an alert, as the front office does it: one hand free, under stress."""

from stage import PATIENCE

NAME_AND_NUMBER = "Moeder Sevda Yildiz, 06-48121620, weet het nog niet"


async def test_s1_an_overleg_is_asked_in_six_taps_and_answered_in_one(stage):
    vt, politie = stage.vt, stage.politie
    await vt.types("/start")
    await stage.sees(vt, "Welkom")
    vt.taps = politie.taps = 0

    await vt.presses("Spoedoverleg aanvragen")
    await stage.taps(vt, "Strafbare kindermishandeling", "Ziekenhuis", "Zwaar letsel", "Acuut")
    preview = await vt.sees_button("Verstuur", within=PATIENCE)
    shown = preview.text
    await stage.taps(vt, "Verstuur")
    card = await stage.card_says("SKM-2611-01", "OVERLEG GEVRAAGD · ACUUT")

    assert vt.taps == 6
    assert "Direct gevaar? Bel 112." in shown
    assert card.text.replace("-01", "-··") in shown
    await stage.taps(politie, "Kan nu", chat=stage.skm)
    assert politie.taps == 1
    await stage.card_says("SKM-2611-01", "✅ politie · kan nu · 11:00")
    assert stage.card("SKM-2611-01") is card
    assert card.protected


async def test_s1_the_raiser_hears_of_the_quorum_and_closing_takes_six_taps(stage):
    vt = stage.vt
    alert = await stage.raises()
    await stage.taps(stage.politie, "Kan nu", chat=stage.skm)
    await stage.taps(stage.om, "Kan nu", chat=stage.skm)
    await stage.sees(vt, f"{alert}: quorum compleet")

    vt.taps = 0
    await stage.taps(vt, "Nu gestart", "Overleg afronden")
    agreed = await agrees(stage, vt)
    await stage.taps(vt, "Klaar", "Onderzoek VT")

    assert vt.taps - agreed <= 6
    await stage.card_says(alert, "OVERLEG GEHOUDEN · GESLOTEN")
    card = stage.card(alert)
    assert "politie: Letselonderzoek" in card.text
    assert "Bestemming: Onderzoek VT" in card.text
    await stage.town.until(lambda: not card.pinned, PATIENCE, "the card coming loose")
    for phone in (vt, stage.politie, stage.om):
        await stage.sees(phone, f"Spoedoverleg {alert}")  # to copy into one's own system


async def agrees(stage, phone):
    """One action with its owner and date, and the herbeoordeling; gives the number of taps."""
    before = phone.taps
    await stage.taps(phone, "Wie doet wat", "politie", "Letselonderzoek", "wo 25-11 10:00")
    await stage.taps(phone, "Herbeoordeling", "n.v.t.")
    await phone.sees("2. Herbeoordeling", within=PATIENCE)
    return phone.taps - before


async def test_the_card_is_pinned_while_the_alert_runs(stage):
    alert = await stage.raises()

    await stage.town.until(lambda: stage.card(alert).pinned, PATIENCE, "a pinned card")


async def test_f27_pressing_verstuur_twice_raises_one_alert(stage):
    await stage.drafts(stage.vt)
    first, second = await stage.vt.presses("Verstuur"), await stage.vt.presses("Verstuur")

    assert "Genoteerd" in await first.toast(PATIENCE)
    assert "Dit is niet meer actueel" in await second.toast(PATIENCE)
    await stage.quiet()
    assert len(stage.town.sent_to(stage.skm)) == 1


async def test_s5_f111_a_typed_name_and_number_are_refused_and_kept_nowhere(stage, folder):
    vt = stage.vt
    await stage.drafts(vt)
    before = await stage.kept()

    typed = await vt.types(NAME_AND_NUMBER)
    await stage.sees(vt, "Dit lijkt op een naam en een telefoonnummer")
    await stage.town.until(lambda: typed.deleted, PATIENCE, "the line being removed")
    await stage.quiet()

    assert await stage.kept() == before
    held = b"".join(path.read_bytes() for path in folder.iterdir())
    for word in (b"Sevda", b"Yildiz", b"48121620", b"weet het nog niet"):
        assert word not in held
    assert not any("Sevda" in one.text for one in stage.town.sent_to(vt))
    await stage.taps(vt, "Verstuur")
    await stage.card_says("SKM-2611-01", "OVERLEG GEVRAAGD")


async def test_s6_an_anonymous_overleg_has_no_dossier_reference(stage):
    vt = stage.vt
    await stage.drafts(vt)
    assert "Dossierkenmerk…" in vt.newest().labels

    await stage.taps(vt, "Anoniem overleg: nee")
    shown = await vt.sees_button("Anoniem overleg: ja", within=PATIENCE)
    assert not any("Dossierkenmerk" in label for label in shown.labels)
    await stage.taps(vt, "Verstuur")
    await stage.card_says("SKM-2611-01", "OVERLEG GEVRAAGD")
    assert (await stage.alert("SKM-2611-01")).facts.anonymous


async def test_a_button_of_a_request_that_was_begun_before_does_nothing_in_a_new_one(stage):
    vt = stage.vt
    await vt.types("/alarm")
    old = await vt.sees_button("Strafbare", within=PATIENCE)
    await vt.types("/alarm")
    await vt.sees_button("Strafbare", within=PATIENCE, after=vt.mark())

    press = await vt.presses("Strafbare", message=old)

    assert "niet meer actueel" in await press.toast(PATIENCE)
    await stage.taps(vt, "Strafbare", "Ziekenhuis", "Zwaar letsel", "Acuut", "Verstuur")
    await stage.card_says("SKM-2611-01", "OVERLEG GEVRAAGD")


async def test_a_dossier_reference_does_not_stay_in_the_chat(stage):
    vt = stage.vt
    await stage.drafts(vt)
    await stage.taps(vt, "Dossierkenmerk…")
    typed = await vt.types("VT26-004217")

    await vt.sees_button("☑ Dossierkenmerk", within=PATIENCE)
    await stage.quiet()

    assert typed.deleted


async def test_a_draft_is_on_one_screen_only_and_back_from_its_first_question_is_out(stage):
    vt = stage.vt
    await stage.drafts(vt)
    await stage.taps(vt, "Dossierkenmerk…")
    await stage.sees(vt, "Typ alleen het dossierkenmerk")
    await stage.taps(vt, "✖ Annuleren", "Dossierkenmerk…")
    await stage.sees(vt, "Typ alleen het dossierkenmerk")
    await vt.types("VT26-004217")
    await vt.sees_button("☑ Dossierkenmerk", within=PATIENCE)
    assert sum("Verstuur" in one.labels for one in stage.town.sent_to(vt)) == 1

    await vt.types("/alarm")
    first = await vt.sees_button("Ouderenmishandeling", within=PATIENCE)
    await vt.presses("← Terug", message=first)

    await stage.sees(vt, "Er is niets verstuurd")


async def test_s6_making_it_anonymous_forgets_the_reference(stage):
    vt = stage.vt
    await stage.drafts(vt)
    await stage.taps(vt, "Dossierkenmerk…")
    await stage.sees(vt, "Typ alleen het dossierkenmerk")
    await vt.types("VT26-004217")
    await vt.sees_button("☑ Dossierkenmerk", within=PATIENCE)

    await stage.taps(vt, "Anoniem overleg: nee", "Verstuur")
    await stage.card_says("SKM-2611-01", "OVERLEG GEVRAAGD")
    assert (await stage.alert("SKM-2611-01")).facts.reference is None


async def test_s8_the_stand_still_is_on_every_message_until_the_overleg(stage):
    alert = await stage.raises(stage.vt, "Gezin nog niet spreken: nee")

    card = await stage.card_says(alert, "NOG NIET MET HET GEZIN BESPREKEN")
    assert "NOG NIET MET HET GEZIN BESPREKEN" in card.text.split("\n")[1]
    for phone in (stage.politie, stage.om, stage.rvdk):
        asked = await stage.sees(phone, f"{alert}: overleg gevraagd aan")
        assert "NOG NIET MET HET GEZIN BESPREKEN" in asked.text
    await stage.taps(stage.politie, "Plan overleg", chat=stage.skm)
    await stage.taps(stage.politie, "Nu gestart")
    await stage.card_says(alert, "Spreek nu af wie wanneer met het gezin praat")
    assert "NOG NIET MET HET GEZIN" not in card.text


async def test_failing_the_criteria_offers_one_partner_by_telephone_and_raises_nothing(stage):
    vt = stage.vt
    await vt.types("/alarm")
    await stage.taps(vt, "Ouderenmishandeling", "Nee", "Bel politie")

    await stage.sees(vt, "chef van dienst via de meldkamer")
    await stage.quiet()
    assert stage.town.sent_to(stage.ouderen) == ()


async def test_a_draft_survives_a_restart(stage):
    vt = stage.vt
    await vt.types("/alarm")
    await stage.taps(vt, "Strafbare kindermishandeling", "Ziekenhuis")
    await vt.sees_button("Zwaar letsel", within=PATIENCE)

    await stage.restarts()

    await stage.taps(vt, "Zwaar letsel", "Acuut", "Verstuur")
    await stage.card_says("SKM-2611-01", "OVERLEG GEVRAAGD")


async def test_a_draft_that_lay_for_half_an_hour_is_gone(stage):
    vt = stage.vt
    await stage.drafts(vt)
    await stage.moves(minutes=31)

    said = await stage.taps(vt, "Verstuur")

    assert "langer dan een half uur" in said
    await stage.quiet()
    assert stage.town.sent_to(stage.skm) == ()
