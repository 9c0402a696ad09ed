"""When an alert must be looked at again, and what has fallen due by then."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from flows.alert import CUSTODY_WARNINGS, AlertClosed
from flows.calendar import next_working_morning
from flows.chase import Chase, chase, next_step
from flows.ending import MissQuestioned, OverlegMissed
from flows.follow_up import FollowUpReminded, reminds_at
from flows.frozen import replace
from flows.planning import ASKS_AFTER, REMINDS_BEFORE, OverlegReminded, StartQuestioned
from flows.recording import RecordingReminded
from flows.state import CLOCK, Alert, By, FollowUp, Seat
from flows.terms import Phase

CLOSING_QUESTIONS = 2  # then it closes by itself
CONCLUDES_WITHIN = timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckClock:
    """Look whether anything has fallen due."""

    by: By = CLOCK


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyWarned:
    """Four hours, then two, before the display limit of nine hours (R-070)."""

    at: datetime
    by: By
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingQuestioned:
    """All is done: where does it go on?"""

    at: datetime
    by: By
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionQuestioned:
    """It began hours ago: is it over, and what was agreed?"""

    at: datetime
    by: By
    count: int


TimeEvent = (
    Chase
    | CustodyWarned
    | OverlegReminded
    | StartQuestioned
    | OverlegMissed
    | ConclusionQuestioned
    | MissQuestioned
    | FollowUpReminded
    | RecordingReminded
    | ClosingQuestioned
    | AlertClosed
)


class Deadline(NamedTuple):  # made for each thing that may fall due, at each look
    """A moment, and what happens then."""

    at: datetime
    fires: Callable[[datetime], TimeEvent]


def custody_warned(alert: Alert, event: CustodyWarned) -> Alert:
    return replace(alert, custody_warnings=event.count)


def closing_questioned(alert: Alert, event: ClosingQuestioned) -> Alert:
    return replace(alert, closing_asked=event.count)


def conclusion_questioned(alert: Alert, event: ConclusionQuestioned) -> Alert:
    assert alert.overleg is not None
    return replace(alert, overleg=replace(alert.overleg, questioned=event.count))


def next_due(alert: Alert) -> datetime | None:
    """The moment the clock must look at this alert again; None leaves it to people.

    Every due moment must be answered by check_clock with an event that moves or
    removes it. Otherwise the clock finds the same alert on every tick.
    """
    return min((deadline.at for deadline in deadlines(alert)), default=None)


def first_due(alert: Alert, now: datetime) -> TimeEvent | None:
    """The event of the earliest deadline that has passed."""
    due = [deadline for deadline in deadlines(alert) if deadline.at <= now]
    return min(due, key=lambda deadline: deadline.at).fires(now) if due else None


def deadlines(alert: Alert) -> list[Deadline]:
    """Every moment at which this alert does something of its own accord."""
    if alert.ended is not None:
        return []  # whatever it owed, a drill included, is owed no more
    owed = [item for item in alert.follow_ups if item.done_at is None]
    reminders = [_follow_up(alert, item) for item in owed]
    asked = [seat for seat in alert.seats if seat.recorded_asked_at is not None]
    found = [*_of_phase(alert), *[_recording(alert, seat) for seat in asked], *reminders]
    if alert.phase is Phase.FOLLOW_UP and not any(reminders):
        found.append(_closing(alert))
    return [deadline for deadline in found if deadline is not None]


def _of_phase(alert: Alert) -> list[Deadline | None]:
    if alert.phase in (Phase.OPEN, Phase.PLANNED):
        chases = [_chase(alert, seat) for seat in alert.seats]
        return [*chases, _custody(alert), _plan(alert), _miss(alert)]
    if alert.phase is Phase.IN_OVERLEG:
        return [_custody(alert), _conclusion(alert)]
    return [_plan(alert), _explanation(alert)] if alert.is_missed else []


def _chase(alert: Alert, seat: Seat) -> Deadline | None:
    step = next_step(alert, seat)
    return Deadline(step.at, lambda now: chase(alert, seat, now)) if step is not None else None


def _recording(alert: Alert, seat: Seat) -> Deadline | None:
    asked = seat.recorded_asked_at
    assert asked is not None
    if seat.recorded_at is not None or seat.recorded_reminded:
        return None
    due = asked + alert.rules.follow_up.recorded_after
    return Deadline(due, lambda now: RecordingReminded(at=now, by=CLOCK, role=seat.role))


def _custody(alert: Alert) -> Deadline | None:
    arrested = alert.facts.arrested_at
    if arrested is None or alert.custody_warnings >= len(CUSTODY_WARNINGS):
        return None
    count = alert.custody_warnings + 1
    due = arrested + alert.rules.custody_limit - CUSTODY_WARNINGS[count - 1]
    return Deadline(due, lambda now: CustodyWarned(at=now, by=CLOCK, count=count))


def _plan(alert: Alert) -> Deadline | None:
    if alert.planned_for is None:
        return None
    if not alert.plan_reminded:
        due = alert.planned_for - REMINDS_BEFORE
        return Deadline(due, lambda now: OverlegReminded(at=now, by=CLOCK))
    if alert.start_asked:
        return None
    return Deadline(alert.planned_for + ASKS_AFTER, lambda now: StartQuestioned(at=now, by=CLOCK))


def _miss(alert: Alert) -> Deadline:
    due = alert.rules.missed_at(alert.round_at, alert.facts.urgency)
    return Deadline(due, lambda now: OverlegMissed(at=now, by=CLOCK))


def _explanation(alert: Alert) -> Deadline | None:
    if alert.missed_reason is not None or alert.missed_asked:
        return None
    assert alert.missed_at is not None
    due = next_working_morning(alert.missed_at, alert.rules.follow_up.morning)
    return Deadline(due, lambda now: MissQuestioned(at=now, by=CLOCK))


def _conclusion(alert: Alert) -> Deadline:
    """An overleg that nobody concludes: asked after, and closed without agreements at last."""
    overleg = alert.overleg
    assert overleg is not None
    due, count = overleg.started_at + CONCLUDES_WITHIN, overleg.questioned + 1
    for _ in range(overleg.questioned):
        due = next_working_morning(due, alert.rules.follow_up.morning)
    if count > CLOSING_QUESTIONS:
        return Deadline(due, _closes)
    return Deadline(due, lambda now: ConclusionQuestioned(at=now, by=CLOCK, count=count))


def _follow_up(alert: Alert, item: FollowUp) -> Deadline | None:
    due = reminds_at(item, alert.rules.follow_up)
    if due is None:
        return None
    number, rung = item.number, item.rung + 1
    return Deadline(due, lambda now: FollowUpReminded(at=now, by=CLOCK, number=number, rung=rung))


def _closing(alert: Alert) -> Deadline:
    """All is done, or nobody is left to remind: asked where it goes on, and closed at last."""
    assert alert.overleg is not None
    concluded = alert.overleg.concluded_at
    assert concluded is not None
    done = [item.done_at or item.due_at + timedelta(days=1) for item in alert.follow_ups]
    due, count = max([concluded, *done]), alert.closing_asked + 1
    for _ in range(count):
        due = next_working_morning(due, alert.rules.follow_up.morning)
    if count > CLOSING_QUESTIONS:
        return Deadline(due, _closes)
    return Deadline(due, lambda now: ClosingQuestioned(at=now, by=CLOCK, count=count))


def _closes(now: datetime) -> AlertClosed:
    return AlertClosed(at=now, by=CLOCK, destination=None)
