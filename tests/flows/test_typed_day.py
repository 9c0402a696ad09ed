"""A typed day is taken only when it is surely one, and still to come."""

from datetime import date, time

import pytest

from flows.calendar import at_local
from flows.typed_day import NoDay, parse_day, parse_days, parse_moment, why_no_day

TODAY = date(2027, 2, 10)
NOW = at_local(TODAY, time(12))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1-3-2027", date(2027, 3, 1)),
        (" 01/03/2027 ", date(2027, 3, 1)),
        ("1.3", date(2027, 3, 1)),
        ("1 3", date(2027, 3, 1)),
        ("10-2", TODAY),
        ("9-2", date(2028, 2, 9)),
        ("9-2-2027", None),
        ("31-2", None),
        ("1-3-2030", None),
        ("1-3 10:00", None),
        ("maart", None),
    ],
)
def test_a_day_is_today_or_later_and_within_reach(text, day):
    assert parse_day(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1-3", (TODAY, date(2027, 3, 1))),
        ("24-12 t/m 2-1", (date(2027, 12, 24), date(2028, 1, 2))),
        (" 1-3-2027  tot en met 1-3-2027", (date(2027, 3, 1), date(2027, 3, 1))),
        ("2-3-2027 t/m 1-3-2027", None),
        ("1-3 t/m 2-3 t/m 3-3", None),
        ("maart t/m 1-4", None),
        ("1-3 t/m mei", None),
    ],
)
def test_some_days_are_from_the_first_to_the_last_and_one_day_is_the_last(text, days):
    assert parse_days(text, TODAY) == days


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("11-2 14:00", at_local(date(2027, 2, 11), time(14))),
        ("11-2-2027 om 9 uur", at_local(date(2027, 2, 11), time(9))),
        ("11-2-2027, 9.30", at_local(date(2027, 2, 11), time(9, 30))),
        ("11-2", at_local(date(2027, 2, 11), time(10))),
        ("10-2 11:00", None),
        ("10-2 13:00", at_local(TODAY, time(13))),
        ("11-2 straks", None),
        ("30-2 10:00", None),
        ("straks", None),
    ],
)
def test_a_moment_is_still_to_come_and_ten_in_the_morning_when_no_time_is_typed(text, at):
    assert parse_moment(text, NOW, time(10)) == at


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("volgende week dinsdag", NoDay.UNREAD),
        ("31-2", NoDay.UNREAD),
        ("11-2 straks", NoDay.UNREAD),
        ("3-2-2029", NoDay.FAR),
        ("1-3 t/m 3-2-2029", NoDay.FAR),
        ("9-2-2027", NoDay.PAST),
        ("10-2 11:00", NoDay.PAST),
    ],
)
def test_of_a_day_that_is_not_taken_it_is_told_what_is_the_matter(text, why):
    assert why_no_day(text, TODAY) is why
