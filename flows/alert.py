"""The frame of an alert: how it is raised, and how it is closed after its overleg."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.frozen import replace
from flows.refusal import Refusal, Refused
from flows.rules import Role, RoleKind, Rules
from flows.state import Alert, AlertId, Answer, By, Facts, Seat
from flows.terms import AnswerKind, Phase

FLAGS = ("kimi", "goed_voorbeeld")
CUSTODY_WARNINGS = (timedelta(hours=4), timedelta(hours=2))  # before the limit


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseAlert:
    """Ask for an overleg. `clock_at` is earlier than now only when the clock is kept (R-124)."""

    by: By
    id: AlertId
    network: str
    rules: Rules
    facts: Facts
    roles: tuple[Role, ...]
    criteria_met: bool = True
    clock_at: datetime | None = None
    drill: bool = False
    lesson: str | None = None  # the exercise that a drill follows; see flows/lessons.py


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseAlert:
    """Close, and say where it goes on."""

    by: By
    destination: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagAlert:
    """Mark an ended alert for the KiMi, or as a good example (R-163, R-185)."""

    by: By
    flag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRaised:
    at: datetime
    by: By
    id: AlertId
    network: str
    rules: Rules
    facts: Facts
    roles: tuple[Role, ...]
    agenda_members: tuple[Role, ...]
    advisers: tuple[Role, ...]
    clock_at: datetime
    drill: bool
    lesson: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertClosed:
    at: datetime
    by: By
    destination: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFlagged:
    at: datetime
    by: By
    flag: str


def raise_alert(alert: Alert | None, command: RaiseAlert, now: datetime) -> list[AlertRaised]:
    """Start an alert; the roles of the quorum are always asked (R-046).

    Raising the same alert id again changes nothing.
    """
    if alert is not None:
        return []
    rules, facts, role = command.rules, command.facts, command.by.role
    if role is None or not rules.has_role(role) or not rules.role(role).may_raise:
        raise Refused(Refusal.MAY_NOT_RAISE)
    if not command.criteria_met:
        raise Refused(Refusal.CRITERIA_NOT_MET)
    if facts.source not in rules.sources or facts.nature not in rules.natures:
        raise Refused(Refusal.NOT_IN_LIST)
    if facts.urgency not in [item.urgency for item in rules.urgencies]:
        raise Refused(Refusal.NOT_IN_LIST)
    clock_at = command.clock_at or now
    if clock_at > now or (facts.arrested_at is not None and facts.arrested_at > now):
        raise Refused(Refusal.IN_THE_FUTURE)
    asked = {role, *rules.quorum, *command.roles}
    if facts.minors:
        asked |= {*rules.quorum_with_minors, *rules.invited_with_minors}
    return [
        AlertRaised(
            at=now,
            by=command.by,
            id=command.id,
            network=command.network,
            rules=rules,
            facts=facts,
            roles=tuple(item.role for item in rules.partners() if item.role in asked),
            agenda_members=_asked(rules, RoleKind.AGENDALID, command.roles),
            advisers=_asked(rules, RoleKind.ADVIES, command.roles),
            clock_at=clock_at,
            drill=command.drill,
            lesson=command.lesson if command.drill else None,
        )
    ]


def close_alert(alert: Alert, command: CloseAlert, now: datetime) -> list[AlertClosed]:
    """Close after the overleg; follow-ups outlive the closing."""
    if command.destination not in alert.rules.destinations:
        raise Refused(Refusal.NOT_IN_LIST)
    if alert.closed_at is not None and alert.destination == command.destination:
        return []
    if alert.phase is not Phase.FOLLOW_UP:
        raise Refused(Refusal.NOT_CURRENT)
    if alert.seat(command.by.role) is None:
        raise Refused(Refusal.ROLE_NOT_INVITED)
    return [AlertClosed(at=now, by=command.by, destination=command.destination)]


def flag_alert(alert: Alert, command: FlagAlert, now: datetime) -> list[AlertFlagged]:
    """Put a flag on an ended alert, once."""
    if command.flag not in FLAGS:
        raise Refused(Refusal.NOT_IN_LIST)
    if alert.phase is not Phase.CLOSED:
        raise Refused(Refusal.NOT_CURRENT)
    if command.flag in alert.flags:
        return []
    return [AlertFlagged(at=now, by=command.by, flag=command.flag)]


def alert_raised(alert: Alert | None, event: AlertRaised) -> Alert:
    assert alert is None, "an alert is raised once"
    raiser = Answer(kind=AnswerKind.NOW, at=event.at, by=event.by)
    return Alert(
        id=event.id,
        network=event.network,
        doelgroep=event.rules.doelgroep,
        drill=event.drill,
        lesson=event.lesson,
        rules=event.rules,
        facts=event.facts,
        raised_by=event.by,
        raised_at=event.at,
        clock_at=event.clock_at,
        seats=tuple(
            Seat(
                role=role,
                asked_at=event.at,
                answers=(raiser,) if role == event.by.role else (),
            )
            for role in event.roles
        ),
        agenda_members=event.agenda_members,
        advisers=event.advisers,
        custody_warnings=warnings_passed(event.facts, event.rules, event.at),
    )


def alert_closed(alert: Alert, event: AlertClosed) -> Alert:
    return replace(alert, phase=Phase.CLOSED, closed_at=event.at, destination=event.destination)


def alert_flagged(alert: Alert, event: AlertFlagged) -> Alert:
    return replace(alert, flags=(*alert.flags, event.flag))


def warnings_passed(facts: Facts, rules: Rules, at: datetime) -> int:
    """How many of the custody warnings would come too late to be of use."""
    if facts.arrested_at is None:
        return 0
    limit = facts.arrested_at + rules.custody_limit
    return sum(1 for before in CUSTODY_WARNINGS if limit - before <= at)


def _asked(rules: Rules, kind: RoleKind, roles: tuple[Role, ...]) -> tuple[Role, ...]:
    return tuple(item.role for item in rules.roles if item.kind is kind and item.role in roles)
