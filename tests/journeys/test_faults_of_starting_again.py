"""Restart after restart, with alerts that run: nothing is told twice, nothing is forgotten."""

from test_faults_of_telegram import shown

RESTARTS = 5


async def test_f107_a_storm_of_restarts_repeats_no_message_and_no_answer(stage):
    alert = await stage.asks()
    await stage.taps(stage.politie, "Kan nu", chat=stage.skm)
    await stage.card_says(alert, "✅ politie")
    await stage.moves(minutes=10)
    await stage.sees(stage.om, f"{alert}: OM heeft nog niet geantwoord")
    await stage.quiet()
    told, kept = shown(stage), await stage.kept()

    for _ in range(RESTARTS):
        await stage.restarts()
        await stage.quiet()

    assert shown(stage) == told
    assert await stage.kept() == kept
    await stage.taps(stage.om, "Kan nu", chat=stage.skm)
    await stage.card_says(alert, "✅ OM")
