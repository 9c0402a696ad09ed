"""From a seed to everything that was chosen for it; printed as it is, so that nothing is hidden."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from .chance import Chance

AUTUMN = datetime(2026, 10, 19, 6, 0, tzinfo=UTC)  # the week in which the clocks go back
API = ("refused", "lost", "unheard", "gateway", "html", "half", "flood", "barred")
DISK = ("busy", "full", "unknown")
PLANNED = (
    "outage",
    "full disk",
    "stop",
    "crash at",
    "away",
    "clock",
    "migration",
    "deleted",
    "token",
)
CLASSES = (*API, *DISK, "crash", *PLANNED)


class Mode(StrEnum):
    """How bad the weather is."""

    CALM = "calm"
    MIXED = "mixed"
    STORM = "storm"


RATES: Mapping[str, float] = {
    "refused": 0.01, "lost": 0.006, "unheard": 0.008, "gateway": 0.008, "html": 0.004,
    "half": 0.004, "flood": 0.003, "barred": 0.001, "busy": 0.001, "full": 0.001,
    "unknown": 0.001, "crash": 0.0006,
}  # fmt: skip
PER_WEEK: Mapping[str, float] = {
    "outage": 2, "full disk": 1, "stop": 2, "crash at": 3, "away": 0.3, "clock": 0.5,
    "migration": 0.3, "deleted": 3, "token": 0.3,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """One simulation. `rates` are per visit, `per_week` per simulated week."""

    seed: int
    weeks: float
    mode: Mode
    start: datetime
    alerts_per_day: float
    haste: float
    keen: float
    doelgroepen: tuple[str, ...]
    rates: Mapping[str, float] = field(default_factory=dict)
    per_week: Mapping[str, float] = field(default_factory=dict)
    quiet_from: float | None = None  # a week and more without anybody, in days
    quiet_days: float = 9
    second: bool = False  # whether there is a second channel
    looked_at: timedelta = timedelta(hours=6)  # how often everything that is kept is looked at
    talk: int = 0  # lines that people type, beside what they press
    poll_seconds: int
    updates_at_once: int = 100  # where three are many, what waits is soon read ahead
    beat_seconds: int
    watch_seconds: int
    looks: timedelta  # at the calendar
    looks_every: timedelta  # of the loops, however long the wait


def options_of(
    seed: int, *, weeks: float | None = None, dense: bool = False, mode: Mode | None = None
) -> Options:
    """Everything that follows from a seed."""
    stream = Chance(seed).at("options", 1)
    chosen = stream.choices(list(Mode), weights=(5, 80, 15))[0]
    mode = mode or chosen
    on = {name for name in CLASSES if stream.random() < 0.5}  # swarm: half of them, another each
    by = {Mode.CALM: 0.0, Mode.MIXED: 1.0, Mode.STORM: 5.0}[mode]
    alerts = stream.choice((0.3, 1, 2, 4))
    quiet = stream.uniform(2, 5) if stream.random() < 0.15 and weeks is None else None
    return Options(
        seed=seed,
        weeks=weeks if weeks is not None else (2.5 if quiet is not None else 1),
        mode=mode,
        start=AUTUMN + timedelta(days=stream.randrange(0, 400)),
        alerts_per_day=60 if dense else alerts,
        haste=0.3 if dense else stream.choice((0.5, 1, 1, 2)),
        keen=stream.choice((0.4, 1, 1, 2)),
        doelgroepen=("skm", "ouderen")[: stream.choice((1, 2))],
        rates={name: rate * by for name, rate in RATES.items() if name in on},
        per_week={name: n * (1 + by) / 2 for name, n in PER_WEEK.items() if name in on and by},
        quiet_from=quiet,
        talk=int(6 * weeks) if weeks is not None else (15 if quiet is not None else 6),
        poll_seconds=stream.choice((3600, 6 * 3600)),
        beat_seconds=stream.choice((3600, 4 * 3600)),
        looks=timedelta(hours=stream.choice((8, 24))),
        looks_every=timedelta(hours=stream.choice((2, 6))),
        second=seed % 2 == 0,
        updates_at_once=Chance(seed).at("updates", 1).choice((3, 3, 100)),
        watch_seconds=stream.choice((3600, 4 * 3600)),
    )
