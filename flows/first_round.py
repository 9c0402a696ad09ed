"""How the first round of one alert went: its answers, its quorum and its overleg.

The figures are about this round: a re-opened alert asks for another overleg, at another moment.
"""

from datetime import datetime
from itertools import takewhile

from flows.quorum import needed
from flows.state import Alert, Answer, Seat


def target_at(alert: Alert) -> datetime:
    """The moment before which the overleg had to start."""
    return alert.rules.urgency(alert.facts.urgency).target_at(alert.clock_at)


def others(alert: Alert) -> list[Seat]:
    """The seats but that of the raiser, whose answer came with the asking."""
    return [seat for seat in alert.seats if seat.role != alert.raised_by.role]


def first_answer(alert: Alert, seat: Seat) -> Answer | None:
    """What a role said first."""
    return next(iter(answers_of(alert, seat)), None)


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


def answers_of(alert: Alert, seat: Seat) -> list[Answer]:
    """What a role said in the first round, in order."""
    concluded = alert.held[0].concluded_at if alert.held else None
    answers = (*seat.earlier, *seat.answers)
    return [answer for answer in answers if concluded is None or answer.at <= concluded]


def _joined_at(alert: Alert, seat: Seat) -> datetime | None:
    """Since when the role takes part, without a break until the overleg."""
    answers = reversed(answers_of(alert, seat))
    return min((answer.at for answer in takewhile(lambda it: it.joins, answers)), default=None)
