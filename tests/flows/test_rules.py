"""What a doelgroep agreed can be looked up, and what it does not know is not there."""

import pytest
from story import (
    ARTS,
    DRO,
    HOUR,
    OM,
    PARTNERS,
    STRANGER,
    VT,
    at,
    given,
    raised,
    rules,
    started,
    then,
)

from flows.refusal import Refusal, Refused
from flows.rules import Urgency


def test_the_partners_have_seats_and_the_others_do_not():
    assert tuple(item.role for item in rules().partners()) == PARTNERS
    assert [rules().has_role(role) for role in (VT, DRO, ARTS, STRANGER)] == [
        True,
        True,
        True,
        False,
    ]


def test_a_role_or_an_urgency_that_was_not_agreed_is_not_there():
    agreed = rules(urgencies=())

    assert agreed.role(OM).role == OM
    with pytest.raises(KeyError, match=STRANGER):
        agreed.role(STRANGER)
    with pytest.raises(KeyError, match="spoed"):
        agreed.urgency(Urgency.SPOED)


def test_a_later_target_moves_the_bound():
    assert rules().missed_at(at("10:00"), Urgency.SPOED) == at("10:00") + 24 * HOUR
    assert rules().missed_at(at("fr 10:00"), Urgency.ZORGELIJK) == at("tu 10:00")


def test_rules_are_frozen_at_raising():
    alert = given(raised(rules=rules(version="2026-10")))

    assert then(alert, started()).rules == rules(version="2026-10")


def test_a_refusal_says_which_it_is():
    refused = Refused(Refusal.ONLY_OWNER)

    assert (refused.refusal, str(refused)) == (Refusal.ONLY_OWNER, "only_owner")
