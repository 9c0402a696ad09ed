"""Who must take part, who is still missing, and the first time that suits everyone."""

from dataclasses import dataclass
from datetime import datetime

from flows.calendar import round_up
from flows.frozen import replace
from flows.rules import Role
from flows.state import CLOCK, Alert, By


@dataclass(frozen=True, slots=True, kw_only=True)
class QuorumReached:
    """The last needed role has said that it takes part (M3)."""

    at: datetime
    by: By
    common_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class QuorumLost:
    """A needed role has taken its answer back."""

    at: datetime
    by: By


def quorum_reached(alert: Alert, event: QuorumReached) -> Alert:
    return replace(alert, quorum_at=event.at)


def quorum_lost(alert: Alert, event: QuorumLost) -> Alert:
    return replace(alert, quorum_at=None)


def needed(alert: Alert) -> tuple[Role, ...]:
    """The roles without which the overleg is not complete (R-044)."""
    minors = alert.rules.quorum_with_minors if alert.facts.minors else ()
    return (*alert.rules.quorum, *(role for role in minors if role not in alert.rules.quorum))


def missing(alert: Alert) -> tuple[Role, ...]:
    """The needed roles that have not said that they take part."""
    joining = [seat.role for seat in alert.seats if seat.joins]
    return tuple(role for role in needed(alert) if role not in joining)


def first_common_time(alert: Alert) -> datetime | None:
    """The earliest moment that suits all who take part, on five minutes; None for one alone.

    It says nothing of the roles that have not answered, and may lie in the past.
    """
    answers = [seat.answer for seat in alert.seats if seat.answer and seat.answer.joins]
    if len(answers) < 2:
        return None
    return round_up(max(answer.from_at for answer in answers))


def settle_quorum(alert: Alert, now: datetime) -> list[QuorumReached | QuorumLost]:
    """Say whether the latest answer completed the quorum, or broke it."""
    complete = not missing(alert)
    if complete and alert.quorum_at is None:
        common_at = first_common_time(alert)
        return [QuorumReached(at=now, by=CLOCK, common_at=common_at or round_up(now))]
    if not complete and alert.quorum_at is not None:
        return [QuorumLost(at=now, by=CLOCK)]
    return []
