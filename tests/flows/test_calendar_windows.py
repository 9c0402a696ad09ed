"""The windows within which a partner can be reached open and close when they should."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.calendar import ALWAYS, Window, at_local, closes_at, is_open, next_open

AUTUMN, SPRING = date(2026, 10, 25), date(2027, 3, 28)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
WORKING_WEEK = frozenset(range(5))
OFFICE = (Window(days=WORKING_WEEK, opens=time(8), closes=time(18), holidays=False),)
ALL_DAYS = frozenset(range(7))
NIGHTS = (
    Window(days=ALL_DAYS, opens=time(22), closes=time(0)),
    Window(days=ALL_DAYS, opens=time(0), closes=time(8)),
)

moments = st.datetimes(datetime(2026, 1, 1), datetime(2032, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
around_the_changes = st.sampled_from([AUTUMN, SPRING]).flatmap(
    lambda day: st.integers(-36 * 60, 36 * 60).map(
        lambda minutes: at_local(day, time(3)) + minutes * MINUTE
    )
)
any_moment = moments | around_the_changes
quarters = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))


@st.composite
def windows(draw: st.DrawFn) -> Window:
    opens, closes = sorted(draw(st.lists(quarters, min_size=2, max_size=2, unique=True)))
    days = draw(st.frozensets(st.integers(0, 6)))
    until_midnight, holidays = draw(st.booleans()), draw(st.booleans())
    return Window(
        days=days, opens=opens, closes=time(0) if until_midnight else closes, holidays=holidays
    )


any_windows = st.lists(windows(), max_size=4).map(tuple)


def at(text: str) -> datetime:
    """A moment from what the clock of Amsterdam says, the first time that it does."""
    naive = datetime.fromisoformat(text)
    return at_local(naive.date(), naive.time())


@pytest.mark.parametrize(
    "wrong",
    [
        {"days": frozenset({7}), "opens": time(8), "closes": time(9)},
        {"days": ALL_DAYS, "opens": time(9), "closes": time(9)},
        {"days": ALL_DAYS, "opens": time(22), "closes": time(8)},
    ],
)
def test_a_window_that_can_not_be_meant_is_refused(wrong):
    with pytest.raises(ValueError, match="window"):
        Window(**wrong)


def test_office_hours_open_and_close():
    friday = "2026-11-20"

    assert not is_open(OFFICE, at(f"{friday} 07:59"))
    assert is_open(OFFICE, at(f"{friday} 08:00"))
    assert not is_open(OFFICE, at(f"{friday} 18:00"))
    assert closes_at(OFFICE, at(f"{friday} 09:00")) == at(f"{friday} 18:00")
    assert next_open(OFFICE, at(f"{friday} 09:00")) == at(f"{friday} 09:00")
    assert next_open(OFFICE, at(f"{friday} 18:00")) == at("2026-11-23 08:00")


def test_a_window_that_keeps_holidays_is_closed_on_them():
    assert not is_open(OFFICE, at("2026-12-25 10:00"))
    assert next_open(OFFICE, at("2026-12-24 18:00")) == at("2026-12-28 08:00")
    assert is_open(ALWAYS, at("2026-12-25 10:00"))


def test_nobody_home_is_never_open():
    assert not is_open((), at("2026-11-20 10:00"))
    assert next_open((), at("2026-11-20 10:00")) is None


def test_round_the_clock_is_never_closed():
    by_day = Window(days=ALL_DAYS, opens=time(8), closes=time(22))

    assert closes_at(ALWAYS, at("2026-11-20 10:00")) is None
    assert closes_at((*NIGHTS, by_day), at("2026-11-20 10:00")) is None


def test_round_the_clock_but_for_holidays_closes_at_the_next_holiday():
    days = (Window(days=ALL_DAYS, opens=time(0), closes=time(0), holidays=False),)

    assert closes_at(days, at("2026-05-25 10:00")) == at("2026-05-25 10:00")
    assert closes_at(days, at("2026-05-26 10:00")) == at("2026-12-25 00:00")


def test_the_two_halves_of_a_night_are_one_stretch():
    assert closes_at(NIGHTS, at("2026-11-20 23:00")) == at("2026-11-21 08:00")
    assert next_open(NIGHTS, at("2026-11-20 08:00")) == at("2026-11-20 22:00")


@pytest.mark.parametrize(("day", "hours"), [(AUTUMN, 11), (SPRING, 9), (date(2026, 11, 1), 10)])
def test_a_night_lasts_as_long_as_it_truly_does(day, hours):
    opens = at_local(day - timedelta(days=1), time(22))

    assert closes_at(NIGHTS, opens) - opens == hours * HOUR


def test_a_stretch_inside_the_spring_gap_does_not_exist():
    gap = (Window(days=frozenset({6}), opens=time(2), closes=time(3)),)

    assert next_open(gap, at("2027-03-28 01:00")) == at("2027-04-04 02:00")


@given(any_windows, any_moment)
def test_what_windows_say_agrees_with_itself(some, moment):
    opens, closes = next_open(some, moment), closes_at(some, moment)

    assert is_open(some, moment) is (opens == moment)
    assert opens is None or (is_open(some, opens) and opens >= moment)
    assert closes is None or (closes >= moment and not is_open(some, closes))
    assert is_open(some, moment) or closes == moment


@given(any_windows, any_moment, st.integers(0, 3 * 24 * 4))
def test_a_stretch_has_no_gap_before_its_end_and_a_pause_no_opening(some, moment, quarter):
    between = moment + quarter * timedelta(minutes=15)
    opens, closes = next_open(some, moment), closes_at(some, moment)

    if is_open(some, moment) and (closes is None or between < closes):
        assert is_open(some, between)
    if opens is None or between < opens:
        assert not is_open(some, between)
