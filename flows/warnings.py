"""What an aanspreekpunt should look at: a role that leans on one person."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta

from flows.rules import Role
from flows.state import Alert, PersonId

LOOKS_BACK = timedelta(days=90)
SILENT_AFTER = timedelta(weeks=8)  # a group in which nothing was asked or practised
ENOUGH, MOST = 5, 0.8  # answers, and the share of one person


def answered_by(alerts: Iterable[Alert], role: Role) -> list[PersonId]:
    """The marks under which a role answered real alerts, one for each answer."""
    return [
        answer.by.person
        for alert in alerts
        if not alert.drill
        for seat in alert.seats
        if seat.role == role
        for answer in (*seat.earlier, *seat.answers)
        if answer.by.person is not None and answer.by.role == role
    ]


def leans_on_one(people: Sequence[PersonId]) -> bool:
    """Whether one person gave more than 80 % of at least five answers."""
    if len(people) < ENOUGH:
        return False
    ((_, most),) = Counter(people).most_common(1)
    return most > MOST * len(people)
