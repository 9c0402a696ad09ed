"""What Telegram does to messages and accounts, and the alert that has to survive it."""

from collections import Counter

from bot.practice.faults import Fault

BACKLOG = 120  # more than one poll brings


def shown(stage):
    """Every message that every chat holds."""
    places = (stage.skm, *stage.people.values())
    return Counter(
        (number, one.text)
        for number, place in enumerate(places)
        for one in stage.town.sent_to(place)
    )


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


async def test_f29_an_alert_behind_a_long_queue_is_raised_and_nothing_of_it_is_left(stage):
    await stage.drafts(stage.vt)
    await stage.stops()
    for _ in range(BACKLOG):
        await stage.politie.types("Wie belt de school?", stage.skm)
    await stage.vt.presses("Verstuur")

    await stage.starts()

    await stage.card_says("SKM-2611-01", "OVERLEG GEVRAAGD")
    await stage.quiet()
    assert stage.town.world.updates.pending == 0
    async with stage.storage.view() as work:
        assert await work.updates.set_asides() == []


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
