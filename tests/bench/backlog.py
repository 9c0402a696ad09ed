"""How many presses per second when many wait, and what each costs: ours and the peers in turn.

Each press is *Kan nu* on a card of its own: an answer and an edit, for every bot the same two.
With --mixed ours as well with presses in private: one in four undoes, one in four is *Kan om*.

python -m tests.bench.backlog --rounds 5 --presses 600
"""

import argparse
import asyncio
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

from tests.bench.bots import Stub, peers_here, started
from tests.bench.filled import EACH, ROLES, Filled, fill, postgresql
from tests.bench.told import Table, median

NETWORKS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One backlog of one bot."""

    per_second: float
    cpu: float  # microseconds per press
    memory: float
    stub_share: float  # of one core
    calls: int


def run(name: str, updates: Sequence[dict[str, Any]], folder: Path, filled: Filled | None) -> Run:
    """Offer everything at once; done when each press has its answer and its edit."""
    with Stub() as stub, started(name, stub, folder, filled) as bot:
        cpu, of_stub = bot.cpu(), stub.running.cpu()
        stub.offer(updates)
        count = len(updates)
        stub.until(bot, answerCallbackQuery=count, editMessageText=edits(updates))
        used, stubs = bot.cpu() - cpu, stub.running.cpu() - of_stub
        report, memory = stub.report(), bot.memory("VmHWM")
    began = min(report.offered.values())
    took = max(at for _, at, _, _ in report.calls) - began
    return Run(
        per_second=count / took,
        cpu=1_000_000 * used / count,
        memory=memory,
        stub_share=stubs / took,
        calls=len(report.calls),
    )


def edits(updates: Sequence[dict[str, Any]]) -> int:
    """How many messages are to be edited at least."""
    held = [update["callback_query"]["message"] for update in updates]
    return len({(one["chat"]["id"], one["message_id"]) for one in held})


def pressed(filled: Filled, count: int) -> list[dict[str, Any]]:
    """*Kan nu* on so many cards, each by the next of the people of its network who are asked."""
    people = [(role, which) for which in range(EACH) for role in ROLES[1:]]
    asked = cycle(
        [one for one in people for _ in range(NETWORKS)]
    )  # the cards go from network to network
    return [filled.can_now(target, *next(asked)) for target in filled.alerts[:count]]


def mixed(filled: Filled, count: int) -> list[dict[str, Any]]:
    """Half of them in the group, the rest in private, of a colleague and of the same person."""
    half, quarter = count // 2, count // 4
    now = [filled.can_now(target) for target in filled.alerts[:half]]
    undone = [filled.undone(target, "om", 1) for target in filled.alerts[:quarter]]
    return now + undone + [filled.can_at(one, "politie") for one in filled.alerts[quarter:half]]


def measured(rounds: int, count: int, names: Sequence[str]) -> dict[str, list[Run]]:
    found: dict[str, list[Run]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as kept, ExitStack() as held:
        folder = Path(kept)
        template = asyncio.run(fill(folder / "template", networks=NETWORKS, alerts=count))
        for number in range(rounds):
            for name in names:
                place = folder / f"{name}{number}"
                filled, bot = None, name
                if name.startswith("ours, PostgreSQL"):
                    url = held.enter_context(postgresql())
                    filled = asyncio.run(fill(place, networks=NETWORKS, alerts=count, url=url))
                    bot = "ours"
                elif name.startswith("ours"):
                    filled, bot = template.copy(place), "ours"
                make = mixed if name == "ours, mixed" else pressed
                updates = make(filled or template, count)
                found[name].append(run(bot, updates, place, filled))
                held.close()
                shutil.rmtree(place)
    return found


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--presses", type=int, default=600)
    asked.add_argument("--mixed", action="store_true")
    asked.add_argument("--postgresql", action="store_true")
    asked.add_argument("--only", nargs="*", default=None)
    given = asked.parse_args()
    names = given.only or [*peers_here(), "ours"]
    names += ["ours, mixed"] * given.mixed + ["ours, PostgreSQL"] * given.postgresql
    found = measured(given.rounds, given.presses, names)
    table = Table("backlog", f"{given.presses} presses waiting, {given.rounds} rounds")
    for name, runs in found.items():
        ratios = {
            f"x {peer}": median(
                a.per_second / b.per_second for a, b in zip(runs, found[peer], strict=True)
            )
            for peer in ("ptb", "durable", "raw")
            if peer in found
        }
        cpus = {}
        if "ptb" in found:
            cpus["cpu x ptb"] = median(
                a.cpu / b.cpu for a, b in zip(runs, found["ptb"], strict=True)
            )
        table.row(
            name,
            **{"presses/s": median(one.per_second for one in runs)},
            **ratios,
            **{"cpu us/press": median(one.cpu for one in runs)},
            **cpus,
            **{"MB": median(one.memory for one in runs)},
            **{"calls/press": median(one.calls / given.presses for one in runs)},
            **{"stub, of a core": median(one.stub_share for one in runs)},
        )
    table.end()


if __name__ == "__main__":
    main()
