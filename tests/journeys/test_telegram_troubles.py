"""What Telegram does to us: a group that moves, a chat that is closed, a text that is refused."""

from datetime import timedelta

import pytest
from stage import NETWORK, PATIENCE

from bot.practice.faults import Fault
from flows.people import Function, Post, Reach
from flows.rules import Role


async def test_s28_f54_cards_and_messages_live_on_when_the_group_becomes_a_supergroup(stage):
    alert = await stage.asks()
    await stage.taps(stage.politie, "Kan nu", chat=stage.skm)
    await stage.card_says(alert, "✅ politie")
    old = stage.groups["skm"]

    stage.town.upgrades(old)
    await stage.quiet()
    await stage.vt.types("/open")
    await stage.taps(stage.vt, alert, "Andere tijd…", "12:00")

    card = await stage.card_says(alert, "OVERLEG GEPLAND 12:00", old.now)
    assert card.chat is not old
    await stage.taps(stage.om, "Kan nu", chat=old.now)
    await stage.card_says(alert, "✅ OM", old.now)
    assert (await stage.alert(alert)).seat("politie").joins


async def test_s28_f54_a_card_that_is_on_its_way_finds_the_new_group(stage):
    stage.town.upgrades(stage.groups["skm"])

    alert = await stage.asks()

    card = await stage.card_says(alert, "OVERLEG GEVRAAGD")
    assert card.chat is stage.skm
    assert card.chat is not stage.groups["skm"]


async def test_s28_f54_a_line_to_the_old_group_is_given_up_and_not_sent_for_ever(stage):
    old = stage.groups["skm"]
    stage.town.faults.hold("sendMessage")
    await stage.beheerder.types("/koppel", old)
    await stage.town.until(lambda: stage.town.faults.holding("sendMessage"), PATIENCE)

    stage.town.upgrades(old)
    stage.town.faults.heal()
    await stage.quiet()

    refused = [why for why in stage.town.calls("sendMessage") if "upgraded" in why]
    assert len(refused) <= 2
    await stage.beheerder.types("/koppel", old.now)
    await stage.beheerder.sees_button("Strafbare", chat=old.now, within=PATIENCE)


async def test_s31_f61_five_alerts_in_half_an_hour_are_five_cards_and_no_lost_tap(stage):
    alerts = []
    for _ in range(5):
        alerts.append(await stage.asks())
        await stage.moves(minutes=6)

    presses = [
        await phone.presses("Kan nu", message=stage.card(alert))
        for alert in alerts
        for phone in (stage.politie, stage.om, stage.rvdk)
    ]
    for press in presses:
        assert "Genoteerd" in await press.toast(PATIENCE)
    await stage.quiet()

    assert len(stage.town.sent_to(stage.skm)) == 5
    for alert in alerts:
        assert "Quorum compleet" in stage.card(alert).text
        assert all(seat.joins for seat in (await stage.alert(alert)).seats)
    await stage.vt.types("/open")
    shown = await stage.sees(stage.vt, "Deze verzoeken lopen.")
    assert [line.split()[1] for line in shown.text.split("\n")[1:]] == alerts


async def test_f52_a_blocked_chat_moves_the_ladder_on_at_once(stage):
    await stage.om.blocks_bot()
    await stage.quiet()

    alert = await stage.asks()

    for phone in (stage.waarnemer, stage.aanspreekpunt):
        await stage.sees(phone, f"{alert}: kun jij voor OM antwoorden?")
    assert (await stage.alert(alert)).seat("om").rung == 2


async def test_f52_a_chat_found_closed_in_the_sending_moves_the_ladder_on_at_once(stage):
    stage.om.user.blocked = True  # while we were away: nobody told us

    alert = await stage.asks()

    await stage.sees(stage.waarnemer, f"{alert}: kun jij voor OM antwoorden?")
    async with stage.storage.view() as work:
        assert (await work.people.member(stage.om.id)).reach is Reach.BLOCKED


async def test_f52_with_nobody_left_to_write_to_the_raiser_calls(stage):
    await stage.politie.blocks_bot()
    await stage.quiet()

    alert = await stage.asks()

    told = await stage.sees(stage.vt, f"{alert}: bel politie")
    assert "chef van dienst via de meldkamer" in told.text


async def test_who_comes_back_is_written_to_again(stage):
    await stage.om.blocks_bot()
    await stage.quiet()
    await stage.om.types("/start")
    await stage.sees(stage.om, "Welkom")

    alert = await stage.asks()

    await stage.sees(stage.om, f"{alert}: overleg gevraagd aan OM")


async def test_f57_a_text_that_is_too_long_is_cut_and_still_comes(stage):
    role = Post(network=NETWORK, function=Function.MEMBER, role=Role("politie"))
    async with stage.storage.work() as work:
        for number in range(120):
            name = f"<Agent & {number} met een lange naam>"
            await work.people.enrol(9_000_000 + number, name, role, stage.clock.now())

    await stage.vt.types("/wie")

    shown = await stage.sees(stage.vt, "Wie is wie")
    assert len(shown.text) <= 4096


@pytest.fixture
def broken_words(folder, monkeypatch):
    """An installation whose own catalogue spoils the title of the card."""
    own = folder / "own"
    own.mkdir()
    (own / "nl.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "card.title.open"\nmsgstr "<b>🚨 {id} · OVERLEG GEVRAAGD · {urgency}"\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("SPOEDGROEP_CONFIG_DIR", str(own))


@pytest.mark.usefixtures("broken_words")
async def test_f51_markup_that_telegram_refuses_degrades_and_still_alarms(stage):
    alert = await stage.asks()

    card = await stage.card_says(alert, "OVERLEG GEVRAAGD · ACUUT")
    assert "<b>" not in card.text
    assert "✅ Kan nu" in card.labels
    assert any("parse" in why for why in stage.town.calls("sendMessage"))


async def test_f46_a_bad_gateway_delays_an_alarm_and_loses_nothing(stage):
    stage.town.faults.fail("sendMessage", with_=Fault.HTTP_502, times=6)

    alert = await stage.asks()

    await stage.card_says(alert, "OVERLEG GEVRAAGD")
    for phone in (stage.politie, stage.om, stage.rvdk):
        await stage.sees(phone, f"{alert}: overleg gevraagd aan")


async def test_f25_a_toast_that_cannot_be_given_leaves_the_answer_given(stage):
    alert = await stage.asks()
    stage.town.faults.fail("answerCallbackQuery", with_=Fault.HTTP_502)

    await stage.politie.presses("Kan nu", chat=stage.skm)

    await stage.card_says(alert, "✅ politie · kan nu")


async def test_f12_after_more_than_two_minutes_the_group_is_told_what_was_missed(stage):
    alert = await stage.asks()
    old = stage.card(alert)
    await stage.stops()
    await was_last_alive(stage, timedelta(minutes=9))

    await stage.starts()

    said = await stage.sees(stage.vt, "De bot was weg van", stage.skm)
    assert "tikken in die tijd zijn niet aangekomen" in said.text
    await stage.town.until(lambda: stage.card(alert) is not old, PATIENCE, "a new card below it")
    await stage.taps(stage.politie, "Kan nu", chat=stage.skm)
    await stage.card_says(alert, "✅ politie")


async def test_f12_after_three_days_the_group_is_asked_to_send_again_what_is_lost(stage):
    alert = await stage.asks()
    await stage.stops()
    await was_last_alive(stage, timedelta(days=3))

    await stage.starts()

    said = await stage.sees(stage.vt, "De bot was weg van", stage.skm)
    assert said.text.startswith("De bot was weg van 21-11 ")
    assert " tot 24-11 " in said.text
    assert "berichten van meer dan een dag geleden ook niet. Stuur opnieuw" in said.text
    await stage.card_says(alert, "OVERLEG GEVRAAGD")


async def test_a_short_absence_is_not_worth_a_message(stage):
    await stage.asks()
    await stage.stops()
    await was_last_alive(stage, timedelta(seconds=100))
    await stage.starts()
    await stage.quiet()

    assert len(stage.town.sent_to(stage.skm)) == 1


async def was_last_alive(stage, ago):
    """Set the last sign of life back."""
    async with stage.reopened() as work:
        last = await work.pulse.last()
        await work.pulse.beat(last - ago)


async def test_f53_the_beheerder_hears_that_a_group_has_put_the_bot_out(stage):
    alert = await stage.asks()

    await stage.beheerder.removes_bot(stage.skm)

    told = await stage.sees(stage.beheerder, "De bot kan niet meer schrijven in de groep van skm")
    assert "tot dan bellen de partners elkaar" in told.text
    await stage.taps(stage.politie, "Kan nu")  # in private it goes on
    await stage.sees(stage.politie, "Bij politie staat nu: kan nu")
    assert (await stage.alert(alert)).seat("politie").joins

    await stage.beheerder.adds_bot(stage.skm)
    stage.clock.moves(timedelta(minutes=2))

    await stage.card_says(alert, "politie · kan nu")  # the binding stayed, and nothing was lost
