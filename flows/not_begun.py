"""The overleg had not begun after all: the start is taken back, and the chase goes on."""

from dataclasses import dataclass
from datetime import datetime

from flows.frozen import replace
from flows.planning import refuse_outsider
from flows.refusal import Refusal, Refused
from flows.state import Alert, By
from flows.terms import Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackStart:
    """Say that the start was pressed by mistake: who is silent would not be chased any more."""

    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class StartTakenBack:
    at: datetime
    by: By


def take_back_start(alert: Alert, command: TakeBackStart, now: datetime) -> list[StartTakenBack]:
    """Undo the start of this round; nothing when it was undone already.

    Once it has ended or something was agreed it did take place: then its time can be corrected.
    """
    refuse_outsider(alert, command.by)
    if alert.overleg is None and alert.may_start:
        return []
    if not may_take_back(alert):
        raise Refused(Refusal.NOT_CURRENT)
    return [StartTakenBack(at=now, by=command.by)]


def may_take_back(alert: Alert) -> bool:
    """Whether a start was stamped and nothing has come of it yet."""
    if alert.phase is not Phase.IN_OVERLEG or alert.overleg is None:
        return False
    return not (alert.overleg.ended_at or alert.agreements or alert.nothing_agreed)


def start_taken_back(alert: Alert, event: StartTakenBack) -> Alert:
    """As it was before: planned, asked for, or missed."""
    if alert.missed_at is not None:
        phase, closed_at = Phase.CLOSED, alert.missed_at
    else:
        phase, closed_at = Phase.PLANNED if alert.planned_for else Phase.OPEN, None
    return replace(alert, phase=phase, closed_at=closed_at, overleg=None)
