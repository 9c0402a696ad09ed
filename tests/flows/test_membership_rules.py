"""Who may confirm, manage and go; and who belongs in a group."""

from dataclasses import replace
from datetime import timedelta

import pytest
from story import NETWORK, OM, POLITIE, RVDK, VT, at

from flows.people import (
    ASLEEP_AFTER,
    UNTESTED_AFTER,
    Enrolment,
    Function,
    Member,
    Post,
    Reach,
    confirmers,
    confirmers_needed,
    foremost,
    has_one_holder,
    heirs,
    is_asleep,
    is_last_keeper,
    is_last_of,
    is_let_in,
    managed,
    may_go,
    may_manage,
    nearest,
    sub_roles_of,
)
from flows.rules import Role, RoleKind
from flows.state import PersonId

OTHER, DRO = "zaanstreek", Role("dro")
KINDS = {VT: RoleKind.PARTNER, OM: RoleKind.PARTNER, DRO: RoleKind.AGENDALID}


def post(function, role=None, network=NETWORK):
    return Post(network=network, function=function, role=role)


def member(number, *posts, **changes):
    number = PersonId(number)
    return Member(
        person=number, alias=number, user_id=1000 + number, name="N", reach=Reach.OPEN,
        posts=posts, **changes,
    )  # fmt: skip


LID, CONTACT, DEPUTY = (
    post(one, OM) for one in (Function.MEMBER, Function.CONTACT, Function.DEPUTY)
)
ADMIN = post(Function.ADMIN)
TREKKER = Post(network=NETWORK, function=Function.TREKKER, doelgroep="skm")
WAITING = Enrolment(id=1, user_id=9, name="N", post=LID, asked_at=at("10:00"))


@pytest.mark.parametrize(
    ("held", "network", "role", "may"),
    [
        (ADMIN, OTHER, None, True),
        (CONTACT, NETWORK, OM, True),
        (DEPUTY, NETWORK, OM, True),
        (CONTACT, NETWORK, VT, False),
        (CONTACT, OTHER, OM, False),
        (CONTACT, NETWORK, None, False),
        (LID, NETWORK, OM, False),
    ],
)
def test_aanspreekpunt_and_waarnemer_manage_their_own_organisation(held, network, role, may):
    assert may_manage(member(1, held), network, role) is may


def test_s03_the_own_aanspreekpunt_waarnemer_and_beheerder_confirm_and_nobody_else():
    able = [member(1, CONTACT), member(2, DEPUTY), member(3, ADMIN)]
    unable = [
        member(4, LID),
        member(5, post(Function.CONTACT, VT)),
        member(6, CONTACT, suspended=True),
    ]

    assert confirmers([*able, *unable], WAITING) == able


def test_s03_nobody_confirms_the_own_enrolment():
    own = Enrolment(id=1, user_id=1001, name="N", post=LID, asked_at=at("10:00"))

    assert confirmers([member(1, CONTACT)], own) == []


@pytest.mark.parametrize(
    ("wanted", "able", "needed"),
    [
        (post(Function.MEMBER, OM), 3, 2),
        (post(Function.CONTACT, POLITIE), 2, 2),
        (ADMIN, 2, 2),
        (ADMIN, 1, 1),
        (post(Function.MEMBER, OM), 0, 1),
        (post(Function.MEMBER, RVDK), 3, 1),
        (post(Function.CHAIR), 3, 1),
    ],
)
def test_s03_om_politie_and_beheerder_need_two_as_far_as_there_are_two(wanted, able, needed):
    assert confirmers_needed(wanted, able) == needed


def test_an_organisation_has_one_aanspreekpunt_and_one_waarnemer():
    assert has_one_holder(CONTACT)
    assert has_one_holder(DEPUTY)
    assert not has_one_holder(LID)
    assert not has_one_holder(ADMIN)


def test_the_last_beheerder_cannot_go():
    one, two, blocked = member(1, ADMIN), member(2, ADMIN), member(3, ADMIN, suspended=True)

    assert may_go(one, [one, two])
    assert not may_go(one, [one])
    assert not may_go(one, [one, blocked])
    assert may_go(member(4, LID), [one])


def test_after_120_days_without_an_action_somebody_is_asleep():
    now = at("10:00")

    assert is_asleep(member(1, LID, seen_at=now - ASLEEP_AFTER), now)
    assert not is_asleep(member(1, LID, seen_at=now - ASLEEP_AFTER + timedelta(seconds=1)), now)
    assert not is_asleep(member(1, LID), now)


def test_who_no_longer_answers_the_test_of_being_reachable_is_asleep_too():
    now = at("10:00")

    assert is_asleep(member(1, LID, seen_at=now, tested_at=now - UNTESTED_AFTER), now)
    assert not is_asleep(member(1, LID, seen_at=now, tested_at=now), now)


def test_who_never_did_anything_is_asleep_some_time_after_the_enrolment():
    now = at("10:00")

    assert is_asleep(member(1, LID, enrolled_at=now - UNTESTED_AFTER), now)
    assert not is_asleep(member(1, LID, enrolled_at=now - UNTESTED_AFTER, tested_at=now), now)
    assert is_asleep(member(1, LID, enrolled_at=now - ASLEEP_AFTER, tested_at=now), now)
    assert not is_asleep(member(1, LID, enrolled_at=now), now)


def test_an_aanspreekpunt_manages_the_own_posts_of_somebody_and_the_beheerder_all():
    both = member(1, LID, post(Function.MEMBER, VT), ADMIN)

    assert managed(member(2, CONTACT), both) == [LID]
    assert managed(member(2, ADMIN), both) == [*both.posts]
    assert managed(member(2, LID), both) == []


def test_an_organisation_is_kept_right_by_who_is_nearest_and_not_blocked():
    anna, wim, bea = member(1, CONTACT), member(2, DEPUTY), member(3, post(Function.ADMIN))
    blocked = replace(anna, suspended=True)

    assert nearest((wim, anna, bea), NETWORK, OM) == [anna]
    assert nearest((wim, blocked, bea), NETWORK, OM) == [wim]
    assert nearest((anna, wim, bea), NETWORK, VT) == [bea]


def test_of_several_posts_in_an_organisation_the_own_function_counts_and_not_who_chairs():
    chair = post(Function.CHAIR, OM)

    assert foremost((LID, chair, CONTACT)) == CONTACT
    assert foremost((chair, LID)) == LID
    assert foremost((chair,)) == chair


def test_a_sub_role_is_held_in_an_organisation_whatever_the_function():
    both = member(1, replace(LID, sub_roles=("officier",)), CONTACT, post(Function.MEMBER, VT))

    assert sub_roles_of(both, NETWORK, OM) == {"officier"}
    assert sub_roles_of(both, NETWORK, VT) == sub_roles_of(both, OTHER, OM) == set()


def test_an_organisation_loses_the_last_who_keeps_it_right_only_where_there_was_one():
    contact, deputy, lid = member(1, CONTACT), member(2, DEPUTY), member(3, LID)
    blocked = replace(deputy, suspended=True)

    assert is_last_keeper(contact, [contact, lid], CONTACT)
    assert is_last_keeper(contact, [contact, blocked], CONTACT)
    assert not is_last_keeper(contact, [contact, deputy, lid], CONTACT)
    assert not is_last_keeper(lid, [lid], LID)
    assert not is_last_keeper(contact, [contact], ADMIN)


def test_an_organisation_is_empty_when_nobody_is_left_who_can_be_asked():
    contact, lid, other = member(1, CONTACT), member(3, LID), member(4, post(Function.MEMBER, VT))

    assert is_last_of(lid, [lid, other, replace(contact, suspended=True)], LID)
    assert not is_last_of(lid, [lid, contact], LID)
    assert not is_last_of(lid, [lid], ADMIN)


def test_r169_what_is_still_owed_goes_to_the_waarnemer_else_to_the_aanspreekpunt():
    contact, deputy, lid = member(1, CONTACT), member(2, DEPUTY), member(3, LID)
    blocked = replace(deputy, suspended=True)

    assert heirs([contact, deputy, lid], NETWORK, OM) == [deputy]
    assert heirs([contact, blocked, lid], NETWORK, OM) == [contact]
    assert heirs([lid, deputy], OTHER, OM) == []


@pytest.mark.parametrize(
    ("who", "right"),
    [
        (member(1, LID), True),
        (member(1, ADMIN), True),
        (member(1, LID, suspended=True), False),
        (member(1, post(Function.MEMBER, DRO)), False),
        (member(1, TREKKER), False),
        (member(1, TREKKER, LID), True),
        (member(1, post(Function.MEMBER, OM, OTHER)), False),
        (member(1, post(Function.MEMBER, Role("onbekend"))), False),
        (member(1), False),
        (None, False),
    ],
)
def test_r042_a_group_is_for_who_takes_part_and_not_for_an_agendalid(who, right):
    assert is_let_in(who, NETWORK, KINDS) is right
