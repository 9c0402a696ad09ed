"""From a failing seed to the fewest faults that still make the same invariant fail."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from .disk import Shelf
from .fates import Fired
from .options import Options
from .simulation import Simulation
from .verdict import Verdict

WEEK = 7 * 86_400
MOST_RUNS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Shrunk:
    """What was left, and what it took to find out."""

    options: Options
    faults: tuple[Fired, ...]
    verdict: Verdict
    runs: int
    took: float  # real seconds


def shrink(verdict: Verdict, options: Options, shelf: Shelf, most: int = MOST_RUNS) -> Shrunk:
    """Leave out faults as long as the same invariant fails; and the weeks after that."""
    began, runs, last = time.perf_counter(), 0, verdict

    def fails(faults: Sequence[Fired], how: Options) -> bool:
        nonlocal runs, last
        runs += 1
        found = Simulation(how, shelf, only=faults).run()
        if found.failed != verdict.failed:
            return False
        last = found
        return True

    shorter = replace(options, weeks=_until(verdict, options))
    if shorter.weeks < options.weeks and fails(verdict.fired, shorter):
        options = shorter
    faults = ddmin(list(last.fired), lambda some: runs < most and fails(some, options))
    return Shrunk(
        options=options,
        faults=tuple(faults),
        verdict=last,
        runs=runs,
        took=time.perf_counter() - began,
    )


def ddmin(whole: list[Fired], fails: Callable[[list[Fired]], bool]) -> list[Fired]:
    """Zeller's minimising: halves first, then ever smaller pieces, until none can be left out."""
    if whole and fails([]):
        return []
    pieces = 2
    while len(whole) > 1:
        size = max(1, len(whole) // pieces)
        for start in range(0, len(whole), size):
            rest = whole[:start] + whole[start + size :]
            if fails(rest):
                whole, pieces = rest, max(pieces - 1, 2)
                break
        else:
            if size == 1:
                break
            pieces = min(pieces * 2, len(whole))
    return whole


def _until(verdict: Verdict, options: Options) -> float:
    """Just past the moment of the failure, when that came before the healing."""
    return min(options.weeks, (verdict.failures[0].moment + 3600) / WEEK)
