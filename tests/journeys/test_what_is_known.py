"""What everybody may know: what may be shared, what is kept of whom, and whether the bot runs."""

import pytest


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("/watmag", "Mag hier nooit"),
        ("/privacy", "wie van een rol antwoordde: 183 dagen"),
        ("/privacy", "dossierkenmerk: 365 dagen\nreden in eigen woorden: 183 dagen"),
        ("/mijngegevens", "naam (uit Telegram): Olga Zitting"),
        ("/status", "De bot draait, sinds 11:00"),
    ],
)
async def test_each_is_one_screen_in_the_private_chat(stage, asked, says):
    await stage.om.types(asked)

    told = await stage.sees(stage.om, says)

    assert told.labels == ()
    assert len(told.text) < 1500


async def test_what_is_told_of_somebody_is_what_there_is(stage):
    alert = await stage.asks()
    await stage.taps(stage.om, "Kan nu", chat=stage.skm)
    await stage.card_says(alert, "✅ OM")
    await stage.om.types("/mijngegevens")

    told = await stage.sees(stage.om, "Wat de bot van jou bewaart")

    assert f"nummer (uit Telegram): {stage.om.id}" in told.text
    assert "rol: OM lid (Amsterdam-Amstelland)" in told.text
    assert "te herleiden zijn: 0 " not in told.text


async def test_in_a_group_nothing_of_it_is_said(stage):
    await stage.om.types("/mijngegevens", stage.skm)

    await stage.sees(stage.om, "Dit doe je in het privégesprek")
    assert stage.town.sent_to(stage.skm) == ()


async def test_the_notice_names_what_was_typed(stage):
    await stage.om.types("/privacy")

    told = await stage.sees(stage.om, "Wat de bot bewaart")

    assert "geen tekst" not in told.text
    assert "reden in eigen woorden: 183 dagen" in told.text
    assert "dossierkenmerk: 365 dagen" in told.text
