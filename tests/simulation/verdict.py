"""What came of one simulation, in numbers and failures: a plain value, to hand on."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .fates import Fired
from .ledger import Failure

if TYPE_CHECKING:
    from .simulation import Simulation


@dataclass(slots=True, kw_only=True)
class Verdict:
    """`fired` are the faults that came, in order; `counts` everything that was counted."""

    seed: int
    weeks: float
    took: float  # real seconds
    trace: str
    failures: tuple[Failure, ...]
    fired: tuple[Fired, ...]
    story: tuple[str, ...]
    options: str
    counts: Counter[str] = field(default_factory=Counter)
    asked: dict[str, Any] = field(default_factory=dict)  # beside the seed
    again: str | None = None  # the trace of the same seed, played once more

    @property
    def failed(self) -> str | None:
        """The first invariant that did not hold."""
        return self.failures[0].invariant if self.failures else None

    @classmethod
    def of(cls, simulation: "Simulation", took: float) -> "Verdict":
        ledger = simulation.ledger
        counts = Counter(ledger.counts)
        counts.update({f"met {kind}": n for kind, n in ledger.faults_met.items()})
        counts.update({f"fired {kind}": n for kind, n in _kinds(simulation.fates.fired).items()})
        counts.update(simulation.checks.sums)
        counts["commits"], counts["lives"] = simulation.disk.commits, len(simulation.lives)
        return cls(
            seed=simulation.options.seed,
            weeks=simulation.loop.time() / (7 * 86_400),
            took=took,
            trace=ledger.trace.hexdigest(),
            failures=tuple(ledger.failures),
            fired=tuple(simulation.fates.fired),
            story=tuple(ledger.story),
            options=str(simulation.options),
            counts=counts,
        )


def _kinds(fired: list[Fired]) -> Counter[str]:
    return Counter(fault.kind for fault in fired)
