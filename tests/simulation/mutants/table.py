"""What catches each mutant: read from table.txt, in which stands only what was seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..campaign import kept

TABLE = Path(__file__).with_name("table.txt")
NOT_YET = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A mutant with the invariant and the catcher that found it, or why nothing did."""

    mutant: str
    invariant: str
    catcher: tuple[str, ...] = ()  # as a line of regressions.txt, or a seed and test=
    why: str = ""

    @property
    def exists(self) -> bool:
        return TABLE.with_name(f"{self.mutant}.patch").exists()

    @property
    def line(self) -> str:
        if not self.catcher:
            return f"{self.mutant} not caught yet: {self.why}"
        return f"{self.mutant} {self.invariant} in {' '.join(self.catcher)}"

    @property
    def test(self) -> str | None:
        """The file whose test caught it, on a real PostgreSQL; None when a simulation did."""
        last = self.catcher[-1] if self.catcher else ""
        return last.removeprefix("test=") if last.startswith("test=") else None

    @property
    def asked(self) -> list[str]:
        """The same, as the command that plays simulations is asked, or as pytest is."""
        if self.test is not None:
            return ["pytest", self.test, "-k", f"[seed-{self.catcher[0]}]"]
        wanted = kept(self.catcher)
        words = [f"--seed={wanted.seed}"]
        words += [f"--story={wanted.story}"] if wanted.story else []
        words += [f"--weeks={wanted.weeks}"] if wanted.weeks is not None else []
        words += ["--dense"] if wanted.dense else []
        return words + ([f"--mode={wanted.mode}"] if wanted.mode else [])


def rows() -> list[Row]:
    """A line is `M01 I2 1 story=after-commit`, `M15 I19 0 test=a file`, or `M06 - why not`."""
    lines = (line.partition("#")[0].split() for line in TABLE.read_text().splitlines())
    return [_row(words) for words in lines if words]


def _row(words: list[str]) -> Row:
    mutant, invariant, *rest = words
    if invariant == NOT_YET:
        return Row(mutant=mutant, invariant="", why=" ".join(rest))
    return Row(mutant=mutant, invariant=invariant, catcher=tuple(rest))


def summary(known: Iterable[Row]) -> str:
    """Counted here and nowhere else."""
    found = [bool(row.catcher) for row in known]
    return f"caught {sum(found)}/{len(found)}"
