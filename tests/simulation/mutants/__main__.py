"""Put one fault after the other into a copy of the source, and play until something fails.

With --table say what is known to catch each; with --rota play only that; else search for more.
What only several processes on PostgreSQL show is caught by a test there, and skipped without one.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..stories import STORIES
from .table import Row, rows, summary

HERE, ROOT = Path(__file__).parent, Path(__file__).parents[3]
COPIED = ("bot", "config", "flows", "storage", "tests/simulation", "tests/storage")
FILES = ("tests/postgresql.py", "pyproject.toml")
FAIL = re.compile(r"^seed (\d+): Failure\(invariant='(\w+)', what=(.*?), moment", re.MULTILINE)
FAILED = re.compile(r"^E +AssertionError: seed (\d+): (\w+), (.*)$", re.MULTILINE)  # by pytest
NO_SERVER = "PostgreSQL cannot be reached"
OFTEN = 4  # a rota is over in so many days


@dataclass(frozen=True, slots=True, kw_only=True)
class Caught:
    """By which invariant, in which seed of what."""

    by: str
    invariant: str
    seed: int
    what: str


class NoServerError(Exception):
    """Only a test on PostgreSQL can tell, and there is none here."""


def main() -> int:
    """0 when every mutant that was played was caught, and by what the table says."""
    asks = argparse.ArgumentParser(prog="python -m tests.simulation.mutants", description=__doc__)
    asks.add_argument("--only", action="append", help="such as M05; may be given more than once")
    asks.add_argument("--seeds", type=int, default=500, help="so many before it got away")
    asks.add_argument("--minutes", type=float, default=30, help="begin no new seed after them")
    asks.add_argument("--table", action="store_true", help="play nothing: what is known")
    asks.add_argument("--known", action="store_true", help="play what is known to catch them")
    asks.add_argument("--rota", type=int, help="the same of every fourth, from this one")
    told = asks.parse_args()
    known = [row for row in rows() if not told.only or row.mutant in told.only]
    if told.table:
        print("\n".join(row.line for row in known))
        print(summary(known))
        return 0
    if told.known or told.rota is not None:
        known = [row for row in known if row.catcher]
        mine = known if told.rota is None else known[told.rota % OFTEN :: OFTEN]
        return again(mine, told.minutes)
    return search([HERE / f"{row.mutant}.patch" for row in known if row.exists], told)


def again(known: Sequence[Row], minutes: float) -> int:
    """Each is played against the one that caught it; there it fails on the same invariant.

    In CI nothing may be skipped.
    """
    wrong = skipped = 0
    for row in known:
        asked = row.asked if row.test else [*row.asked, f"--minutes={minutes}"]
        try:
            caught = played(HERE / f"{row.mutant}.patch", [asked])
        except NoServerError:
            print(f"{row.line}\n    skipped: no PostgreSQL", flush=True)
            skipped += 1
            continue
        is_so = caught is not None and caught.invariant == row.invariant
        how = f"{caught.invariant}: {caught.what}" if caught else "ESCAPED"
        by = f"caught by {caught.by}" if caught and is_so else "NOT SO"
        print(f"{row.line}\n    {by}, {how}", flush=True)
        wrong += not is_so
    count = len(known) - skipped
    without = f", {skipped} skipped: no PostgreSQL" if skipped else ""
    print(f"played {count}, of which {count - wrong} were caught as before{without}")
    return 1 if wrong or not count or (skipped and os.environ.get("CI") == "true") else 0


def search(patches: Sequence[Path], told: argparse.Namespace) -> int:
    """The stories first, then seeds as the patch asks, until one fails or the time is over."""
    stories = [word for name in STORIES for word in ("--story", name)]
    escaped = skipped = 0
    for patch in patches:
        says, how, *_ = patch.read_text().splitlines()
        many = [f"--seeds={told.seeds}", f"--minutes={told.minutes}", *how.split()]
        asked = [how.split()] if _is_test(how.split()) else [["--seeds=2", *stories], many]
        try:
            caught = played(patch, asked)
        except NoServerError:
            print(f"{patch.stem} {says}\n    skipped: no PostgreSQL", flush=True)
            skipped += 1
            continue
        where = f"{caught.invariant} in seed {caught.seed} of {caught.by}" if caught else ""
        found = f"{where}: {caught.what}" if caught else "ESCAPED"
        print(f"{patch.stem} {says}\n    {found}", flush=True)
        escaped += caught is None
    without = f", {skipped} skipped: no PostgreSQL" if skipped else ""
    print(f"caught {len(patches) - escaped - skipped}/{len(patches)}{without}")
    return 1 if escaped or skipped == len(patches) else 0


def played(patch: Path, asked: Sequence[Sequence[str]]) -> Caught | None:
    """Play a copy of the source with this fault in it, as is asked, until something fails.

    Raises NoServerError when it is a test that asks for PostgreSQL, and there is none.
    """
    with tempfile.TemporaryDirectory(prefix="spoedgroep-mutant-") as folder:
        for name in COPIED:
            leave_out = shutil.ignore_patterns("*.pyc")
            shutil.copytree(ROOT / name, Path(folder) / name, ignore=leave_out)
        for name in FILES:
            shutil.copy(ROOT / name, Path(folder) / name)
        applied = ("patch", "--quiet", "--strip=1", f"--directory={folder}", f"--input={patch}")
        subprocess.run(applied, check=True)  # noqa: S603
        found = (_once(patch.stem, folder, words) for words in asked)
        return next((one for one in found if one is not None), None)


def _is_test(asked: Sequence[str]) -> bool:
    return asked[0] == "pytest"


def _once(name: str, folder: str, asked: Sequence[str]) -> Caught | None:
    if _is_test(asked):
        by, fails = f"{asked[1]} on PostgreSQL", FAILED
        plays = ["pytest", "-x", "-q", "-rs", "-p", "no:cacheprovider", *asked[1:]]
    else:
        by, fails = "the simulation", FAIL
        plays = ["tests.simulation", "--stop", "--no-shrink", *asked]
    settings = os.environ | {"PYTHONPATH": folder, "PYTHONHASHSEED": "0"}
    ran = subprocess.run(  # noqa: S603
        (sys.executable, "-P", "-m", *plays),
        cwd=folder, env=settings, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if _is_test(asked) and NO_SERVER in ran.stdout:
        raise NoServerError(name)
    found = fails.search(ran.stdout)
    if found is None and ran.returncode != 0:
        raise RuntimeError(f"{name} cannot be played:\n{ran.stdout}{ran.stderr}")
    if found is None:
        return None
    return Caught(by=by, seed=int(found[1]), invariant=found[2], what=found[3])


if __name__ == "__main__":
    sys.exit(main())
