"""The figures of the guard on typed text: how much it stops, how much it hinders, what it costs.

Of the held half only numbers are told: whoever tunes the guard must not see its texts.
"""

import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from flows.privacy import Kind, inspect

from .corpus import (
    HELD_OUT,
    SHOWN,
    Attempt,
    mixtures,
    positives,
    sentences,
    smuggled,
    work_sentences,
)
from .hostile import HOSTILE
from .identifiers import STYLES

HALVES = {"shown": SHOWN, "held": HELD_OUT}
TRIES = 5  # the machine has other things to do: the best of five counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        return self.hits / self.of if self.of else 1.0


def caught(text: str) -> bool:
    return any(finding.hard for finding in inspect(text))


def warned(text: str) -> bool:
    return not caught(text) and bool(inspect(text))


def named(text: str) -> bool:
    return any(finding.kind is Kind.NAME for finding in inspect(text))


def hard_recall(kind: str, half: str) -> Share:
    seeds = HALVES[half]
    texts = [case.text for make in (positives, mixtures) for case in make(kind, seeds)]
    return _share(map(caught, texts))


def attempts(half: str) -> list[Attempt]:
    own = smuggled() if half == "shown" else []
    return own + smuggled(f"fresh/smuggled_{half}.txt")


def work(half: str) -> list[str]:
    own = work_sentences() if half == "shown" else []
    return [one.text for one in own + work_sentences(f"fresh/work_{half}.txt")]


def adversarial_recall(half: str) -> Share:
    return _share(caught(one.text) for one in attempts(half))


def stopped_work(half: str) -> Share:
    return _share(map(caught, work(half)))


def warned_work(half: str) -> Share:
    return _share(map(warned, work(half)))


def names_recall(half: str) -> Share:
    return _share(map(named, sentences(f"names_{half}")))


def names_precision(half: str) -> Share:
    right = names_recall(half).hits
    wrong = _share(map(named, sentences(f"no_names_{half}"))).hits
    return Share(hits=right, of=right + wrong)


def ordinary_seconds() -> list[float]:
    """What each ordinary text costs, the cheapest first."""
    texts = work("shown") + work("held") + sentences("names_shown") + sentences("no_names_shown")
    return sorted(seconds_to_inspect(text) for text in texts)


def hostile_seconds(length: int = 1000) -> list[float]:
    """What texts made to hurt cost, the cheapest first."""
    chance = Random("hostile mixtures")
    texts = [(pattern * length)[:length] for pattern in HOSTILE]
    texts += ["".join(chance.choices(HOSTILE, k=length))[:length] for _ in range(40)]
    return sorted(seconds_to_inspect(text) for text in texts)


def percentile(costs: list[float], share: float) -> float:
    return costs[min(len(costs) - 1, int(share * len(costs)))]


def seconds_to_inspect(text: str) -> float:
    """The least of some tries, of the guard alone: what counts its branches is left out."""
    counting = sys.gettrace()
    sys.settrace(None)
    try:
        return min(_once(text) for _ in range(TRIES))
    finally:
        sys.settrace(counting)


def _once(text: str) -> float:
    began = time.process_time()
    inspect(text)
    return time.process_time() - began


def _share(hits: Iterable[bool]) -> Share:
    all_of_them = list(hits)
    return Share(hits=sum(all_of_them), of=len(all_of_them))


def _line(name: str, goal: str, shares: list[Share]) -> str:
    cells = [f"{share.value:7.4f} ({share.hits}/{share.of})" for share in shares]
    return f"{name:34}{goal:>10}  " + "  ".join(f"{cell:24}" for cell in cells)


def table() -> str:
    """Everything on one page."""
    lines = [f"{'':34}{'goal':>10}  " + "  ".join(f"{half:24}" for half in HALVES)]
    for kind in sorted(STYLES):
        shares = [hard_recall(kind, half) for half in HALVES]
        lines.append(_line(f"recall {kind}", "1.0000", shares))
    for name, goal, measure in (
        ("recall, smuggled", ">= 0.98", adversarial_recall),
        ("work sentences refused", "<= 0.012", stopped_work),
        ("work sentences asked about", "<= 0.05", warned_work),
        ("names, recall", ">= 0.90", names_recall),
        ("names, precision", ">= 0.60", names_precision),
    ):
        lines.append(_line(name, goal, [measure(half) for half in HALVES]))
    ordinary, hostile = ordinary_seconds(), hostile_seconds()
    lines += [
        f"ordinary texts: p99 {1000 * percentile(ordinary, 0.99):.2f} ms (goal 5), "
        f"worst {1000 * ordinary[-1]:.2f} ms, n = {len(ordinary)}",
        f"1,000 hostile signs: p99 {1000 * percentile(hostile, 0.99):.1f} ms, "
        f"worst {1000 * hostile[-1]:.1f} ms (goal 50), n = {len(hostile)}",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
