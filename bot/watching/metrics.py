"""The figures of the running bot, for Prometheus; nothing of persons, and few series."""

from collections.abc import Iterator
from datetime import timedelta
from enum import IntEnum

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.clock import Clock
from bot.health import Reason
from bot.meter import Meter
from bot.watching.vitals import Vitals
from flows.notices import Rank

DELIVERY = (0.5, 1, 2, 5, 10, 30, 60, 90, 120, 300, 900, 3600)
LATENESS = (1, 5, 15, 30, 60, 120, 300, 900, 3600)
MOST_KINDS = 24  # there are fewer; a database can hold anything
NAME = "spoedgroep"


class Metrics(Meter):
    """Counts what happens, and reads the rest off the vitals when somebody asks."""

    def __init__(self, vitals: Vitals, clock: Clock) -> None:
        self._vitals = vitals
        self._kinds: set[str] = set()
        self.registry = registry = CollectorRegistry()
        self._delivery = Histogram(
            f"{NAME}_delivery_seconds", "From when it might be told until it was told.",
            ("kind", "rank"), buckets=DELIVERY, registry=registry,
        )  # fmt: skip
        self._lateness = Histogram(
            f"{NAME}_deadline_lateness_seconds", "How long after it fell due it was looked at.",
            buckets=LATENESS, registry=registry,
        )  # fmt: skip
        self._handled = self._counter("updates_handled", "Updates that were handled.")
        self._aside = self._counter("updates_set_aside", "Updates put aside after three failures.")
        self._refused = self._counter("refused", "What somebody asked and was told may not be.")
        self._forged = self._counter("forged", "Requests to the webhook without its secret.")
        self._waits = Gauge(
            f"{NAME}_webhook_waiting", "Updates that Telegram has yet to bring.", registry=registry
        )
        self._heartbeats = Counter(
            f"{NAME}_heartbeats", "Reports to the watchers elsewhere.",
            ("heard",), registry=registry,
        )  # fmt: skip
        self._deaths = self._counter("loop_deaths", "Loops that ended by themselves.")
        registry.register(Read(vitals, clock))

    def written(self) -> bytes:
        """The page that Prometheus reads."""
        return generate_latest(self.registry)

    def polled(self) -> None:
        self._vitals.polled()

    def handled(self) -> None:
        self._handled.inc()

    def set_aside(self) -> None:
        self._aside.inc()

    def waits_at_telegram(self, count: int) -> None:
        self._waits.set(count)

    def forged(self) -> None:
        self._forged.inc()

    def refused(self) -> None:
        self._refused.inc()

    def delivered(self, kind: str, rank: int, took: timedelta) -> None:
        if len(self._kinds) < MOST_KINDS:
            self._kinds.add(kind)
        known = kind if kind in self._kinds else "other"
        self._delivery.labels(known, _name(Rank, rank)).observe(took.total_seconds())

    def looked_at(self, late: timedelta) -> None:
        self._lateness.observe(late.total_seconds())

    def reported(self, heard: bool) -> None:
        """A watcher elsewhere was told that we live, and heard it or not."""
        self._heartbeats.labels("yes" if heard else "no").inc()

    def loop_died(self) -> None:
        self._deaths.inc()

    def _counter(self, name: str, what: str) -> Counter:
        return Counter(f"{NAME}_{name}", what, registry=self.registry)


class Read(Collector):
    """What is so at this moment; nothing here waits for the database."""

    def __init__(self, vitals: Vitals, clock: Clock) -> None:
        self._vitals, self._clock = vitals, clock

    def collect(self) -> Iterator[GaugeMetricFamily]:
        vitals, seen = self._vitals, self._vitals.seen
        unwell = vitals.unwell()
        yield _one("healthy", "1 when nothing is wrong.", not unwell)
        wrong = _many("unwell", "What is wrong.", "reason")
        for reason in Reason:
            wrong.add_metric([reason.value], reason in unwell)
        yield wrong
        waiting = _many("outbox_waiting", "What is yet to be told.", "rank")
        oldest = _many("outbox_oldest_seconds", "How long the oldest of it waits.", "rank")
        for rank in Rank:
            waiting.add_metric([rank.name.lower()], seen.waiting.get(rank, 0))
            oldest.add_metric([rank.name.lower()], _seconds(seen.oldest.get(rank)))
        yield from (waiting, oldest)
        yield _one("overdue_seconds", "How long ago the oldest deadline fell.", seen.overdue)
        yield _one("last_poll_seconds", "Since Telegram last answered.", vitals.heard_within())
        yield _one("loop_lag_seconds", "Longest standstill of the last minute.", vitals.lag.worst())
        yield _one("open_alerts", "Alerts that still run.", vitals.counted.open_alerts)
        yield _one("people_unreachable", "Whom we cannot write to.", vitals.counted.unreachable)
        yield _one("set_aside_waiting", "Updates that wait for a repair.", seen.set_aside)
        yield _one(
            "updates_waiting",
            "Updates that were fetched and are yet to be handled.",
            seen.unhandled,
        )
        if (whole := vitals.log_is_whole()) is not None:
            yield _one("chain_whole", "1 when the log is whole.", whole)
        if seen.backed_up_at is not None:
            age = self._clock.now() - seen.backed_up_at
            yield _one("backup_age_seconds", "Since the last backup that was found whole.", age)
        if (took := vitals.canary_took()) is not None:
            yield _one("canary_seconds", "From writing down until the message stood there.", took)


def _one(name: str, what: str, value: float | timedelta) -> GaugeMetricFamily:
    number = value.total_seconds() if isinstance(value, timedelta) else value
    return GaugeMetricFamily(f"{NAME}_{name}", what, value=number)


def _many(name: str, what: str, label: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"{NAME}_{name}", what, labels=[label])


def _seconds(span: timedelta | None) -> float:
    return 0.0 if span is None else span.total_seconds()


def _name(kind: type[IntEnum], number: int) -> str:
    return kind(number).name.lower() if number in set(kind) else "other"
