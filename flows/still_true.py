"""Whether a notice is still worth telling when its turn has come, or is over by then (F59)."""

from flows.chase import is_chased
from flows.notices import CHASING, Notice, NoticeKind
from flows.questions import unanswered
from flows.state import Alert
from flows.terms import Phase


def still_true(alert: Alert, notice: Notice) -> bool:
    """Whether a notice is still worth telling when its turn has come (F59, M17)."""
    if notice.kind is NoticeKind.CARD:
        return True
    if notice.round != alert.round:
        return notice.kind is NoticeKind.FOLLOW_UP and _is_owed(alert, notice)
    if notice.kind in CHASING:
        seat = alert.seat(notice.role)
        return seat is not None and is_chased(alert, seat)
    match notice.kind:
        case NoticeKind.QUORUM:
            return alert.phase is Phase.OPEN and alert.quorum_at is not None
        case NoticeKind.PLANNED | NoticeKind.AGENDA_MEMBER:
            return alert.planned_for is not None and alert.may_start
        case NoticeKind.SOON:
            return alert.planned_for is not None and alert.may_start and alert.plan_reminded
        case NoticeKind.HAS_IT_STARTED:
            return alert.planned_for is not None and alert.may_start and alert.start_asked
        case NoticeKind.MISSED:
            return alert.is_missed
        case NoticeKind.WHY_MISSED:
            return alert.is_missed and alert.missed_reason is None
        case NoticeKind.FOLLOW_UP:
            return _is_owed(alert, notice)
        case NoticeKind.RECORD | NoticeKind.COPY_TEXT:
            seat = alert.seat(notice.role)
            return seat is not None and seat.recorded_at is None
        case NoticeKind.CUSTODY | NoticeKind.SUB_ROLE:
            return alert.phase in (Phase.OPEN, Phase.PLANNED, Phase.IN_OVERLEG)
        case NoticeKind.CONCLUDE:
            return alert.phase is Phase.IN_OVERLEG
        case NoticeKind.CLOSE:
            return alert.phase is Phase.FOLLOW_UP
        case NoticeKind.QUESTIONS:
            return bool(unanswered(alert))
        case NoticeKind.SETTLED:
            seat = alert.seat(notice.role)
            return seat is not None and seat.joins
        case _:
            return alert.ended is not None  # ENDED


def _is_owed(alert: Alert, notice: Notice) -> bool:
    item = alert.follow_up(notice.number or 0)
    return item is not None and item.done_at is None
