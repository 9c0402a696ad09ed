"""Cards and buttons: old ones change nothing, a lost card comes back, a storm costs few edits."""

import asyncio
import contextlib
import sqlite3
from dataclasses import replace

import pytest
from stage import PATIENCE

from bot.errands import line_errand, screen_errand
from bot.installation import database_file
from bot.limits import PER_GROUP
from bot.teller import UNTRUE
from config.settings import load_settings
from flows.terms import Phase

NOT_CURRENT = "Dit is niet meer actueel"


def rows(query):
    """What the database holds, past the application."""
    with contextlib.closing(sqlite3.connect(database_file(load_settings()))) as database:
        return database.execute(query).fetchall()


def data_of(message, label):
    """What a button sends, to be sent again when the button is long gone."""
    found = [key.data for row in message.keyboard for key in row if label in key.text]
    return found[0]


async def started(stage, alert):
    await stage.taps(stage.vt, "Plan overleg", chat=stage.skm)
    await stage.taps(stage.vt, "Nu gestart")
    await stage.card_says(alert, "IN OVERLEG")


async def withdrawn(stage, alert):
    await stage.vt.types("/open")
    await stage.taps(stage.vt, alert, "Intrekken", "Andere route")
    await stage.card_says(alert, "INGETROKKEN")


@pytest.mark.parametrize("ends", [started, withdrawn])
@pytest.mark.parametrize("label", ["Kan nu", "Plan overleg"])
async def test_f26_a_button_of_an_earlier_card_says_so_and_changes_nothing(stage, ends, label):
    alert = await stage.asks()
    old = data_of(stage.card(alert), label)
    await ends(stage, alert)
    await stage.quiet()
    before = await stage.kept()

    press = await stage.politie.presses_data(old, stage.card(alert))

    assert NOT_CURRENT in await press.toast(PATIENCE)
    assert await stage.kept() == before


async def test_f26_a_link_of_an_earlier_card_says_so_and_changes_nothing(stage):
    alert = await stage.asks()
    links = [key.url for row in stage.card(alert).keyboard for key in row if key.url]
    await started(stage, alert)
    await stage.quiet()
    before = await stage.kept()

    for link in links:
        mark = stage.politie.mark()
        await stage.politie.opens(link)
        await stage.sees(stage.politie, NOT_CURRENT, after=mark)

    assert await stage.kept() == before


async def test_f26_a_button_of_an_earlier_round_says_so_and_changes_nothing(stage):
    alert = await stage.asks()
    old = data_of(stage.card(alert), "Kan nu")
    await started(stage, alert)
    await stage.taps(
        stage.vt, "Overleg afronden", "Geen actie", "Herbeoordeling", "n.v.t.", "Klaar"
    )
    await stage.card_says(alert, "OPVOLGING")
    await stage.vt.types("/open")
    await stage.taps(stage.vt, alert, "Overleg nodig")
    await stage.card_says(alert, "OPNIEUW OVERLEG GEVRAAGD")
    await stage.quiet()
    before = await stage.kept()

    press = await stage.politie.presses_data(old, stage.card(alert))

    assert NOT_CURRENT in await press.toast(PATIENCE)
    assert await stage.kept() == before


async def test_f50_a_deleted_card_is_posted_again_and_pinned(stage):
    alert = await stage.asks()
    old = stage.card(alert)
    await stage.beheerder.deletes(old)

    press = await stage.politie.presses("Kan nu")
    assert "Genoteerd" in await press.toast(PATIENCE)

    card = await stage.card_says(alert, "✅ politie")
    assert card is not old
    await stage.town.until(lambda: card.pinned, PATIENCE, "the new card being pinned")


async def test_f27_two_people_press_at_once_and_no_answer_is_lost(stage):
    alert = await stage.asks()

    presses = [await phone.presses("Kan nu", chat=stage.skm) for phone in (stage.politie, stage.om)]

    for press in presses:
        assert "Genoteerd" in await press.toast(PATIENCE)
    card = await stage.card_says(alert, "Quorum compleet")
    assert "✅ politie" in card.text
    assert "✅ OM" in card.text


async def test_f27_two_people_start_at_once_and_one_start_is_stamped(stage):
    alert = await stage.asks()
    await stage.taps(stage.vt, "Plan overleg", chat=stage.skm)
    await stage.taps(stage.politie, "Plan overleg", chat=stage.skm)
    for phone in (stage.vt, stage.politie):
        await phone.sees_button("Nu gestart", within=PATIENCE)

    presses = [await phone.presses("Nu gestart") for phone in (stage.vt, stage.politie)]

    assert all(["Genoteerd" in await press.toast(PATIENCE) for press in presses])
    await stage.card_says(alert, "IN OVERLEG")
    async with stage.storage.view() as work:
        names = [entry.name for entry in await work.history.of(f"alert:{alert}")]
    assert names.count("OverlegStarted") == 1
    assert (await stage.alert(alert)).overleg.regie == "vt"


async def test_f30_thirty_presses_within_a_second_cost_three_edits_and_the_last_shows_the_state(
    stage,
):
    alert = await stage.asks()
    yes = data_of(stage.card(alert), "Kan nu")
    await stage.taps(stage.politie, "Kan nu")
    answered = await stage.politie.sees_button("Ongedaan maken", within=PATIENCE)
    no = data_of(answered, "Ongedaan maken")
    await stage.quiet()
    card = stage.card(alert)
    edits, stage.hurries = card.edits, False

    pressed = [
        await stage.politie.presses_data(*item)
        for _ in range(15)
        for item in ((no, answered), (yes, card))
    ]
    said = await asyncio.gather(*(press.toast(PATIENCE) for press in pressed))
    stage.hurries = True
    await stage.quiet()

    assert all("Genoteerd" in text for text in said)
    assert card.edits - edits <= 3
    assert "✅ politie · kan nu" in card.text
    assert (await stage.alert(alert)).seat("politie").joins


async def test_f61_what_waits_for_a_full_group_is_not_taken_up_in_vain_again_and_again(stage):
    await stage.asks()
    await stage.stops()
    async with stage.reopened() as work:
        (group,) = [one for one in await work.groups.all() if one.doelgroep == "skm"]
        for number in range(2 * PER_GROUP):
            line = line_errand(0, "gap.group", stage.clock.now(), start="12:00", end="12:10")
            line = replace(line, user_id=None, group_id=group.id, key=f"line {number}")
            await work.outbox.tell(line)
    await stage.starts()
    await stage.quiet()

    [(in_vain,)] = rows("SELECT sum(attempts) FROM errand WHERE key LIKE 'line%'")
    said = [one for one in stage.town.sent_to(stage.skm) if "12:00 tot 12:10" in one.text]
    assert len(said) == 2 * PER_GROUP
    assert in_vain <= 2, "each is taken up when its moment is there"


async def test_s21_f20_a_press_that_telegram_hands_over_twice_has_one_effect(stage):
    alert = await stage.asks()
    await stage.quiet()
    version = (await stage.alert(alert)).version
    await stage.taps(stage.politie, "Kan nu", chat=stage.skm)
    await stage.stops()  # before the poll that would confirm it, or after: it makes no difference
    await stage.starts()
    await stage.quiet()

    assert (await stage.alert(alert)).version == version + 1


async def test_pressing_the_same_answer_again_is_friendly_and_changes_nothing(stage):
    alert = await stage.asks()
    await stage.taps(stage.politie, "Kan nu", chat=stage.skm)
    await stage.quiet()
    before = await stage.kept()

    said = await stage.taps(stage.politie, "Kan nu", chat=stage.skm)

    assert "Genoteerd" in said
    assert await stage.kept() == before
    assert (await stage.alert(alert)).phase is Phase.OPEN


async def test_a_screen_of_a_draft_that_was_begun_anew_meanwhile_is_not_shown_any_more(stage):
    await stage.vt.types("/alarm")
    await stage.sees(stage.vt, "Waar gaat het om?")
    await stage.quiet()
    said = stage.vt.chat()
    await stage.stops()
    async with stage.reopened() as work:
        await work.outbox.tell(screen_errand(stage.vt.id, "draft_sub_roles", stage.clock.now()))
    await stage.starts()
    await stage.quiet()

    assert stage.vt.chat() == said
    kept = rows("SELECT state, error FROM errand WHERE payload LIKE '%draft_sub_roles%'")
    assert kept == [("dropped", UNTRUE)]
