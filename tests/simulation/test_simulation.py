"""A few simulations, short ones: everything that must hold holds, whatever goes wrong."""

import pytest

from .options import Mode, options_of
from .simulation import Simulation


@pytest.mark.parametrize(("seed", "mode"), [(1, Mode.CALM)])
def test_everything_holds_that_must_hold(shelf, seed, mode):
    options = options_of(seed, weeks=0.004, mode=mode, dense=True)

    verdict = Simulation(options, shelf).run()

    assert verdict.failures == ()
    assert verdict.counts["commits"] > 100
