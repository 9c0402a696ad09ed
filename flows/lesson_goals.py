"""What each task of a lesson asks for: the event that does it, and until when that can come."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flows.agreements import AgreementMade
from flows.alert import AlertRaised
from flows.answers import AnswerGiven
from flows.chase import CallLogged, LadderClimbed, PhoneRouteTaken, is_chased, ladder
from flows.ending import AlertEnded
from flows.evolver import Event
from flows.follow_up import FollowUpDone, FollowUpPostponed
from flows.overleg import OverlegConcluded, OverlegStarted
from flows.planning import OverlegPlanned
from flows.rules import Role, RungKind
from flows.state import Alert, Seat
from flows.terms import AnswerKind, Channel, Outcome, Phase, Topic

VT, POLITIE, OM, RVDK = Role("vt"), Role("politie"), Role("om"), Role("rvdk")

Met = Callable[[Alert, Event], bool]  # the alert as the event left it
Open = Callable[[Alert], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """When a task is done, and in which states of an alert it can still be done.

    `nth` is the request that it must happen to, counted from 0; None is any. `among` looks at all
    the requests of the exercise together, where one alone cannot tell.
    """

    role: Role | None
    met: Met
    open: Open
    nth: int | None = None
    among: Callable[[Sequence[Alert]], bool] | None = None

    def is_open(self, alerts: Sequence[Alert]) -> bool:
        """Whether it can still be done; before the first request everything can."""
        if self.among is not None and alerts:
            return self.among(alerts)
        return not alerts or any(self.open(alert) for alert in alerts)


def is_asking(alert: Alert) -> bool:
    """Whether the roles are still being asked."""
    return alert.phase in (Phase.OPEN, Phase.PLANNED)


def may_conclude(alert: Alert) -> bool:
    """Whether an overleg can still come to agreements."""
    return alert.may_start or alert.phase is Phase.IN_OVERLEG


def is_kept_open(alert: Alert) -> bool:
    """Whether it has not ended yet, in whichever way."""
    return alert.phase is not Phase.CLOSED


def of(kind: type[Event]) -> Met:
    """Done by any event of a kind."""
    return lambda alert, event: isinstance(event, kind)


def agreed(topic: Topic) -> Met:
    """Done by a line of Stap 4; a herbeoordeling is one only with its moment."""

    def met(alert: Alert, event: Event) -> bool:
        if not isinstance(event, AgreementMade) or event.topic is not topic:
            return False
        return topic is not Topic.REASSESS or event.due_at is not None

    return met


def joined(role: Role) -> Met:
    """Done when a role says that it takes part; who asks says so by asking."""

    def met(alert: Alert, event: Event) -> bool:
        seat = alert.seat(role)
        return isinstance(event, AlertRaised | AnswerGiven) and seat is not None and seat.joins

    return met


def answered(role: Role, kind: AnswerKind) -> Met:
    """Done by one kind of answer of a role."""
    return lambda alert, event: (
        isinstance(event, AnswerGiven) and event.role == role and event.kind is kind
    )


def stood_in(alert: Alert, event: Event) -> bool:
    """The OM takes part after it had asked for its waarnemer."""
    seat = alert.seat(OM)
    if not isinstance(event, AnswerGiven) or event.role != OM or seat is None or not seat.joins:
        return False
    return any(it.kind is AnswerKind.DEPUTY for it in (*seat.earlier, *seat.answers))


def climbed(alert: Alert, event: Event) -> bool:
    """The chase of the OM came to somebody else: waarnemer, or the telephone."""
    if isinstance(event, PhoneRouteTaken):
        return event.role == OM
    return (
        isinstance(event, LadderClimbed) and event.role == OM and event.kind is not RungKind.REMIND
    )


def reached(alert: Alert, event: Event) -> bool:
    """The silent OM was telephoned, spoken for, or answered after the chase had gone on."""
    if isinstance(event, CallLogged):
        return event.role == OM
    if not isinstance(event, AnswerGiven) or event.role != OM:
        return False
    seat = alert.seat(OM)
    assert seat is not None, "only a role that was asked answers"
    return event.channel is Channel.PHONE or (seat.joins and _is_past_reminding(alert, seat))


def asks(role: Role) -> Open:
    """Open while a role can still answer."""
    return lambda alert: is_asking(alert) and alert.seat(role) is not None


def is_silent(alert: Alert) -> bool:
    """Whether the OM is still being chased."""
    seat = alert.seat(OM)
    return seat is not None and is_chased(alert, seat)


def is_not_there(alert: Alert) -> bool:
    """Whether the OM can still be reached for an overleg in which it takes no part yet."""
    seat = alert.seat(OM)
    return is_asking(alert) and seat is not None and not seat.joins


def owes(alert: Alert) -> bool:
    """Whether there is a follow-up that is not done, or agreements that may yet make one."""
    if alert.ended is not None:
        return False
    return may_conclude(alert) or any(item.done_at is None for item in alert.follow_ups)


def can_be_doubled(alerts: Sequence[Alert]) -> bool:
    """Whether one of two can still be marked as the duplicate of another that goes on."""
    if len(alerts) == 1:
        return is_kept_open(alerts[0])
    return any(
        is_asking(one) and any(is_kept_open(other) for other in alerts if other.id != one.id)
        for one in alerts
    )


def _is_past_reminding(alert: Alert, seat: Seat) -> bool:
    taken = ladder(alert)[: seat.rung]
    return seat.phoned_at is not None or any(it.kind is not RungKind.REMIND for it in taken)


def ended(outcome: Outcome) -> Met:
    """Done by one of the ends without an overleg."""
    return lambda alert, event: isinstance(event, AlertEnded) and event.outcome is outcome


ASK = Goal(role=None, met=of(AlertRaised), open=lambda alert: True)
START = Goal(role=VT, met=of(OverlegStarted), open=lambda alert: alert.may_start)
CONCLUDE = Goal(role=VT, met=of(OverlegConcluded), open=may_conclude)

GOALS: Mapping[str, Mapping[str, Goal]] = {  # by lesson, by task, in the order of doing
    "eerste": {
        "vraag": ASK,
        "politie": Goal(role=POLITIE, met=joined(POLITIE), open=asks(POLITIE)),
        "om": Goal(role=OM, met=joined(OM), open=asks(OM)),
        "plan": Goal(role=VT, met=of(OverlegPlanned), open=is_asking),
        "start": START,
        "afronden": CONCLUDE,
    },
    "stil": {
        "vraag": ASK,
        "wacht": Goal(role=OM, met=climbed, open=is_silent),
        "bereik": Goal(role=VT, met=reached, open=is_not_there),
        "start": START,
    },
    "vergissing": {
        "vraag": ASK,
        "vergissing": Goal(role=None, met=ended(Outcome.MISTAKE), open=is_asking),
    },
    "dubbel": {
        "vraag": ASK,
        "tweede": Goal(role=None, met=of(AlertRaised), open=is_kept_open, nth=1),
        "dubbel": Goal(
            role=None, met=ended(Outcome.DUPLICATE), open=is_asking, among=can_be_doubled
        ),
    },
    "weigering": {
        "vraag": ASK,
        "rvdk": Goal(role=RVDK, met=answered(RVDK, AnswerKind.DECLINED), open=asks(RVDK)),
        "waarnemer": Goal(role=OM, met=answered(OM, AnswerKind.DEPUTY), open=asks(OM)),
        "antwoord": Goal(role=OM, met=stood_in, open=asks(OM)),
        "start": START,
    },
    "stap4": {
        "vraag": ASK,
        "start": START,
        "actie": Goal(role=VT, met=agreed(Topic.ACTION), open=may_conclude),
        "herbeoordeling": Goal(role=VT, met=agreed(Topic.REASSESS), open=may_conclude),
        "aanspreekpunt": Goal(role=VT, met=agreed(Topic.FIRST_CONTACT), open=may_conclude),
        "klaar": CONCLUDE,
        "gedaan": Goal(role=None, met=of(FollowUpDone), open=owes),
        "uitgesteld": Goal(role=None, met=of(FollowUpPostponed), open=owes),
    },
}
