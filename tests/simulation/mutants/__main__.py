"""Put one fault after the other into a copy of the source, and play until something fails.

Each patch begins with what is wrong in it and how it is played; M15 has none, as there is no lease.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

HERE, ROOT = Path(__file__).parent, Path(__file__).parents[3]
COPIED = ("bot", "config", "flows", "storage", "tests/simulation")
FAIL = re.compile(r"^seed (\d+): Failure\(invariant='(\w+)', what=(.*?), moment", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caught:
    """By which invariant, in which seed."""

    invariant: str
    seed: int
    what: str


def main() -> int:
    """0 when every mutant was caught."""
    asks = argparse.ArgumentParser(prog="python -m tests.simulation.mutants", description=__doc__)
    asks.add_argument("--only", action="append", help="such as M05; may be given more than once")
    asks.add_argument("--seeds", type=int, default=500, help="so many before it got away")
    asks.add_argument("--minutes", type=float, default=30, help="for each mutant")
    asks.add_argument("--rota", type=int, help="of all mutants every fourth, from this one")
    told = asks.parse_args()
    patches = sorted(HERE.glob("M*.patch"))
    if told.rota is not None:
        patches = patches[told.rota % 4 :: 4]
    wanted = [one for one in patches if not told.only or one.stem in told.only]
    escaped = 0
    for patch in wanted:
        says = patch.read_text().splitlines()[0]
        caught = catch(patch, told.seeds, told.minutes)
        how = f"{caught.invariant} in seed {caught.seed}: {caught.what}" if caught else "ESCAPED"
        print(f"{patch.stem} {says}\n    {how}", flush=True)
        escaped += caught is None
    print(f"caught {len(wanted) - escaped}/{len(wanted)}")
    return 1 if escaped else 0


def catch(patch: Path, seeds: int, minutes: float) -> Caught | None:
    """Play a copy of the source with this fault in it."""
    _, how, *_ = patch.read_text().splitlines()
    with tempfile.TemporaryDirectory(prefix="spoedgroep-mutant-") as folder:
        for name in COPIED:
            shutil.copytree(
                ROOT / name, Path(folder) / name, ignore=shutil.ignore_patterns("*.pyc")
            )
        applied = ("patch", "--quiet", "--strip=1", f"--directory={folder}", f"--input={patch}")
        subprocess.run(applied, check=True)  # noqa: S603
        asked = (
            sys.executable, "-P", "-m", "tests.simulation", "--stop", "--no-shrink",
            f"--seeds={seeds}", f"--minutes={minutes}", *how.split(),
        )  # fmt: skip
        settings = os.environ | {"PYTHONPATH": folder, "PYTHONHASHSEED": "0"}
        ran = subprocess.run(  # noqa: S603
            asked, cwd=folder, env=settings, capture_output=True, text=True, check=False
        )
    found = FAIL.search(ran.stdout)
    if found is None and ran.returncode != 0:
        raise RuntimeError(f"{patch.stem} cannot be played:\n{ran.stdout}{ran.stderr}")
    return Caught(seed=int(found[1]), invariant=found[2], what=found[3]) if found else None


if __name__ == "__main__":
    sys.exit(main())
