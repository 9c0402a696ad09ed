"""Play simulations: so many seeds, or so many minutes; `spoedgroep simulate` is the same."""

import argparse
import itertools
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

os.environ["PTB_TIMEDELTA"] = "1"  # the library warns when it still hands out plain seconds

from .campaign import (
    REPEATS_EVERY,
    Tally,
    Wanted,
    as_regression,
    listed,
    play_all,
    regressions,
    shelf,
)
from .fates import Fired
from .options import Mode
from .report import as_json, failing, figures, write_mask
from .shrink import Shrunk, shrink
from .stories import STORIES
from .verdict import Verdict

FAULTS = Path("faults")


def arguments(given: Sequence[str]) -> argparse.Namespace:
    asks = argparse.ArgumentParser(prog="spoedgroep simulate", description=__doc__)
    asks.add_argument("--seed", type=int, help="this seed alone")
    asks.add_argument("--seeds", type=int, help="so many seeds")
    asks.add_argument("--first", type=int, default=1, help="the first of them")
    asks.add_argument("--listed", action="store_true", help="those of listed.txt, and no others")
    asks.add_argument("--minutes", type=float, help="begin no new seed after so many minutes")
    asks.add_argument("--weeks", type=float, help="simulated weeks of each seed")
    asks.add_argument("--dense", action="store_true", help="many alerts a day")
    asks.add_argument("--mode", choices=[mode.value for mode in Mode])
    asks.add_argument("--story", action="append", choices=STORIES, help="of each seed this story")
    asks.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    asks.add_argument("--mask", type=Path, help="let no other faults come than in this file")
    asks.add_argument("--no-shrink", action="store_true", help="do not look for the fewest faults")
    asks.add_argument("--stop", action="store_true", help="stop at the first that fails")
    asks.add_argument("--json", type=Path, help="write the figures to this file too")
    return asks.parse_args(given)


def wanted(told: argparse.Namespace) -> Iterator[Wanted]:
    """What is to be played, in order: the old failures first."""
    if told.seed is not None:
        for story in told.story or [None]:
            yield _one(told, told.seed, only=_mask(told.mask), again=False, story=story)
        return
    yield from regressions()
    if told.listed:
        yield from listed()
        return
    seeds = itertools.count(told.first)
    if told.seeds is not None or told.minutes is None:
        seeds = range(told.first, told.first + (told.seeds or 20))
    for seed in seeds:
        for story in told.story or [None]:
            yield _one(told, seed, again=seed % REPEATS_EVERY == 0, story=story)


def _one(told: argparse.Namespace, seed: int, **more: object) -> Wanted:
    return Wanted(seed=seed, weeks=told.weeks, dense=told.dense, mode=told.mode, **more)


def _mask(path: Path | None) -> tuple[Fired, ...] | None:
    return None if path is None else tuple(Fired(*one) for one in json.loads(path.read_text()))


def main(given: Sequence[str]) -> int:
    """0 when everything held, 1 when something did not."""
    told = arguments(given)
    tally, failed = Tally(), list[Verdict]()
    until = None if told.minutes is None else time.monotonic() + told.minutes * 60
    jobs = 1 if told.seed is not None else told.jobs
    for verdict in play_all(wanted(told), jobs, until):
        tally.add(verdict)
        if verdict.failures:
            failed.append(verdict)
            print(f"seed {verdict.seed}: {verdict.failures[0]}", flush=True)
            if told.stop:
                break
    for verdict in _each_once(failed):
        shrunk = None if told.no_shrink or told.mask else _shrunk(verdict)
        mask = write_mask(shrunk, FAULTS) if shrunk is not None else None
        print(failing(verdict, shrunk, tally, mask))
        print(f"  keep   : {as_regression(verdict)}")
    print(figures(tally))
    if told.json is not None:
        told.json.write_text(as_json(tally, failed) + "\n")
    return 1 if failed or tally.same != tally.repeated else 0


def _each_once(failed: list[Verdict]) -> list[Verdict]:
    """One seed of each invariant: the others are likely the same."""
    return list({verdict.failed: verdict for verdict in reversed(failed)}.values())


def _shrunk(verdict: Verdict) -> Shrunk:
    with shelf() as one_shelf:
        return shrink(verdict, Wanted(seed=verdict.seed, **verdict.asked).options, one_shelf)


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":  # the order in a set must be that of every run
        again = [sys.executable, "-m", "tests.simulation", *sys.argv[1:]]
        os.execve(sys.executable, again, os.environ | {"PYTHONHASHSEED": "0"})  # noqa: S606
    sys.exit(main(sys.argv[1:]))
