"""A few simulations, short ones: everything that must hold holds, whatever goes wrong."""

import pytest

from .campaign import Wanted, play
from .stories import STORIES

TOLD = ("nothing", "unknown", "full", "before-commit", "after-commit", "unheard")


@pytest.mark.parametrize("story", TOLD)
def test_everything_holds_that_must_hold(shelf, story):
    verdict = play(Wanted(seed=1, story=story), shelf)

    assert verdict.failures == ()
    assert verdict.counts["acknowledged"] >= 1
    assert bool(verdict.fired) == bool(STORIES[story].faults)


def test_the_same_seed_makes_the_same_trace(shelf):
    verdict = play(Wanted(seed=1, story="flood", again=True), shelf)

    assert verdict.again == verdict.trace
