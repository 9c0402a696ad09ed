"""What the preview of a new alert shows is what is sent."""

from dataclasses import replace

import pytest
from story import (
    ARTS,
    DRO,
    ID,
    NETWORK,
    OM,
    PARTNERS,
    POLITIE,
    RVDK,
    VT,
    ask,
    at,
    by,
    facts,
    given,
    raised,
    rules,
)

from flows.alert import AlertRaised
from flows.decider import decide
from flows.draft import Chip, begin_draft, requested_roles, to_command, turn_chip
from flows.rules import Urgency
from flows.terms import Delay, Known

SKM = rules()


def preview(**changes):
    empty = begin_draft(by(VT), NETWORK, ("skm", "ouderen"), at("10:00"))
    plain = {"doelgroep": "skm", "source": "ziekenhuis", "nature": "letsel_zwaar"}
    return replace(empty, **{**plain, "urgency": Urgency.SPOED, **changes})


def test_a_role_left_out_can_be_added_again():
    draft = turn_chip(preview(left_out=(RVDK,)), SKM, Chip.ROLE, "rvdk", at("10:05"))

    assert (draft.extra_roles, draft.left_out) == ((RVDK,), ())
    assert requested_roles(draft, SKM) == PARTNERS


@pytest.mark.parametrize(
    ("changes", "roles"),
    [
        ({}, PARTNERS),
        ({"left_out": (RVDK,)}, (VT, POLITIE, OM)),
        ({"extra_roles": (ARTS, DRO)}, (*PARTNERS, DRO, ARTS)),
        ({"left_out": (OM, VT)}, PARTNERS),
        ({"left_out": (RVDK,), "by": by(RVDK)}, PARTNERS),
        ({"left_out": (RVDK,), "minors": True}, PARTNERS),
    ],
)
def test_the_quorum_the_raiser_and_with_minors_the_rvdk_are_always_requested(changes, roles):
    assert requested_roles(preview(**changes), SKM) == roles


def test_who_is_not_invited_by_default_is_with_minors():
    asked_less = replace(SKM, roles=tuple(
        replace(item, invited=item.role != RVDK) if item.role in PARTNERS else item
        for item in SKM.roles
    ))  # fmt: skip

    assert RVDK not in requested_roles(preview(), asked_less)
    assert RVDK in requested_roles(preview(minors=True), asked_less)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"left_out": (RVDK,)},
        {"left_out": (RVDK,), "minors": True},
        {"extra_roles": (DRO, ARTS), "drill": True},
        {"nature": "seksueel"},
    ],
)
def test_the_preview_is_exactly_what_will_be_asked(changes):
    draft = preview(**changes)

    [event] = decide(None, to_command(draft, SKM, ID), at("10:05"))

    assert isinstance(event, AlertRaised)
    posted = {*event.roles, *event.agenda_members, *event.advisers}
    assert posted == set(requested_roles(draft, SKM))
    assert event.drill is draft.drill


def test_sending_asks_for_exactly_what_was_tapped():
    draft = preview(standstill=True, minors=True, arrested_at=at("09:00"), reference="a1b2",
                    family_known=Known.YES, delay=Delay.TODAY, clock_at=at("09:30"))  # fmt: skip

    command = to_command(draft, SKM, ID)

    known = facts(
        standstill=True,
        minors=True,
        custody=True,
        arrested_at=at("09:00"),
        reference="a1b2",
        family_known=Known.YES,
        delay=Delay.TODAY,
    )
    assert command == ask(facts=known, clock_at=at("09:30"))


def test_a_plain_draft_raises_a_plain_alert_and_a_drill_a_drill():
    plain = decide(None, to_command(preview(), SKM, ID), at("10:00"))
    drill = decide(None, to_command(preview(drill=True), SKM, ID), at("10:00"))

    assert given(*plain) == given(raised())
    assert given(*drill) == given(raised(drill=True))
    lesson = decide(None, to_command(preview(drill=True, lesson="stil"), SKM, ID), at("10:00"))
    assert given(*lesson) == given(raised(drill=True, lesson="stil"))


def test_for_a_sexual_offence_the_zedenpolitie_is_requested():
    draft = preview(nature="seksueel")

    assert to_command(draft, SKM, ID).facts.sub_roles == ("zedenpolitie",)
