"""One answer per partner role: given, changed, by proxy, through the waarnemer, undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.chase import LadderClimbed, Why, climb, is_chased, taken_up
from flows.frozen import replace
from flows.quorum import QuorumLost, QuorumReached, settle_quorum
from flows.refusal import Refusal, Refused
from flows.rules import Role
from flows.state import Alert, Answer, By
from flows.terms import AnswerKind, Channel, Phase

LOOKS_AHEAD = timedelta(days=7)  # nobody answers an urgent request for next month
SLACK = timedelta(minutes=5)  # a time button may be a few minutes old when it is pressed


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveAnswer:
    """Answer for a role; channel telephone is somebody else's word, passed on (R-067)."""

    by: By
    role: Role
    kind: AnswerKind
    channel: Channel = Channel.TAP
    can_at: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoAnswer:
    """Take the last answer of a role back; `count` is how many there were when that was chosen."""

    by: By
    role: Role
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGiven:
    at: datetime
    by: By
    role: Role
    kind: AnswerKind
    channel: Channel
    can_at: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerUndone:
    at: datetime
    by: By
    role: Role


Consequence = AnswerGiven | AnswerUndone | LadderClimbed | QuorumReached | QuorumLost


def give_answer(alert: Alert, command: GiveAnswer, now: datetime) -> Sequence[Consequence]:
    """Record a role's answer; it may complete the quorum, or send its own ladder up at once.

    A role may change its mind until the overleg starts: the last answer counts for the planning,
    the first for the figures. Giving the same answer twice changes nothing.
    """
    _refuse_unless_asking(alert, command.role)
    if command.channel is Channel.TAP and command.by.role != command.role:
        raise Refused(Refusal.NOT_YOUR_ROLE)
    if alert.seat(command.by.role) is None:
        raise Refused(Refusal.ROLE_NOT_INVITED)
    _refuse_odd_details(alert, command, now)
    seat = alert.seat(command.role)
    if seat is not None and seat.answer is not None and _is_same(seat.answer, command):
        return []
    given = AnswerGiven(
        at=now,
        by=command.by,
        role=command.role,
        kind=command.kind,
        channel=command.channel,
        can_at=command.can_at,
        reason=command.reason,
    )
    return [given, *_consequences(answer_given(alert, given), command.role, now)]


def undo_answer(alert: Alert, command: UndoAnswer, now: datetime) -> Sequence[Consequence]:
    """Remove the last answer as if it had not been given, from the figures too (5, 1)."""
    _refuse_unless_asking(alert, command.role)
    seat = alert.seat(command.role)
    if seat is None or command.count == 0:
        raise Refused(Refusal.NOTHING_TO_UNDO)
    if len(seat.answers) < command.count:
        return []  # a second tap: that answer is gone already
    if seat.answer is None or len(seat.answers) > command.count:
        raise Refused(Refusal.NOT_CURRENT)
    if command.by.role not in (command.role, seat.answer.by.role):
        raise Refused(Refusal.NOT_YOUR_ROLE)
    undone = AnswerUndone(at=now, by=command.by, role=command.role)
    return [undone, *settle_quorum(answer_undone(alert, undone), now)]


def answer_given(alert: Alert, event: AnswerGiven) -> Alert:
    seat = alert.seat(event.role)
    assert seat is not None, "only a role that was asked answers"
    answer = Answer(
        kind=event.kind,
        at=event.at,
        by=event.by,
        channel=event.channel,
        can_at=event.can_at,
        reason=event.reason,
    )
    return taken_up(alert, replace(seat, answers=(*seat.answers, answer)), event.at)


def answer_undone(alert: Alert, event: AnswerUndone) -> Alert:
    seat = alert.seat(event.role)
    assert seat is not None, "only an answer that was given is undone"
    return taken_up(alert, replace(seat, answers=seat.answers[:-1]), event.at)


def _refuse_unless_asking(alert: Alert, role: Role) -> None:
    if alert.phase not in (Phase.OPEN, Phase.PLANNED):
        raise Refused(Refusal.NOT_CURRENT)
    if alert.seat(role) is None:
        raise Refused(Refusal.ROLE_NOT_INVITED)


def _refuse_odd_details(alert: Alert, command: GiveAnswer, now: datetime) -> None:
    if command.kind is AnswerKind.AT:
        if command.can_at is None:
            raise Refused(Refusal.INCOMPLETE)
        if command.can_at < now - SLACK:
            raise Refused(Refusal.IN_THE_PAST)
        if command.can_at > now + LOOKS_AHEAD:
            raise Refused(Refusal.TOO_FAR_AHEAD)
    if command.kind is AnswerKind.DECLINED and command.reason not in alert.rules.decline_reasons:
        raise Refused(Refusal.NOT_IN_LIST)


def _is_same(answer: Answer, command: GiveAnswer) -> bool:
    return (answer.kind, answer.can_at, answer.reason) == (
        command.kind,
        command.can_at,
        command.reason,
    )


def _consequences(
    alert: Alert, role: Role, now: datetime
) -> Sequence[LadderClimbed | QuorumReached | QuorumLost]:
    quorum = settle_quorum(alert, now)
    seat = alert.seat(role)
    assert seat is not None
    assert seat.answer is not None
    if seat.answer.joins or not is_chased(alert, seat):
        return quorum
    deputy = seat.answer.kind is AnswerKind.DEPUTY
    return [*climb(alert, seat, now, Why.DEPUTY if deputy else Why.DECLINED), *quorum]
