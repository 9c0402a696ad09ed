"""The town's clock, and the file through which another process reads it."""

import json
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path


class TownClock:
    """Runs beside the real clock: ahead of it, faster, slower, or (rate 0) standing still.

    Every change is written to `path` at once and in one piece, so that the application,
    which is a process of its own, never reads half a setting.
    """

    def __init__(self, path: Path, start: datetime | None = None) -> None:
        self.path = path
        self._rate = 1.0
        self._set(time.time() if start is None else _unix(start))

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._at(time.time()), UTC)

    def moves(self, by: timedelta) -> None:
        if by < timedelta(0):
            raise ValueError("the town's clock does not run back")
        self._set(self._at(time.time()) + by.total_seconds())

    def moves_to(self, moment: datetime) -> None:
        self.moves(moment - self.now())

    def runs_at(self, rate: float) -> None:
        """Town seconds per real second."""
        if rate < 0:
            raise ValueError("the town's clock does not run back")
        town = self._at(time.time())
        self._rate = rate
        self._set(town)

    def setting(self) -> dict[str, float]:
        """What the clock was last set to: it is that late in town at that real moment."""
        return {"real": self._real, "town": self._town, "rate": self._rate}

    def _at(self, real: float) -> float:
        return self._town + (real - self._real) * self._rate

    def _set(self, town: float) -> None:
        self._real, self._town = time.time(), town
        fresh = self.path.with_name(self.path.name + ".new")
        fresh.write_text(json.dumps(self.setting()), encoding="utf-8")
        os.replace(fresh, self.path)


def read(path: Path, real_now: float) -> float:
    """The town's time in unix seconds, as the application sees it."""
    settings = json.loads(path.read_text(encoding="utf-8"))
    elapsed = real_now - float(settings["real"])
    return float(settings["town"]) + elapsed * float(settings["rate"])


def _unix(moment: datetime) -> float:
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return moment.timestamp()
