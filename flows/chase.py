"""The ladder of the role that has not answered, and of that role only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from flows.calendar import closes_at, is_open, next_open
from flows.frozen import replace
from flows.quorum import needed
from flows.refusal import Refusal, Refused
from flows.rules import Role, Rung, RungKind
from flows.state import CLOCK, Alert, By, Seat
from flows.terms import AnswerKind, CallResult, Phase

CALL_AGAIN = timedelta(minutes=15)


class Why(StrEnum):
    """Why the ladder went up."""

    SILENT = "stil"
    DEPUTY = "waarnemer"
    DECLINED = "sluit_niet_aan"
    UNREACHABLE = "onbereikbaar"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportUnreachable:
    """Nobody of this rung could be written to: no holder, or all chats are closed to the bot."""

    by: By
    role: Role
    rung: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LogCall:
    """Somebody telephoned the role (S11, S20)."""

    by: By
    role: Role
    result: CallResult


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderClimbed:
    """The next step of a silent role's ladder; `rung` is the number of steps taken with it."""

    at: datetime
    by: By
    role: Role
    rung: int
    kind: RungKind
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneRouteTaken:
    """Outside the role's window: the phone, and the plan for the morning (R-081)."""

    at: datetime
    by: By
    role: Role
    opens_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleAskedAgain:
    """The window of the role opened; its ladder starts anew."""

    at: datetime
    by: By
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLogged:
    at: datetime
    by: By
    role: Role
    result: CallResult


class Step(NamedTuple):
    """What the chase of one role does next; rung None is the phone route or the asking anew."""

    at: datetime
    rung: int | None
    phone: bool = False


Chase = LadderClimbed | PhoneRouteTaken | RoleAskedAgain


def report_unreachable(
    alert: Alert, command: ReportUnreachable, now: datetime
) -> list[LadderClimbed]:
    """Move the ladder on at once; late news of a rung long passed changes nothing."""
    seat = alert.seat(command.role)
    if seat is None or not is_chased(alert, seat) or seat.rung != command.rung:
        return []
    return climb(alert, seat, now, Why.UNREACHABLE)


def log_call(alert: Alert, command: LogCall, now: datetime) -> list[CallLogged]:
    """Record a telephone call; reaching someone ends the chase of that role (R-046)."""
    seat = alert.seat(command.role)
    if seat is None or alert.seat(command.by.role) is None:
        raise Refused(Refusal.ROLE_NOT_INVITED)
    if alert.phase not in (Phase.OPEN, Phase.PLANNED):
        raise Refused(Refusal.NOT_CURRENT)
    if seat.call is command.result:
        return []
    return [CallLogged(at=now, by=command.by, role=command.role, result=command.result)]


def ladder_climbed(alert: Alert, event: LadderClimbed) -> Alert:
    seat = _seat(alert, event.role)
    return alert.with_seat(replace(seat, rung=event.rung))


def phone_route_taken(alert: Alert, event: PhoneRouteTaken) -> Alert:
    """A call that reached nobody before is made again, and can be noted again."""
    seat = _seat(alert, event.role)
    call = seat.call if seat.call is CallResult.REACHED else None
    return alert.with_seat(replace(seat, phoned_at=event.at, call=call))


def role_asked_again(alert: Alert, event: RoleAskedAgain) -> Alert:
    seat = replace(_seat(alert, event.role), asked_at=event.at, rung=0, phoned_at=None)
    return alert.with_seat(seat)


def call_logged(alert: Alert, event: CallLogged) -> Alert:
    seat = replace(_seat(alert, event.role), call=event.result, called_at=event.at)
    return alert.with_seat(seat)


def ladder(alert: Alert) -> tuple[Rung, ...]:
    """The steps for this urgency; shorter while a suspect is in custody (R-077)."""
    rules = alert.rules.urgency(alert.facts.urgency)
    return rules.custody_ladder if alert.facts.custody else rules.ladder


def is_chased(alert: Alert, seat: Seat) -> bool:
    """Whether a role still owes an answer.

    A decline ends the chase of a role that the quorum can do without (S19).
    """
    if alert.phase not in (Phase.OPEN, Phase.PLANNED) or seat.call is CallResult.REACHED:
        return False
    answer = seat.answer
    if answer is None:
        return True
    if answer.kind is AnswerKind.DECLINED:
        return seat.role in needed(alert)
    return answer.kind is AnswerKind.DEPUTY


def next_step(alert: Alert, seat: Seat) -> Step | None:
    """What the chase of a role does next, and when; None when it is at rest."""
    if not is_chased(alert, seat):
        return None
    windows = alert.rules.role(seat.role).windows
    if seat.phoned_at is not None:
        opens, again = next_open(windows, seat.phoned_at), _call_again_at(seat)
        if again is not None and (opens is None or again < opens):
            return Step(at=again, rung=None, phone=True)
        return None if opens is None else Step(at=opens, rung=None)
    closes, steps = closes_at(windows, seat.asked_at), ladder(alert)
    if closes == seat.asked_at:  # it was asked outside every window
        return Step(at=closes, rung=None, phone=True)
    if seat.rung < len(steps):
        due = seat.asked_at + steps[seat.rung].after
        if closes is None or due < closes:
            return Step(at=due, rung=seat.rung + 1)
    elif closes is None or seat.answer is not None:
        return None
    return Step(at=closes, rung=None, phone=True)


def taken_up(alert: Alert, seat: Seat, at: datetime) -> Alert:
    """With the seat as its role is chased from here on.

    Steps that passed while no chase was needed are not made up for: whoever takes an answer back,
    or finds that it does not work out, is there, and is not passed over for an hour ago.
    """
    alert = alert.with_seat(seat)
    step = next_step(alert, seat)
    if step is None or step.at > at:
        return alert
    return alert.with_seat(replace(seat, asked_at=at, rung=0, phoned_at=None))


def chase(alert: Alert, seat: Seat, now: datetime) -> Chase:
    """Take the step that has fallen due.

    After an outage a reminder whose follower is due as well is skipped: it would say nothing new.
    And a step that fell due within the window, but is found outside it, wakes nobody any more.
    """
    step = next_step(alert, seat)
    assert step is not None
    assert step.at <= now
    windows = alert.rules.role(seat.role).windows
    if step.phone and seat.phoned_at is not None and is_open(windows, now):
        return RoleAskedAgain(at=now, by=CLOCK, role=seat.role)
    if step.phone or (step.rung is not None and not is_open(windows, now)):
        opens = next_open(windows, now)
        return PhoneRouteTaken(at=now, by=CLOCK, role=seat.role, opens_at=opens)
    if step.rung is None:
        return RoleAskedAgain(at=now, by=CLOCK, role=seat.role)
    steps, rung = ladder(alert), step.rung
    while (
        rung < len(steps)
        and steps[rung - 1].kind is RungKind.REMIND
        and seat.asked_at + steps[rung].after <= now
    ):
        rung += 1
    return _climbed(alert, seat, rung, now, Why.SILENT)


def climb(alert: Alert, seat: Seat, now: datetime, why: Why) -> list[LadderClimbed]:
    """Go to the next step that asks somebody else; nothing at the top of the ladder."""
    for rung, step in enumerate(ladder(alert), start=1):
        if rung > seat.rung and step.kind is not RungKind.REMIND:
            return [_climbed(alert, seat, rung, now, why)]
    return []


def _call_again_at(seat: Seat) -> datetime | None:
    """When the telephone is tried once more: who reached nobody is not left alone with it."""
    if seat.call not in (CallResult.NOT_REACHED, CallResult.VOICEMAIL):
        return None
    assert seat.called_at is not None
    return seat.called_at + CALL_AGAIN


def _climbed(alert: Alert, seat: Seat, rung: int, now: datetime, why: Why) -> LadderClimbed:
    kind = ladder(alert)[rung - 1].kind
    return LadderClimbed(at=now, by=CLOCK, role=seat.role, rung=rung, kind=kind, why=why)


def _seat(alert: Alert, role: Role) -> Seat:
    seat = alert.seat(role)
    assert seat is not None, "the chase concerns a role that was asked"
    return seat
