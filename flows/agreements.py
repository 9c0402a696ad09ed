"""The Stap 4 agreements: lines from closed lists, and the follow-ups that they make."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.calendar import next_working_morning
from flows.frozen import replace
from flows.refusal import Refusal, Refused
from flows.rules import Role
from flows.state import CLOCK, Agreement, Alert, By, FollowUp
from flows.terms import FollowUpKind, Phase, Topic

AGREES_AHEAD = timedelta(days=366)
MOST_LINES = 20
ONCE = (Topic.NEXT_OVERLEG, Topic.REASSESS, Topic.FIRST_CONTACT)  # a new line takes its place


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeAgreement:
    """Add a line; which of the fields a topic needs is in `_refuse_incomplete`."""

    by: By
    topic: Topic
    who: str | None = None
    what: str | None = None
    to: str | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DropAgreement:
    """Take a line back before the overleg is concluded."""

    by: By
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeNothing:
    """Say outright that nobody has to do anything (R-103)."""

    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementMade:
    at: datetime
    by: By
    number: int
    topic: Topic
    who: str | None
    what: str | None
    to: str | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementDropped:
    at: datetime
    by: By
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingAgreed:
    at: datetime
    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpSet:
    """Somebody owes something at a moment."""

    at: datetime
    by: By
    number: int
    kind: FollowUpKind
    owner: Role
    due_at: datetime
    what: str | None = None


def make_agreement(alert: Alert, command: MakeAgreement, now: datetime) -> list[AgreementMade]:
    """Add a line, or replace the one line of its topic; the same line again changes nothing."""
    _refuse_unless_concluding(alert, command.by)
    _refuse_incomplete(alert, command)
    if command.due_at is not None and command.due_at <= now:
        raise Refused(Refusal.IN_THE_PAST)
    if command.due_at is not None and command.due_at > now + AGREES_AHEAD:
        raise Refused(Refusal.TOO_FAR_AHEAD)
    if any(_is_same(line, command) for line in alert.agreements):
        return []
    if len(alert.agreements) >= MOST_LINES:
        raise Refused(Refusal.TOO_MANY)
    return [
        AgreementMade(
            at=now,
            by=command.by,
            number=alert.agreement_count + 1,
            topic=command.topic,
            who=command.who,
            what=command.what,
            to=command.to,
            due_at=command.due_at,
        )
    ]


def drop_agreement(alert: Alert, command: DropAgreement, now: datetime) -> list[AgreementDropped]:
    """Take a line back; one that is not there changes nothing."""
    _refuse_unless_concluding(alert, command.by)
    if all(line.number != command.number for line in alert.agreements):
        return []
    return [AgreementDropped(at=now, by=command.by, number=command.number)]


def agree_nothing(alert: Alert, command: AgreeNothing, now: datetime) -> list[NothingAgreed]:
    """Record geen actie; lines of action that stand are taken to be a mistake and refused."""
    _refuse_unless_concluding(alert, command.by)
    if any(line.topic is Topic.ACTION for line in alert.agreements):
        raise Refused(Refusal.ACTIONS_STAND)
    return [] if alert.nothing_agreed else [NothingAgreed(at=now, by=command.by)]


def follow_ups_from(alert: Alert, now: datetime) -> list[FollowUpSet]:
    """The follow-ups of this round's agreements; default next working day 10:00 (R-117)."""
    morning = next_working_morning(now, alert.rules.follow_up.morning)
    wanted: list[tuple[FollowUpKind, str | None, datetime, str | None]] = []
    for line in alert.agreements:
        if line.topic is Topic.ACTION:
            wanted.append((FollowUpKind.ACTION, line.who, line.at or morning, line.what))
        elif line.topic is Topic.REASSESS and line.at is not None:
            wanted.append((FollowUpKind.REASSESS, first_contact(alert), line.at, None))
        elif line.topic is Topic.NEXT_OVERLEG and line.at is not None:
            wanted.append((FollowUpKind.NEXT_OVERLEG, None, line.at, None))
    asked = {item.kind for item in alert.follow_ups}
    if alert.facts.custody and FollowUpKind.DECISION not in asked:
        decider = alert.rules.custody_role
        wanted.append((FollowUpKind.DECISION, decider, morning, None))
        wanted.append((FollowUpKind.INFORM_PARTNERS, decider, morning, None))
    return [
        FollowUpSet(
            at=now,
            by=CLOCK,
            number=len(alert.follow_ups) + index,
            kind=kind,
            owner=owner_of(alert, who),
            due_at=max(due_at, now),
            what=what,
        )
        for index, (kind, who, due_at, what) in enumerate(wanted, start=1)
    ]


def agreement_made(alert: Alert, event: AgreementMade) -> Alert:
    line = Agreement(
        number=event.number,
        topic=event.topic,
        who=event.who,
        what=event.what,
        to=event.to,
        at=event.due_at,
    )
    kept = [
        item for item in alert.agreements if item.topic is not event.topic or item.topic not in ONCE
    ]
    nothing = alert.nothing_agreed and event.topic is not Topic.ACTION
    return replace(
        alert,
        agreements=(*kept, line),
        agreement_count=event.number,
        nothing_agreed=nothing,
    )


def agreement_dropped(alert: Alert, event: AgreementDropped) -> Alert:
    return replace(
        alert, agreements=tuple(line for line in alert.agreements if line.number != event.number)
    )


def nothing_agreed(alert: Alert, event: NothingAgreed) -> Alert:
    return replace(alert, nothing_agreed=True)


def follow_up_set(alert: Alert, event: FollowUpSet) -> Alert:
    item = FollowUp(
        number=event.number,
        kind=event.kind,
        owner=event.owner,
        due_at=event.due_at,
        what=event.what,
        set_at=event.at,
    )
    return replace(alert, follow_ups=(*alert.follow_ups, item))


def first_contact(alert: Alert) -> str | None:
    """The role that is eerste aanspreekpunt for the measures, if agreed (R-096)."""
    lines = [line.who for line in alert.agreements if line.topic is Topic.FIRST_CONTACT]
    return lines[-1] if lines else None


def owner_of(alert: Alert, who: str | None) -> Role:
    """The role that answers for it: an owner outside the group is looked after by the regie."""
    seat = next((seat for seat in alert.seats if seat.role == who), None)
    if seat is not None:
        return seat.role
    assert alert.overleg is not None, "agreements follow an overleg"
    return alert.overleg.regie


def _refuse_unless_concluding(alert: Alert, by: By) -> None:
    if alert.phase is not Phase.IN_OVERLEG:
        raise Refused(Refusal.NOT_CURRENT)
    if alert.seat(by.role) is None:
        raise Refused(Refusal.ROLE_NOT_INVITED)


def _refuse_incomplete(alert: Alert, command: MakeAgreement) -> None:
    rules = alert.rules
    roles = {seat.role for seat in alert.seats}
    owners = {*roles, *rules.outside_owners}
    anything: set[str | None] = {None, *owners}  # of no meaning here, but never free text
    allowed: dict[Topic, tuple[Container[str | None], ...]] = {
        Topic.NEXT_OVERLEG: (anything, anything, anything),
        Topic.FINDINGS: (roles, anything, roles),
        Topic.MEASURE: (owners, set(rules.measures), anything),
        Topic.INFORM: (owners, set(rules.informed), anything),
        Topic.REASSESS: (anything, anything, anything),
        Topic.FIRST_CONTACT: (roles, anything, anything),
        Topic.CALL_RULE: (roles, anything, roles),
        Topic.ACTION: (owners, set(rules.actions), anything),
    }
    who, what, to = allowed[command.topic]
    if command.who not in who or command.what not in what or command.to not in to:
        raise Refused(Refusal.NOT_IN_LIST)
    if command.topic is Topic.NEXT_OVERLEG and command.due_at is None:
        raise Refused(Refusal.INCOMPLETE)


def _is_same(line: Agreement, command: MakeAgreement) -> bool:
    return (line.topic, line.who, line.what, line.to, line.at) == (
        command.topic,
        command.who,
        command.what,
        command.to,
        command.due_at,
    )
