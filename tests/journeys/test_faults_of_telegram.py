"""What Telegram does to messages and accounts, and the alert that has to survive it."""

import sqlite3
from collections import Counter
from contextlib import closing

from bot.installation import database_file
from bot.practice.faults import Fault
from config.settings import load_settings

BACKLOG = 220  # more than two polls bring


def shown(stage):
    """Every message that every chat holds."""
    places = (stage.skm, *stage.people.values())
    return Counter(
        (number, one.text)
        for number, place in enumerate(places)
        for one in stage.town.sent_to(place)
    )


def in_order():
    """The updates that were handled, by their number, in the order in which they were."""
    with closing(sqlite3.connect(database_file(load_settings()))) as kept:
        rows = kept.execute("SELECT update_id FROM handled_update ORDER BY rowid")
        return [number for (number,) in rows]


async def test_f24_what_is_changed_after_it_was_sent_is_no_answer(stage):
    alert = await stage.asks()
    await stage.taps(stage.om, "Kan om…", chat=stage.skm)
    await stage.taps(stage.om, "Andere tijd…")
    await stage.sees(stage.om, "kies een tijd, of typ hem")
    typed = await stage.om.types("14u15")
    await stage.card_says(alert, "✅ OM · kan om 14:15")
    await stage.quiet()
    before = await stage.kept()

    await stage.om.edits(typed, "18u00")

    await stage.sees(stage.om, "Een gewijzigd bericht telt niet")
    assert await stage.kept() == before


async def test_f29_in_a_long_row_the_alert_goes_first_and_nothing_is_left(stage):
    preview = await stage.drafts(stage.vt)
    await stage.stops()
    for _ in range(BACKLOG):
        await stage.politie.types("Wie belt de school?", stage.skm)
    await stage.vt.presses("Gezin nog niet spreken", message=preview)
    await stage.vt.presses("Verstuur", message=preview)
    updates = stage.town.world.updates
    chosen, sent = [one.id for one in updates.waiting()][-2:]

    await stage.starts()

    await stage.card_says("SKM-2611-01", "OVERLEG GEVRAAGD")
    await stage.quiet()
    assert (await stage.alert("SKM-2611-01")).facts.standstill
    async with stage.storage.view() as work:
        assert await work.updates.set_asides() == []
    handled = in_order()
    # what the same person did before it goes along, in its order; then the rest in theirs
    handled = handled[handled.index(chosen) :]
    assert handled[:2] == [chosen, sent]
    assert handled[2 : BACKLOG + 2] == [sent - 1 - n for n in range(BACKLOG, 0, -1)]
    assert updates.pending == 0


async def test_f29_who_goes_on_meanwhile_is_heard_after_what_he_did_before(stage):
    await stage.stops()
    for number in range(BACKLOG):
        await stage.politie.types(f"regel {number}", stage.skm)

    await stage.starts()
    await stage.politie.types("/alarm")

    await stage.sees(stage.politie, "Waar gaat het om?")
    await stage.quiet()
    assert in_order() == sorted(in_order())


async def test_f40_who_takes_another_name_stays_who_he_is(stage):
    alert = await stage.asks()
    stage.politie.user.first_name, stage.politie.user.last_name = "Bea", "Beheer"
    stage.politie.user.username = "om_piket"

    await stage.taps(stage.politie, "Kan nu", chat=stage.skm)

    await stage.card_says(alert, "✅ politie · kan nu")
    assert not (await stage.alert(alert)).seat("om").answers
    async with stage.storage.view() as work:
        member = await work.people.member(stage.politie.id)
    assert member.name == "Piet Post"


async def test_f48_what_may_have_come_is_sent_again_and_both_bear_the_number(stage):
    stage.town.faults.fail("sendMessage", with_=Fault.DROP_AFTER)

    alert = await stage.asks()
    await stage.card_says(alert, "OVERLEG GEVRAAGD")
    await stage.quiet()

    [(twice, times)] = [(text, times) for (_, text), times in shown(stage).items() if times > 1]
    assert times == 2
    assert alert in twice


async def test_f55_without_its_rights_in_the_group_the_bot_goes_on_and_says_what_it_lacks(stage):
    await stage.beheerder.demotes_bot(stage.skm)
    await stage.sees(stage.beheerder, "mist in deze groep een recht", stage.skm)

    alert = await stage.asks()
    await stage.taps(stage.politie, "Kan nu", chat=stage.skm)

    card = await stage.card_says(alert, "✅ politie")
    await stage.quiet()
    assert not card.pinned


async def test_f60_a_card_that_was_deleted_quietly_is_back_within_six_hours(stage):
    alert = await stage.asks()
    for phone in (stage.politie, stage.om, stage.rvdk):
        await stage.taps(phone, "Kan nu", chat=stage.skm)
    old = await stage.card_says(alert, "Quorum compleet")
    await stage.quiet()
    await stage.beheerder.deletes(old)
    before = (await stage.alert(alert)).version

    await stage.moves(hours=2)  # noon by UTC: the second look of the day

    card = await stage.card_says(alert, "Quorum compleet")
    assert card is not old
    assert (await stage.alert(alert)).version == before
