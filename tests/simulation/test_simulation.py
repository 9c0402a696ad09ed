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
