"""How soon a press is answered, and its card edited, at a fixed pace: ours and the peers in turn.

Counted from the moment at which the press could be fetched, so that who fetches late hides nothing.
Each press is on a card of its own. --burst offers so many at once instead, as in a storm.

python -m tests.bench.pace --rounds 5 --pace 50
python -m tests.bench.pace --burst 20 --held-back 40
"""

import argparse
import asyncio
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.backlog import NETWORKS, pressed
from tests.bench.bots import Stub, peers_here, started
from tests.bench.filled import Filled, fill
from tests.bench.told import Table, median, percentile

SECONDS, WARM = 5, 10  # of presses at that pace; presses before it that do not count
Latencies = tuple[list[float], list[float]]


def run(
    name: str, template: Filled, folder: Path, count: int, every: float, held_back: float
) -> Latencies:
    filled = template.copy(folder) if name == "ours" else None
    with Stub(held_back) as stub, started(name, stub, folder, filled) as bot:
        updates = pressed(filled or template, count + WARM)
        stub.offer(updates[:WARM], 0.1)
        stub.until(bot, answerCallbackQuery=WARM, editMessageText=WARM)
        stub.offer(updates[WARM:], every)
        stub.until(bot, answerCallbackQuery=count + WARM, editMessageText=count + WARM)
        found = stub.report().latencies(updates[WARM:])
    shutil.rmtree(folder)
    return found


def measured(
    rounds: int, names: Sequence[str], count: int, every: float, held_back: float
) -> dict[str, list[Latencies]]:
    found: dict[str, list[Latencies]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        template = asyncio.run(fill(folder / "template", networks=NETWORKS, alerts=count + WARM))
        for number in range(rounds):
            for name in names:
                place = folder / f"{name}{number}"
                found[name].append(run(name, template, place, count, every, held_back))
    return found


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--pace", type=float, default=50, help="presses a second")
    asked.add_argument("--burst", type=int, default=0)
    asked.add_argument("--held-back", type=float, default=0, help="milliseconds, of each answer")
    asked.add_argument("--only", nargs="*", default=None)
    given = asked.parse_args()
    names = given.only or [*peers_here(), "ours"]
    count = given.burst or int(SECONDS * given.pace)
    every = 0 if given.burst else 1 / given.pace
    found = measured(given.rounds, names, count, every, given.held_back)
    name = f"burst {given.burst}" if given.burst else f"pace {given.pace:g}"
    what = f"milliseconds, {count} presses, {given.rounds} rounds, {given.held_back:g} ms held back"
    table = Table(name, what)
    for bot, rounds in found.items():
        figures: dict[str, float] = {}
        for which, said in enumerate(("answer", "edit")):
            for part in (50, 95, 99):
                each = [1000 * percentile(one[which], part) for one in rounds]
                figures[f"{said} p{part}"] = median(each)
        for peer in ("ptb", "raw"):
            if peer in found:
                beside = zip(rounds, found[peer], strict=True)
                ratios = [percentile(a[1], 99) / percentile(b[1], 99) for a, b in beside]
                figures[f"edit p99 x {peer}"] = median(ratios)
        table.row(bot, **figures)
    table.end()


if __name__ == "__main__":
    main()
