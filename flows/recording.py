"""Vastgelegd in eigen systeem: a tick per role after the overleg, and one reminder."""

from dataclasses import dataclass
from datetime import datetime

from flows.frozen import replace
from flows.refusal import Refusal, Refused
from flows.rules import Role
from flows.state import Alert, By


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordInOwnSystem:
    """The role has put it in its own system (R-134)."""

    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedInOwnSystem:
    at: datetime
    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingReminded:
    """The role is asked once more to put it in its own system."""

    at: datetime
    by: By
    role: Role


def record_in_own_system(
    alert: Alert, command: RecordInOwnSystem, now: datetime
) -> list[RecordedInOwnSystem]:
    """Tick it, once, after the overleg was concluded."""
    seat = alert.seat(command.by.role)
    if seat is None:
        raise Refused(Refusal.ROLE_NOT_INVITED)
    if seat.recorded_asked_at is None:
        raise Refused(Refusal.NOT_CURRENT)
    return [] if seat.recorded_at else [RecordedInOwnSystem(at=now, by=command.by)]


def recorded_in_own_system(alert: Alert, event: RecordedInOwnSystem) -> Alert:
    seat = alert.seat(event.by.role)
    assert seat is not None
    return alert.with_seat(replace(seat, recorded_at=event.at))


def recording_reminded(alert: Alert, event: RecordingReminded) -> Alert:
    seat = alert.seat(event.role)
    assert seat is not None
    return alert.with_seat(replace(seat, recorded_reminded=True))
