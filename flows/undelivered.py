"""What the messenger did not bring: whether it goes by the second channel, to whom, and once."""

from datetime import datetime

from flows.calendar import is_open
from flows.notices import CHASING, Audience, Notice, NoticeKind
from flows.rules import Role
from flows.state import Alert
from flows.still_true import still_true
from flows.terms import Phase

ASKS = (NoticeKind.ASK, NoticeKind.REMIND)
AT_FIRST = (NoticeKind.CARD, NoticeKind.SUB_ROLE)  # with the first asking, for whoever hears both


def is_owed(alert: Alert, notice: Notice, now: datetime) -> bool:
    """Whether what the messenger did not bring is to go by the second channel.

    Outside its window a role is not woken, and the telephone is the way: the raiser is told so.
    """
    if not still_true(alert, notice):
        return False
    if notice.kind is NoticeKind.CARD:
        return alert.phase in (Phase.OPEN, Phase.PLANNED)
    if notice.kind in ASKS and notice.role is not None:
        return is_open(alert.rules.role(notice.role).windows, now)
    return True


def owner_of(alert: Alert, notice: Notice) -> Role | None:
    """The role whose address a notice goes to; None when it is for the network as a whole."""
    match notice.audience:
        case Audience.RAISER:
            return alert.raised_by.role
        case Audience.CHAIR | Audience.GROUP:
            return None
        case _:
            return notice.role


def level_of(alert: Alert, notice: Notice) -> str:
    """What is told once: a step of the chase since the role was asked, or the notice itself.

    The card and the first asking are one: whoever hears both by the same address hears it once.
    """
    if notice.kind in AT_FIRST:
        return _step(alert, 0, alert.reopened_at or alert.raised_at)
    seat = alert.seat(notice.role)
    if notice.kind in CHASING and notice.rung is not None and seat is not None:
        return _step(alert, notice.rung, seat.asked_at)
    return f"{alert.round}:{notice.kind.value}:{notice.number or 0}:{notice.rung or 0}"


def _step(alert: Alert, rung: int, since: datetime) -> str:
    return f"{alert.round}:{rung}:{since:%Y%m%d%H%M%S}"
