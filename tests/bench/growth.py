"""What a press costs with ten, a thousand and a hundred thousand alerts in the database.

Ten of them run; the others are over, as after years.

They go in turn, round after round, so that a machine that slows down does so for all of them.

python -m tests.bench.growth --rounds 5 --presses 300
"""

import argparse
import asyncio
import tempfile
from pathlib import Path

from tests.bench.backlog import Run, run
from tests.bench.filled import change, fill
from tests.bench.told import Table, median

SIZES, RUN = (10, 1_000, 100_000), 10
OVER = """
UPDATE alert SET phase = 'gesloten', closed_at = raised_at, ended = 'overleg_gehouden',
    next_due_at = NULL
WHERE CAST(substr(id, length(id) - 4) AS INTEGER) > 10000 + :run
"""


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--presses", type=int, default=300)
    given = asked.parse_args()
    found: dict[int, list[Run]] = {size: [] for size in SIZES}
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        filled = {
            size: asyncio.run(fill(folder / str(size), networks=1, alerts=size)) for size in SIZES
        }
        for one in filled.values():
            change(one.url, OVER, run=RUN)
        for _ in range(given.rounds):
            for size in SIZES:
                here = filled[size]  # what is done is undone, so each round finds the same
                # the same ten cards everywhere, on and off again
                updates = []
                for turn in range(given.presses):
                    target, again = here.alerts[turn % RUN], turn // RUN
                    if again % 2 == 0:
                        updates.append(here.can_at(target, "politie", ahead=60 + again))
                    else:
                        updates.append(here.undone(target, "politie", 1))
                found[size].append(run("ours", updates, here.directory, here))
    table = Table("growth", f"{given.presses} presses in private, {given.rounds} rounds")
    for size, runs in found.items():
        beside = zip(runs, found[SIZES[0]], strict=True)
        table.row(
            f"{size:,} alerts",
            **{"cpu us/press": median(one.cpu for one in runs)},
            **{"x 10 alerts": median(a.cpu / b.cpu for a, b in beside)},
            **{"MB": median(one.memory for one in runs)},
        )
    table.end()


if __name__ == "__main__":
    main()
