"""What the register and the agreements tell: a number of how many, and since which day."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from duty_story import ANNA, MONDAY, at, weekly
from story import rules

from flows.calendar import Window
from flows.changes import Change
from flows.duty import Roster
from flows.herijking import Herijking
from flows.kimi import Meeting, Presence
from flows.known import Fact, agreements, confirmed, cover, led, manned, met, reachable
from flows.people import Function, Member, Post, Reach
from flows.rules import Role
from flows.state import PersonId

SKM, VT, OM, POLITIE = rules(), Role("vt"), Role("om"), Role("politie")
ROLES = (VT, POLITIE, OM)
NETWORK, UNTIL = "amsterdam", datetime(2026, 11, 30, 12, tzinfo=UTC)
BY_DAY = (Window(days=frozenset(range(7)), opens=time(8), closes=time(22)),)
CHANGE = Change(
    id=4, network=NETWORK, doelgroep="skm", what="acuut", value="90m", starts_on=date(2026, 11, 1),
    proposed_by=PersonId(1), proposed_at=datetime(2026, 10, 1, tzinfo=UTC),
    agreed_at=datetime(2026, 10, 2, tzinfo=UTC),
)  # fmt: skip


def somebody(function: Function, role: Role, *, suspended: bool = False) -> Member:
    return Member(
        person=PersonId(1), alias=PersonId(1), user_id=1, name="A", reach=Reach.OPEN,
        posts=(Post(network=NETWORK, function=function, role=role),), suspended=suspended,
    )  # fmt: skip


def test_a_version_is_told_with_its_first_day_and_only_once_it_has_begun():
    first = SKM.version
    to_come = replace(CHANGE, id=5, starts_on=date(2027, 1, 1))
    not_ours = replace(CHANGE, id=6, doelgroep="ouderen")
    proposed = replace(CHANGE, id=7, agreed_at=None)
    last_year = replace(CHANGE, id=3, agreed_at=datetime(2025, 10, 2, tzinfo=UTC))
    later = replace(to_come, id=8, agreed_at=datetime(2026, 12, 2, tzinfo=UTC))
    changes = [last_year, CHANGE, to_come, not_ours, proposed, later]

    told = agreements(replace(SKM, version=f"{first}+4"), changes, date(2026, 9, 1), UNTIL)

    assert told == [
        Fact(code="versies", part=first),
        Fact(code="versies", part=f"{first}+3", since=CHANGE.starts_on),
        Fact(code="versies", part=f"{first}+4", since=CHANGE.starts_on),
        Fact(code="wijzigingen", n=2),
        Fact(code="dpia", since=date(2026, 9, 1)),
    ]


def test_windows_are_told_of_who_set_their_own():
    assert reachable(ROLES, {OM: date(2026, 2, 2)}) == [
        Fact(code="vensters", n=1, total=3),
        Fact(code="vensters", part=OM, since=date(2026, 2, 2)),
    ]


def test_a_confirmation_of_last_year_is_told_but_is_not_of_this_year():
    of_this_year = Herijking(year=2026, role=OM, confirmed_at=datetime(2026, 3, 1, tzinfo=UTC))
    of_last_year = Herijking(year=2025, role=VT, confirmed_at=datetime(2025, 3, 1, tzinfo=UTC))
    too_late = Herijking(year=2026, role=VT, confirmed_at=datetime(2026, 12, 5, tzinfo=UTC))
    begun = Herijking(year=2026, role=POLITIE)

    told = confirmed(ROLES, [of_this_year, too_late, begun, of_last_year], UNTIL)

    assert told == [
        Fact(code="herijking", n=1, total=3),
        Fact(code="bevestigd", part=VT, since=date(2025, 3, 1)),
        Fact(code="bevestigd", part=POLITIE),
        Fact(code="bevestigd", part=OM, since=date(2026, 3, 1)),
    ]


def test_an_organisation_is_manned_by_somebody_who_is_there_and_a_waarnemer():
    people = [
        somebody(Function.MEMBER, VT), somebody(Function.DEPUTY, VT),
        somebody(Function.MEMBER, OM, suspended=True), somebody(Function.DEPUTY, OM),
        somebody(Function.MEMBER, POLITIE),
    ]  # fmt: skip

    assert manned(ROLES, people, NETWORK) == Fact(code="bezet", n=1, total=3)
    assert manned(ROLES, people, "utrecht") == Fact(code="bezet", n=0, total=3)


def test_a_doelgroep_is_led_by_the_trekkers_of_it_who_are_there():
    post = Post(network=NETWORK, function=Function.TREKKER, role=None, doelgroep="skm")
    there = replace(somebody(Function.MEMBER, VT), posts=(post,))
    people = [there, replace(there, suspended=True)]

    assert led(people, NETWORK, "skm") == Fact(code="trekkers", n=1, total=2)
    assert led(people, NETWORK, "ouderen") == Fact(code="trekkers", n=0, total=2)


def test_a_meeting_counts_once_it_was_held_in_this_year_and_somebody_came():
    came = ((OM, Presence.ON_SITE), (VT, Presence.ABSENT))
    held = Meeting(id=1, at=datetime(2026, 3, 3, 10, tzinfo=UTC), place="om", attendance=came)
    meetings = [
        replace(held, at=datetime(2025, 3, 3, 10, tzinfo=UTC)), held, replace(held, attendance=()),
        replace(held, at=datetime(2026, 12, 3, 10, tzinfo=UTC)),
    ]  # fmt: skip

    assert met((VT, OM), meetings, UNTIL) == [
        Fact(code="bijeenkomsten", n=1, total=4),
        Fact(code="bij_kimi", part=VT, n=0, total=4),
        Fact(code="bij_kimi", part=OM, n=1, total=4),
    ]


def test_the_hours_of_a_week_are_covered_on_call_or_nobodys():
    """Five days from noon to midnight: ten hours of each are within the window, two are not."""
    roster = Roster(week=tuple(weekly(ANNA, day, "12:00-24:00") for day in range(5)))
    week = (at(MONDAY.day, "00:00"), at(MONDAY.day + 7, "00:00"))

    assert list(cover(roster, VT, BY_DAY, *week)) == [
        Fact(code="dekking", part="vt/gedekt", n=50, total=168),
        Fact(code="dekking", part="vt/piket", n=10, total=168),
        Fact(code="dekking", part="vt/niet_gedekt", n=108, total=168),
    ]
    assert list(cover(roster, OM, BY_DAY, *week)) == [Fact(code="dekking", part="om")]
