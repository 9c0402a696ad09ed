"""The aanspreekpunt keeps the roster: a file sent in, the windows, the week pattern by taps."""

from datetime import time, timedelta

from stage import NETWORK, PATIENCE
from test_duty_nights import person

from flows.calendar import DAY
from flows.duty import on_duty as on
from flows.rules import Role

OM = Role("om")
GOOD = """datum;van;tot;naam
25-11-2026;08:00;20:00;Olga Zitting
25-11-2026;20:00;08:00;Wim Waar
"""
BROKEN = """datum;van;tot;naam
30-2-2026;08:00;20:00;Olga Zitting
25-11-2026;25:00;08:00;Wim Waar
26-11-2026;08:00;20:00;Onno Bekend
"""


async def test_s11_a_roster_with_faults_lists_them_all_and_counts_for_nothing(stage):
    await import_of(stage, BROKEN)
    told = await stage.sees(stage.aanspreekpunt, "Er is niets overgenomen")
    assert [line.split(":")[0] for line in told.text.split("\n")[1:]] == [
        "regel 2", "regel 3", "regel 4",
    ]  # fmt: skip
    async with stage.storage.view() as work:
        assert await work.duty.draft_of(stage.aanspreekpunt.id, stage.clock.now()) is None

    await stage.aanspreekpunt.sends_document(name="rooster.csv", content=GOOD.encode())
    await stage.sees(stage.aanspreekpunt, "2 diensten, zonder fouten")
    assert "Genoteerd" in await stage.taps(stage.aanspreekpunt, "Neem over")

    async with stage.storage.view() as work:
        now = stage.clock.now()
        roster = await work.duty.roster(NETWORK, now, now + 2 * DAY)
    assert len(roster.days) == 2


async def test_r065_windows_hold_at_once_for_what_is_raised_from_then_on(stage):
    before = await stage.raises()
    await stage.aanspreekpunt.types("/dienst")
    await stage.taps(stage.aanspreekpunt, "Rooster OM", "Bereikbaarheid", "Anders, zelf typen")
    await stage.sees(stage.aanspreekpunt, "Typ de dagen en de tijden")
    await stage.aanspreekpunt.types("dagelijks 12-22")
    await stage.taps(stage.aanspreekpunt, "Vandaag")
    await stage.sees(stage.aanspreekpunt, "12:00-22:00")
    mark = stage.vt.mark()

    preview = await stage.drafts(stage.vt)
    assert "12:00" in preview.text
    await stage.taps(stage.vt, "Verstuur")
    await stage.vt.sees(f"{before[:-2]}02", within=PATIENCE, after=mark)
    after = f"{before[:-2]}02"
    assert (await stage.alert(before)).rules.role(OM).windows[0].opens == time(8)
    assert (await stage.alert(after)).rules.role(OM).windows[0].opens == time(12)


async def test_r054_a_week_pattern_is_made_by_taps_and_every_tap_counts_once(stage):
    who = stage.aanspreekpunt
    await who.types("/dienst")
    await stage.taps(who, "Rooster OM", "Weekpatroon", "di", "Olga Zitting", "08:00-17:00")
    await stage.sees(who, "Olga Zitting 08:00-17:00")
    await stage.taps(who, "＋ Wim Waar", "Andere tijd")
    await stage.sees(who, "Typ van wanneer")
    await who.types("van vijf tot tien")
    await stage.sees(who, "Dat zijn geen twee tijden")
    await who.types("17:00 tot 8u")
    await stage.sees(who, "Wim Waar 17:00-08:00")
    await stage.taps(who, "＋ Olga Zitting")
    await stage.sees(who, "Van wanneer tot wanneer heeft Olga Zitting")
    await stage.taps(who, "08:00-17:00")
    await stage.quiet()

    async with stage.storage.view() as work:
        now = stage.clock.now()
        roster = await work.duty.roster(NETWORK, now, now)
        assert [(it.opens.hour, it.closes.hour) for it in roster.week] == [(8, 17), (17, 8)]
        assert on(roster, OM, now) == (await person(work, stage.om),)
    await stage.taps(who, "✖ Wim Waar")
    await stage.quiet()
    async with stage.storage.view() as work:
        roster = await work.duty.roster(NETWORK, now, now)
        assert on(roster, OM, now + timedelta(hours=8)) == ()
        assert on(roster, OM, now) == (await person(work, stage.om),)


async def import_of(stage, text):
    await stage.aanspreekpunt.types("/dienst")
    await stage.taps(stage.aanspreekpunt, "Rooster OM", "Rooster importeren")
    await stage.sees(stage.aanspreekpunt, "Stuur hier het rooster")
    await stage.aanspreekpunt.sends_document(name="rooster.csv", content=text.encode())


async def test_s11_the_button_of_an_earlier_file_takes_over_no_later_one(stage):
    await import_of(stage, GOOD)
    first = await stage.sees(stage.aanspreekpunt, "2 diensten, zonder fouten")
    stage.clock.moves(DAY / 24)
    await import_of(stage, GOOD.rsplit("\n", 2)[0])
    second = await stage.sees(stage.aanspreekpunt, "1 dienst, zonder fouten")

    for label in ("Neem over", "Annuleren"):
        old = await stage.aanspreekpunt.presses(label, message=first)
        assert "niet meer actueel" in (await old.toast(PATIENCE))
    async with stage.storage.work() as work:
        olga = await work.people.member(stage.om.id)
        await work.people.suspend(olga.person, stage.clock.now())
    new = await stage.aanspreekpunt.presses("Neem over", message=second)

    assert "hoort er intussen niet meer bij" in (await new.toast(PATIENCE))
    async with stage.storage.view() as work:
        now = stage.clock.now()
        assert (await work.duty.roster(NETWORK, now, now + 2 * DAY)).days == ()
