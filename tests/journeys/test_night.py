"""Outside office hours: the telephone, the plan for the morning, and a night with two 02:40's."""

import json
from datetime import UTC, datetime

import pytest
from stage import PATIENCE

from bot import commands

NIGHT = datetime(2026, 11, 25, 1, 30, tzinfo=UTC)  # Wednesday 02:30 in Amsterdam
SATURDAY = datetime(2026, 11, 28, 20, 12, tzinfo=UTC)  # 21:12
CLOCKS_GO_BACK = datetime(2026, 10, 25, 0, 40, tzinfo=UTC)  # 02:40, for the first time


@pytest.mark.parametrize("start", [NIGHT])
async def test_s11_at_half_past_two_the_card_gives_the_phone_route_and_the_group_sleeps(stage):
    alert = await stage.asks()

    card = await stage.card_says(alert, "OM · buiten venster tot 08:00 · alleen telefonisch")
    told = await stage.sees(stage.vt, f"{alert}: bel OM")
    assert "piket OM via de meldkamer" in told.text
    await stage.moves(hours=1)
    await stage.moves(hours=3)
    assert len(stage.town.sent_to(stage.skm)) == 1
    assert len(stage.town.sent_to(stage.om)) == 1
    assert not stage.waarnemer.chat()
    assert sum(f"{alert}: bel OM" in one.text for one in stage.town.sent_to(stage.vt)) == 1
    assert stage.card(alert) is card


@pytest.mark.parametrize("start", [NIGHT])
async def test_s11_a_call_is_logged_and_half_past_eight_is_a_valid_plan(stage):
    alert = await stage.asks()
    told = await stage.sees(stage.vt, f"{alert}: bel OM")
    press = await stage.vt.presses("Voicemail", message=told)
    assert "Genoteerd: Voicemail" in await press.toast(PATIENCE)
    press = await stage.vt.presses("Bereikt", message=told)
    assert "Genoteerd: Bereikt" in await press.toast(PATIENCE)
    await stage.sees(stage.vt, f"{alert}: wat zei OM aan de telefoon?")
    await stage.card_says(alert, "📞 OM · telefonisch bereikt")

    await stage.taps(stage.vt, "Plan overleg", chat=stage.skm)
    await stage.taps(stage.vt, "Andere tijd…", "08:30")

    await stage.card_says(alert, "OVERLEG GEPLAND 08:30")


@pytest.mark.parametrize("start", [NIGHT])
async def test_s11_when_the_window_opens_the_role_is_asked_anew(stage):
    alert = await stage.asks()
    mark = stage.om.mark()

    await stage.moves(hours=5, minutes=31)

    await stage.sees(stage.om, f"{alert}: overleg gevraagd aan OM", after=mark)


@pytest.mark.parametrize("start", [SATURDAY])
async def test_s20_on_saturday_evening_the_card_gives_a_label_and_no_number(stage):
    alert = await stage.asks()

    told = await stage.sees(stage.vt, f"{alert}: bel RvdK")
    assert "spoedlijn RvdK op de piketkaart" in told.text
    assert not any(sign.isdigit() for sign in told.text.split("Telefoonroute:")[1])
    press = await stage.vt.presses("Bereikt", message=told)
    await press.toast(PATIENCE)
    await stage.card_says(alert, "📞 RvdK · telefonisch bereikt")


@pytest.mark.parametrize("start", [CLOCKS_GO_BACK])
async def test_s12_f90_in_the_night_the_clock_goes_back_every_time_says_which_one_it_is(
    stage, capsys
):
    alert = await stage.asks()
    card = await stage.card_says(alert, "02:40 (CEST)")
    await stage.moves(hours=1)
    await stage.taps(stage.politie, "Kan nu", chat=stage.skm)
    await stage.card_says(alert, "politie · kan nu · 02:40 (CET)")
    await stage.taps(stage.politie, "Plan overleg", chat=stage.skm)
    await stage.taps(stage.politie, "Nu gestart")
    await stage.card_says(alert, "IN OVERLEG sinds 02:40 (CET)")
    await stage.quiet()

    await commands.export("2026-10", None, "json", None)
    (record,) = json.loads(capsys.readouterr().out)
    waited = datetime.fromisoformat(record["overleg_start"]) - datetime.fromisoformat(
        record["alert_at"]
    )
    assert 3600 <= waited.total_seconds() < 3660
    assert stage.card(alert) is card


@pytest.mark.parametrize("start", [CLOCKS_GO_BACK])
async def test_s12_f90_no_reminder_comes_twice_in_the_night_the_clock_goes_back(stage):
    alert = await stage.asks()

    for _ in range(13):
        await stage.moves(minutes=10)

    said = f"{alert}: politie heeft nog niet geantwoord"
    assert sum(said in one.text for one in stage.town.sent_to(stage.politie)) == 1
    assert sum(f"{alert}: bel politie" in one.text for one in stage.town.sent_to(stage.vt)) == 1
