"""How the first round of one alert went: its answers, its quorum and its overleg.

The figures are about this round: a re-opened alert asks for another overleg, at another moment.
"""

from datetime import datetime, timedelta
from itertools import takewhile

from flows.quorum import needed
from flows.state import Alert, Answer, Seat
from flows.terms import StartSource

MINUTE = timedelta(minutes=1)


def minutes_until(alert: Alert, at: datetime | None) -> float | None:
    """How long after the asking that was."""
    return None if at is None else (at - alert.clock_at) / MINUTE


def target_at(alert: Alert) -> datetime:
    """The moment before which the overleg had to start."""
    return alert.rules.urgency(alert.facts.urgency).target_at(alert.clock_at)


def others(alert: Alert) -> list[Seat]:
    """The seats but that of the raiser, whose answer came with the asking."""
    return [seat for seat in alert.seats if seat.role != alert.raised_by.role]


def first_answer(alert: Alert, seat: Seat) -> Answer | None:
    """What a role said first."""
    return next(iter(_answers(alert, seat)), None)


def first_response_at(alert: Alert) -> datetime | None:
    """When any role other than the raiser's said something."""
    answers = [first_answer(alert, seat) for seat in others(alert)]
    return min((answer.at for answer in answers if answer is not None), default=None)


def quorum_at(alert: Alert) -> datetime | None:
    """When the last needed role said that it takes part; None if one did not, or took it back.

    It follows from the answers, because the alert forgets its quorum when it is opened again.
    """
    needs = needed(alert)
    moments = [_joined_at(alert, seat) for seat in alert.seats if seat.role in needs]
    joined = [moment for moment in moments if moment is not None]
    return max(joined) if len(joined) == len(needs) else None


def started_at(alert: Alert) -> datetime | None:
    """When the overleg began."""
    return alert.first_overleg.started_at if alert.first_overleg else None


def is_held_by(alert: Alert, limit: datetime) -> bool:
    """Whether the overleg had begun by then."""
    started = started_at(alert)
    return started is not None and started <= limit


def is_afterwards(alert: Alert) -> bool:
    """Whether the start was recorded afterwards instead of stamped or confirmed."""
    overleg = alert.first_overleg
    return overleg is not None and overleg.source is StartSource.AFTERWARDS


def _answers(alert: Alert, seat: Seat) -> list[Answer]:
    concluded = alert.held[0].concluded_at if alert.held else None
    answers = (*seat.earlier, *seat.answers)
    return [answer for answer in answers if concluded is None or answer.at <= concluded]


def _joined_at(alert: Alert, seat: Seat) -> datetime | None:
    """Since when the role takes part, without a break until the overleg."""
    answers = reversed(_answers(alert, seat))
    return min((answer.at for answer in takewhile(lambda it: it.joins, answers)), default=None)
