"""What the application writes down while it is simulated: counted by event, and searched."""

import logging
import warnings
from collections import Counter
from collections.abc import Callable
from types import TracebackType
from typing import Self

from .loop import LIFE

QUIET = ("sqlalchemy", "apscheduler", "asyncio", "httpx", "telegram")
REMEMBERED = 400
SLIPS = ("step failed", "clock failed", "errand went wrong", "errand refused", "update failed")


class Logbook(logging.Handler):
    """In the place of all handlers while it lasts; `events` says how often each was written."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.events: Counter[str] = Counter()
        self.lines: list[str] = []
        self.sightings: list[str] = []
        self.slips: list[str] = []  # where the application itself went wrong
        self.canaries: tuple[str, ...] = ()
        self.heard: Callable[[str], None] = lambda event: None

    def emit(self, record: logging.LogRecord) -> None:
        life = LIFE.get()
        if life is not None and life.is_over:  # the dead write nothing down
            return
        self.events[record.getMessage()] += 1
        self.heard(record.getMessage())
        line = f"{record.name} {record.getMessage()} {_beside(record)}"
        self.lines.append(line)
        del self.lines[:-REMEMBERED]
        if record.getMessage() in SLIPS:
            self.slips.append(line)
        self.sightings += [line for canary in self.canaries if canary in line]

    def __enter__(self) -> Self:
        root = logging.getLogger()
        self._before = (root.handlers[:], root.level, logging.raiseExceptions)
        root.handlers[:] = [self]
        root.setLevel(logging.INFO)
        self._levels = {name: logging.getLogger(name).level for name in QUIET}
        for name in QUIET:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        self._warnings = warnings.catch_warnings()
        self._warnings.__enter__()
        # the dead leave their connections behind
        warnings.filterwarnings("ignore", "The garbage collector")
        warnings.filterwarnings("ignore", "coroutine .* was never awaited")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._warnings.__exit__(kind, error, trace)
        root = logging.getLogger()
        root.handlers[:], level, logging.raiseExceptions = self._before
        root.setLevel(level)
        for name, kept in self._levels.items():
            logging.getLogger(name).setLevel(kept)


USUAL = frozenset(vars(logging.makeLogRecord({})))


def _beside(record: logging.LogRecord) -> str:
    told = {name: value for name, value in vars(record).items() if name not in USUAL}
    return f"{told} {record.exc_info or ''}"
