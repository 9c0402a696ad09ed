"""Amsterdam time is kept right: day parts, holidays and both clock-change nights."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.calendar import (
    Daypart,
    add_working_days,
    at_local,
    clock_text,
    day_and_clock,
    daypart,
    is_ambiguous,
    is_friday_afternoon,
    is_public_holiday,
    is_working_day,
    local,
    month_bounds,
    month_of,
    next_moment,
    next_working_day,
    next_working_morning,
    nth_working_day,
    parse_wall_time,
    round_up,
    weekend_morning,
)

AUTUMN, SPRING = date(2026, 10, 25), date(2027, 3, 28)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)

moments = st.datetimes(datetime(2026, 1, 1), datetime(2032, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
around_the_changes = st.sampled_from([AUTUMN, SPRING]).flatmap(
    lambda day: st.integers(-36 * 60, 36 * 60).map(
        lambda minutes: at_local(day, time(3)) + minutes * MINUTE
    )
)
any_moment = moments | around_the_changes
quarters = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))


def at(text: str) -> datetime:
    """A moment from what the clock of Amsterdam says, the first time that it does."""
    naive = datetime.fromisoformat(text)
    return at_local(naive.date(), naive.time())


# The clock


def test_a_moment_without_a_zone_is_a_bug_and_not_a_guess():
    with pytest.raises(AssertionError):
        local(datetime(2026, 11, 1, 12))  # noqa: DTZ001


def test_the_clock_reads_amsterdam_time():
    assert clock_text(datetime(2026, 11, 20, 13, 40, tzinfo=UTC)) == "14:40"
    assert clock_text(datetime(2026, 7, 20, 13, 40, tzinfo=UTC)) == "15:40"
    assert day_and_clock(datetime(2026, 7, 20, 22, 40, tzinfo=UTC)) == "21-07 00:40"


@pytest.mark.parametrize(
    ("utc", "text"),
    [("23:59", "01:59"), ("00:40", "02:40 (CEST)"), ("01:40", "02:40 (CET)"), ("02:00", "03:00")],
)
def test_f90_in_the_autumn_night_the_hour_that_comes_twice_carries_its_zone(utc, text):
    day = date(2026, 10, 24) if utc == "23:59" else AUTUMN
    moment = datetime.combine(day, time.fromisoformat(utc), UTC)

    assert clock_text(moment) == text
    assert is_ambiguous(moment) is ("(" in text)


def test_a_time_in_the_spring_gap_is_shifted_forward():
    assert at_local(SPRING, time(2, 30)) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert clock_text(at_local(SPRING, time(2, 30))) == "03:30"


def test_a_time_that_comes_twice_means_the_first():
    assert clock_text(at_local(AUTUMN, time(2, 30))) == "02:30 (CEST)"
    assert clock_text(at_local(AUTUMN, time(2, 30, fold=1))) == "02:30 (CEST)"


@given(any_moment)
def test_there_and_back_again_is_the_same_moment(moment):
    here = local(moment)
    back = at_local(here.date(), here.time())

    assert back == moment or (is_ambiguous(moment) and back == moment - HOUR)


# What a person types


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("18:15", time(18, 15)),
        ("18.15", time(18, 15)),
        ("1815", time(18, 15)),
        ("18u15", time(18, 15)),
        ("18U15", time(18, 15)),
        (" 8:05 ", time(8, 5)),
        ("18", time(18)),
        ("18 uur", time(18)),
        ("18u", time(18)),
        ("18:15 uur", time(18, 15)),
        ("0:00", time(0)),
    ],
)
def test_a_typed_time_is_understood(text, wall):
    assert parse_wall_time(text) == wall


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24:00",
        "18:60",
        "18:5",
        "815",
        "18:155",
        "18-15",
        "-1",
        "straks",
        "18:15 of 19:00",
        "1٨",
    ],
)
def test_what_is_not_surely_a_time_is_refused(text):
    assert parse_wall_time(text) is None


def test_a_time_that_has_passed_means_tomorrow():
    now = at("2026-11-20 14:40")

    assert next_moment(now, time(18, 15)) == at("2026-11-20 18:15")
    assert next_moment(now, time(14, 40)) == at("2026-11-21 14:40")
    assert next_moment(at("2026-12-31 23:00"), time(1)) == at("2027-01-01 01:00")


def test_between_the_two_times_of_the_autumn_night_the_second_is_meant():
    now = at("2026-10-25 02:50")

    assert clock_text(next_moment(now, time(2, 40))) == "02:40 (CET)"
    assert next_moment(now + HOUR, time(2, 40)) == at("2026-10-26 02:40")


def test_a_time_in_the_gap_is_an_hour_later_on_the_clock():
    assert next_moment(at("2027-03-28 01:50"), time(2, 30)) == at("2027-03-28 03:30")


@given(any_moment, quarters)
def test_the_next_moment_lies_within_a_day_and_says_the_time(now, wall):
    found = next_moment(now, wall)

    assert now < found <= now + 25 * HOUR
    in_the_gap = wall.hour == 2 and local(found - HOUR).hour == 1 and local(found).hour == 3
    assert local(found).time() == (wall.replace(hour=3) if in_the_gap else wall)


def test_a_proposal_is_rounded_up_to_five_minutes():
    assert round_up(at("2026-11-20 14:40")) == at("2026-11-20 14:40")
    assert round_up(at("2026-11-20 14:40:00.000001")) == at("2026-11-20 14:45")
    assert round_up(at("2026-12-31 23:56")) == at("2027-01-01 00:00")
    assert round_up(at("2026-11-20 14:41"), minutes=15) == at("2026-11-20 14:45")


# Day parts, working days, holidays


@pytest.mark.parametrize(
    ("clock", "part"),
    [
        ("2026-11-20 07:59", Daypart.NACHT),
        ("2026-11-20 08:00", Daypart.KANTOOR),
        ("2026-11-20 17:59", Daypart.KANTOOR),
        ("2026-11-20 18:00", Daypart.AVOND_WEEKEND),
        ("2026-11-20 22:00", Daypart.NACHT),
        ("2026-11-21 08:00", Daypart.AVOND_WEEKEND),
        ("2026-12-25 10:00", Daypart.AVOND_WEEKEND),
        ("2026-12-25 23:00", Daypart.NACHT),
    ],
)
def test_the_day_parts_of_the_summary(clock, part):
    assert daypart(at(clock)) is part


@pytest.mark.parametrize(
    ("clock", "friday"),
    [("20 11:59", False), ("20 12:00", True), ("20 17:59", True), ("20 18:00", False)],
)
def test_friday_afternoon_runs_from_twelve_to_six(clock, friday):
    assert is_friday_afternoon(at(f"2026-11-{clock}")) is friday
    assert not is_friday_afternoon(at("2026-11-19 14:00"))


@pytest.mark.parametrize(
    ("day", "holiday"),
    [
        ("2026-04-03", False),  # Goede vrijdag
        ("2026-04-06", True),  # Tweede paasdag
        ("2026-04-27", True),  # Koningsdag
        ("2026-05-05", False),  # Bevrijdingsdag, once in five years
        ("2025-05-05", True),
        ("2030-05-05", True),
        ("2027-12-25", True),
        ("2028-02-29", False),
    ],
)
def test_the_holidays_that_the_partners_keep(day, holiday):
    assert is_public_holiday(date.fromisoformat(day)) is holiday


def test_a_weekend_is_not_a_holiday_and_not_worked():
    saturday = date(2026, 11, 21)

    assert not is_public_holiday(saturday)
    assert not is_working_day(saturday)


def test_after_christmas_2026_work_starts_on_monday():
    assert next_working_day(date(2026, 12, 24)) == date(2026, 12, 28)


def test_f93_the_leap_day_is_a_working_day():
    assert next_working_day(date(2028, 2, 28)) == date(2028, 2, 29)
    assert next_working_day(date(2027, 2, 26)) == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-19 14:40", 2, "2026-11-23 14:40"),  # Thursday: Friday, Monday
        ("2026-11-21 14:40", 2, "2026-11-24 14:40"),  # Saturday: Monday, Tuesday
        ("2026-10-23 02:30", 1, "2026-10-26 02:30"),  # over the autumn night
        ("2027-03-26 14:40", 1, "2027-03-30 14:40"),  # over the spring night and Easter Monday
        ("2026-12-31 09:00", 1, "2027-01-04 09:00"),
        ("2026-11-21 14:40", 0, "2026-11-21 14:40"),
    ],
)
def test_working_days_are_added_on_the_clock(start, days, end):
    assert add_working_days(at(start), days) == at(end)


@given(any_moment, st.integers(1, 30))
def test_so_many_working_days_later_that_many_have_been_worked(moment, n):
    first, last = local(moment).date(), local(add_working_days(moment, n)).date()
    passed = (first + timedelta(days=k) for k in range(1, (last - first).days + 1))

    assert sum(map(is_working_day, passed)) == n
    assert is_working_day(last)


def test_a_follow_up_is_due_at_ten_on_the_next_working_day():
    assert next_working_morning(at("2026-11-19 23:30")) == at("2026-11-20 10:00")
    assert next_working_morning(at("2026-12-24 09:00")) == at("2026-12-28 10:00")
    assert next_working_morning(at("2026-11-19 09:00"), time(9)) == at("2026-11-20 09:00")


def test_only_a_friday_has_a_weekend_check_in():
    assert weekend_morning(at("2026-11-20 16:00")) == at("2026-11-21 10:00")
    assert weekend_morning(at("2026-11-19 16:00")) is None
    assert weekend_morning(at("2026-11-21 00:30")) is None


# Months


def test_f93_a_month_starts_at_local_midnight():
    assert month_of(at("2026-12-01 00:00")) == (2026, 12)
    assert month_of(at("2026-11-30 23:59")) == (2026, 11)
    assert month_of(datetime(2026, 11, 30, 23, 30, tzinfo=UTC)) == (2026, 12)
    assert month_bounds(2026, 12) == (at("2026-12-01 00:00"), at("2027-01-01 00:00"))


def test_the_month_of_a_clock_change_is_an_hour_longer_or_shorter():
    lengths = [end - start for start, end in (month_bounds(2026, 10), month_bounds(2027, 3))]

    assert lengths == [timedelta(days=31, hours=1), timedelta(days=31, hours=-1)]


@given(any_moment)
def test_f93_every_moment_lies_in_its_month(moment):
    start, end = month_bounds(*month_of(moment))

    assert start <= moment < end


def test_figures_freeze_on_the_fifth_working_day():
    assert nth_working_day(2026, 12, 5) == date(2026, 12, 7)
    assert nth_working_day(2027, 1, 1) == date(2027, 1, 4)
    assert nth_working_day(2027, 1, 5) == date(2027, 1, 8)
