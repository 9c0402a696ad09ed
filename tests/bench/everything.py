"""All benchmarks one after another, a process each: make bench. --quick is the short form.

Their figures are added to build/bench.jsonl, from which tests.bench.picture draws.

python -m tests.bench.everything --quick
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from tests.bench.told import KEPT_IN

FIGURES = Path("build/bench.jsonl")
FULL = (
    ("backlog", "--rounds", "5", "--presses", "300"),
    ("pace", "--rounds", "5", "--pace", "20"),
    ("pace", "--rounds", "5", "--burst", "20", "--held-back", "40"),
    ("fanout", "--rounds", "5"),
    ("start", "--rounds", "5"),
    ("growth", "--rounds", "5", "--presses", "100"),
    ("deadlines",),
    ("long_backlog",),
    ("backlog", "--rounds", "3", "--only", "ours", "--mixed", "--postgresql"),
    ("processes", "--rounds", "3", "--presses", "300", "--processes", "1", "2", "4"),
    ("profiled",),
)
QUICK = (
    ("backlog", "--rounds", "1", "--presses", "200"),
    ("pace", "--rounds", "1", "--pace", "20", "--only", "ptb", "ours"),
    ("fanout", "--rounds", "1"),
)


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--quick", action="store_true")
    given = asked.parse_args()
    FIGURES.parent.mkdir(exist_ok=True)
    FIGURES.unlink(missing_ok=True)
    held = os.environ | {KEPT_IN: str(FIGURES.resolve())}
    wrong = []
    for name, *options in QUICK if given.quick else FULL:
        command = [sys.executable, "-m", f"tests.bench.{name}", *options]
        ran = subprocess.run(command, env=held, check=False)  # noqa: S603  # our own
        if ran.returncode:
            wrong.append(name)
    if wrong:
        sys.exit(f"went wrong: {', '.join(wrong)}")


if __name__ == "__main__":
    main()
