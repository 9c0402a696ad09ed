"""The KiMi: whose turn it is to chair, when people are reminded, and what is put on the list."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from story import PARTNERS, raised, rules
from story import given as happened

from flows.calendar import Daypart, at_local, is_working_day, local
from flows.kimi import (
    ChairYear,
    Lesson,
    Meeting,
    Presence,
    chair_of,
    chair_posts,
    confirmed_chair,
    is_chair,
    is_over,
    lessons,
    may_lead,
    organisations,
    presiding,
    quarter_bounds,
    quarter_of,
    reminder,
    suggested,
    to_report_back,
    with_presence,
    year_to_confirm,
)
from flows.people import Function, Member, Post, Reach
from flows.rules import Role
from flows.state import PersonId

NETWORK = "amsterdam"
VT, POLITIE, OM, RVDK = PARTNERS
DECEMBER, JANUARY = at_local(date(2026, 12, 30), time(9)), at_local(date(2027, 1, 4), time(9))
MEETING = Meeting(id=1, at=at_local(date(2027, 2, 11), time(10)), place="om")


def confirmed(year: int, role: Role) -> ChairYear:
    return ChairYear(year=year, role=role, confirmed_at=datetime(year, 1, 1, tzinfo=UTC))


def somebody(*posts: tuple[Function, Role | None], network: str = NETWORK) -> Member:
    return Member(
        person=PersonId(1), alias=PersonId(1), user_id=1, name="", reach=Reach.OPEN,
        posts=tuple(Post(network=network, function=each, role=role) for each, role in posts),
    )  # fmt: skip


def test_the_partners_take_turns_in_the_order_in_which_they_are_written_down():
    other = rules(roles=tuple(reversed(rules().roles)))

    assert organisations((rules(), other)) == PARTNERS


@given(st.integers(2000, 2100), st.sampled_from(PARTNERS))
def test_in_as_many_years_as_there_are_organisations_each_chairs_once(year, role):
    years = range(year, year + len(PARTNERS))
    turns = [chair_of(PARTNERS, [confirmed(year, role)], one) for one in years]

    assert turns[0] == role
    assert set(turns) == set(PARTNERS)
    for before, after in pairwise(turns):
        assert PARTNERS.index(after) == (PARTNERS.index(before) + 1) % len(PARTNERS)


def test_a_later_confirmation_moves_the_turns_and_leaves_earlier_years():
    known = [confirmed(2026, VT), confirmed(2027, OM)]

    assert chair_of(PARTNERS, known, 2026) == VT
    assert chair_of(PARTNERS, known, 2028) == RVDK
    assert confirmed_chair(known, 2027) == OM
    assert confirmed_chair(known, 2028) is None


def test_without_any_confirmation_the_turn_still_moves_on_each_year():
    left = [confirmed(2026, Role("school"))]  # an organisation that takes part no more

    assert chair_of(PARTNERS, left, 2027) == chair_of(PARTNERS, [], 2027)
    assert chair_of(PARTNERS, [], 2027) != chair_of(PARTNERS, [], 2028)


@pytest.mark.parametrize(
    ("now", "known", "year"),
    [
        (DECEMBER, [], 2027),
        (DECEMBER, [confirmed(2027, OM)], 2026),
        (DECEMBER, [confirmed(2026, VT), confirmed(2027, OM)], None),
        (JANUARY, [confirmed(2026, VT)], 2027),
        (JANUARY, [confirmed(2027, OM)], None),
    ],
)
def test_from_december_on_the_next_year_is_confirmed(now, known, year):
    assert year_to_confirm(now, known) == year


def test_last_years_chair_goes_on_until_the_next_is_confirmed():
    known = [confirmed(2026, VT)]

    assert presiding(known, 2027) == VT
    assert presiding([*known, confirmed(2027, OM)], 2027) == OM
    assert presiding(known, 2028) is None


def test_the_fixed_voorzitter_the_chair_of_this_year_and_the_beheerder_lead():
    former, fixed = somebody((Function.CHAIR, VT)), somebody((Function.CHAIR, None))

    assert is_chair(fixed, NETWORK, None)
    assert is_chair(former, NETWORK, VT)
    assert not is_chair(former, NETWORK, OM)
    assert not is_chair(fixed, "elders", None)
    assert may_lead(somebody((Function.ADMIN, None)), NETWORK, OM)
    assert not may_lead(somebody((Function.CONTACT, OM)), NETWORK, OM)
    assert not may_lead(former, NETWORK, OM)


def test_on_new_year_the_chair_is_handed_over_and_the_former_keeps_reading_for_thirty_days():
    new, old = (
        somebody((Function.CONTACT, OM)),
        somebody((Function.CONTACT, VT), (Function.CHAIR, VT)),
    )
    member = somebody((Function.MEMBER, OM))

    first = chair_posts([new, old, member], NETWORK, OM, at_local(date(2027, 1, 1), time(0)))
    last = chair_posts([old], NETWORK, OM, at_local(date(2027, 1, 30), time(23)))
    after = chair_posts([old], NETWORK, OM, at_local(date(2027, 1, 31), time(0)))

    assert (first.given, first.ended) == (((new, OM),), ())
    assert last.ended == ()
    assert after.ended == ((old, VT),)


def test_the_chair_follows_the_aanspreekpunt_and_skips_who_is_blocked():
    left = somebody((Function.MEMBER, OM), (Function.CHAIR, OM))
    blocked = replace(somebody((Function.CONTACT, OM)), suspended=True)
    steady = somebody((Function.CONTACT, OM), (Function.CHAIR, OM))

    posts = chair_posts([left, blocked, steady], NETWORK, OM, JANUARY)

    assert (posts.given, posts.ended) == ((), ((left, OM),))


def test_without_a_confirmation_nothing_is_handed_over():
    posts = chair_posts([somebody((Function.CHAIR, VT))], NETWORK, None, JANUARY)

    assert (posts.given, posts.ended) == ((), ())


@given(st.integers(0, 96_000))
def test_suggested_are_four_working_mornings_in_quarters_that_have_no_meeting(hours):
    now = DECEMBER + timedelta(hours=hours)
    days = suggested(now, [replace(MEETING, at=now)])

    assert len(days) == 4
    assert quarter_of(now) not in {quarter_of(at) for at in days}
    for at in days:
        assert at > now
        assert is_working_day(local(at).date())
        assert local(at).hour == 10


@pytest.mark.parametrize(
    ("before", "days"),
    [
        (timedelta(days=15), None),
        (timedelta(days=14), 14),
        (timedelta(days=2), 14),
        (timedelta(days=1), 1),
        (timedelta(minutes=1), 1),
        (timedelta(0), None),
    ],
)
def test_people_are_reminded_two_weeks_and_a_day_before(before, days):
    assert reminder(MEETING, MEETING.at - before) == days


def test_who_came_is_asked_after_two_hours_and_told_on_the_next_working_morning():
    came = with_presence(with_presence(MEETING, OM, Presence.ONLINE), VT, Presence.ABSENT)
    came = with_presence(came, VT, Presence.ON_SITE)
    came = with_presence(came, RVDK, Presence.ABSENT)

    assert not is_over(MEETING, MEETING.at + timedelta(minutes=119))
    assert is_over(MEETING, MEETING.at + timedelta(hours=2))
    assert came.presence(VT) is Presence.ON_SITE
    assert came.presence(POLITIE) is None
    assert to_report_back(came, MEETING.at + timedelta(hours=20)) == ()
    assert to_report_back(came, MEETING.at + timedelta(hours=23)) == (OM, VT)


def test_a_quarter_is_three_local_months():
    assert quarter_of(at_local(date(2027, 3, 31), time(23, 59))) == (2027, 1)
    assert quarter_of(at_local(date(2027, 4, 1), time(0))) == (2027, 2)
    start, end = quarter_bounds(2026, 4)
    assert (local(start).date(), local(end).date()) == (date(2026, 10, 1), date(2027, 1, 1))


def test_on_the_list_are_flagged_and_missed_alerts_and_no_drills():
    plain = happened(raised())
    flagged = replace(plain, flags=("goed_voorbeeld",))
    missed = replace(plain, missed_at=plain.clock_at, flags=("kimi",))

    listed = lessons([plain, flagged, missed, replace(flagged, drill=True)])

    assert [one.why for one in listed] == [("goed_voorbeeld",), ("gemist", "kimi")]
    assert listed[0] == Lesson(
        id=plain.id, doelgroep="skm", month=11, daypart=Daypart.KANTOOR, why=("goed_voorbeeld",)
    )  # fmt: skip
