"""The screens of the duty: readable, pressable, and true to the roster."""

import pytest
from courses import at
from duty_scenes import EVERY, HANDOVER, NOW, OLGA, OM, SPAN, VERA, VT, WIM, seen_by, view
from strict import hold, labels, plain

from bot.screens.coverage import uncovered
from bot.screens.duty_view import open_parts, windows_of
from bot.screens.table import SCREENS
from flows.calendar import ALWAYS
from flows.duty import Roster


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


def test_an_own_calendar_names_nobody():
    document = draw("my_shifts", seen_by(OLGA)).document

    assert document.content.count(b"BEGIN:VEVENT") == 10  # the working days of two weeks
    assert b"Zitting" not in document.content


def test_the_weekend_shows_where_nobody_is_but_only_within_the_window():
    told = plain(draw("coverage", seen_by(WIM, kind="weekend", roles="om|vt", **SPAN)))

    assert "🔴 OM: niemand vr 27-11 17:00–22:00, za 28-11 08:00–22:00, zo 29-11 08:00–22:00" in told
    assert "VT: iedereen wordt gevraagd" in told


def test_what_has_passed_is_not_told():
    text = plain(draw("coverage_red", seen_by(WIM, role=OM, **{**SPAN, "start": "0"})))

    assert "heeft niemand met dienst" in text
    assert "vr 27-11 14" not in text


def test_a_role_without_a_roster_has_no_gap():
    assert uncovered(Roster(), VT, ALWAYS, NOW, at("30 08:00")) == []
    assert list(open_parts(ALWAYS, NOW, at("30 08:00"))) == [(NOW, at("30 08:00"))]
    assert windows_of((), OM) == ()
