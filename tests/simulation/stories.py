"""Short stories, each with one kind of trouble at chosen places: what a mutant fails on first."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from .fates import Fired
from .options import Mode, Options, options_of

MOST = 600  # visits to one place in so short a story
HALF_AN_HOUR = 0.003  # weeks
OFTEN = 2 / HALF_AN_HOUR  # a week: soon enough for half an hour
METHODS = ("sendMessage", "editMessageText", "getUpdates")


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Half an hour with an alert or two, with exactly these faults, and two days to heal."""

    says: str
    faults: tuple[Fired, ...] = ()
    weeks: float = HALF_AN_HOUR
    per_week: Mapping[str, float] = field(default_factory=dict)
    start: datetime | None = None
    alerts_per_day: float = 60
    quiet_from: float | None = None  # so many days without anybody, from this day
    quiet_days: float = 9
    keen: float | None = None  # with nought nobody answers anything
    looks_every: timedelta | None = None  # of the loops, however long the wait
    second: bool = False
    watch_seconds: int | None = None  # and as long a poll
    looked_at: timedelta = timedelta(hours=6)
    talk: int = 0

    def options(self, seed: int) -> Options:
        usual = options_of(seed, weeks=self.weeks, mode=Mode.CALM, dense=True)
        return replace(
            usual,
            rates={fault.kind: 1.0 for fault in self.faults if fault.site != "plan"},
            per_week=self.per_week,
            start=self.start or usual.start,
            alerts_per_day=self.alerts_per_day,
            quiet_from=self.quiet_from,
            quiet_days=self.quiet_days,
            keen=usual.keen if self.keen is None else self.keen,
            looks_every=self.looks_every or usual.looks_every,
            second=self.second,
            poll_seconds=self.watch_seconds or usual.poll_seconds,
            watch_seconds=self.watch_seconds or usual.watch_seconds,
            looked_at=self.looked_at,
            talk=self.talk,
        )


def _every(kind: str, site: str, first: int, step: int) -> tuple[Fired, ...]:
    return tuple(Fired(kind, site, n) for n in range(first, MOST, step))


def _planned(kind: str, says: str, weeks: float = HALF_AN_HOUR, alerts: float = 60) -> Story:
    faults = tuple(Fired(kind, "plan", n) for n in range(1, 4))
    return Story(
        says=says, faults=faults, weeks=weeks, per_week={kind: 2 / weeks}, alerts_per_day=alerts
    )


def _calls(kind: str, step: int) -> tuple[Fired, ...]:
    return tuple(one for method in METHODS for one in _every(kind, f"api {method}", 2, step))


STORIES: Mapping[str, Story] = {
    "nothing": Story(says="nothing"),
    "unknown": Story(
        says="a commit that perhaps was kept", faults=_every("unknown", "commit", 3, 4)
    ),
    "full": Story(says="a full disk", faults=_every("full", "commit", 4, 9)),
    "before-commit": Story(
        says="a crash before a commit", faults=_every("crash", "before commit", 30, 31)
    ),
    "after-commit": Story(
        says="a crash after a commit", faults=_every("crash", "after commit", 29, 30)
    ),
    "unheard": Story(says="an answer that nobody hears", faults=_calls("unheard", 5)),
    "flood": Story(says="Telegram says to wait", faults=_calls("flood", 6)),
    "full-for-long": _planned("full disk", "a disk that stays full"),
    "deleted": _planned("deleted", "a card that somebody removes"),
    "migration": _planned("migration", "a group that gets another number"),
    "orders": Story(says="people who order what is not theirs", talk=60),
    "clock": _planned("clock", "a clock that somebody sets"),
    "clock-alone": replace(
        _planned("clock", "a clock that somebody sets, and nobody answers"),
        keen=0,
        looks_every=timedelta(minutes=5),
        looked_at=timedelta(minutes=10),
    ),
    "outage": _planned("outage", "Telegram away for hours", weeks=0.03, alerts=20),
    "outage-alone": replace(
        _planned("outage", "Telegram away for hours, and nobody answers", weeks=0.006),
        keen=0,
        watch_seconds=300,
        second=True,
        looked_at=timedelta(minutes=30),
    ),
    "away": _planned("away", "the machine away for long", weeks=0.05, alerts=20),
    "away-alone": replace(
        _planned("away", "the machine away for long, and nobody answers", weeks=0.02, alerts=60),
        keen=0,
    ),
    "spring": Story(
        says="the hour that is left out in spring, and nobody answers",
        start=datetime(2027, 3, 28, 0, 15, tzinfo=UTC),
        weeks=0.006,
        keen=0,
        alerts_per_day=150,
    ),
    "silence": Story(says="nine days in which nobody writes", weeks=1.31, quiet_from=0.03),
    "numbers": Story(
        says="a week in which nobody writes, and numbers of updates that come again",
        weeks=1.08,
        quiet_from=0.03,
        quiet_days=7.5,
        alerts_per_day=80,
    ),
}
