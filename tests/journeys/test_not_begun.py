"""A start that was pressed by mistake may not end the chase of who has not answered."""

from stage import PATIENCE


async def starts(stage) -> str:
    alert = await stage.asks()
    await stage.taps(stage.vt, "Plan overleg", chat=stage.skm)
    await stage.taps(stage.vt, "Nu gestart")
    await stage.card_says(alert, "IN OVERLEG")
    return alert


async def test_a_start_that_was_none_is_taken_back_and_the_om_is_chased_again(stage):
    alert = await starts(stage)
    await stage.moves(minutes=21)
    assert not stage.waarnemer.shows(alert)

    await stage.taps(stage.vt, "Toch niet begonnen")
    await stage.quiet()

    await stage.card_says(alert, "OVERLEG GEVRAAGD")
    await stage.sees(stage.waarnemer, alert)


async def test_an_old_button_takes_nothing_back_once_something_was_agreed(stage):
    alert = await starts(stage)
    held = await stage.vt.sees_button("Toch niet begonnen", within=PATIENCE)
    button = next(key for row in held.keyboard for key in row if "Toch niet" in key.text)
    await stage.taps(stage.vt, "Overleg afronden")
    await stage.taps(stage.vt, "Geen actie")

    press = await stage.vt.presses_data(button.data, held)

    assert "niet meer actueel" in await press.toast(PATIENCE)
    await stage.card_says(alert, "IN OVERLEG")
