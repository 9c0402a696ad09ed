"""From the start of the process to its first poll: with few open alerts, and with ten thousand.

python -m tests.bench.start --rounds 5 --alerts 10000
"""

import argparse
import asyncio
import tempfile
from pathlib import Path

from tests.bench.bots import Stub, started
from tests.bench.filled import fill
from tests.bench.told import Table, median


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--alerts", type=int, default=10_000)
    given = asked.parse_args()
    table = Table("start", f"seconds to the first poll, {given.rounds} rounds")
    with tempfile.TemporaryDirectory() as kept:
        for alerts in (4, given.alerts):
            template = asyncio.run(fill(Path(kept) / f"t{alerts}", alerts=alerts))
            spans, memory = [], []
            for number in range(given.rounds):
                filled = template.copy(Path(kept) / f"{alerts}-{number}")
                with (
                    Stub() as stub,
                    started("ours", stub, filled.directory, filled, rests=False) as bot,
                ):
                    spans.append(stub.report().polls[0] - bot.began)
                    memory.append(bot.memory())
            table.row(f"{alerts} open", median=median(spans), most=max(spans), MB=median(memory))
        spans = []
        for number in range(given.rounds):
            with (
                Stub() as stub,
                started("ptb", stub, Path(kept) / f"p{number}", rests=False) as ptb,
            ):
                spans.append(stub.report().polls[0] - ptb.began)
        table.row("PTB", median=median(spans), most=max(spans))
    table.end()


if __name__ == "__main__":
    main()
