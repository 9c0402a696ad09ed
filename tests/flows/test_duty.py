"""Who is on duty: the week, days apart, absence, handovers and swaps, one example for each rule."""

from datetime import date, timedelta

import pytest
from duty_story import (
    ANNA,
    BRAM,
    CARLA,
    DIRK,
    MONDAY,
    OM,
    VT,
    at,
    away,
    daily,
    given,
    weekly,
)

from flows.duty import (
    Roster,
    Stretch,
    between,
    gaps,
    has_roster,
    is_absent,
    is_in_force,
    next_shift,
    on_duty,
    standing_in,
    stretches,
)

DAY_AND_NIGHT = (weekly(ANNA, 0, "08:00-17:00"), weekly(BRAM, 0, "17:00-08:00"))


@pytest.mark.parametrize(
    ("clock", "who"),
    [("07:59", ()), ("08:00", (ANNA,)), ("16:59", (ANNA,)), ("17:00", (BRAM,)), ("23:59", (BRAM,))],
)
def test_the_week_pattern_says_who_is_on_duty_from_the_minute_to_the_minute(clock, who):
    assert on_duty(Roster(week=DAY_AND_NIGHT), VT, at(23, clock)) == who


def test_a_shift_that_closes_before_it_opens_ends_the_next_day():
    roster = Roster(week=DAY_AND_NIGHT)

    assert on_duty(roster, VT, at(24, "07:59")) == (BRAM,)
    assert on_duty(roster, VT, at(24, "08:00")) == ()


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("22:00-24:00", at(23, "22:00"), at(24, "00:00")),
        ("00:00-24:00", at(23, "00:00"), at(24, "00:00")),
        ("08:00-08:00", at(23, "08:00"), at(24, "08:00")),
    ],
)
def test_midnight_is_the_end_of_the_day_and_the_same_time_is_a_day_later(text, start, end):
    roster = Roster(week=(weekly(ANNA, 0, text),))

    assert stretches(roster, VT, MONDAY) == (
        Stretch(role=VT, person=ANNA, starts_at=start, ends_at=end),
    )


def test_a_day_apart_replaces_the_week_of_its_role_and_of_no_other():
    om = weekly(CARLA, 0, "08:00-17:00", role=OM)
    roster = Roster(week=(*DAY_AND_NIGHT, om), days=(daily(DIRK, 23, "10:00-12:00"),))

    assert on_duty(roster, VT, at(23, "09:00")) == ()
    assert on_duty(roster, VT, at(23, "11:00")) == (DIRK,)
    assert on_duty(roster, VT, at(23, "18:00")) == ()
    assert on_duty(roster, OM, at(23, "09:00")) == (CARLA,)


def test_the_night_that_began_the_day_before_stays_when_a_day_is_replaced():
    roster = Roster(week=DAY_AND_NIGHT, days=(daily(DIRK, 24, "10:00-12:00"),))

    assert on_duty(roster, VT, at(24, "07:00")) == (BRAM,)


def test_a_week_shift_counts_from_its_first_day_and_no_longer_on_the_day_it_ends():
    week = (weekly(ANNA, 0, "08:00-17:00", since=date(2026, 11, 16), until=MONDAY),)

    assert [on_duty(Roster(week=week), VT, at(day, "09:00")) for day in (9, 16, 23)] == [
        (),
        (ANNA,),
        (),
    ]


def test_two_on_duty_are_both_named_who_began_first_in_front():
    roster = Roster(days=(daily(BRAM, 23, "12:00-20:00"), daily(ANNA, 23, "08:00-17:00")))

    assert on_duty(roster, VT, at(23, "13:00")) == (ANNA, BRAM)


def test_who_is_absent_is_not_on_duty():
    off = away(ANNA, at(23, "10:00"), at(23, "12:00"))
    roster = Roster(week=DAY_AND_NIGHT, absences=(off,))

    assert [on_duty(roster, VT, at(23, clock)) for clock in ("09:59", "10:00", "12:00")] == [
        (ANNA,),
        (),
        (ANNA,),
    ]
    assert is_absent(roster, ANNA, at(23, "10:00"))
    assert not is_absent(roster, ANNA, at(23, "12:00"))
    assert not is_absent(roster, BRAM, at(23, "10:00"))


def test_who_takes_over_has_the_duty_for_that_stretch():
    roster = Roster(
        week=DAY_AND_NIGHT, handovers=(given(ANNA, CARLA, at(23, "10:00"), at(23, "12:00")),)
    )

    assert stretches(roster, VT, MONDAY)[:3] == (
        Stretch(role=VT, person=ANNA, starts_at=at(23, "08:00"), ends_at=at(23, "10:00")),
        Stretch(role=VT, person=CARLA, starts_at=at(23, "10:00"), ends_at=at(23, "12:00")),
        Stretch(role=VT, person=ANNA, starts_at=at(23, "12:00"), ends_at=at(23, "17:00")),
    )


def test_an_absent_giver_is_replaced_and_an_absent_taker_is_not_there():
    handover = given(ANNA, CARLA, at(23, "08:00"), at(23, "17:00"))
    off = at(23, "00:00"), at(24, "00:00")
    giver_off = Roster(week=DAY_AND_NIGHT, handovers=(handover,), absences=(away(ANNA, *off),))
    taker_off = Roster(week=DAY_AND_NIGHT, handovers=(handover,), absences=(away(CARLA, *off),))

    assert on_duty(giver_off, VT, at(23, "09:00")) == (CARLA,)
    assert on_duty(taker_off, VT, at(23, "09:00")) == ()
    assert standing_in(giver_off, ANNA, at(23, "09:00")) == (CARLA,)
    assert standing_in(taker_off, ANNA, at(23, "09:00")) == ()


@pytest.mark.parametrize(
    "nothing",
    [
        given(ANNA, CARLA, at(23, "08:00"), at(23, "17:00"), accepted=None),
        given(ANNA, CARLA, at(23, "08:00"), at(23, "17:00"), role=OM),
        given(BRAM, CARLA, at(23, "08:00"), at(23, "17:00")),
        given(ANNA, CARLA, at(23, "08:00"), at(23, "17:00"), ended=at(23, "08:00")),
        given(ANNA, CARLA, at(23, "17:00"), at(23, "19:00")),
    ],
)
def test_what_was_not_accepted_or_is_of_another_changes_nothing(nothing):
    roster = Roster(week=DAY_AND_NIGHT, handovers=(nothing,))

    assert on_duty(roster, VT, at(23, "09:00")) == (ANNA,)


def test_a_handover_counts_from_the_moment_it_is_accepted_until_it_is_ended():
    handover = given(
        ANNA,
        CARLA,
        at(23, "08:00"),
        at(23, "17:00"),
        accepted=at(23, "09:00"),
        ended=at(23, "11:00"),
    )
    roster = Roster(week=DAY_AND_NIGHT, handovers=(handover,))

    assert [on_duty(roster, VT, at(23, clock)) for clock in ("08:59", "09:00", "11:00")] == [
        (ANNA,),
        (CARLA,),
        (ANNA,),
    ]
    assert not handover.is_open
    assert given(ANNA, BRAM, at(23, "08:00"), at(23, "09:00"), accepted=None).is_open


def test_who_took_over_may_hand_on_and_even_back():
    whole = at(23, "08:00"), at(23, "17:00")
    chain = (given(ANNA, BRAM, *whole, number=1), given(BRAM, CARLA, *whole, number=2))
    back = (*chain, given(CARLA, ANNA, *whole, number=3))

    handed_on = Roster(week=DAY_AND_NIGHT, handovers=chain)
    handed_back = Roster(week=DAY_AND_NIGHT, handovers=back)

    assert on_duty(handed_on, VT, at(23, "09:00")) == (CARLA,)
    assert standing_in(handed_on, ANNA, at(23, "09:00")) == (CARLA,)
    assert on_duty(handed_back, VT, at(23, "09:00")) == (ANNA,)
    assert standing_in(handed_back, ANNA, at(23, "09:00")) == ()


def test_who_gave_the_own_duty_away_keeps_what_was_taken_over_later():
    whole = at(23, "08:00"), at(23, "17:00")
    roster = Roster(
        days=(daily(ANNA, 23, "08:00-17:00"), daily(BRAM, 23, "08:00-17:00")),
        handovers=(given(BRAM, CARLA, *whole, number=1), given(ANNA, BRAM, *whole, number=2)),
    )

    assert on_duty(roster, VT, at(23, "09:00")) == (BRAM, CARLA)


@pytest.mark.parametrize("returns", [(2, 1), (None, 1)])
def test_a_swap_gives_each_the_shift_of_the_other(returns):
    early, late = daily(ANNA, 23, "08:00-17:00"), daily(BRAM, 23, "12:00-20:00")
    first, second = returns
    swap = (
        given(ANNA, BRAM, at(23, "08:00"), at(23, "17:00"), number=1, returns=first),
        given(BRAM, ANNA, at(23, "12:00"), at(23, "20:00"), number=2, returns=second),
    )

    assert stretches(Roster(days=(early, late), handovers=swap), VT, MONDAY) == (
        Stretch(role=VT, person=BRAM, starts_at=at(23, "08:00"), ends_at=at(23, "17:00")),
        Stretch(role=VT, person=ANNA, starts_at=at(23, "12:00"), ends_at=at(23, "20:00")),
    )


def test_duty_without_a_break_is_told_as_one():
    roster = Roster(
        days=(
            daily(ANNA, 23, "08:00-12:00"),
            daily(ANNA, 23, "12:00-24:00"),
            daily(ANNA, 24, "00:00-08:00"),
            daily(BRAM, 23, "10:00-11:00"),
            daily(ANNA, 24, "09:00-10:00"),
        )
    )

    assert [
        (piece.person, piece.starts_at, piece.ends_at)
        for piece in between(roster, VT, at(23, "10:30"), at(25, "00:00"))
    ] == [
        (ANNA, at(23, "08:00"), at(24, "08:00")),
        (BRAM, at(23, "10:00"), at(23, "11:00")),
        (ANNA, at(24, "09:00"), at(24, "10:00")),
    ]


def test_a_gap_is_where_nobody_is_on_duty():
    roster = Roster(
        days=(daily(ANNA, 23, "09:00-12:00"), daily(BRAM, 23, "10:00-11:00")),
        absences=(away(ANNA, at(23, "09:30"), at(23, "09:45")),),
    )

    assert gaps(roster, VT, at(23, "08:00"), at(23, "13:00")) == (
        (at(23, "08:00"), at(23, "09:00")),
        (at(23, "09:30"), at(23, "09:45")),
        (at(23, "12:00"), at(23, "13:00")),
    )
    assert gaps(roster, VT, at(23, "10:00"), at(23, "12:00")) == ()


def test_the_next_shift_is_the_first_that_is_still_to_begin_in_any_role():
    roster = Roster(
        week=(weekly(ANNA, 0, "08:00-17:00"), weekly(ANNA, 2, "08:00-17:00", role=OM)),
        handovers=(given(ANNA, BRAM, at(25, "08:00"), at(25, "09:00"), role=OM),),
    )

    coming = next_shift(roster, ANNA, at(23, "08:00"))

    assert coming == Stretch(
        role=OM, person=ANNA, starts_at=at(25, "09:00"), ends_at=at(25, "17:00")
    )
    assert next_shift(roster, CARLA, at(23, "08:00")) is None


def test_what_was_not_looked_up_is_not_told():
    roster = Roster(week=(weekly(ANNA, 2, "08:00-17:00"),), until=date(2026, 11, 25))

    assert next_shift(roster, ANNA, at(23, "08:00")) is None


def test_a_role_has_a_roster_when_there_is_any_shift_of_it():
    assert has_roster(Roster(week=DAY_AND_NIGHT), VT)
    assert has_roster(Roster(days=(daily(ANNA, 23, "08:00-17:00", role=OM),)), OM)
    assert not has_roster(Roster(week=DAY_AND_NIGHT), OM)
    assert not has_roster(Roster(week=DAY_AND_NIGHT, in_force=frozenset({OM})), VT)


@pytest.mark.parametrize(
    ("shifts", "moment", "holds"),
    [
        ((), at(23, "12:00"), False),
        ((daily(ANNA, 24, "17:00-08:00"),), at(24, "16:59"), False),
        ((daily(ANNA, 24, "17:00-08:00"),), at(24, "17:00"), True),
        ((daily(ANNA, 10, "08:00-17:00"), daily(ANNA, 30, "08:00-17:00")), at(20, "12:00"), True),
        ((daily(ANNA, 10, "08:00-17:00"),), at(17, "23:59"), True),
        ((daily(ANNA, 10, "08:00-17:00"),), at(18, "00:00"), False),
        ((weekly(ANNA, 0, "08:00-17:00", since=date(2026, 11, 18)),), at(23, "07:59"), False),
        ((weekly(ANNA, 0, "08:00-17:00", since=date(2026, 11, 18)),), at(23, "08:00"), True),
        ((weekly(ANNA, 0, "08:00-17:00", until=date(2026, 11, 10)),), at(16, "12:00"), True),
        ((weekly(ANNA, 0, "08:00-17:00", until=date(2026, 11, 10)),), at(17, "12:00"), False),
        (
            (weekly(ANNA, 4, "08:00-17:00", since=MONDAY, until=MONDAY + timedelta(days=2)),),
            at(28, "12:00"),
            False,
        ),
    ],
)
def test_a_roster_holds_from_its_first_shift_until_a_week_after_its_last(shifts, moment, holds):
    assert is_in_force(shifts, moment) is holds
