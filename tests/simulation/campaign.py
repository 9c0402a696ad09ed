"""Many seeds, on as many cores as are given, until they are done or the time is over."""

import contextlib
import multiprocessing
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from config.settings import SQLITE
from storage import database

from .disk import Shelf
from .fates import Fired
from .options import Mode, Options, options_of
from .simulation import Simulation
from .stories import STORIES
from .verdict import Verdict

REPEATS_EVERY = 50  # D1
REGRESSIONS = Path(__file__).with_name("regressions.txt")
LISTED = Path(__file__).with_name("listed.txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One simulation to play: a seed, and what was asked beside it."""

    seed: int
    weeks: float | None = None
    dense: bool = False
    mode: str | None = None
    story: str | None = None  # one of the short ones, in the place of what the seed chooses
    again: bool = False  # twice, to see that the same comes of it
    only: tuple[Fired, ...] | None = None

    @property
    def options(self) -> Options:
        if self.story is not None:
            return STORIES[self.story].options(self.seed)
        mode = Mode(self.mode) if self.mode else None
        return options_of(self.seed, weeks=self.weeks, dense=self.dense, mode=mode)

    @property
    def asked(self) -> Mapping[str, Any]:
        asked = {"weeks": self.weeks, "dense": self.dense, "mode": self.mode}
        return asked | ({"story": self.story} if self.story else {})

    @property
    def faults(self) -> tuple[Fired, ...] | None:
        """Those that may come, when not all may."""
        if self.only is None and self.story is not None:
            return STORIES[self.story].faults
        return self.only


@dataclass(slots=True, kw_only=True)
class Tally:
    """The sums over all that was played."""

    seeds: int = 0
    failed_seeds: int = 0
    weeks: float = 0.0
    took: float = 0.0  # seconds of one core
    repeated: int = 0
    same: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, verdict: Verdict) -> None:
        self.seeds += 1
        self.failed_seeds += bool(verdict.failures)
        self.weeks += verdict.weeks
        self.took += verdict.took
        self.counts.update(verdict.counts)
        if verdict.again is not None:
            self.repeated += 1
            self.same += verdict.again == verdict.trace


def play(wanted: Wanted, shelf: Shelf) -> Verdict:
    """One simulation, and once more when that was asked."""
    verdict = Simulation(wanted.options, shelf, wanted.faults).run()
    verdict.asked.update(wanted.asked)
    if wanted.again:
        verdict.again = Simulation(wanted.options, shelf, wanted.faults).run().trace
    return verdict


@contextlib.contextmanager
def empty_database() -> Iterator[Path]:
    """A database with its tables and nothing in them, to make copies of."""
    with tempfile.TemporaryDirectory(prefix="spoedgroep-simulation-") as folder:
        empty = Path(folder) / "empty.db"
        database.upgrade(f"{SQLITE}{empty}")
        yield empty


@contextlib.contextmanager
def shelf() -> Iterator[Shelf]:
    """A place for the simulations of this process."""
    with empty_database() as empty:
        found = Shelf(empty)
        yield found
        found.close()


def play_all(wanted: Iterable[Wanted], jobs: int, until: float | None) -> Iterator[Verdict]:
    """Each as it comes ready; no new one is begun after `until`, by the clock of the machine."""
    if jobs == 1:
        with shelf() as one_shelf:
            for one in wanted:
                if until is not None and time.monotonic() >= until:
                    return
                yield play(one, one_shelf)
        return
    context = multiprocessing.get_context("spawn")
    with empty_database() as empty, context.Pool(jobs, _begin, (str(empty),)) as pool:
        yield from _in_turn(pool, iter(wanted), jobs, until)


def _in_turn(pool: Any, wanted: Iterator[Wanted], jobs: int, until: float | None) -> Any:
    """One under way for each core, and one waiting: whoever stops does not wait for a queue."""
    under_way: list[Any] = []
    while True:
        while len(under_way) < jobs and (until is None or time.monotonic() < until):
            one = next(wanted, None)
            if one is None:
                break
            under_way.append(pool.apply_async(_play, (one,)))
        if not under_way:
            return
        ready = [one for one in under_way if one.ready()]
        if not ready:
            under_way[0].wait(0.2)
        for one in ready:
            under_way.remove(one)
            yield one.get()


_shelves: list[Shelf] = []


def _begin(empty: str) -> None:
    _shelves.append(Shelf(Path(empty)))


def _play(wanted: Wanted) -> Verdict:
    return play(wanted, _shelves[0])


def regressions() -> list[Wanted]:
    """The seeds that failed once: they are played first, for ever.

    A line is a seed with what was asked beside it, such as `28 weeks=2 dense mode=storm`.
    """
    return _read(REGRESSIONS)


def listed() -> list[Wanted]:
    """What was seen to hold and has to go on doing so; whatever is judged by it knows no luck."""
    return _read(LISTED)


def _read(path: Path) -> list[Wanted]:
    lines = (line.partition("#")[0].split() for line in path.read_text().splitlines())
    return [kept(words) for words in lines if words]


def kept(words: Sequence[str]) -> Wanted:
    """What the words of such a line ask for."""
    given = dict(word.partition("=")[::2] for word in words[1:])
    return Wanted(
        seed=int(words[0]),
        weeks=float(given["weeks"]) if "weeks" in given else None,
        dense="dense" in given,
        mode=given.get("mode"),
        story=given.get("story"),
    )


def as_regression(verdict: Verdict) -> str:
    """The line that keeps a failing seed."""
    asked = verdict.asked
    words = [str(verdict.seed)]
    words += [f"weeks={asked['weeks']}"] if asked.get("weeks") is not None else []
    words += ["dense"] if asked.get("dense") else []
    words += [f"mode={asked['mode']}"] if asked.get("mode") else []
    words += [f"story={asked['story']}"] if asked.get("story") else []
    return f"{' '.join(words)}  # {verdict.failed}"
