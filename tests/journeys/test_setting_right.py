"""What the raiser sets right: mistake, wrong group, withdrawn, opened again, said afterwards."""

from datetime import timedelta

from stage import PATIENCE, TUESDAY

from flows.terms import Outcome, StartSource


async def opens(stage, phone, alert):
    """Look at an alert in private."""
    await phone.types("/open")
    await stage.taps(phone, alert)


async def answered(stage):
    """An alert to which politie has answered."""
    alert = await stage.asks()
    await stage.taps(stage.politie, "Kan nu", chat=stage.skm)
    await stage.card_says(alert, "✅ politie")
    return alert


async def test_s3_a_mistake_takes_one_tap_and_one_to_confirm(stage):
    alert = await stage.raises()
    await stage.taps(stage.politie, "Kan nu", chat=stage.skm)
    stage.vt.taps = 0

    await stage.taps(stage.vt, "Vergissing", "Ja, vergissing")

    assert stage.vt.taps == 2
    card = await stage.card_says(alert, "VERGISSING, GEEN ACTIE NODIG")
    assert card.labels == ()
    for phone in (stage.politie, stage.om, stage.rvdk):
        told = await stage.sees(phone, f"{alert}: vergissing")
        assert "hoef je niets meer te doen" in told.text
        assert "Vera" not in told.text
    await stage.quiet()
    assert sum("vergissing" in one.text for one in stage.town.sent_to(stage.politie)) == 1


async def test_s3_after_a_mistake_nobody_is_chased(stage):
    alert = await stage.raises()
    await stage.taps(stage.vt, "Vergissing", "Ja, vergissing")
    await stage.card_says(alert, "VERGISSING")
    await stage.quiet()
    before = [len(stage.town.sent_to(phone)) for phone in stage.people.values()]

    await stage.moves(hours=25)

    assert [len(stage.town.sent_to(phone)) for phone in stage.people.values()] == before


async def test_s4_the_wrong_group_opens_a_filled_in_draft_with_the_old_clock(stage):
    alert = await stage.raises(stage.vt, "Gezin nog niet spreken: nee")
    began = (await stage.alert(alert)).clock_at
    await stage.moves(minutes=5)

    await stage.taps(stage.vt, "Verkeerde groep", "Ouderenmishandeling")
    await stage.sees(stage.vt, "Zijn er strafbare elementen?")
    await stage.taps(stage.vt, "Ja", "Lichamelijk")  # that nature does not exist there
    preview = await stage.vt.sees_button("Verstuur", within=PATIENCE)
    assert "NOG NIET MET HET GEZIN BESPREKEN" in preview.text
    await stage.taps(stage.vt, "Verstuur")

    moved = await stage.card_says("OUD-2611-01", "OVERLEG GEVRAAGD · ACUUT", stage.ouderen)
    assert "Gevraagd door VT, di 11:00" in moved.text
    assert (await stage.alert("OUD-2611-01")).clock_at == began
    left = await stage.card_says(alert, "VERPLAATST, HIER GEEN ACTIE NODIG")
    assert "GEZIN" not in left.text
    assert "ACUUT" not in left.text


async def test_s9_withdrawing_takes_a_reason_and_stops_the_chase(stage):
    alert = await answered(stage)
    await opens(stage, stage.vt, alert)

    await stage.taps(stage.vt, "Intrekken", "Medisch verklaard")

    await stage.card_says(alert, "INGETROKKEN, GEEN ACTIE NODIG")
    told = await stage.sees(stage.politie, f"{alert}: ingetrokken")
    assert "Medisch verklaard" in told.text
    await stage.quiet()
    before = [len(stage.town.sent_to(phone)) for phone in stage.people.values()]
    await stage.moves(hours=2)
    assert [len(stage.town.sent_to(phone)) for phone in stage.people.values()] == before


async def test_s9_withdrawn_is_opened_again_with_the_old_clock_and_the_old_answers(stage):
    alert = await answered(stage)
    began = (await stage.alert(alert)).clock_at
    await opens(stage, stage.vt, alert)
    await stage.taps(stage.vt, "Intrekken", "Andere route")
    await stage.card_says(alert, "INGETROKKEN")
    await stage.moves(hours=20)
    mark = stage.om.mark()

    await stage.taps(stage.vt, "Heropenen")

    card = await stage.card_says(alert, "OVERLEG GEVRAAGD")
    assert "✅ politie" in card.text
    assert (await stage.alert(alert)).clock_at == began
    await stage.sees(stage.om, f"{alert}: overleg gevraagd aan OM", after=mark)


async def test_s9_after_a_day_it_stays_withdrawn(stage):
    alert = await answered(stage)
    await opens(stage, stage.vt, alert)
    await stage.taps(stage.vt, "Intrekken", "Andere route")
    await stage.moves(hours=25)

    said = await stage.taps(stage.vt, "Heropenen")

    assert "te lang geleden" in said
    assert (await stage.alert(alert)).outcome is Outcome.WITHDRAWN


async def test_s10_an_overleg_is_put_down_afterwards(stage):
    alert = await answered(stage)
    await stage.moves(hours=4)
    await opens(stage, stage.vt, alert)

    await stage.taps(stage.vt, "Achteraf vastleggen", "13:00")

    await stage.card_says(alert, "IN OVERLEG sinds 13:00")
    overleg = (await stage.alert(alert)).first_overleg
    assert overleg.source is StartSource.AFTERWARDS
    assert overleg.started_at == TUESDAY + timedelta(hours=2)


async def test_s10_the_moment_may_be_typed(stage):
    alert = await answered(stage)
    await stage.moves(hours=4)
    await opens(stage, stage.vt, alert)
    await stage.taps(stage.vt, "Achteraf vastleggen")
    await stage.sees(stage.vt, "wanneer was het overleg?")

    await stage.vt.types("12.45")

    await stage.card_says(alert, "IN OVERLEG sinds 12:45")


async def test_s10_a_moment_before_the_alert_is_refused_and_not_made_another(stage):
    alert = await stage.asks()
    await stage.moves(hours=2)
    await opens(stage, stage.vt, alert)
    await stage.taps(stage.vt, "Achteraf vastleggen")

    await stage.vt.types("10:30")

    await stage.sees(stage.vt, "Dat is vóór het verzoek om overleg.")
    assert (await stage.alert(alert)).first_overleg is None


async def test_s10_it_may_have_begun_at_once(stage):
    alert = await stage.asks()
    await opens(stage, stage.vt, alert)

    said = await stage.taps(stage.vt, "Al gehouden", "Meteen: 11:00")

    assert "Genoteerd" in said
    shown = await stage.alert(alert)
    assert shown.first_overleg.started_at == shown.clock_at


async def test_s10_a_missed_overleg_can_still_be_put_down(stage):
    alert = await answered(stage)
    await stage.moves(hours=24)
    await stage.card_says(alert, "GEMIST: NOG GEEN OVERLEG")
    asked = await stage.sees(stage.vt, "Wat is de reden?")
    press = await stage.vt.presses("Wachten op medisch", message=asked)
    assert "Genoteerd" in await press.toast(PATIENCE)
    await stage.moves(hours=1)

    await stage.vt.types("/open")
    await stage.quiet()
    started = await stage.politie.presses("Overleg gestart", chat=stage.skm)

    assert "Genoteerd" in await started.toast(PATIENCE)
    await stage.card_says(alert, "IN OVERLEG")
    assert (await stage.alert(alert)).outcome is Outcome.HELD


async def test_no_overleg_needed_is_told_to_whoever_was_asked(stage):
    alert = await answered(stage)
    await opens(stage, stage.vt, alert)

    await stage.taps(stage.vt, "Geen overleg nodig", "Ja, niet nodig")

    await stage.card_says(alert, "GEEN OVERLEG NODIG")
    await stage.sees(stage.om, f"{alert}: geen overleg nodig")


async def test_only_the_partner_that_asked_may_set_it_right(stage):
    alert = await answered(stage)
    await opens(stage, stage.vt, alert)
    message = await stage.vt.sees_button("Vergissing", within=PATIENCE)
    data = next(b.data for row in message.keyboard for b in row if b.text == "Vergissing")
    before = await stage.kept()

    press = await stage.politie.presses_data(data, stage.politie.newest())

    assert "alleen de partner die het overleg heeft gevraagd" in await press.toast(PATIENCE)
    assert await stage.kept() == before
