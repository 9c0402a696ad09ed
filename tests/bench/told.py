"""How a benchmark tells its figures: a table on the screen, and a line of JSON to draw from."""

import json
import os
import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path

KEPT_IN = "BENCH_FIGURES"  # a file to which the figures are added


def median(values: Iterable[float]) -> float:
    return statistics.median(values)


def percentile(values: Sequence[float], part: int) -> float:
    """The nearest rank: a value that was measured."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, -(-len(ordered) * part // 100) - 1)]


class Table:
    """Rows of a name and its figures, printed as they come."""

    def __init__(self, name: str, what: str) -> None:
        self._name, self._what = name, what
        self._rows: dict[str, dict[str, float]] = {}

    def row(self, name: str, **figures: float) -> None:
        self._rows[name] = figures

    def end(self) -> None:
        columns = list(dict.fromkeys(one for row in self._rows.values() for one in row))
        print(f"\n{self._name}: {self._what}")
        print("| |" + "|".join(f" {one} " for one in columns) + "|")
        print("|---|" + "---:|" * len(columns))
        for name, row in self._rows.items():
            shown = (_written(row[one]) if one in row else "" for one in columns)
            print(f"| {name} |" + "|".join(f" {one} " for one in shown) + "|", flush=True)
        if (file := os.environ.get(KEPT_IN)) is not None:
            told = {"name": self._name, "what": self._what, "rows": self._rows}
            with Path(file).open("a") as kept:
                kept.write(json.dumps(told) + "\n")


def _written(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
