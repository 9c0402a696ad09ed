"""Two people, one case: the lookalike is shown, and the earliest clock is kept (S2)."""

from datetime import timedelta

from stage import PATIENCE


async def test_s2_a_lookalike_is_shown_and_can_be_joined(stage):
    first = await stage.asks(stage.collega)
    await stage.moves(minutes=8)

    preview = await stage.drafts(stage.politie)
    assert f"8 min geleden vroeg VT ook om overleg: {first}" in preview.text
    await stage.taps(stage.politie, f"Aanvullen: {first}")

    await stage.card_says(first, "✅ politie · kan nu")
    await stage.quiet()
    assert len(stage.town.sent_to(stage.skm)) == 1


async def test_s2_it_may_be_raised_all_the_same(stage):
    first = await stage.asks(stage.collega)
    await stage.drafts(stage.vt)

    await stage.taps(stage.vt, "Verstuur toch nieuw")

    await stage.card_says("SKM-2611-02", "OVERLEG GEVRAAGD")
    await stage.card_says(first, "OVERLEG GEVRAAGD")


async def test_s2_a_lookalike_that_comes_just_before_sending_is_shown_first(stage):
    await stage.drafts(stage.vt)
    first = await stage.asks(stage.collega)

    said = await stage.taps(stage.vt, "Verstuur")

    assert "Nog niet verstuurd" in said
    await stage.taps(stage.vt, f"Aanvullen: {first}")
    await stage.quiet()
    assert len(stage.town.sent_to(stage.skm)) == 1


async def test_s2_a_duplicate_hands_its_earlier_clock_over(stage):
    first = await stage.asks(stage.vt)
    await stage.moves(minutes=8)
    second = await stage.asks(stage.collega)
    began = (await stage.alert(first)).clock_at

    await stage.vt.types("/open")
    await stage.taps(stage.vt, first, "Dubbel", second)

    await stage.card_says(first, f"DUBBEL, GA VERDER BIJ {second}")
    assert (await stage.alert(second)).clock_at == began
    card = await stage.card_says(second, "OVERLEG GEVRAAGD")
    await stage.town.until(lambda: "Gevraagd door VT, di 11:00" in card.text, PATIENCE, "the clock")
    told = await stage.sees(stage.politie, f"{first}: dubbel")
    assert second in told.text  # where to go on


async def test_s2_a_later_clock_does_not_replace_the_earlier_one(stage):
    first = await stage.asks(stage.vt)
    await stage.moves(minutes=8)
    second = await stage.asks(stage.collega)
    began = (await stage.alert(first)).clock_at

    await stage.vt.types("/open")
    await stage.taps(stage.vt, second, "Dubbel", first)

    await stage.card_says(second, f"DUBBEL, GA VERDER BIJ {first}")
    assert (await stage.alert(first)).clock_at == began


async def test_s2_the_same_dossier_is_found_hours_later_and_in_another_doelgroep(stage):
    vt = stage.vt
    first = await with_reference(stage, vt)
    await stage.moves(hours=3)

    await stage.drafts(stage.collega, title="Ouderen")
    assert first not in stage.collega.newest().text
    await stage.taps(stage.collega, "Dossierkenmerk…")
    await stage.sees(stage.collega, "Typ alleen het dossierkenmerk")
    await stage.collega.types("vt26-004217")

    preview = await stage.collega.sees_button(f"Aanvullen: {first}", within=PATIENCE)
    assert "VT26-004217" not in preview.text


async def with_reference(stage, phone):
    await stage.drafts(phone)
    await stage.taps(phone, "Dossierkenmerk…")
    await stage.sees(phone, "Typ alleen het dossierkenmerk")
    await phone.types("VT26-004217")
    await phone.sees_button("☑ Dossierkenmerk", within=PATIENCE)
    await stage.taps(phone, "Verstuur")
    return (await stage.sees(phone, "Opgeslagen als")).text.split()[2].rstrip(".")


async def test_the_dossier_reference_itself_is_kept_nowhere(stage, folder):
    await with_reference(stage, stage.vt)
    await stage.quiet()

    held = b"".join(path.read_bytes() for path in folder.iterdir())
    assert b"004217" not in held
    assert not any("004217" in one.text for one in stage.town.sent_to(stage.skm))


async def test_an_hour_later_another_case_is_no_lookalike(stage):
    first = await stage.asks(stage.collega)
    await stage.moves(seconds=timedelta(minutes=61).total_seconds())

    preview = await stage.drafts(stage.vt)

    assert first not in preview.text
