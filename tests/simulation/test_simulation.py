"""A few simulations, short ones: everything that must hold holds, whatever goes wrong."""

from dataclasses import replace

import pytest

from .fates import Fired
from .options import Mode, options_of
from .simulation import Simulation
from .verdict import Verdict

MOST = 600  # visits to one place in so short a story
TROUBLES = {
    "nothing": [],
    "a commit that perhaps was kept": [Fired("unknown", "commit", n) for n in range(3, MOST, 7)],
    "a full disk": [Fired("full", "commit", n) for n in range(4, MOST, 9)],
    "a crash before a commit": [Fired("crash", "before commit", n) for n in range(30, MOST, 31)],
    "a crash after a commit": [Fired("crash", "after commit", n) for n in range(29, MOST, 30)],
    "an answer that nobody hears": [
        Fired("unheard", f"api {method}", n)
        for method in ("sendMessage", "editMessageText", "getUpdates")
        for n in range(2, MOST, 5)
    ],
}


def story(shelf, trouble: str, seed: int = 1) -> Verdict:
    """Half an hour with an alert or two, with exactly these faults, and two days to heal."""
    faults = TROUBLES[trouble]
    options = options_of(seed, weeks=0.003, mode=Mode.CALM, dense=True)
    options = replace(options, rates={fault.kind: 1.0 for fault in faults})
    return Simulation(options, shelf, only=faults).run()


@pytest.mark.parametrize("trouble", TROUBLES)
def test_everything_holds_that_must_hold(shelf, trouble):
    verdict = story(shelf, trouble)

    assert verdict.failures == ()
    assert verdict.counts["acknowledged"] >= 1
    assert bool(verdict.fired) == bool(TROUBLES[trouble])
