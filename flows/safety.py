"""Veiligheid veranderd: calls exactly the role that was agreed on, until it has seen it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flows.agreements import FollowUpSet, first_contact, owner_of
from flows.follow_up import FollowUpReminded
from flows.refusal import Refusal, Refused
from flows.rules import Role
from flows.state import CLOCK, Alert, By
from flows.terms import FollowUpKind, Phase, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSafetyChange:
    """Safety has changed: call exactly the agreed role (R-097)."""

    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyChanged:
    at: datetime
    by: By
    role: Role


def report_safety_change(
    alert: Alert, command: ReportSafetyChange, now: datetime
) -> Sequence[SafetyChanged | FollowUpSet | FollowUpReminded]:
    """Tell the agreed role, and keep telling until it says that it has seen it.

    While an earlier report is not yet seen, a new one changes nothing.
    """
    if alert.seat(command.by.role) is None:
        raise Refused(Refusal.ROLE_NOT_INVITED)
    over = alert.phase in (Phase.FOLLOW_UP, Phase.CLOSED) and alert.ended is None
    if not over or alert.overleg is None:
        raise Refused(Refusal.NOT_CURRENT)
    kind = FollowUpKind.SAFETY
    if any(item.kind is kind and item.done_at is None for item in alert.follow_ups):
        return []
    role = called_when_safety_changes(alert, command.by.role)
    number = len(alert.follow_ups) + 1
    return [
        SafetyChanged(at=now, by=command.by, role=role),
        FollowUpSet(at=now, by=command.by, number=number, kind=kind, owner=role, due_at=now),
        FollowUpReminded(at=now, by=CLOCK, number=number, rung=1),
    ]


def safety_changed(alert: Alert, event: SafetyChanged) -> Alert:
    return alert  # what is owed stands in the follow-up that goes with it


def called_when_safety_changes(alert: Alert, reporter: Role | None) -> Role:
    """The agreed role: the call rule of the reporter, any call rule, first contact, or regie."""
    rules = [line for line in alert.agreements if line.topic is Topic.CALL_RULE]
    own = [line.to for line in rules if line.who == reporter]
    agreed = own or [line.to for line in rules] or [first_contact(alert)]
    return owner_of(alert, agreed[0])
