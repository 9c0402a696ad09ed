"""Put one fault after the other into a copy of the source, and play until something fails.

With --table say what is known to catch each; with --rota play only that; else search for more.
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
COPIED = ("bot", "config", "flows", "storage", "tests/simulation")
FAIL = re.compile(r"^seed (\d+): Failure\(invariant='(\w+)', what=(.*?), moment", re.MULTILINE)
OFTEN = 4  # a rota is over in so many days


@dataclass(frozen=True, slots=True, kw_only=True)
class Caught:
    """By which invariant, in which seed."""

    invariant: str
    seed: int
    what: str


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
    """Each is played against the one that caught it; there it fails on the same invariant."""
    wrong = 0
    for row in known:
        caught = played(HERE / f"{row.mutant}.patch", [[*row.asked, f"--minutes={minutes}"]])
        is_so = caught is not None and caught.invariant == row.invariant
        how = f"{caught.invariant}: {caught.what}" if caught else "ESCAPED"
        print(f"{row.line}\n    {'caught' if is_so else 'NOT SO'}, {how}", flush=True)
        wrong += not is_so
    print(f"played {len(known)}, of which {len(known) - wrong} were caught as before")
    return 1 if wrong or not known else 0


def search(patches: Sequence[Path], told: argparse.Namespace) -> int:
    """The stories first, then seeds as the patch asks, until one fails or the time is over."""
    stories = [word for name in STORIES for word in ("--story", name)]
    escaped = 0
    for patch in patches:
        says, how, *_ = patch.read_text().splitlines()
        many = [f"--seeds={told.seeds}", f"--minutes={told.minutes}", *how.split()]
        caught = played(patch, [["--seeds=2", *stories], many])
        found = f"{caught.invariant} in seed {caught.seed}: {caught.what}" if caught else "ESCAPED"
        print(f"{patch.stem} {says}\n    {found}", flush=True)
        escaped += caught is None
    print(f"caught {len(patches) - escaped}/{len(patches)}")
    return 1 if escaped else 0


def played(patch: Path, asked: Sequence[Sequence[str]]) -> Caught | None:
    """Play a copy of the source with this fault in it, as is asked, until something fails."""
    with tempfile.TemporaryDirectory(prefix="spoedgroep-mutant-") as folder:
        for name in COPIED:
            leave_out = shutil.ignore_patterns("*.pyc")
            shutil.copytree(ROOT / name, Path(folder) / name, ignore=leave_out)
        applied = ("patch", "--quiet", "--strip=1", f"--directory={folder}", f"--input={patch}")
        subprocess.run(applied, check=True)  # noqa: S603
        found = (_once(patch.stem, folder, words) for words in asked)
        return next((one for one in found if one is not None), None)


def _once(name: str, folder: str, asked: Sequence[str]) -> Caught | None:
    words = (sys.executable, "-P", "-m", "tests.simulation", "--stop", "--no-shrink", *asked)
    settings = os.environ | {"PYTHONPATH": folder, "PYTHONHASHSEED": "0"}
    ran = subprocess.run(  # noqa: S603
        words, cwd=folder, env=settings, capture_output=True, text=True, check=False
    )
    found = FAIL.search(ran.stdout)
    if found is None and ran.returncode != 0:
        raise RuntimeError(f"{name} cannot be played:\n{ran.stdout}{ran.stderr}")
    return Caught(seed=int(found[1]), invariant=found[2], what=found[3]) if found else None


if __name__ == "__main__":
    sys.exit(main())
