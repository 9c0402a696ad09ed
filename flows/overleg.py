"""The overleg itself: started, corrected, who is present, ended, concluded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.agreements import FollowUpSet, follow_ups_from
from flows.frozen import replace
from flows.planning import refuse_outsider
from flows.questions import questions_after
from flows.refusal import Refusal, Refused
from flows.rules import Role
from flows.state import Alert, By, Overleg
from flows.terms import Phase, Question, StartSource, Topic

LOOKS_BACK = timedelta(days=31)  # S10


@dataclass(frozen=True, slots=True, kw_only=True)
class StartOverleg:
    """Say that the overleg started; a moment in the past is a correction or said afterwards."""

    by: By
    started_at: datetime
    source: StartSource


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkPresence:
    """Say whether a role takes part in the overleg that is going on."""

    by: By
    role: Role
    present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeRegie:
    """Say which role leads the overleg (R-105)."""

    by: By
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseMode:
    """Say how they meet (R-107)."""

    by: By
    mode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndOverleg:
    """The talking is over; the agreements follow."""

    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcludeOverleg:
    """The agreements are complete; it says how many of this doelgroep were so before."""

    by: By
    concluded_before: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlegStarted:
    at: datetime
    by: By
    started_at: datetime
    source: StartSource
    regie: Role
    present: tuple[Role, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StartCorrected:
    at: datetime
    by: By
    started_at: datetime
    source: StartSource


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceMarked:
    at: datetime
    by: By
    role: Role
    present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RegieTaken:
    at: datetime
    by: By
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeChosen:
    at: datetime
    by: By
    mode: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlegEnded:
    at: datetime
    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlegConcluded:
    at: datetime
    by: By
    asked: tuple[Question, ...] = ()  # of the regie


def start_overleg(
    alert: Alert, command: StartOverleg, now: datetime
) -> list[OverlegStarted | StartCorrected]:
    """Stamp the start, once in a round; while it runs another moment corrects the stamp.

    Two people who press at the same time stamp one start.
    """
    refuse_outsider(alert, command.by)
    if alert.phase is Phase.IN_OVERLEG:
        return _correct_start(alert, command, now)
    if not alert.may_start:
        raise Refused(Refusal.NOT_CURRENT)
    _refuse_odd_start(alert, command, now)
    assert command.by.role is not None
    joining = {seat.role for seat in alert.seats if seat.joins} | {command.by.role}
    regie = alert.rules.regie if alert.rules.regie in joining else command.by.role
    return [
        OverlegStarted(
            at=now,
            by=command.by,
            started_at=command.started_at,
            source=command.source,
            regie=regie,
            present=tuple(seat.role for seat in alert.seats if seat.role in joining),
        )
    ]


def mark_presence(alert: Alert, command: MarkPresence, now: datetime) -> list[PresenceMarked]:
    """Tick a role present or absent; the regie cannot be absent."""
    overleg = _running(alert, command.by)
    if alert.seat(command.role) is None:
        raise Refused(Refusal.ROLE_NOT_INVITED)
    if not command.present and command.role == overleg.regie:
        raise Refused(Refusal.NOT_IN_LIST)
    if (command.role in overleg.present) is command.present:
        return []
    return [PresenceMarked(at=now, by=command.by, role=command.role, present=command.present)]


def take_regie(alert: Alert, command: TakeRegie, now: datetime) -> list[RegieTaken]:
    """Hand the regie to a role; it is present then."""
    overleg = _running(alert, command.by)
    if alert.seat(command.role) is None:
        raise Refused(Refusal.ROLE_NOT_INVITED)
    if overleg.regie == command.role:
        return []
    return [RegieTaken(at=now, by=command.by, role=command.role)]


def choose_mode(alert: Alert, command: ChooseMode, now: datetime) -> list[ModeChosen]:
    """Record how they meet."""
    overleg = _running(alert, command.by)
    if command.mode not in alert.rules.modes:
        raise Refused(Refusal.NOT_IN_LIST)
    if overleg.mode == command.mode:
        return []
    return [ModeChosen(at=now, by=command.by, mode=command.mode)]


def end_overleg(alert: Alert, command: EndOverleg, now: datetime) -> list[OverlegEnded]:
    """Stamp the end, once."""
    overleg = _running(alert, command.by)
    return [] if overleg.ended_at is not None else [OverlegEnded(at=now, by=command.by)]


def conclude_overleg(
    alert: Alert, command: ConcludeOverleg, now: datetime
) -> Sequence[OverlegEnded | OverlegConcluded | FollowUpSet]:
    """Complete Stap 4: at least one action or geen actie (R-103), and a herbeoordeling (R-095).

    Pressing again after it was concluded changes nothing.
    """
    if alert.phase is Phase.FOLLOW_UP:
        return []
    overleg = _running(alert, command.by)
    topics = {line.topic for line in alert.agreements}
    if Topic.ACTION not in topics and not alert.nothing_agreed:
        raise Refused(Refusal.NO_ACTION_AGREED)
    if Topic.REASSESS not in topics:
        raise Refused(Refusal.NO_REASSESSMENT)
    ended = [] if overleg.ended_at else [OverlegEnded(at=now, by=command.by)]
    asked = questions_after(alert, command.concluded_before)
    concluded = OverlegConcluded(at=now, by=command.by, asked=asked)
    return [*ended, concluded, *follow_ups_from(alert, now)]


def overleg_started(alert: Alert, event: OverlegStarted) -> Alert:
    overleg = Overleg(
        started_at=event.started_at,
        source=event.source,
        regie=event.regie,
        present=event.present,
        planned_for=alert.planned_for,
    )
    return replace(alert, phase=Phase.IN_OVERLEG, overleg=overleg, closed_at=None)


def start_corrected(alert: Alert, event: StartCorrected) -> Alert:
    return _change(alert, started_at=event.started_at, source=event.source)


def presence_marked(alert: Alert, event: PresenceMarked) -> Alert:
    assert alert.overleg is not None
    others = [role for role in alert.overleg.present if role != event.role]
    chosen = {*others, event.role} if event.present else set(others)
    return _change(alert, present=_in_order(alert, chosen))


def regie_taken(alert: Alert, event: RegieTaken) -> Alert:
    assert alert.overleg is not None
    present = {*alert.overleg.present, event.role}
    return _change(alert, regie=event.role, present=_in_order(alert, present))


def mode_chosen(alert: Alert, event: ModeChosen) -> Alert:
    return _change(alert, mode=event.mode)


def overleg_ended(alert: Alert, event: OverlegEnded) -> Alert:
    return _change(alert, ended_at=event.at)


def overleg_concluded(alert: Alert, event: OverlegConcluded) -> Alert:
    assert alert.overleg is not None
    seats = tuple(
        replace(seat, recorded_asked_at=event.at, recorded_at=None, recorded_reminded=False)
        if seat.role in alert.overleg.present
        else seat
        for seat in alert.seats
    )
    topics = {line.topic for line in alert.agreements}
    if alert.nothing_agreed:
        topics.add(Topic.ACTION)
    agreed = tuple(topic for topic in Topic if topic in topics)
    concluded = _change(alert, concluded_at=event.at, agreed=agreed, asked=event.asked)
    return replace(concluded, phase=Phase.FOLLOW_UP, seats=seats, closing_asked=0)


def _correct_start(
    alert: Alert, command: StartOverleg, now: datetime
) -> list[OverlegStarted | StartCorrected]:
    overleg = _running(alert, command.by)
    if command.source is StartSource.TAP or overleg.started_at == command.started_at:
        return []
    _refuse_odd_start(alert, command, now)
    if overleg.ended_at is not None and command.started_at > overleg.ended_at:
        raise Refused(Refusal.IN_THE_FUTURE)
    return [
        StartCorrected(at=now, by=command.by, started_at=command.started_at, source=command.source)
    ]


def _refuse_odd_start(alert: Alert, command: StartOverleg, now: datetime) -> None:
    if command.started_at > now:
        raise Refused(Refusal.IN_THE_FUTURE)
    if command.started_at < alert.round_at:
        raise Refused(Refusal.BEFORE_THE_ALERT)
    if command.started_at < now - LOOKS_BACK:
        raise Refused(Refusal.TOO_LONG_AGO)


def _running(alert: Alert, by: By) -> Overleg:
    if alert.phase is not Phase.IN_OVERLEG or alert.overleg is None:
        raise Refused(Refusal.NOT_CURRENT)
    refuse_outsider(alert, by)
    return alert.overleg


def _in_order(alert: Alert, roles: set[Role]) -> tuple[Role, ...]:
    return tuple(seat.role for seat in alert.seats if seat.role in roles)


def _change(alert: Alert, **changes: object) -> Alert:
    assert alert.overleg is not None, "the overleg was started before"
    return replace(alert, overleg=replace(alert.overleg, **changes))  # type: ignore[arg-type]
