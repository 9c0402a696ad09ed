"""Alerts without an overleg are not left out of how long it takes until there is one."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from flows.survival import Step, curve, middle

NOBODY: Counter[int] = Counter()
minutes = st.integers(1, 400)
some = st.lists(minutes, min_size=1, max_size=40)
few = st.lists(minutes, max_size=40)
calmly = settings(deadline=None)


def share_by(steps: list[Step], after: int) -> float:
    """The share that had an overleg this many minutes after the asking."""
    return next((step.share for step in reversed(steps) if step.after <= after), 0.0)


def theirs(held, waiting):
    """The estimate of an independent library: the steps at which an overleg began."""
    found = stats.ecdf(stats.CensoredData(uncensored=held, right=waiting))
    bounds = found.sf.confidence_interval(confidence_level=0.95, method="log-log")
    low, high = bounds.low, bounds.high
    return {
        int(after): (1 - share, 1 - top, 1 - bottom)
        for after, share, bottom, top in zip(
            found.sf.quantiles, found.sf.probabilities, low.probabilities, high.probabilities,
            strict=True,
        )
        if after in held
    }  # fmt: skip


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # theirs has no interval at the very end
@calmly
@given(some, few)
def test_without_withdrawals_the_curve_is_that_of_kaplan_and_meier(held, waiting):
    steps = curve(Counter(held), Counter(waiting), NOBODY)

    expected = theirs(held, waiting)
    assert [step.after for step in steps] == list(expected)
    for step in steps:
        share, low, high = expected[step.after]
        assert step.share == pytest.approx(share, abs=1e-9)
        if 1e-9 < step.share < 1 - 1e-9:
            assert (step.low, step.high) == (
                pytest.approx(low, abs=1e-9),
                pytest.approx(high, abs=1e-9),
            )


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@calmly
@given(some, few)
def test_the_middle_and_its_interval_are_where_the_curves_of_another_library_cross_a_half(
    held, waiting
):
    found = middle(curve(Counter(held), Counter(waiting), NOBODY))

    steps = [(after, *one) for after, one in theirs(held, waiting).items()]
    flat = any(abs(share - 0.5) < 1e-9 for _, share, *_ in steps)
    if not flat:
        assert found.value == next((after for after, share, *_ in steps if share > 0.5), None)
    inner = [(after, low, high) for after, share, low, high in steps if share < 1 - 1e-9]
    if steps[-1][1] < 1 - 1e-9:
        assert found.low == next((after for after, _, high in inner if high >= 0.5), None)
        assert found.high == next((after for after, low, _ in inner if low >= 0.5), None)


@calmly
@given(some)
def test_when_every_alert_has_its_overleg_the_middle_is_the_plain_median(held):
    ordered = sorted(held)
    half = len(held) // 2
    plain = ordered[half] if len(held) % 2 else (ordered[half - 1] + ordered[half]) / 2

    assert middle(curve(Counter(held), NOBODY, NOBODY)).value == plain


def by_hand(held, waiting, ended):
    """The share in exact fractions, from the definition: who still waits, times who is held."""
    moments = sorted({*held, *waiting, *ended})
    free, share, found = Fraction(1), Fraction(0), {}
    for after in moments:
        at_risk = sum(one >= after for one in (*held, *waiting, *ended))
        share += free * Fraction(held.count(after), at_risk)
        free *= 1 - Fraction(held.count(after) + ended.count(after), at_risk)
        found[after] = share
    return {after: share for after, share in found.items() if after in held}


@calmly
@given(some, few, few)
def test_a_withdrawn_alert_is_an_outcome_of_its_own_and_not_somebody_who_still_waits(
    held, waiting, ended
):
    steps = curve(Counter(held), Counter(waiting), Counter(ended))

    expected = by_hand(held, waiting, ended)
    assert [step.after for step in steps] == list(expected)
    assert [step.share for step in steps] == [
        pytest.approx(float(share), abs=1e-9) for share in expected.values()
    ]


@calmly
@given(st.lists(minutes, min_size=2, max_size=40), st.lists(minutes, min_size=1, max_size=10))
def test_among_those_of_whom_all_is_known_it_is_a_plain_share_with_its_plain_variance(held, ended):
    total = len(held) + len(ended)

    for step in curve(Counter(held), NOBODY, Counter(ended)):
        share = sum(one <= step.after for one in held) / total
        assert step.share == pytest.approx(share, abs=1e-9)
        assert step.variance == pytest.approx(share * (1 - share) / total, abs=1e-9)
        assert 0 <= step.low <= step.share <= step.high <= 1


def test_survivors_do_not_flatter():
    # 24 alerts, 6 of which never had an overleg: of the 18 others 14 had it within four hours
    held = Counter({60: 5, 120: 4, 200: 5, 300: 2, 500: 2})
    missed = Counter({3000: 6})

    steps = curve(held, missed, NOBODY)

    assert round(100 * 14 / 18) == 78
    assert round(100 * share_by(steps, 240)) == 58
    assert middle(steps).value == 200


def test_what_half_never_reaches_has_no_middle():
    found = middle(curve(Counter({30: 1}), Counter({900: 3}), NOBODY))

    assert (found.value, found.high) == (None, None)


def test_a_curve_that_stays_at_a_half_for_ever_has_its_middle_there():
    assert middle(curve(Counter({30: 2}), Counter({900: 2}), NOBODY)).value == 30


def test_before_the_first_overleg_nothing_is_held():
    assert share_by(curve(Counter({30: 1}), NOBODY, NOBODY), 29) == 0
    assert curve(NOBODY, NOBODY, NOBODY) == []
    assert middle([]).value is None
