"""The time of the overleg: proposed, planned, reminded, and asked after when it has passed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.frozen import replace
from flows.quorum import first_common_time
from flows.refusal import Refusal, Refused
from flows.state import Alert, By
from flows.terms import Phase

PLANS_AHEAD = timedelta(days=14)
REMINDS_BEFORE = timedelta(minutes=10)
ASKS_AFTER = timedelta(minutes=10)
SLACK = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOverleg:
    """Fix the time of the overleg."""

    by: By
    planned_for: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptProposal:
    """Agree with the time that the bot proposed; refused when the proposal has changed since."""

    by: By
    proposed: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlegPlanned:
    at: datetime
    by: By
    planned_for: datetime
    accepted: datetime | None = None  # the proposal that was agreed with


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlegReminded:
    """Ten minutes to go."""

    at: datetime
    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class StartQuestioned:
    """The planned time passed without a start: has it begun?"""

    at: datetime
    by: By


def accept_proposal(alert: Alert, command: AcceptProposal, now: datetime) -> list[OverlegPlanned]:
    """Plan for the first common time, or for now when that has passed; once."""
    if alert.phase is Phase.PLANNED and alert.accepted == command.proposed:
        return []
    if first_common_time(alert) != command.proposed:
        raise Refused(Refusal.NOT_CURRENT)
    plan = PlanOverleg(by=command.by, planned_for=max(command.proposed, now))
    return plan_overleg(alert, plan, now, accepted=command.proposed)


def plan_overleg(
    alert: Alert, command: PlanOverleg, now: datetime, *, accepted: datetime | None = None
) -> list[OverlegPlanned]:
    """Plan, or plan anew; the same time again changes nothing."""
    if alert.phase not in (Phase.OPEN, Phase.PLANNED):
        raise Refused(Refusal.NOT_CURRENT)
    refuse_outsider(alert, command.by)
    if alert.planned_for == command.planned_for:
        return []
    if command.planned_for < now - SLACK:
        raise Refused(Refusal.IN_THE_PAST)
    if command.planned_for > now + PLANS_AHEAD:
        raise Refused(Refusal.TOO_FAR_AHEAD)
    return [
        OverlegPlanned(at=now, by=command.by, planned_for=command.planned_for, accepted=accepted)
    ]


def overleg_planned(alert: Alert, event: OverlegPlanned) -> Alert:
    soon = event.planned_for - event.at <= REMINDS_BEFORE
    return replace(
        alert,
        phase=Phase.PLANNED,
        planned_for=event.planned_for,
        accepted=event.accepted,
        plan_reminded=soon,
        start_asked=False,
    )


def overleg_reminded(alert: Alert, event: OverlegReminded) -> Alert:
    return replace(alert, plan_reminded=True)


def start_questioned(alert: Alert, event: StartQuestioned) -> Alert:
    return replace(alert, start_asked=True)


def refuse_outsider(alert: Alert, by: By) -> None:
    """Only a role with a seat plans, starts and concludes."""
    if alert.seat(by.role) is None:
        raise Refused(Refusal.ROLE_NOT_INVITED)
