"""Duty in the nights in which the clock changes, to the minute."""

from datetime import date, datetime, time, timedelta

import pytest
from duty_story import ANNA, BRAM, VT, daily, on

from flows.duty import Roster, gaps, on_duty, stretches
from flows.roster_times import first_moment, last_moment, moments

OCTOBER, MARCH = date(2026, 10, 25), date(2027, 3, 28)  # Sundays, at 03:00 and at 02:00
SATURDAY_OCTOBER, SATURDAY_MARCH = date(2026, 10, 24), date(2027, 3, 27)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("saturday", "night", "day"),
    [(SATURDAY_OCTOBER, 10, 25), (SATURDAY_MARCH, 8, 23), (date(2026, 11, 21), 9, 24)],
)
def test_the_night_is_an_hour_longer_in_october_and_shorter_in_march(saturday, night, day):
    sunday = saturday + timedelta(days=1)
    roster = Roster(days=(daily(ANNA, saturday, "22:00-07:00"), daily(ANNA, sunday, "00:00-24:00")))

    (nightly,), (whole,) = (stretches(roster, VT, one) for one in (saturday, sunday))

    assert nightly.ends_at - nightly.starts_at == timedelta(hours=night)
    assert whole.ends_at - whole.starts_at == timedelta(hours=day)


@pytest.mark.parametrize(
    ("moment", "who"),
    [
        (on(OCTOBER, "02:29"), (ANNA,)),
        (on(OCTOBER, "02:30"), (ANNA, BRAM)),
        (on(OCTOBER, "02:59"), (ANNA, BRAM)),
        (on(OCTOBER, "02:00", second_time=True), (ANNA, BRAM)),
        (on(OCTOBER, "02:29", second_time=True), (ANNA, BRAM)),
        (on(OCTOBER, "02:30", second_time=True), (BRAM,)),
        (on(OCTOBER, "06:59"), (BRAM,)),
        (on(OCTOBER, "07:00"), ()),
    ],
)
def test_in_october_an_end_is_the_second_time_and_a_start_the_first(moment, who):
    roster = Roster(
        days=(daily(ANNA, SATURDAY_OCTOBER, "22:00-02:30"), daily(BRAM, OCTOBER, "02:30-07:00"))
    )

    assert on_duty(roster, VT, moment) == who


@pytest.mark.parametrize(
    ("moment", "who"),
    [
        (on(MARCH, "01:59"), (ANNA,)),
        (on(MARCH, "03:00"), (BRAM,)),
        (on(MARCH, "03:00") - MINUTE, (ANNA,)),
        (on(MARCH, "06:59"), (BRAM,)),
        (on(MARCH, "07:00"), ()),
    ],
)
def test_in_march_a_time_that_is_skipped_is_three_o_clock(moment, who):
    roster = Roster(
        days=(daily(ANNA, SATURDAY_MARCH, "22:00-02:30"), daily(BRAM, MARCH, "02:30-07:00"))
    )

    assert on_duty(roster, VT, moment) == who


def test_a_shift_within_the_hour_that_is_skipped_does_not_exist_that_night():
    roster = Roster(days=(daily(ANNA, MARCH, "02:15-02:45"), daily(BRAM, MARCH, "02:45-03:15")))

    (left,) = stretches(roster, VT, MARCH)

    assert (left.person, left.starts_at) == (BRAM, on(MARCH, "03:00"))


@pytest.mark.parametrize("saturday", [SATURDAY_OCTOBER, SATURDAY_MARCH])
@pytest.mark.parametrize("meeting", ["01:59", "02:00", "02:01", "02:30", "02:59", "03:00", "03:01"])
def test_two_shifts_that_meet_on_the_clock_leave_no_gap_that_night(saturday, meeting):
    sunday = saturday + timedelta(days=1)
    shifts = (
        daily(ANNA, saturday, f"17:00-{meeting}"),
        daily(BRAM, sunday, f"{meeting}-08:00"),
    )

    assert gaps(Roster(days=shifts), VT, on(saturday, "17:00"), on(sunday, "08:00")) == ()


@pytest.mark.parametrize(
    ("day", "wall", "first", "last"),
    [
        (OCTOBER, "01:59", "2026-10-24T23:59Z", "2026-10-24T23:59Z"),
        (OCTOBER, "02:00", "2026-10-25T00:00Z", "2026-10-25T01:00Z"),
        (OCTOBER, "02:59", "2026-10-25T00:59Z", "2026-10-25T01:59Z"),
        (OCTOBER, "03:00", "2026-10-25T02:00Z", "2026-10-25T02:00Z"),
        (MARCH, "01:59", "2027-03-28T00:59Z", "2027-03-28T00:59Z"),
        (MARCH, "02:00", "2027-03-28T01:00Z", "2027-03-28T01:00Z"),
        (MARCH, "02:59", "2027-03-28T01:00Z", "2027-03-28T01:00Z"),
        (MARCH, "03:00", "2027-03-28T01:00Z", "2027-03-28T01:00Z"),
    ],
)
def test_the_first_and_the_last_moment_of_a_time_on_the_clock(day, wall, first, last):
    said = time.fromisoformat(wall)

    assert first_moment(day, said) == datetime.fromisoformat(first)
    assert last_moment(day, said) == datetime.fromisoformat(last)
    assert moments(day, said, said)[0] == datetime.fromisoformat(first)
