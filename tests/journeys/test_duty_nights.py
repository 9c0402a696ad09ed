"""The duty roster in use: who is asked at night, who takes over, and what the bot says ahead."""

from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

import pytest
from stage import NETWORK, PATIENCE

from bot.rounds import duty
from config import doelgroepen
from flows.calendar import DAY, at_local
from flows.duty import Shift
from flows.people import Function, Post
from flows.rules import Role

OM, POLITIE = Role("om"), Role("politie")
AUTUMN = datetime(2026, 10, 24, 21, 50, tzinfo=UTC)  # Saturday 23:50: the clock goes back tonight
SPRING = datetime(2027, 3, 27, 22, 50, tzinfo=UTC)  # Saturday 23:50: it goes ahead tonight
TUESDAY = date(2026, 11, 24)
ALMOST_FIVE = datetime(2026, 11, 24, 15, 59, tzinfo=UTC)
ASKED = "overleg gevraagd aan"


async def joins(stage, key, name, role=POLITIE):
    """One more colleague of a role."""
    phone = stage.people[key] = stage.town.person(name)
    phone.user.started = True
    post = Post(network=NETWORK, function=Function.MEMBER, role=role)
    async with stage.storage.work() as work:
        await work.people.enrol(phone.id, name, post, stage.clock.now())
    return phone


async def person(work, phone):
    member = await work.people.member(phone.id)
    return member.person


async def on_duty(stage, role, *shifts):
    """Give a role shifts on days of its own: who, which day, from, until."""
    async with stage.storage.work() as work:
        rows = [
            Shift(
                person=await person(work, phone),
                day=day,
                opens=time.fromisoformat(opens),
                closes=time.fromisoformat(closes),
            )
            for phone, day, opens, closes in shifts
        ]
        await work.duty.put_day_shifts(NETWORK, role, rows, "test", stage.clock.now())


def asked(phone, alert):
    return any(f"{alert}: {ASKED}" in one.text for one in phone.chat())


@pytest.mark.parametrize(
    ("start", "day", "hours"), [(AUTUMN, date(2026, 10, 24), 9), (SPRING, date(2027, 3, 27), 7)]
)
async def test_s12_in_the_night_of_the_clock_change_duty_passes_on_to_the_minute(stage, day, hours):
    late, night = stage.politie, await joins(stage, "nacht", "Nora Nacht")
    morning, sunday = await joins(stage, "ochtend", "Otto Ochtend"), day + DAY
    await on_duty(
        stage, POLITIE,
        (late, day, "17:00", "00:00"), (night, sunday, "00:00", "08:00"),
        (morning, sunday, "08:00", "17:00"),
    )  # fmt: skip
    midnight, eight = at_local(sunday, time(0)), at_local(sunday, time(8))
    assert eight - midnight == timedelta(hours=hours)
    moments = (
        (late, midnight - timedelta(minutes=1)),
        (night, midnight),
        (night, eight - timedelta(minutes=1)),
        (morning, eight),
    )

    for whose, at in moments:
        stage.clock.moves_to(at)
        alert = await stage.asks()
        told = [phone for phone in (late, night, morning) if asked(phone, alert)]
        assert told == [whose], at
        await stage.taps(whose, "Kan nu")
        await stage.quiet()
        answer = (await stage.alert(alert)).seat(POLITIE).answer
        assert (answer.kind.value, answer.at.replace(second=0, microsecond=0)) == ("kan_nu", at)


async def test_s16_f103_an_empty_duty_goes_on_at_once_and_who_is_absent_is_left_alone(stage):
    await on_duty(stage, OM, (stage.om, TUESDAY, "00:00", "10:00"))

    alert = await stage.asks()

    await stage.sees(stage.waarnemer, alert)
    assert not asked(stage.om, alert)
    assert (await stage.alert(alert)).seat(OM).rung == 2

    await stage.politie.types("/dienst")
    await stage.taps(stage.politie, "Afwezig", "Vandaag")
    await stage.politie.sees_button("Ik ben er weer", within=PATIENCE)
    colleague = await joins(stage, "maat", "Mia Maat")
    second = await stage.asks()
    assert asked(colleague, second)
    assert not asked(stage.politie, second)


async def test_r049_days_off_are_told_ahead_and_taken_back_with_one_tap(stage):
    colleague = await joins(stage, "maat", "Mia Maat")
    wednesday, saturday = "✖ Afwezig wo 25-11 t/m do 26-11", "✖ Afwezig za 28-11 t/m za 28-11"
    for typed, label in (
        ("25-11 t/m 26-11", wednesday),
        ("25-11-2026 t/m 26-11-2026", wednesday),  # the second time adds nothing
        ("28-11 t/m 28-11", saturday),
    ):
        await stage.politie.types("/dienst")
        await stage.taps(stage.politie, "Afwezig", "Andere dagen…")
        await stage.sees(stage.politie, "de eerste en de laatste")
        await stage.politie.types(typed)
        shown = await stage.politie.sees_button(label, within=PATIENCE)
    assert shown.labels.count(wednesday) == 1
    await stage.taps(stage.politie, saturday, "Andere dagen…", "✖ Annuleren")
    await stage.politie.types("24-12")
    await stage.sees(stage.politie, "niets om te typen")

    menu = await stage.politie.sees_button("Vandaag", within=PATIENCE)
    await (await stage.politie.presses("Andere dagen…", message=menu)).toast(PATIENCE)
    await (await stage.politie.presses("Vandaag", message=menu)).toast(PATIENCE)
    await stage.sees(stage.politie, "Je bent afwezig t/m di 24-11")
    await stage.politie.types("30-11")
    await stage.sees(stage.politie, "niets om te typen")
    await stage.taps(stage.politie, "Ik ben er weer")

    asked_of = {}
    for day in (TUESDAY, TUESDAY + DAY, TUESDAY + 4 * DAY):
        stage.clock.moves_to(at_local(day, time(12)))
        alert = await stage.asks()
        asked_of[day.day] = (asked(stage.politie, alert), asked(colleague, alert))

    assert asked_of == {24: (True, True), 25: (False, True), 28: (True, True)}


async def test_s18_a_duty_that_is_taken_over_is_asked_of_who_took_it(stage):
    colleague = await joins(stage, "maat", "Mia Maat")
    await on_duty(stage, POLITIE, (stage.politie, TUESDAY, "08:00", "17:00"))
    await stage.politie.types("/dienst")
    await stage.taps(stage.politie, "Neem mij over tot 17:00", "Mia Maat")
    request = await stage.sees(colleague, "vraagt of je de dienst overneemt")
    first = await stage.asks()
    assert asked(stage.politie, first)

    yes = request.keyboard[0][0].data
    press = await colleague.presses("Ja, overnemen", message=request)
    await press.toast(PATIENCE)
    await stage.sees(stage.politie, "Mia Maat neemt de dienst over")
    second = await stage.asks()

    assert asked(colleague, second)
    assert not asked(stage.politie, second)
    again = await colleague.presses_data(yes, request)
    assert "niet meer actueel" in (await again.toast(PATIENCE))


async def test_r049_who_is_back_may_give_the_rest_of_the_shift_away(stage):
    colleague = await joins(stage, "maat", "Mia Maat")
    await on_duty(stage, POLITIE, (stage.politie, TUESDAY, "08:00", "20:00"))
    await stage.moves(seconds=20)
    await stage.politie.types("/dienst")
    await stage.taps(stage.politie, "Afwezig", "Vandaag")
    await stage.moves(seconds=20)

    await stage.taps(stage.politie, "Ik ben er weer", "Neem mij over tot 20:00", "Mia Maat")

    await stage.sees(colleague, "vraagt of je de dienst overneemt")


async def test_r049_a_request_without_an_answer_lapses_and_both_hear_it(stage):
    colleague = await joins(stage, "maat", "Mia Maat")
    await on_duty(stage, POLITIE, (stage.politie, TUESDAY, "13:00", "17:00"))
    await stage.politie.types("/dienst")
    await stage.taps(stage.politie, "Neem mij over: 13:00", "Mia Maat")
    await stage.sees(colleague, "vraagt of je de dienst overneemt")

    await passes(stage, hours=2)

    for phone in (stage.politie, colleague):
        await stage.sees(phone, "Er kwam geen antwoord van Mia Maat")


async def test_r049_who_asked_takes_the_question_back_and_asks_somebody_else(stage):
    colleague, other = (
        await joins(stage, "maat", "Mia Maat"),
        await joins(stage, "ander", "Ad Ander"),
    )
    await on_duty(stage, POLITIE, (stage.politie, TUESDAY, "13:00", "17:00"))
    await stage.politie.types("/dienst")
    await stage.taps(stage.politie, "Neem mij over: 13:00", "Mia Maat")
    request = await stage.sees(colleague, "vraagt of je de dienst overneemt")

    await stage.taps(stage.politie, "Vraag intrekken")

    await stage.sees(colleague, "heeft de vraag ingetrokken")
    late = await colleague.presses("Ja, overnemen", message=request)
    assert "niet meer actueel" in (await late.toast(PATIENCE))
    await stage.politie.types("/dienst")
    await stage.taps(stage.politie, "Neem mij over: 13:00", "Ad Ander")
    await stage.sees(other, "vraagt of je de dienst overneemt")


@pytest.mark.parametrize("start", [ALMOST_FIVE])
async def test_r049_at_five_the_aanspreekpunten_hear_who_is_there_tonight(stage):
    await on_duty(
        stage,
        OM,
        (stage.om, TUESDAY, "08:00", "19:00"),
        (stage.om, TUESDAY + DAY, "08:00", "17:00"),
    )

    await passes(stage, minutes=1)

    told = await stage.sees(stage.aanspreekpunt, "Dienst vanavond en vannacht")
    assert "🔴 OM: niemand 19:00–22:00" in told.text.replace("di 24-11 ", "")
    assert "VT: iedereen wordt gevraagd" in told.text
    await stage.sees(stage.aanspreekpunt, "🔴 OM heeft niemand met dienst")
    await stage.sees(stage.beheerder, "Dienst vanavond en vannacht")  # for who has no aanspreekpunt
    await passes(stage, minutes=30)
    lines = [one for one in stage.aanspreekpunt.chat() if "Dienst vanavond" in one.text]
    assert len(lines) == 1


async def test_r049_two_swap_their_shifts_and_each_is_asked_in_the_others_time(stage):
    colleague = await joins(stage, "maat", "Mia Maat")
    tomorrow = TUESDAY + DAY
    await on_duty(
        stage,
        POLITIE,
        (stage.politie, tomorrow, "08:00", "16:00"),
        (colleague, tomorrow, "16:00", "00:00"),
    )
    await stage.politie.types("/dienst")
    await stage.taps(stage.politie, "Ruilen", "politie wo 25-11 08:00", "Mia Maat wo 25-11 16:00")
    await stage.sees(colleague, "In ruil daarvoor")
    await stage.taps(colleague, "Ja, overnemen")
    await stage.sees(stage.politie, "Mia Maat neemt de dienst over")

    stage.clock.moves_to(at_local(tomorrow, time(9)))
    morning = await stage.asks()
    stage.clock.moves_to(at_local(tomorrow, time(17)))
    evening = await stage.asks()

    assert (asked(colleague, morning), asked(stage.politie, morning)) == (True, False)
    assert (asked(colleague, evening), asked(stage.politie, evening)) == (False, True)


async def test_r049_a_swap_of_a_shift_that_is_no_longer_there_is_not_half_a_swap(stage):
    colleague = await joins(stage, "maat", "Mia Maat")
    tomorrow = TUESDAY + DAY
    early, late = (
        (stage.politie, tomorrow, "08:00", "16:00"),
        (colleague, tomorrow, "16:00", "00:00"),
    )
    await on_duty(stage, POLITIE, early, late)
    await stage.politie.types("/dienst")
    await stage.taps(stage.politie, "Ruilen", "politie wo 25-11 08:00", "Mia Maat wo 25-11 16:00")
    await stage.sees(colleague, "In ruil daarvoor")
    await on_duty(stage, POLITIE, early, (stage.politie, tomorrow, "16:00", "00:00"))

    said = await stage.taps(colleague, "Ja, overnemen")

    assert "intussen anders verdeeld" in said
    async with stage.storage.view() as work:
        roster = await work.duty.roster(NETWORK, stage.clock.now(), at_local(tomorrow, time(20)))
        assert not any(one.accepted_at for one in roster.handovers)


@pytest.mark.parametrize("start", [datetime(2026, 11, 30, 9, 0, tzinfo=UTC)])
async def test_every_monday_a_silent_test_is_answered_with_one_tap(stage):
    await passes(stage, minutes=1)
    test = await stage.sees(stage.om, "Test van je bereikbaarheid")
    assert test.silent
    await stage.taps(stage.om, "Ik ben bereikbaar")
    async with stage.storage.view() as work:
        assert (await work.people.member(stage.om.id)).tested_at is not None
        assert (await work.people.member(stage.vt.id)).tested_at is None


async def passes(stage, **by):
    """Time passes, and the rounds of the calendar look."""
    await stage.moves(**by)
    house = SimpleNamespace(configuration=doelgroepen.load())  # all that these rounds look at
    for go_round in (duty.handovers, duty.coverage, duty.reach):
        async with stage.storage.work() as work:
            await go_round(work, house, stage.clock.now())
    await stage.quiet()
