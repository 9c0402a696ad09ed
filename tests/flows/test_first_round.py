"""The first round of an alert is told apart from the later ones."""

from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st
from story import (
    DECLINED,
    DEPUTY,
    MINUTE,
    NOW,
    OM,
    POLITIE,
    RVDK,
    VT,
    answered,
    at,
    by,
    concluded,
    given,
    raised,
    started,
    then,
)

from flows.answers import GiveAnswer
from flows.decider import decide
from flows.evolver import replay
from flows.first_round import first_response_at, quorum_at
from flows.follow_up import AlertReopened
from flows.refusal import Refused


def test_the_quorum_of_the_first_round_is_known_in_the_second():
    first = given(
        raised("10:00"), answered(POLITIE, NOW, "10:05"), answered(OM, NOW, "10:12"),
        started("11:00"), *concluded("12:00"),
    )  # fmt: skip

    again = then(first, AlertReopened(at=at("th 09:00"), by=by(RVDK)))

    assert again.quorum_at is None
    assert quorum_at(again) == at("10:12")


def test_a_needed_role_that_took_its_word_back_is_no_quorum():
    alert = given(
        raised("10:00"), answered(POLITIE, NOW, "10:05"), answered(OM, NOW, "10:12"),
        answered(OM, DECLINED, "10:20"),
    )  # fmt: skip

    assert quorum_at(alert) is None


def test_who_first_answers_in_the_second_round_did_not_answer_in_the_first():
    silent = given(
        raised("10:00"), started("10:30"), *concluded("11:00"),
        AlertReopened(at=at("th 09:00"), by=by(VT)), answered(POLITIE, NOW, "th 09:05"),
    )  # fmt: skip

    assert first_response_at(silent) is None


minutes = st.integers(0, 20)
answers = st.tuples(minutes, st.sampled_from((POLITIE, OM)), st.sampled_from((NOW, DEPUTY)))


@settings(deadline=None)
@forall(st.lists(answers))
def test_the_quorum_that_follows_from_the_answers_is_the_one_that_was_reached(course):
    alert, now = given(raised("10:00")), at("10:00")
    for wait, role, kind in course:
        now += wait * MINUTE
        try:
            events = decide(alert, GiveAnswer(by=by(role), role=role, kind=kind), now)
        except Refused:
            continue
        changed = replay(events, alert)
        assert changed is not None
        alert = changed

        assert quorum_at(alert) == alert.quorum_at
