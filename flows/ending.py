"""An end without overleg: withdrawn, mistake, duplicate, not needed, missed; and its undoing."""

from dataclasses import dataclass
from datetime import datetime

from flows.alert import warnings_passed
from flows.frozen import replace
from flows.refusal import Refusal, Refused
from flows.state import Alert, AlertId, By
from flows.terms import Outcome, Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """Take the request back, with a reason from the list (S9)."""

    by: By
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallMistake:
    """Say that it was raised by mistake, or in the wrong group (`moved_to`)."""

    by: By
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNotNeeded:
    """Say that no overleg is needed after all."""

    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkDuplicate:
    """Say that another alert is about the same case."""

    by: By
    of: AlertId


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeClock:
    """Take over the earlier clock of a duplicate (S2)."""

    by: By
    clock_at: datetime
    duplicate: AlertId


@dataclass(frozen=True, slots=True, kw_only=True)
class EndDrill:
    """End a drill, because a real alert came (S13) or because it has been enough."""

    by: By
    reason: str = "echt_alarm"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenAlert:
    """Undo an end without overleg, within 24 hours, with the old clock."""

    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainMiss:
    """Say why there was no overleg in time; a reason, never a person (S25)."""

    by: By
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertEnded:
    """An end without overleg."""

    at: datetime
    by: By
    outcome: Outcome
    reason: str | None = None
    moved_to: str | None = None
    duplicate_of: AlertId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockTaken:
    at: datetime
    by: By
    clock_at: datetime
    duplicate: AlertId


@dataclass(frozen=True, slots=True, kw_only=True)
class EndUndone:
    at: datetime
    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class MissExplained:
    at: datetime
    by: By
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlegMissed:
    """No overleg in time (R-063)."""

    at: datetime
    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class MissQuestioned:
    """The raiser is asked for the reason once more."""

    at: datetime
    by: By


def withdraw(alert: Alert, command: Withdraw, now: datetime) -> list[AlertEnded]:
    """End as ingetrokken."""
    if command.reason not in alert.rules.withdraw_reasons:
        raise Refused(Refusal.NOT_IN_LIST)
    return _end(alert, command.by, now, Outcome.WITHDRAWN, reason=command.reason)


def call_mistake(alert: Alert, command: CallMistake, now: datetime) -> list[AlertEnded]:
    """End as vergissing; `moved_to` is shown as verplaatst and nothing more (S3, S4)."""
    return _end(alert, command.by, now, Outcome.MISTAKE, moved_to=command.moved_to)


def call_not_needed(alert: Alert, command: CallNotNeeded, now: datetime) -> list[AlertEnded]:
    """End as geen overleg nodig."""
    return _end(alert, command.by, now, Outcome.NOT_NEEDED)


def mark_duplicate(alert: Alert, command: MarkDuplicate, now: datetime) -> list[AlertEnded]:
    """End as dubbel; the other alert takes the earlier clock with TakeClock."""
    if command.of == alert.id:
        raise Refused(Refusal.SAME_ALERT)
    return _end(alert, command.by, now, Outcome.DUPLICATE, duplicate_of=command.of)


def take_clock(alert: Alert, command: TakeClock, now: datetime) -> list[ClockTaken]:
    """Keep the earliest clock of the two; a later one changes nothing."""
    if command.clock_at >= alert.clock_at:
        return []
    return [
        ClockTaken(at=now, by=command.by, clock_at=command.clock_at, duplicate=command.duplicate)
    ]


def end_drill(alert: Alert, command: EndDrill, now: datetime) -> list[AlertEnded]:
    """A drill gives way to a real alert; a real alert never ends this way."""
    if not alert.drill:
        raise Refused(Refusal.DRILL_STAYS_DRILL)
    if alert.phase is Phase.CLOSED:
        return []
    reason = command.reason
    return [AlertEnded(at=now, by=command.by, outcome=Outcome.NOT_NEEDED, reason=reason)]


def reopen_alert(alert: Alert, command: ReopenAlert, now: datetime) -> list[EndUndone]:
    """Undo an end without overleg; the answers and the clock are those from before."""
    if alert.ended is None or alert.closed_at is None or alert.duplicate_of is not None:
        raise Refused(Refusal.NOT_CURRENT)
    if alert.outcome is Outcome.HELD:  # a drill that gave way during or after its overleg
        raise Refused(Refusal.NOT_CURRENT)
    refuse_other_than_raiser(alert, command.by)
    if now > alert.closed_at + alert.rules.missed_after:
        raise Refused(Refusal.TOO_LONG_AGO)
    return [EndUndone(at=now, by=command.by)]


def explain_miss(alert: Alert, command: ExplainMiss, now: datetime) -> list[MissExplained]:
    """Record the reason; the same reason again changes nothing."""
    if not alert.is_missed:
        raise Refused(Refusal.NOT_CURRENT)
    refuse_other_than_raiser(alert, command.by)
    if command.reason not in alert.rules.missed_reasons:
        raise Refused(Refusal.NOT_IN_LIST)
    if alert.missed_reason == command.reason:
        return []
    return [MissExplained(at=now, by=command.by, reason=command.reason)]


def alert_ended(alert: Alert, event: AlertEnded) -> Alert:
    return replace(
        alert,
        phase=Phase.CLOSED,
        ended=event.outcome,
        end_reason=event.reason,
        moved_to=event.moved_to,
        duplicate_of=event.duplicate_of,
        closed_at=event.at,
        planned_for=None,
    )


def clock_taken(alert: Alert, event: ClockTaken) -> Alert:
    return replace(alert, clock_at=event.clock_at)


def end_undone(alert: Alert, event: EndUndone) -> Alert:
    seats = tuple(
        seat if seat.joins else replace(seat, asked_at=event.at, rung=0, phoned_at=None)
        for seat in alert.seats
    )
    return replace(
        alert, phase=Phase.OPEN, ended=None, end_reason=None, moved_to=None, closed_at=None,
        seats=seats, custody_warnings=warnings_passed(alert.facts, alert.rules, event.at),
    )  # fmt: skip


def miss_explained(alert: Alert, event: MissExplained) -> Alert:
    flags = alert.flags if "kimi" in alert.flags else (*alert.flags, "kimi")
    return replace(alert, missed_reason=event.reason, flags=flags)


def overleg_missed(alert: Alert, event: OverlegMissed) -> Alert:
    return replace(alert, phase=Phase.CLOSED, missed_at=event.at, closed_at=event.at)


def miss_questioned(alert: Alert, event: MissQuestioned) -> Alert:
    return replace(alert, missed_asked=True)


def _end(
    alert: Alert,
    by: By,
    now: datetime,
    outcome: Outcome,
    *,
    reason: str | None = None,
    moved_to: str | None = None,
    duplicate_of: AlertId | None = None,
) -> list[AlertEnded]:
    if alert.ended is outcome:
        return []
    if alert.phase not in (Phase.OPEN, Phase.PLANNED) or alert.held:
        raise Refused(Refusal.NOT_CURRENT)
    refuse_other_than_raiser(alert, by)
    return [
        AlertEnded(
            at=now,
            by=by,
            outcome=outcome,
            reason=reason,
            moved_to=moved_to,
            duplicate_of=duplicate_of,
        )
    ]


def refuse_other_than_raiser(alert: Alert, by: By) -> None:
    """Any colleague in the raiser's role may speak for the raiser."""
    if by.role != alert.raised_by.role:
        raise Refused(Refusal.ONLY_RAISER)
