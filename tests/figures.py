"""All figures of never losing and never being silent, by one command, with the commit and the date.

.venv/bin/python -m tests.figures                              # some half an hour
.venv/bin/python -m tests.figures --kills 1000 --minutes 480   # a night
"""

import argparse
import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.simulation.invariants import SHARED_BY
from tests.test_fault_table import NUMBERS, ROWS

ROOT = Path(__file__).parent.parent
KILLS = re.compile(r"(\d+) kills, (\d+) alerts, (\d+) presses, lost (\d+), doubled (\d+)")
TOLD = ("seeds", "simulated weeks", "weeks/s", "acknowledged", "sent without", "invariants active")
NEVER = ("tests/journeys/test_canaries.py", "tests/telegram/test_telegram_secrecy.py")


class Broken(Exception):
    """What was to be measured did not hold."""


def main() -> int:
    """Every part prints its own lines; 1 when one of them did not hold."""
    asks = argparse.ArgumentParser(prog="python -m tests.figures", description=__doc__)
    asks.add_argument("--kills", type=int, default=60)
    asks.add_argument("--minutes", type=float, default=5, help="of simulation, with new seeds")
    asks.add_argument("--restores", type=int, default=10_000, help="alerts in the backup")
    asked = asks.parse_args()
    head = _run("git", "rev-parse", "--short", "HEAD").strip()
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores"
    load = os.getloadavg()[0]
    print(f"commit {head}, {datetime.now(UTC):%d-%m-%Y %H:%M} UTC, {machine}, load {load:.1f}")
    wrong = 0
    for part in (_kills(asked.kills), _simulated(asked.minutes), _fencing(), _mutants(), _faults(),
                 _secrets(), _measured("delivery"), _measured("watching"),
                 _measured("restore", str(asked.restores))):  # fmt: skip
        try:
            for line in part:
                print(line, flush=True)
        except Broken as why:
            print(f"NOT SO: {why}", flush=True)
            wrong = 1
    return wrong


def _kills(wanted: int) -> Iterator[str]:
    told = _python("-m", "pytest", "-q", "-s", "tests/processes/test_kills.py", KILLS=str(wanted))
    each = [[int(number) for number in one] for one in KILLS.findall(told)]
    sums = [sum(column) for column in zip(*each, strict=True)]
    names = ("kills", "alerts", "presses", "lost", "doubled")
    yield "real process: " + ", ".join(f"{n} {name}" for n, name in zip(sums, names, strict=True))


def _simulated(minutes: float) -> Iterator[str]:
    told = _python("-m", "tests.simulation", "--dense", "--minutes", str(minutes))
    yield from (f"simulated: {line}" for line in told.splitlines() if line.startswith(TOLD))


def _fencing() -> Iterator[str]:
    told = _python("-m", "pytest", "-q", SHARED_BY, FENCED="20")
    last = told.splitlines()[-1]
    seen = "not looked at, no PostgreSQL" if "skipped" in last else f"0 ({last})"
    yield f"two accepted writers (I19): {seen}"


def _mutants() -> Iterator[str]:
    yield "mutants: " + _python("-m", "tests.simulation.mutants", "--table").splitlines()[-1]


def _faults() -> Iterator[str]:
    without = [number for number, (named, _) in ROWS.items() if not named]
    tested = len(NUMBERS) - len(without)
    yield f"faults with a test: {tested}/{len(NUMBERS)}, without: {', '.join(without)}"


def _secrets() -> Iterator[str]:
    told = _python("-m", "pytest", "-q", *NEVER)
    yield f"secrets and persons in any sink: 0 ({told.splitlines()[-1]})"


def _measured(name: str, *words: str) -> Iterator[str]:
    told = _python("-m", f"tests.bench.{name}", *words)
    yield from (f"{name}: {line}" for line in told.splitlines() if not line.startswith("{"))


def _python(*words: str, **more: str) -> str:
    return _run(sys.executable, *words, **more)


def _run(*words: str, **more: str) -> str:
    """What a command prints. Raises Broken when it ends otherwise than well."""
    path = os.pathsep.join((str(ROOT), str(ROOT / "tests" / "processes")))
    ran = subprocess.run(  # noqa: S603 - commands of ours
        words, cwd=ROOT, env=os.environ | {"PYTHONPATH": path, "PYTHONHASHSEED": "0"} | more,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ran.returncode:
        raise Broken(f"{_shown(words)} ended with {ran.returncode}:\n{ran.stdout[-2000:]}")
    return ran.stdout


def _shown(words: Sequence[str]) -> str:
    return " ".join(words[1:])


if __name__ == "__main__":
    sys.exit(main())
