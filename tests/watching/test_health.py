"""The rule of being well (R7): each sign has its limit, and nothing else counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.health import ROUND_WITHIN, TURN_WITHIN, Reason, Signs, reasons, stuck

WELL = {"polled": 0.0, "wrote": 0.0, "looked": 0.0}
LIMITS = [
    (Reason.POLL, "polled", 90.0),
    (Reason.DATABASE, "wrote", 60.0),
    (Reason.DATABASE, "looked", 60.0),
    (Reason.ALARM_WAITS, "alarm_waits", 120.0),
    (Reason.OVERDUE, "overdue", 60.0),
    (Reason.LAG, "lag", 15.0),
]


def signs(**other: object) -> Signs:
    return Signs(**(WELL | other))  # type: ignore[arg-type]


@pytest.mark.parametrize(("reason", "sign", "most"), LIMITS)
def test_l5_a_bot_is_well_up_to_the_limit_and_not_beyond_it(reason, sign, most):
    assert reasons(signs(**{sign: most})) == ()
    assert reasons(signs(**{sign: most + 0.1})) == (reason,)


@pytest.mark.parametrize("loop", ROUND_WITHIN)
def test_f08_a_loop_that_does_not_come_around_is_named(loop):
    within = ROUND_WITHIN[loop]

    assert reasons(signs(rounds={loop: within})) == ()
    assert reasons(signs(rounds={loop: within + 1})) == (Reason(loop),)


def test_f32_a_refused_token_counts_at_once_and_goes_before_the_rest():
    assert reasons(signs(token_refused=True, polled=91.0)) == (Reason.TOKEN, Reason.POLL)


@pytest.mark.parametrize(("whole", "wrong"), [(None, ()), (True, ()), (False, (Reason.CHAIN,))])
def test_a_broken_log_counts_and_one_not_yet_looked_at_does_not(whole, wrong):
    assert reasons(signs(chain_whole=whole)) == wrong


def test_a_late_message_to_ourselves_counts():
    assert reasons(signs(canary_late=True)) == (Reason.CANARY,)


seconds = st.floats(min_value=0, max_value=10_000)


@given(
    st.builds(
        Signs, polled=seconds, wrote=seconds, looked=seconds, alarm_waits=seconds,
        overdue=seconds, lag=seconds, token_refused=st.booleans(), canary_late=st.booleans(),
        chain_whole=st.none() | st.booleans(),
        rounds=st.dictionaries(st.sampled_from(sorted(ROUND_WITHIN)), seconds),
        turns=st.dictionaries(st.sampled_from(sorted(TURN_WITHIN)), seconds),
    )
)  # fmt: skip
def test_l5_a_bot_without_a_reason_is_within_every_limit_of_the_promise(found):
    if not reasons(found):
        assert found.polled <= 90
        assert found.wrote <= 60
        assert found.alarm_waits <= 120
        assert found.overdue <= 60
        assert found.chain_whole is not False
        assert all(age <= ROUND_WITHIN[name] for name, age in found.rounds.items())


@pytest.mark.parametrize("loop", TURN_WITHIN)
def test_f14_only_a_turn_that_does_not_end_asks_for_a_restart(loop):
    within = TURN_WITHIN[loop]

    assert stuck(signs(turns={loop: within})) == ()
    assert stuck(signs(turns={loop: within + 1})) == (loop,)
    trouble = signs(polled=9999, wrote=9999, alarm_waits=9999, chain_whole=False)
    assert stuck(trouble) == ()
