"""Whom a new alert asks for by sub-role: ticked by hand, or asked for by its nature."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from config import doelgroepen
from flows.draft import (
    Chip,
    begin_draft,
    offered_sub_roles,
    requested_sub_roles,
    to_command,
    turn_chip,
)
from flows.refusal import Refused
from flows.rules import Role, Urgency
from flows.state import AlertId, By

NOW = datetime(2026, 11, 27, 13, 46, tzinfo=UTC)
RULES = doelgroepen.load().rules("amsterdam-amstelland", "skm")
BEGUN = begin_draft(By(person=None, role=Role("vt")), "amsterdam-amstelland", ("skm",), NOW)
READY = replace(BEGUN, source="ziekenhuis", nature="letsel_zwaar", urgency=Urgency.ACUUT)


def turned(draft, value):
    return turn_chip(draft, RULES, Chip.SUB_ROLE, value, NOW)


def test_a_tick_asks_for_a_sub_role_and_a_second_one_takes_it_back():
    once = turned(READY, "officier")

    assert requested_sub_roles(once, RULES) == ("officier",)
    assert requested_sub_roles(turned(once, "officier"), RULES) == ("officier",)
    assert requested_sub_roles(turned(once, "-officier"), RULES) == ()


def test_what_was_ticked_goes_with_the_alert_beside_what_the_nature_asks_for():
    draft = turned(replace(READY, nature="seksueel"), "officier")

    command = to_command(draft, RULES, AlertId("SKM-2611-01"))

    assert command.facts.sub_roles == ("zedenpolitie", "officier")


def test_only_sub_roles_of_partners_that_are_asked_can_be_ticked():
    without = replace(READY, left_out=(Role("rvdk"),))

    assert "rvdk_piket" in offered_sub_roles(READY, RULES)
    assert "rvdk_piket" not in offered_sub_roles(without, RULES)
    assert requested_sub_roles(replace(without, sub_roles=("rvdk_piket",)), RULES) == ()
    with pytest.raises(Refused):
        turned(without, "rvdk_piket")
    with pytest.raises(Refused):
        turned(READY, "burgemeester")
