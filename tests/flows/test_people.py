"""The people behind the roles: functions, rights and invitations."""

from dataclasses import replace

import pytest
from story import MINUTE, NETWORK, OM, VT, at

from flows.people import (
    Function,
    Invitation,
    Member,
    Post,
    Reach,
    chooses_place,
    foremost,
    may_invite,
    may_see_month,
)
from flows.state import By, PersonId

OTHER = "zaanstreek"


def post(function, role=None, network=NETWORK):
    return Post(network=network, function=function, role=role)


LID, CONTACT = post(Function.MEMBER, VT), post(Function.CONTACT, VT)
CHAIR, ADMIN = post(Function.CHAIR), post(Function.ADMIN)
TREKKER = Post(network=NETWORK, function=Function.TREKKER, doelgroep="skm")


def member(*posts):
    return Member(
        person=PersonId(7),
        alias=PersonId(70),
        user_id=4242,
        name="functie VT",
        reach=Reach.OPEN,
        posts=posts,
    )


def test_somebody_may_hold_several_roles_and_says_in_which_it_acts():
    held = member(LID, CONTACT, post(Function.DEPUTY, OM), post(Function.MEMBER, OM, OTHER), CHAIR)

    assert held.roles(NETWORK) == (VT, OM)
    assert held.roles(OTHER) == (OM,)
    assert held.networks() == (NETWORK, OTHER)
    assert held.by(OM) == By(person=PersonId(70), role=OM)
    assert held.by(None) == By(person=PersonId(70))


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ((Function.CONTACT, NETWORK), True),
        ((Function.CONTACT, NETWORK, VT), True),
        ((Function.CONTACT, NETWORK, OM), False),
        ((Function.CONTACT, OTHER), False),
        ((Function.MEMBER, NETWORK), False),
    ],
)
def test_a_post_is_held_in_one_network_for_one_role(asked, held):
    assert member(CONTACT).has(*asked) is held


def test_only_the_beheerder_is_beheerder():
    assert member(LID, ADMIN).is_admin()
    assert not member(LID, CONTACT, CHAIR).is_admin()


@pytest.mark.parametrize(
    ("who", "wanted", "may"),
    [
        (member(ADMIN), CHAIR, True),
        (member(ADMIN), ADMIN, True),
        (member(ADMIN), TREKKER, True),
        (member(ADMIN), post(Function.MEMBER, OM, OTHER), True),
        (member(CONTACT), LID, True),
        (member(CONTACT), post(Function.DEPUTY, VT), True),
        (member(CONTACT), post(Function.MEMBER, OM), False),
        (member(CONTACT), post(Function.MEMBER, VT, OTHER), False),
        (member(CONTACT), ADMIN, False),
        (member(CONTACT), post(Function.ADMIN, VT), False),
        (member(CONTACT), post(Function.CHAIR, VT), False),
        (member(LID), LID, False),
        (member(CHAIR), LID, False),
        (member(CHAIR), TREKKER, False),
        (member(CONTACT), TREKKER, False),
        (member(TREKKER), TREKKER, False),
        (member(), LID, False),
    ],
)
def test_an_aanspreekpunt_invites_its_own_organisation_and_the_beheerder_everyone(who, wanted, may):
    assert may_invite(who, wanted) is may


@pytest.mark.parametrize(
    ("posts", "may"),
    [
        ((CHAIR,), True),
        ((CONTACT,), True),
        ((ADMIN,), True),
        ((TREKKER,), True),
        ((LID, TREKKER), True),
        ((replace(TREKKER, doelgroep="ouderen"),), False),
        ((replace(TREKKER, network=OTHER),), False),
        ((LID,), False),
        ((post(Function.DEPUTY, VT),), False),
        ((post(Function.CHAIR, network=OTHER),), False),
        ((), False),
    ],
)
def test_the_figures_are_for_who_leads_and_a_trekker_has_those_of_the_own_doelgroep(posts, may):
    assert may_see_month(member(*posts), NETWORK, "skm") is may


def test_a_trekker_acts_for_no_organisation_and_what_else_somebody_is_says_more():
    held = member(TREKKER, LID)

    assert held.roles(NETWORK) == (VT,)
    assert foremost(held.posts) == LID
    assert foremost((TREKKER, CHAIR)) == CHAIR


def test_two_doelgroepen_are_two_seats_and_a_sub_role_makes_no_other():
    assert not TREKKER.is_seat_of(replace(TREKKER, doelgroep="ouderen"))
    assert LID.is_seat_of(replace(LID, sub_roles=("wb",)))


def test_an_invitation_works_once_and_for_a_day():
    invitation = Invitation(post=LID, made_by=PersonId(1), made_at=at("10:00"))

    assert not invitation.refuses(at("th 10:00") - MINUTE)
    assert invitation.refuses(at("th 10:00"))
    assert replace(invitation, used_at=at("10:05")).refuses(at("10:06"))


@pytest.mark.parametrize(
    ("posts", "chooses"),
    [
        ((CONTACT,), False),
        ((CONTACT, LID), False),
        ((CONTACT, post(Function.DEPUTY, OM)), True),
        ((CONTACT, ADMIN), True),
        ((LID,), True),  # who keeps none right has none that goes without saying
    ],
)
def test_who_keeps_one_organisation_right_is_not_asked_which(posts, chooses):
    assert chooses_place(member(*posts)) is chooses
