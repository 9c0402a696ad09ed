"""The introduction of a newcomer: at most six screens, each of which concerns the reader."""

from itertools import combinations

import pytest
from story import ARTS, DRO, NETWORK, OM, STRANGER, VT, rules

from flows.introduction import READ, Step, around, asks_in, seated_in, steps_for, tasks_of
from flows.people import Function, Member, Post, Reach
from flows.rules import RoleKind, RoleRules
from flows.state import PersonId

ELSEWHERE = "zaanstreek"
SKM, OUDEREN = rules(), rules(doelgroep="ouderen", code="OUD")
ONLY_ASKS = RoleRules(role=STRANGER, kind=RoleKind.AGENDALID, may_raise=True)
HERE = {NETWORK: (SKM, OUDEREN)}
ROUND = (Step.PURPOSE, Step.NEVER, Step.KEPT)
WITH_A_TASK = (Step.PURPOSE, Step.TASK, Step.NEVER, Step.KEPT)
WITH_A_SEAT = (Step.PURPOSE, Step.ASK, Step.ANSWER, Step.SILENCE, Step.NEVER, Step.KEPT)


def post(function, role=None, network=NETWORK):
    doelgroep = "skm" if function is Function.TREKKER else None
    return Post(network=network, function=function, role=role, doelgroep=doelgroep)


def holding(*posts):
    one = PersonId(1)
    return Member(person=one, alias=one, user_id=1, name="N", reach=Reach.OPEN, posts=posts)


LID, CONTACT, DEPUTY = Function.MEMBER, Function.CONTACT, Function.DEPUTY
CHAIR, TREKKER, ADMIN = Function.CHAIR, Function.TREKKER, Function.ADMIN


@pytest.mark.parametrize(
    ("posts", "steps"),
    [
        ([post(LID, OM)], WITH_A_SEAT),
        ([post(CONTACT, VT)], WITH_A_SEAT),
        ([post(ADMIN), post(DEPUTY, OM)], WITH_A_SEAT),
        ([post(CHAIR)], WITH_A_TASK),
        ([post(TREKKER)], WITH_A_TASK),
        ([post(ADMIN)], WITH_A_TASK),
        ([post(LID, DRO)], WITH_A_TASK),
        ([post(LID, ARTS)], WITH_A_TASK),
        ([post(LID, OM, ELSEWHERE)], WITH_A_TASK),
    ],
)
def test_who_has_a_seat_reads_how_to_ask_and_answer_and_others_what_is_theirs(posts, steps):
    assert steps_for(holding(*posts), HERE) == steps


def test_who_may_ask_and_is_not_asked_reads_how_one_asks():
    agreed = rules(roles=(*SKM.roles, ONLY_ASKS))

    steps = steps_for(holding(post(LID, STRANGER)), {NETWORK: (agreed,)})

    assert steps == (Step.PURPOSE, Step.ASK, Step.TASK, Step.NEVER, Step.KEPT)


def test_whatever_somebody_is_there_are_at_most_six_screens():
    posts = [post(one, role) for one in (LID, CONTACT, DEPUTY) for role in (OM, DRO)]
    posts += [post(one) for one in (CHAIR, TREKKER, ADMIN)]
    for held in combinations(posts, 2):
        steps = steps_for(holding(*held), HERE)
        assert len(steps) <= 6
        assert {*ROUND} < {*steps}


def test_somebody_asks_and_answers_where_the_own_role_does():
    both = holding(post(LID, OM), post(CONTACT, VT), post(LID, DRO, ELSEWHERE))

    assert seated_in(both, {**HERE, ELSEWHERE: (SKM,)}) == (SKM, OUDEREN)
    assert asks_in(both, {**HERE, ELSEWHERE: (SKM,)}) == (NETWORK,)
    assert asks_in(both, {}) == ()


def test_a_function_asks_something_of_its_own_and_that_of_a_lid_does_not():
    assert tasks_of(holding(post(LID, OM))) == ()
    assert tasks_of(holding(post(ADMIN), post(CONTACT, OM), post(LID, VT))) == (CONTACT, ADMIN)


@pytest.mark.parametrize(
    ("at", "before", "here", "after"),
    [
        (Step.PURPOSE, None, Step.PURPOSE, Step.TASK),
        (Step.NEVER, Step.TASK, Step.NEVER, Step.KEPT),
        (Step.KEPT, Step.NEVER, Step.KEPT, None),
        ("", None, Step.PURPOSE, Step.TASK),
        (Step.ANSWER, None, Step.PURPOSE, Step.TASK),
        (READ, None, Step.PURPOSE, Step.TASK),
    ],
)
def test_one_leafs_forth_and_back_and_what_is_not_there_leads_to_the_first(at, before, here, after):
    assert around(WITH_A_TASK, at) == (before, here, after)
