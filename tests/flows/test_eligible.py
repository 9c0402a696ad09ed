"""How many cases were eligible in a month: when it is asked, of whom, and what counts as one."""

import pytest
from story import NETWORK, OM, VT, at

from flows.eligible import (
    asked_about,
    may_be_counted,
    may_count,
    offered,
    parse_count,
    read_month,
)
from flows.people import Function, Member, Post, Reach
from flows.state import PersonId


@pytest.mark.parametrize(
    ("clock", "month"),
    [
        ("2026-11-02 08:59", None),  # 1 November is a Sunday
        ("2026-11-02 09:00", (2026, 10)),
        ("2026-11-02 18:00", None),
        ("2026-11-08 17:59", (2026, 10)),
        ("2026-11-09 09:00", None),
        ("2027-01-04 09:00", (2026, 12)),
    ],
)
def test_the_month_before_is_asked_about_from_the_first_working_morning(clock, month):
    assert asked_about(at(clock)) == month


@pytest.mark.parametrize(
    ("month", "may"),
    [
        ((2026, 11), False),
        ((2026, 12), False),
        ((2026, 10), True),
        ((2025, 11), True),
        ((2025, 10), False),
    ],
)
def test_a_month_is_counted_when_it_is_over_and_no_longer_than_a_year_ago(month, may):
    assert may_be_counted(*month, at("2026-11-24 12:00")) is may


def member(function, role):
    post = Post(network=NETWORK, function=function, role=role)
    one = PersonId(1)
    return Member(person=one, alias=one, user_id=1, name="Anna", reach=Reach.OPEN, posts=(post,))


def test_the_aanspreekpunt_and_the_waarnemer_of_vt_count():
    assert may_count(member(Function.CONTACT, VT), NETWORK)
    assert may_count(member(Function.DEPUTY, VT), NETWORK)
    assert may_count(member(Function.ADMIN, None), NETWORK)
    assert not may_count(member(Function.CONTACT, OM), NETWORK)
    assert not may_count(member(Function.MEMBER, VT), NETWORK)
    assert not may_count(member(Function.CONTACT, VT), "utrecht")


def test_the_numbers_begin_with_the_alerts_there_were():
    assert list(offered(0)) == [0, 1, 2, 3, 4, 5, 6, 7]
    assert min(offered(3)) == 3


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), (" 0 ", 0), ("999", 999), ("1000", None), ("twaalf", None), ("-1", None),
     ("1.5", None), ("\u0663", None), ("", None)],
)  # fmt: skip
def test_only_a_plain_number_is_a_number(text, number):
    assert parse_count(text) == number


def test_a_month_is_read_back_from_a_button():
    assert read_month("2026-09") == (2026, 9)
