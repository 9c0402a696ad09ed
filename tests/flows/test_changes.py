"""A target changes only by two people, from a later day on, and for new alerts alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from story import rules

from flows.calendar import at_local
from flows.changes import (
    FIRST_RESPONSE,
    IN_MINUTES,
    RESPONSES,
    TARGETS,
    Change,
    Doubt,
    Wish,
    applied,
    doubt_agreeing,
    doubt_proposing,
    first_of_next_month,
    offered,
    value_of,
)
from flows.people import Function, Member, Post, Reach
from flows.rules import Role, Urgency
from flows.state import PersonId

RULES = rules()
NETWORK = "amsterdam"
TODAY = date(2027, 2, 2)
SUMMER = date(2027, 7, 1)
MADE_AT = datetime(2027, 2, 2, 9, tzinfo=UTC)


def somebody(person: int, function: Function, network: str = NETWORK) -> Member:
    role = Role("om") if function in (Function.CONTACT, Function.MEMBER) else None
    return Member(
        person=PersonId(person), alias=PersonId(person), user_id=person, name="", reach=Reach.OPEN,
        posts=(Post(network=network, function=function, role=role),),
    )  # fmt: skip


CONTACT, OTHER = somebody(1, Function.CONTACT), somebody(2, Function.CONTACT)
CHAIR, ADMIN = somebody(3, Function.CHAIR), somebody(4, Function.ADMIN)
WISH = Wish(network=NETWORK, what="acuut", value="90m", starts_on=date(2027, 3, 1))
CHANGE = Change(
    id=5, network=NETWORK, doelgroep=RULES.doelgroep, what="acuut", value="90m",
    starts_on=date(2027, 3, 1), proposed_by=CONTACT.person, proposed_at=MADE_AT,
)  # fmt: skip
AGREED = replace(CHANGE, agreed_by=OTHER.person, agreed_at=MADE_AT)


def test_what_can_be_chosen_depends_on_what_it_is():
    assert offered(RULES, "acuut") == IN_MINUTES
    assert offered(RULES, "zorgelijk") == TARGETS
    assert offered(RULES, FIRST_RESPONSE) == RESPONSES
    assert offered(RULES, "quorum") == ()


def test_what_is_agreed_now_reads_as_a_value():
    assert value_of(RULES, "acuut") == "120m"
    assert value_of(RULES, "zorgelijk") == "2d"
    assert value_of(RULES, FIRST_RESPONSE) == "30m"


@pytest.mark.parametrize(
    ("member", "wish", "today", "doubt"),
    [
        (CONTACT, WISH, TODAY, None),
        (CHAIR, WISH, SUMMER - timedelta(days=150), None),
        (somebody(9, Function.MEMBER), WISH, TODAY, Doubt.NOT_YOURS),
        (somebody(9, Function.CONTACT, "elders"), WISH, TODAY, Doubt.NOT_YOURS),
        (CONTACT, replace(WISH, starts_on=date(2027, 8, 1)), SUMMER, Doubt.OUTSIDE_QUARTER),
        (CHAIR, replace(WISH, starts_on=date(2027, 8, 1)), SUMMER, None),
        (ADMIN, replace(WISH, starts_on=date(2027, 8, 1)), SUMMER, None),
        (CONTACT, replace(WISH, value="91m"), TODAY, Doubt.NOT_IN_LIST),
        (CONTACT, replace(WISH, what="regie"), TODAY, Doubt.NOT_IN_LIST),
        (CONTACT, replace(WISH, value="120m"), TODAY, Doubt.AS_IT_IS),
        (CONTACT, replace(WISH, starts_on=TODAY), TODAY, Doubt.TOO_SOON),
        (CONTACT, replace(WISH, starts_on=date(2027, 2, 3)), TODAY, None),
        (CONTACT, replace(WISH, starts_on=date(2028, 6, 1)), TODAY, Doubt.TOO_FAR),
    ],
)
def test_who_may_propose_what_and_when(member, wish, today, doubt):
    assert doubt_proposing(member, wish, RULES, today) is doubt


@pytest.mark.parametrize(
    ("change", "proposer", "member", "today", "doubt"),
    [
        (CHANGE, CONTACT, OTHER, TODAY, None),
        (CHANGE, None, OTHER, TODAY, None),
        (CHANGE, CONTACT, CONTACT, TODAY, Doubt.SAME_PERSON),
        (CHANGE, CONTACT, somebody(9, Function.MEMBER), TODAY, Doubt.NOT_YOURS),
        (AGREED, CONTACT, OTHER, TODAY, Doubt.SETTLED),
        (replace(CHANGE, refused_at=MADE_AT), CONTACT, OTHER, TODAY, Doubt.SETTLED),
        (CHANGE, CONTACT, OTHER, CHANGE.starts_on, Doubt.TOO_LATE),
    ],
)
def test_s16_another_person_agrees_in_time(change, proposer, member, today, doubt):
    assert doubt_agreeing(change, proposer, member, today) is doubt


@pytest.mark.parametrize(
    ("proposer", "member", "doubt"),
    [
        (CHAIR, ADMIN, None),
        (ADMIN, CHAIR, None),
        (CHAIR, OTHER, Doubt.OUTSIDE_QUARTER),
        (CHAIR, somebody(9, Function.CHAIR), Doubt.OUTSIDE_QUARTER),
        (None, ADMIN, Doubt.OUTSIDE_QUARTER),
    ],
)
def test_s16_outside_the_first_quarter_it_takes_voorzitter_and_beheerder(proposer, member, doubt):
    by = CHAIR.person if proposer is None else proposer.person
    change = replace(CHANGE, starts_on=date(2027, 8, 1), proposed_by=by)

    assert doubt_agreeing(change, proposer, member, SUMMER) is doubt


def test_a_change_waits_until_somebody_decides_or_its_day_comes():
    assert CHANGE.is_open(TODAY)
    assert not CHANGE.is_open(CHANGE.starts_on)
    assert not AGREED.is_open(TODAY)
    assert not replace(CHANGE, refused_at=MADE_AT).is_open(TODAY)


def test_most_changes_begin_on_the_first_of_the_month():
    assert first_of_next_month(date(2027, 1, 31)) == date(2027, 2, 1)
    assert first_of_next_month(date(2027, 12, 1)) == date(2028, 1, 1)


def test_a_change_holds_from_the_local_midnight_of_its_day():
    midnight = at_local(AGREED.starts_on, time(0))

    assert applied(RULES, [AGREED], midnight - timedelta(seconds=1)) == RULES
    begun = applied(RULES, [AGREED], midnight)
    assert begun.urgency(Urgency.ACUUT).target == timedelta(minutes=90)
    assert begun.urgency(Urgency.SPOED) == RULES.urgency(Urgency.SPOED)
    assert begun.version == f"{RULES.version}+5"


def test_the_latest_to_begin_is_what_holds_and_names_the_version():
    later = replace(AGREED, id=6, value="60m", starts_on=date(2027, 4, 1))
    days = replace(AGREED, id=7, what="zorgelijk", value="3d")
    first = replace(AGREED, id=8, what=FIRST_RESPONSE, value="15m")

    then = applied(RULES, [later, first, days, AGREED], at_local(date(2027, 5, 1), time(0)))

    assert then.urgency(Urgency.ACUUT).target == timedelta(minutes=60)
    assert then.urgency(Urgency.ZORGELIJK).target is None
    assert then.urgency(Urgency.ZORGELIJK).target_working_days == 3
    assert then.first_response == timedelta(minutes=15)
    assert then.version == f"{RULES.version}+6"


@pytest.mark.parametrize(
    "change",
    [CHANGE, replace(AGREED, doelgroep="ouderen"), replace(AGREED, what="regie")],
)
def test_what_was_not_agreed_or_is_of_another_doelgroep_changes_nothing(change):
    assert applied(RULES, [change], at_local(date(2027, 5, 1), time(0))) == RULES
