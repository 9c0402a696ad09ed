"""The screens of the duty: readable, pressable, and true to the roster."""

from dataclasses import replace

import pytest
from courses import NETWORK, at
from duty_scenes import (
    EVERY,
    HANDOVER,
    NOW,
    OLGA,
    OM,
    PLANNED,
    ROSTER,
    SPAN,
    VERA,
    WIM,
    seen_by,
    view,
)
from strict import hold, labels, plain

from bot.buttons import moment
from bot.screens.coverage import uncovered
from bot.screens.duty_view import staffed, windows_of
from bot.screens.table import SCREENS
from flows.calendar import ALWAYS, open_parts
from flows.duty import Absence, Roster, gaps


def draw(name, looked_at):
    return SCREENS[name](looked_at)


@pytest.mark.parametrize("name", EVERY)
def test_a_screen_of_the_duty_holds_and_is_always_the_same(name):
    for looked_at in EVERY[name]:
        screen = draw(name, looked_at)
        hold(screen)
        if screen.document is None:
            assert draw(name, looked_at) == screen


def test_r068_to_be_reached_is_told_apart_from_to_be_there():
    text = plain(draw("duty", seen_by(OLGA)))

    assert "OM · ☎ bereikbaar tot 22:00\n🟢 Olga Zitting tot 17:00" in text
    assert "VT · ☎ bereikbaar tot 22:00\n🔴 niemand heeft dienst" in text  # the waarnemer alone
    assert "(afwezig)" in text


def test_nobody_is_said_to_be_asked_while_only_the_telephone_is_left():
    night, nobody_named = at("27 23:00"), view(roster=Roster())
    span = {"start": moment(night), "end": moment(at("28 07:00"))}
    asked = seen_by(WIM, nobody_named, kind="avond", roles="om", **span)

    now = plain(draw("duty", replace(seen_by(WIM, nobody_named), now=night)))
    ahead = plain(draw("coverage", replace(asked, now=night)))

    assert "OM · ☎ nu alleen telefonisch, weer vanaf za 28-11 08:00" in now
    assert "OM: alleen telefonisch" in ahead
    assert "iedereen wordt gevraagd" not in now + ahead


def test_who_has_duty_can_give_it_away_and_who_has_none_cannot():
    assert "Neem mij over tot 17:00" in labels(draw("duty", seen_by(OLGA)))
    assert not any("Neem mij" in label for label in labels(draw("duty", seen_by(VERA))))


def test_only_who_manages_an_organisation_sees_its_roster():
    assert "Rooster OM" in labels(draw("duty", seen_by(WIM)))
    assert "Rooster VT" not in labels(draw("duty", seen_by(WIM)))
    assert not any("Rooster" in label for label in labels(draw("duty", seen_by(OLGA))))


def test_who_was_not_asked_sees_nothing_of_a_request():
    told = plain(draw("duty_request", seen_by(VERA, view(handover=HANDOVER))))

    assert "Olga" not in told
    assert "niet meer actueel" in told


def test_of_a_swap_each_half_is_told_with_its_days_and_whose_it_becomes():
    back = replace(
        HANDOVER, id=8, giver=WIM.person, taker=OLGA.person,
        starts_at=at("27 20:00"), ends_at=at("28 07:00"),
    )  # fmt: skip
    swap = view(handover=HANDOVER, in_return=back)

    asked = plain(draw("duty_request", seen_by(WIM, swap)))
    refused = plain(draw("duty_request", seen_by(OLGA, swap, said="refused")))

    assert "OM: vr 27-11 14:46 – 17:00" in asked
    assert "krijgt Olga Zitting: vr 27-11 20:00 – za 28-11 07:00" in asked
    assert "In ruil" not in refused


def test_days_off_that_are_still_to_come_can_be_taken_back():
    shown = labels(draw("absent", seen_by(OLGA, view(away=PLANNED))))

    assert [label for label in shown if "✖" in label] == ["✖ Afwezig zo 29-11 t/m zo 29-11"]


def test_who_is_absent_reads_until_which_day_and_nobody_else_does():
    away = Absence(id=3, person=OLGA.person, starts_at=NOW, ends_at=at("30 00:00"))
    there = view(roster=replace(ROSTER, absences=(away,)))

    assert "Je bent afwezig t/m zo 29-11" in plain(draw("duty", seen_by(OLGA, there)))
    assert "Je bent afwezig" not in plain(draw("duty", seen_by(WIM, there)))
    over = replace(seen_by(OLGA, there), now=away.ends_at)
    assert "Je bent afwezig" not in plain(draw("duty", over))


def test_an_own_calendar_names_nobody():
    document = draw("my_shifts", seen_by(OLGA)).document

    assert document.content.count(b"BEGIN:VEVENT") == 10  # the working days of two weeks
    assert b"Zitting" not in document.content


def test_the_weekend_shows_where_nobody_is_but_only_within_the_window():
    told = plain(draw("coverage", seen_by(WIM, kind="weekend", roles="om|vt", **SPAN)))

    assert "🔴 OM: niemand vr 27-11 17:00–22:00, za 28-11 08:00–22:00, zo 29-11 08:00–22:00" in told
    assert "🔴 VT: niemand · waarnemer: Vera" in told  # no roster, and no lid either


def test_who_has_left_or_is_blocked_has_no_duty_any_more():
    day = {"start": moment(at("30 08:00")), "end": moment(at("30 17:00"))}
    there = seen_by(WIM, kind="avond", roles="om", role=OM, **day)
    blocked = replace(there, people=(replace(OLGA, suspended=True), WIM))
    left = replace(there, people=(WIM,))

    assert "OM: Olga Zitting tot 17:00" in plain(draw("coverage", there))
    assert "heeft weer iemand" in plain(draw("coverage_red", there))
    for looked_at in (blocked, left):
        assert "🔴 OM: niemand" in plain(draw("coverage", looked_at))
        assert "heeft niemand met dienst: ma 30-11 08:00–17:00" in plain(
            draw("coverage_red", looked_at)
        )


def test_a_giver_who_has_left_is_replaced_and_a_taker_who_has_left_is_not_there():
    given = replace(HANDOVER, accepted_at=NOW)
    roster = replace(ROSTER, handovers=(given,))
    asked = (OM, NOW, given.ends_at)

    assert gaps(staffed(roster, OM, (WIM,), NETWORK), *asked) == ()
    assert gaps(staffed(roster, OM, (OLGA,), NETWORK), *asked) == (asked[1:],)


def test_what_has_passed_is_not_told():
    text = plain(draw("coverage_red", seen_by(WIM, role=OM, **{**SPAN, "start": "0"})))

    assert "heeft niemand met dienst" in text
    assert "vr 27-11 14" not in text


def test_of_a_role_without_a_roster_everybody_is_there_who_is_not_absent():
    asked = (OM, ALWAYS, NOW, at("28 08:00"))
    away = Absence(id=1, person=OLGA.person, starts_at=NOW, ends_at=at("28 00:00"))

    assert uncovered(staffed(Roster(), OM, (OLGA,), NETWORK), *asked) == []
    assert uncovered(staffed(Roster(absences=(away,)), OM, (OLGA,), NETWORK), *asked) == [
        (NOW, away.ends_at)
    ]
    assert uncovered(staffed(Roster(), OM, (WIM,), NETWORK), *asked) == [asked[2:]]
    told = plain(
        draw("coverage", seen_by(WIM, view(roster=Roster()), kind="avond", roles="om", **SPAN))
    )
    assert "OM: iedereen wordt gevraagd" in told


def test_windows_without_an_end_are_one_open_part():
    assert list(open_parts(ALWAYS, NOW, at("30 08:00"))) == [(NOW, at("30 08:00"))]
    assert windows_of((), OM) == ()
