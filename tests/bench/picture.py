"""Draws docs/prestaties.svg from the figures that `make bench` left in build/bench.jsonl.

python -m tests.bench.picture
"""

import json
from pathlib import Path
from typing import Any

from matplotlib import rcParams
from matplotlib.figure import Figure

from tests.bench.everything import FIGURES

DRAWN = Path("docs/prestaties.svg")
NAMES = {"ptb": "PTB", "durable": "PTB + SQLModel", "aiogram": "aiogram", "raw": "kale aiohttp"}
NAMES |= {"ours": "Spoedgroep"}
OURS, OTHERS = "#1b6ca8", "#b8c4ce"


def main() -> None:
    told = [json.loads(line) for line in FIGURES.read_text().splitlines()]
    # of two of one name the first: the second compares us with ourselves
    tables: dict[str, dict[str, dict[str, float]]] = {}
    for one in told:
        tables.setdefault(one["name"], one["rows"])
    rcParams["svg.hashsalt"] = "spoedgroep"  # the same figures give the same file
    figure = Figure(figsize=(9, 3.4), layout="constrained")
    left, right = figure.subplots(1, 2)
    _bars(left, tables["backlog"], "cpu us/press", "µs rekentijd per druk, in een wachtrij")
    burst = next(rows for name, rows in tables.items() if name.startswith("burst"))
    _bars(right, burst, "edit p99", "ms tot de laatste kaart, storm van 20, 40 ms")
    figure.savefig(DRAWN, metadata={"Date": None})


def _bars(axes: Any, rows: dict[str, dict[str, float]], column: str, title: str) -> None:
    names = list(rows)[::-1]
    values = [rows[name][column] for name in names]
    bars = axes.barh(
        [NAMES.get(name, name) for name in names],
        values,
        color=[OURS if name == "ours" else OTHERS for name in names],
    )
    shown = [f"{value:,.0f}".replace(",", ".") for value in values]
    axes.bar_label(bars, shown, padding=3)
    axes.set_title(title, fontsize=9, loc="left")
    axes.set_xlim(0, max(values) * 1.2)
    axes.set_xticks([])
    axes.tick_params(axis="y", length=0)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)


if __name__ == "__main__":
    main()
