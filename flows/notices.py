"""Whom to tell about what: codes and audiences, no words and no addresses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from flows.alert import AlertRaised
from flows.answers import AnswerGiven
from flows.chase import LadderClimbed, PhoneRouteTaken, RoleAskedAgain, is_chased, ladder
from flows.clock import ClosingQuestioned, ConclusionQuestioned, CustodyWarned
from flows.ending import AlertEnded, EndUndone, MissQuestioned, OverlegMissed
from flows.evolver import Event
from flows.follow_up import AlertReopened, FollowUpReminded
from flows.overleg import OverlegConcluded
from flows.planning import OverlegPlanned, OverlegReminded, StartQuestioned
from flows.quorum import QuorumReached
from flows.recording import RecordingReminded
from flows.rules import Role, RungKind
from flows.state import Alert, Overleg, Seat


class Rank(IntEnum):
    """What goes first when not everything can go at once."""

    ALARM = 0
    ESCALATION = 1
    PLAN = 2
    CARD = 3
    QUIET = 4


class Audience(StrEnum):
    """Who a notice is for; the register says who that is at that moment."""

    GROUP = "group"
    ROLE = "role"
    DEPUTIES = "deputies"  # waarnemer and aanspreekpunt of the role
    CONTACTS = "contacts"  # aanspreekpunt of the role
    CHAIR = "chair"
    RAISER = "raiser"  # the person who raised it, or that role when the person has left


class NoticeKind(StrEnum):
    """What is told; one screen each."""

    CARD = "card"
    ASK = "ask"
    REMIND = "remind"
    STAND_IN = "stand_in"
    CALL_ROLE = "call_role"
    CHAIR_TOLD = "chair_told"
    PHONE_ROUTE = "phone_route"
    QUORUM = "quorum"
    PLANNED = "planned"
    SOON = "soon"
    HAS_IT_STARTED = "has_it_started"
    AGENDA_MEMBER = "agenda_member"
    ENDED = "ended"
    MISSED = "missed"
    WHY_MISSED = "why_missed"
    FOLLOW_UP = "follow_up"
    COPY_TEXT = "copy_text"
    RECORD = "record"
    CUSTODY = "custody"
    CONCLUDE = "conclude"
    CLOSE = "close"
    QUESTIONS = "questions"
    SETTLED = "settled"
    SUB_ROLE = "sub_role"  # who of the organisation that asks was asked along


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something to tell. `rung` belongs to the chase, `number` to a follow-up or a count."""

    kind: NoticeKind
    audience: Audience
    rank: Rank
    round: int
    role: Role | None = None
    rung: int | None = None
    number: int | None = None


CHASING = (
    NoticeKind.ASK,
    NoticeKind.REMIND,
    NoticeKind.STAND_IN,
    NoticeKind.CALL_ROLE,
    NoticeKind.CHAIR_TOLD,
    NoticeKind.PHONE_ROUTE,
)


def notices(alert: Alert, events: Sequence[Event]) -> list[Notice]:
    """What these events, which led to this alert, make worth telling; without repeats."""
    if not events:
        return []
    first = isinstance(events[0], AlertRaised)
    card = Notice(
        kind=NoticeKind.CARD,
        audience=Audience.GROUP,
        rank=Rank.ALARM if first else Rank.CARD,
        round=alert.round,
    )
    told = [notice for event in events for notice in _about(alert, event)]
    return list(dict.fromkeys([card, *told]))


def _about(alert: Alert, event: Event) -> Iterator[Notice]:
    match event:
        case AlertRaised() | AlertReopened() | EndUndone():
            for seat in alert.seats:
                if is_chased(alert, seat):
                    yield _ask(alert, seat.role)
                elif set(alert.rules.role(seat.role).sub_roles) & set(alert.facts.sub_roles):
                    yield _told(alert, NoticeKind.SUB_ROLE, Audience.ROLE, Rank.ALARM, seat.role)
        case RoleAskedAgain():
            yield _ask(alert, event.role)
        case LadderClimbed():
            yield _climbed(alert, event)
        case AnswerGiven():
            yield from _settled(alert, event)
        case PhoneRouteTaken():
            yield _told(alert, NoticeKind.PHONE_ROUTE, Audience.RAISER, Rank.ALARM, event.role)
        case QuorumReached():
            yield _told(alert, NoticeKind.QUORUM, Audience.RAISER, Rank.PLAN)
        case OverlegPlanned():
            yield from _to_joining(alert, NoticeKind.PLANNED)
            for role in alert.agenda_members:
                yield _told(alert, NoticeKind.AGENDA_MEMBER, Audience.ROLE, Rank.PLAN, role)
        case OverlegReminded():
            yield from _to_joining(alert, NoticeKind.SOON)
        case StartQuestioned():
            yield _told(alert, NoticeKind.HAS_IT_STARTED, Audience.RAISER, Rank.PLAN)
        case AlertEnded():
            yield from _ended(alert, event)
        case OverlegMissed():
            yield _told(alert, NoticeKind.MISSED, Audience.RAISER, Rank.ESCALATION)
            for seat in alert.seats:
                yield _told(alert, NoticeKind.MISSED, Audience.CONTACTS, Rank.ESCALATION, seat.role)
        case MissQuestioned():
            yield _told(alert, NoticeKind.WHY_MISSED, Audience.RAISER, Rank.QUIET)
        case _:
            yield from _aftercare(alert, event)


def _aftercare(alert: Alert, event: Event) -> Iterator[Notice]:
    match event:
        case FollowUpReminded():
            yield from _follow_up(alert, event)
        case OverlegConcluded():
            for role in _overleg(alert).present:
                yield _told(alert, NoticeKind.COPY_TEXT, Audience.ROLE, Rank.QUIET, role)
            if event.asked:
                regie = _overleg(alert).regie
                yield _told(alert, NoticeKind.QUESTIONS, Audience.ROLE, Rank.QUIET, regie)
        case RecordingReminded():
            yield _told(alert, NoticeKind.RECORD, Audience.ROLE, Rank.QUIET, event.role)
        case CustodyWarned():
            kind, count = NoticeKind.CUSTODY, event.count
            yield _told(alert, kind, Audience.RAISER, Rank.ESCALATION, number=count)
            decider = alert.rules.custody_role
            yield _told(alert, kind, Audience.ROLE, Rank.ESCALATION, decider, number=count)
        case ConclusionQuestioned():
            regie = _overleg(alert).regie
            yield _told(
                alert, NoticeKind.CONCLUDE, Audience.ROLE, Rank.PLAN, regie, number=event.count
            )
        case ClosingQuestioned():
            regie = _overleg(alert).regie
            yield _told(
                alert, NoticeKind.CLOSE, Audience.ROLE, Rank.QUIET, regie, number=event.count
            )
        case _:
            return


def _settled(alert: Alert, event: AnswerGiven) -> Iterator[Notice]:
    """Whoever was asked to stand in hears that the role has answered itself."""
    seat = alert.seat(event.role)
    if seat is not None and seat.joins and RungKind.DEPUTY in _climbed_by(alert, seat):
        yield _told(alert, NoticeKind.SETTLED, Audience.DEPUTIES, Rank.QUIET, event.role)


def _climbed_by(alert: Alert, seat: Seat) -> list[RungKind]:
    """Who was told or asked about this silent role, so far."""
    return [step.kind for step in ladder(alert)[: seat.rung]]


def _ask(alert: Alert, role: Role) -> Notice:
    return _told(alert, NoticeKind.ASK, Audience.ROLE, Rank.ALARM, role, rung=0)


def _climbed(alert: Alert, event: LadderClimbed) -> Notice:
    kind, audience = {
        RungKind.REMIND: (NoticeKind.REMIND, Audience.ROLE),
        RungKind.DEPUTY: (NoticeKind.STAND_IN, Audience.DEPUTIES),
        RungKind.CALL: (NoticeKind.CALL_ROLE, Audience.RAISER),
        RungKind.CHAIR: (NoticeKind.CHAIR_TOLD, Audience.CHAIR),
    }[event.kind]
    return _told(alert, kind, audience, Rank.ESCALATION, event.role, rung=event.rung)


def _follow_up(alert: Alert, event: FollowUpReminded) -> Iterator[Notice]:
    item = alert.follow_up(event.number)
    assert item is not None
    audience = (Audience.ROLE, Audience.DEPUTIES, Audience.CONTACTS)[event.rung - 1]
    rank = Rank.ESCALATION
    yield _told(
        alert, NoticeKind.FOLLOW_UP, audience, rank, item.owner, rung=event.rung, number=item.number
    )


def _ended(alert: Alert, event: AlertEnded) -> Iterator[Notice]:
    """Whoever was alarmed or asked to stand in hears that it is over."""
    for seat in alert.seats:
        if seat.role != event.by.role:
            yield _told(alert, NoticeKind.ENDED, Audience.ROLE, Rank.PLAN, seat.role)
        if RungKind.DEPUTY in _climbed_by(alert, seat):
            yield _told(alert, NoticeKind.ENDED, Audience.DEPUTIES, Rank.PLAN, seat.role)
    if any(RungKind.CHAIR in _climbed_by(alert, seat) for seat in alert.seats):
        yield _told(alert, NoticeKind.ENDED, Audience.CHAIR, Rank.PLAN)


def _to_joining(alert: Alert, kind: NoticeKind) -> Iterator[Notice]:
    for seat in alert.seats:
        if seat.joins:
            yield _told(alert, kind, Audience.ROLE, Rank.PLAN, seat.role)


def _overleg(alert: Alert) -> Overleg:
    assert alert.overleg is not None
    return alert.overleg


def _told(
    alert: Alert,
    kind: NoticeKind,
    audience: Audience,
    rank: Rank,
    role: Role | None = None,
    *,
    rung: int | None = None,
    number: int | None = None,
) -> Notice:
    return Notice(
        kind=kind,
        audience=audience,
        rank=rank,
        round=alert.round,
        role=role,
        rung=rung,
        number=number,
    )
