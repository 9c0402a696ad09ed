"""What is owed after the overleg: due, done, postponed, or another round."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.alert import warnings_passed
from flows.frozen import replace
from flows.refusal import Refusal, Refused
from flows.rules import FollowUpRules
from flows.state import Alert, Answer, By, FollowUp, Seat
from flows.terms import AnswerKind, FollowUpKind, Phase

POSTPONES_UP_TO = timedelta(days=60)
REMINDERS = 3  # the owner, the waarnemer, the aanspreekpunt


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishFollowUp:
    """It is done."""

    by: By
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostponeFollowUp:
    """It is done later."""

    by: By
    number: int
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AskOverlegAgain:
    """Another overleg is needed: the same alert opens again (R-116)."""

    by: By
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpReminded:
    """The owner is reminded, then the waarnemer, then the aanspreekpunt: rung 1, 2, 3."""

    at: datetime
    by: By
    number: int
    rung: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpDone:
    at: datetime
    by: By
    number: int
    needs_overleg: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpPostponed:
    at: datetime
    by: By
    number: int
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertReopened:
    """A new round: every role is asked again, the first clock stays."""

    at: datetime
    by: By


def finish_follow_up(alert: Alert, command: FinishFollowUp, now: datetime) -> list[FollowUpDone]:
    """Done, once; before it was due is fine."""
    item = _owned(alert, command.number, command.by)
    if item.done_at is not None:
        return []
    return [FollowUpDone(at=now, by=command.by, number=item.number)]


def postpone_follow_up(
    alert: Alert, command: PostponeFollowUp, now: datetime
) -> list[FollowUpPostponed]:
    """Put off to a later moment, at most sixty days from now."""
    item = _owned(alert, command.number, command.by)
    if item.done_at is not None:
        raise Refused(Refusal.NOT_CURRENT)
    if item.due_at == command.until:
        return []
    if command.until <= now:
        raise Refused(Refusal.IN_THE_PAST)
    if command.until > now + POSTPONES_UP_TO:
        raise Refused(Refusal.TOO_FAR_AHEAD)
    return [FollowUpPostponed(at=now, by=command.by, number=item.number, until=command.until)]


def ask_overleg_again(
    alert: Alert, command: AskOverlegAgain, now: datetime
) -> Sequence[FollowUpDone | AlertReopened]:
    """Open the alert for another round; while that round runs a second wish changes nothing."""
    if alert.ended is not None or (not alert.held and alert.overleg is None):
        raise Refused(Refusal.NOT_CURRENT)
    done: list[FollowUpDone] = []
    if command.number is not None:
        item = _owned(alert, command.number, command.by)
        if item.done_at is None:
            done = [FollowUpDone(at=now, by=command.by, number=item.number, needs_overleg=True)]
    elif alert.seat(command.by.role) is None:
        raise Refused(Refusal.ROLE_NOT_INVITED)
    if alert.phase not in (Phase.FOLLOW_UP, Phase.CLOSED):
        return done
    if command.number is not None and not done:
        return []
    return [*done, AlertReopened(at=now, by=command.by)]


def follow_up_reminded(alert: Alert, event: FollowUpReminded) -> Alert:
    return _with(alert, event.number, rung=event.rung)


def follow_up_done(alert: Alert, event: FollowUpDone) -> Alert:
    return _with(alert, event.number, done_at=event.at, needs_overleg=event.needs_overleg)


def follow_up_postponed(alert: Alert, event: FollowUpPostponed) -> Alert:
    item = alert.follow_up(event.number)
    assert item is not None
    return _with(alert, event.number, due_at=event.until, rung=0, postponed=item.postponed + 1)


def alert_reopened(alert: Alert, event: AlertReopened) -> Alert:
    held = alert.held if alert.overleg is None else (*alert.held, alert.overleg)
    return replace(
        alert,
        phase=Phase.OPEN,
        round=alert.round + 1,
        reopened_at=event.at,
        seats=tuple(_asked_anew(seat, event) for seat in alert.seats),
        held=held,
        overleg=None,
        planned_for=None,
        accepted=None,
        quorum_at=None,
        agreements=(),
        nothing_agreed=False,
        missed_at=None,
        missed_reason=None,
        missed_asked=False,
        closed_at=None,
        destination=None,
        custody_warnings=warnings_passed(alert.facts, alert.rules, event.at),
    )


def reminds_at(item: FollowUp, rules: FollowUpRules) -> datetime | None:
    """When the next reminder of a follow-up is due; None when it is done or nobody is left."""
    if item.done_at is not None or item.rung >= REMINDERS:
        return None
    if item.kind is FollowUpKind.SAFETY:
        waits = (timedelta(0), rules.safety_deputy_after, rules.safety_contact_after)
    else:
        waits = (timedelta(0), rules.deputy_after, rules.contact_after)
    return item.due_at + waits[item.rung]


def _asked_anew(seat: Seat, event: AlertReopened) -> Seat:
    own = (Answer(kind=AnswerKind.NOW, at=event.at, by=event.by),)
    return Seat(
        role=seat.role,
        asked_at=event.at,
        earlier=(*seat.earlier, *seat.answers),
        answers=own if seat.role == event.by.role else (),
        recorded_at=seat.recorded_at,
        recorded_asked_at=seat.recorded_asked_at,
        recorded_reminded=seat.recorded_reminded,
    )


def _owned(alert: Alert, number: int, by: By) -> FollowUp:
    item = alert.follow_up(number)
    if item is None:
        raise Refused(Refusal.NOT_CURRENT)
    last = alert.overleg or alert.held[-1]
    if by.role not in (item.owner, last.regie):
        raise Refused(Refusal.ONLY_OWNER)
    return item


def _with(alert: Alert, number: int, **changes: object) -> Alert:
    items = tuple(
        replace(item, **changes) if item.number == number else item  # type: ignore[arg-type]
        for item in alert.follow_ups
    )
    return replace(alert, follow_ups=items)
