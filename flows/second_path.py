"""When the messenger does not bring an alarm: that somebody was told by the second channel."""

from dataclasses import dataclass, replace
from datetime import datetime

from flows.rules import Role
from flows.state import Alert, By


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSecondPath:
    """The second channel took a message for a role, or for the network as a whole."""

    by: By
    role: Role | None
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondPathUsed:
    at: datetime
    by: By
    role: Role | None
    level: str


def note_second_path(alert: Alert, command: NoteSecondPath, now: datetime) -> list[SecondPathUsed]:
    """Note it also when the alert is over by then: it was sent. Once for each role and level."""
    if _mark(command.role, command.level) in alert.second_paths:
        return []
    return [SecondPathUsed(at=now, by=command.by, role=command.role, level=command.level)]


def second_path_used(alert: Alert, event: SecondPathUsed) -> Alert:
    marks = (*alert.second_paths, _mark(event.role, event.level))
    return replace(alert, second_paths=marks, second_path_at=event.at)


def _mark(role: Role | None, level: str) -> str:
    return f"{role or ''}:{level}"
