"""Invented years for the tests, and the definitions of indicators.md 2.0 computed here anew."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache

from bot.practice.dataset.acting import acted
from bot.practice.dataset.fate import Fate
from bot.practice.dataset.invention import invented, ordinary
from bot.practice.dataset.turns import Birth
from bot.practice.dataset.year import Period, fates
from config.doelgroepen import load
from flows.rules import Role
from flows.state import Alert, AlertId

NETWORK = load().networks[0]
LATER = datetime(2028, 6, 1, tzinfo=UTC)  # when everything has long been settled
CORE = ("vt", "politie", "om")


def year(seed: int, months: int = 12, until: tuple[int, int] = (2026, 10), preset: str = "normaal"):
    return Period(seed=seed, months=months, until=until, preset=preset)


@cache
def fates_of(seed: int) -> tuple[Fate, ...]:
    return tuple(fates(year(seed), NETWORK.doelgroepen))


@cache
def ordinary_year(seed: int) -> tuple[Alert, ...]:
    """A year without edge cases, acted out through decide."""
    return tuple(acted(ordinary(year(seed), NETWORK), LATER).values())


@cache
def births_with_cases(seed: int, months: int = 24) -> Mapping[AlertId, Birth]:
    """Two years: November 2025 until October 2027, with the clock changes that 4.8 names."""
    return invented(year(seed, months, (2027, 10)), NETWORK)


@cache
def year_with_cases(seed: int) -> Mapping[AlertId, Alert]:
    return acted(births_with_cases(seed), LATER)


def first_answer_at(alert: Alert, role: str) -> datetime | None:
    """ack_at[role]."""
    seat = alert.seat(Role(role))
    answers = () if seat is None else (*seat.earlier, *seat.answers)
    return min((answer.at for answer in answers), default=None)


def is_eligible(alert: Alert) -> bool:
    """Real, no mistake, no duplicate, not withdrawn unanswered, and an overleg was needed."""
    others = (seat.role for seat in alert.seats if seat.role != alert.raised_by.role)
    answered = any(first_answer_at(alert, role) is not None for role in others)
    ended = None if alert.ended is None else alert.ended.value
    if alert.drill or ended in ("vergissing", "dubbel", "geen_overleg_nodig"):
        return False
    return ended != "ingetrokken" or answered


def time_to_overleg(alert: Alert) -> float | None:
    """M4 in minutes: from alert_at to the first overleg_start."""
    overlegs = [*alert.held, *([alert.overleg] if alert.overleg else [])]
    starts = [overleg.started_at for overleg in overlegs]
    return (min(starts) - alert.clock_at) / timedelta(minutes=1) if starts else None
