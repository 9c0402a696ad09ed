"""Answers: on the road with one thumb, by telephone, through the waarnemer, or not at all."""

from datetime import timedelta

from stage import PATIENCE, TUESDAY

from flows.terms import AnswerKind, Channel


async def test_s15_kan_om_takes_three_taps_and_no_typing(stage):
    alert = await stage.asks()
    politie = stage.politie
    politie.taps = 0

    await stage.taps(politie, "Kan om…", chat=stage.skm)
    asked = await politie.sees_button("+120 min", within=PATIENCE)
    assert [label[:4] for label in asked.labels[:3]] == ["+30 ", "+60 ", "+120"]
    await stage.taps(politie, "+60 min")

    await stage.card_says(alert, "✅ politie · kan om 12:05 · 11:00")
    assert politie.taps == 2


async def test_s15_another_time_is_chosen_from_half_hours_or_typed(stage):
    alert = await stage.asks()
    await stage.taps(stage.politie, "Kan om…", chat=stage.skm)
    await stage.taps(stage.politie, "Andere tijd…", "13:30")
    await stage.card_says(alert, "✅ politie · kan om 13:30")

    await stage.taps(stage.om, "Kan om…", chat=stage.skm)
    await stage.taps(stage.om, "Andere tijd…")
    await stage.sees(stage.om, "kies een tijd, of typ hem")
    await stage.om.types("half elf")
    await stage.sees(stage.om, "Dit is geen tijd")
    await stage.om.types("9:00")
    await stage.sees(stage.om, "Dat is morgen, wo 25-11 09:00")
    await stage.om.types("14u15")

    await stage.card_says(alert, "✅ OM · kan om 14:15")


async def test_s15_a_changed_mind_counts_for_the_plan_and_the_first_answer_for_the_figures(stage):
    alert = await stage.asks()
    await stage.taps(stage.politie, "Kan om…", chat=stage.skm)
    await stage.taps(stage.politie, "+120 min")
    await stage.card_says(alert, "✅ politie · kan om 13:05")
    await stage.moves(minutes=5)

    await stage.taps(stage.politie, "Kan nu", chat=stage.skm)

    await stage.card_says(alert, "✅ politie · kan nu · 11:05")
    answers = (await stage.alert(alert)).seat("politie").answers
    assert [answer.kind for answer in answers] == [AnswerKind.AT, AnswerKind.NOW]
    assert answers[0].at < TUESDAY + timedelta(minutes=1)


async def test_an_answer_is_taken_back(stage):
    alert = await stage.asks()
    await stage.taps(stage.politie, "Kan nu", chat=stage.skm)
    await stage.card_says(alert, "✅ politie")

    await stage.taps(stage.politie, "Anders…", chat=stage.skm)
    said = await stage.taps(stage.politie, "Ongedaan maken")

    assert "ongedaan gemaakt" in said
    await stage.card_says(alert, "⏳ politie · nog niet geantwoord")
    assert (await stage.alert(alert)).seat("politie").answers == ()


async def test_only_the_silent_role_is_chased_and_its_answer_ends_that(stage):
    alert = await stage.asks()
    await stage.taps(stage.politie, "Kan nu", chat=stage.skm)
    await stage.card_says(alert, "✅ politie")
    told = len(stage.town.sent_to(stage.politie))

    await stage.moves(minutes=10)
    await stage.sees(stage.om, f"{alert}: OM heeft nog niet geantwoord")
    await stage.moves(minutes=10)
    for phone in (stage.waarnemer, stage.aanspreekpunt):
        await stage.sees(phone, f"{alert}: kun jij voor OM antwoorden?")
    await stage.moves(minutes=10)
    await stage.sees(stage.vt, f"{alert}: bel OM")
    await stage.moves(minutes=30)
    await stage.sees(stage.voorzitter, f"{alert}: OM heeft nog niet geantwoord")

    assert len(stage.town.sent_to(stage.politie)) == told
    assert len(stage.town.sent_to(stage.skm)) == 1


async def test_an_answer_ends_the_chase_before_its_next_step(stage):
    alert = await stage.asks()
    await stage.moves(minutes=9)
    await stage.taps(stage.om, "Kan nu", chat=stage.skm)
    await stage.card_says(alert, "✅ OM")

    await stage.moves(hours=2)

    assert not stage.waarnemer.chat()
    assert not any("heeft nog niet" in one.text for one in stage.town.sent_to(stage.om))


async def test_s17_an_answer_by_telephone_is_not_overwritten_by_a_later_tap(stage):
    alert = await stage.asks()
    await stage.moves(minutes=3)
    await stage.taps(stage.vt, "Anders…", chat=stage.skm)
    await stage.taps(stage.vt, "Namens (telefonisch)", "OM", "Kan nu")
    await stage.card_says(alert, "✅ OM · kan nu · 11:03 · 📞 telefonisch")
    await stage.moves(minutes=20)

    await stage.taps(stage.om, "Kan nu", chat=stage.skm)
    await stage.quiet()

    assert "✅ OM · kan nu · 11:03 · 📞 telefonisch" in stage.card(alert).text
    (answer,) = (await stage.alert(alert)).seat("om").answers
    assert answer.channel is Channel.PHONE


async def test_s17_a_later_other_answer_leaves_the_time_of_the_telephone_in_the_figures(stage):
    alert = await stage.asks()
    await stage.taps(stage.vt, "Anders…", chat=stage.skm)
    await stage.taps(stage.vt, "Namens (telefonisch)", "OM", "Kan om…", "+60 min")
    await stage.card_says(alert, "✅ OM · kan om 12:05 · 11:00 · 📞 telefonisch")
    await stage.moves(minutes=20)

    await stage.taps(stage.om, "Kan nu", chat=stage.skm)

    await stage.card_says(alert, "✅ OM · kan nu · 11:20")
    first, last = (await stage.alert(alert)).seat("om").answers
    assert (first.channel, last.channel) == (Channel.PHONE, Channel.TAP)


async def test_s18_the_waarnemer_is_asked_at_once_and_may_answer(stage):
    alert = await stage.asks()

    await stage.taps(stage.om, "Anders…", chat=stage.skm)
    await stage.taps(stage.om, "Waarnemer")

    await stage.card_says(alert, "↪ OM · waarnemer gevraagd")
    asked = await stage.sees(stage.waarnemer, f"{alert}: kun jij voor OM antwoorden?")
    assert "OM vraagt de waarnemer om mee te doen." in asked.text
    await stage.taps(stage.waarnemer, "Kan nu")
    await stage.card_says(alert, "✅ OM · kan nu")


async def test_s18_capacity_is_an_answer_shown_without_a_name(stage):
    alert = await stage.asks()

    await stage.taps(stage.om, "Anders…", chat=stage.skm)
    await stage.taps(stage.om, "Sluit niet aan", "Capaciteit")

    card = await stage.card_says(alert, "➖ OM · sluit niet aan: capaciteit")
    assert "Olga" not in card.text
    asked = await stage.sees(stage.waarnemer, f"{alert}: kun jij voor OM antwoorden?")
    assert "OM sluit niet aan, maar is wel nodig." in asked.text


async def test_s19_rvdk_may_decline_without_breaking_the_quorum(stage):
    alert = await stage.asks()
    await stage.taps(stage.rvdk, "Anders…", chat=stage.skm)
    await stage.taps(stage.rvdk, "Sluit niet aan", "Geen taak nu")
    await stage.card_says(alert, "➖ RvdK · sluit niet aan: geen taak nu")

    for phone in (stage.politie, stage.om):
        await stage.taps(phone, "Kan nu", chat=stage.skm)

    await stage.card_says(alert, "Quorum compleet")
    told = len(stage.town.sent_to(stage.rvdk))
    await stage.moves(hours=2)
    assert len(stage.town.sent_to(stage.rvdk)) == told
    assert not any("bel RvdK" in one.text for one in stage.town.sent_to(stage.vt))


async def test_the_plan_is_agreed_in_one_tap_and_everybody_gets_a_calendar_file(stage):
    alert = await stage.asks()
    await stage.taps(stage.politie, "Kan om…", chat=stage.skm)
    await stage.taps(stage.politie, "+60 min")
    await stage.taps(stage.om, "Kan nu", chat=stage.skm)

    await stage.taps(stage.vt, "Akkoord: 12:05")

    await stage.card_says(alert, "OVERLEG GEPLAND 12:05")
    for phone in (stage.vt, stage.politie, stage.om):
        sent = await stage.sees(phone, f"{alert}: overleg gepland")
        assert sent.file_name == f"{alert}.ics"
        assert b"BEGIN:VEVENT" in sent.file_bytes
    await stage.moves(minutes=56)
    await stage.sees(stage.politie, f"{alert}: het overleg begint zo")
    await stage.moves(minutes=20)
    await stage.sees(stage.vt, f"{alert}: is het overleg begonnen?")
