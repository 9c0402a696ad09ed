"""When an alert must be looked at again, and what has fallen due by then."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flows.alert import CUSTODY_WARNINGS, AlertClosed
from flows.calendar import next_working_morning
from flows.chase import Chase, chase, next_step
from flows.ending import MissQuestioned, OverlegMissed
from flows.follow_up import FollowUpReminded, reminds_at
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


@dataclass(frozen=True, slots=True)
class Deadline:
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


def deadlines(alert: Alert) -> Iterator[Deadline]:
    """Every moment at which this alert does something of its own accord."""
    if alert.ended is not None:
        return  # whatever it owed, a drill included, is owed no more
    for seat in alert.seats:
        yield from _chases(alert, seat)
        yield from _recordings(alert, seat)
    yield from _custody(alert)
    yield from _plan(alert)
    yield from _miss(alert)
    yield from _conclusion(alert)
    for item in alert.follow_ups:
        yield from _follow_ups(alert, item)
    yield from _closing(alert)


def _chases(alert: Alert, seat: Seat) -> Iterator[Deadline]:
    step = next_step(alert, seat)
    if step is not None:
        yield Deadline(step.at, lambda now: chase(alert, seat, now))


def _recordings(alert: Alert, seat: Seat) -> Iterator[Deadline]:
    asked = seat.recorded_asked_at
    if asked is not None and seat.recorded_at is None and not seat.recorded_reminded:
        due = asked + alert.rules.follow_up.recorded_after
        yield Deadline(due, lambda now: RecordingReminded(at=now, by=CLOCK, role=seat.role))


def _custody(alert: Alert) -> Iterator[Deadline]:
    arrested = alert.facts.arrested_at
    running = alert.phase in (Phase.OPEN, Phase.PLANNED, Phase.IN_OVERLEG)
    if arrested is None or not running or alert.custody_warnings >= len(CUSTODY_WARNINGS):
        return
    count = alert.custody_warnings + 1
    due = arrested + alert.rules.custody_limit - CUSTODY_WARNINGS[count - 1]
    yield Deadline(due, lambda now: CustodyWarned(at=now, by=CLOCK, count=count))


def _plan(alert: Alert) -> Iterator[Deadline]:
    if alert.planned_for is None or not alert.may_start:
        return
    if not alert.plan_reminded:
        due = alert.planned_for - REMINDS_BEFORE
        yield Deadline(due, lambda now: OverlegReminded(at=now, by=CLOCK))
    elif not alert.start_asked:
        due = alert.planned_for + ASKS_AFTER
        yield Deadline(due, lambda now: StartQuestioned(at=now, by=CLOCK))


def _miss(alert: Alert) -> Iterator[Deadline]:
    if alert.phase in (Phase.OPEN, Phase.PLANNED):
        due = alert.rules.missed_at(alert.round_at, alert.facts.urgency)
        yield Deadline(due, lambda now: OverlegMissed(at=now, by=CLOCK))
    elif alert.is_missed and alert.missed_reason is None and not alert.missed_asked:
        assert alert.missed_at is not None
        due = next_working_morning(alert.missed_at, alert.rules.follow_up.morning)
        yield Deadline(due, lambda now: MissQuestioned(at=now, by=CLOCK))


def _conclusion(alert: Alert) -> Iterator[Deadline]:
    """An overleg that nobody concludes: asked after, and closed without agreements at last."""
    overleg = alert.overleg
    if alert.phase is not Phase.IN_OVERLEG or overleg is None:
        return
    due, count = overleg.started_at + CONCLUDES_WITHIN, overleg.questioned + 1
    for _ in range(overleg.questioned):
        due = next_working_morning(due, alert.rules.follow_up.morning)
    if count <= CLOSING_QUESTIONS:
        yield Deadline(due, lambda now: ConclusionQuestioned(at=now, by=CLOCK, count=count))
    else:
        yield Deadline(due, lambda now: AlertClosed(at=now, by=CLOCK, destination=None))


def _follow_ups(alert: Alert, item: FollowUp) -> Iterator[Deadline]:
    due = reminds_at(item, alert.rules.follow_up)
    if due is None:
        return
    number, rung = item.number, item.rung + 1
    yield Deadline(due, lambda now: FollowUpReminded(at=now, by=CLOCK, number=number, rung=rung))


def _closing(alert: Alert) -> Iterator[Deadline]:
    if alert.phase is not Phase.FOLLOW_UP or alert.overleg is None:
        return
    if any(reminds_at(item, alert.rules.follow_up) for item in alert.follow_ups):
        return  # somebody is still to be reminded; first that
    concluded = alert.overleg.concluded_at
    assert concluded is not None
    done = [item.done_at or item.due_at + timedelta(days=1) for item in alert.follow_ups]
    due = max([concluded, *done])
    for _ in range(alert.closing_asked + 1):
        due = next_working_morning(due, alert.rules.follow_up.morning)
    count = alert.closing_asked + 1
    if count <= CLOSING_QUESTIONS:
        yield Deadline(due, lambda now: ClosingQuestioned(at=now, by=CLOCK, count=count))
    else:
        yield Deadline(due, lambda now: AlertClosed(at=now, by=CLOCK, destination=None))
