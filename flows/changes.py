"""A change of a target: proposed by one, agreed by another, from a day on (S16, R-167)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from flows.calendar import DAY, local
from flows.herijking import is_open
from flows.people import Function, Member
from flows.rules import Rules, Urgency, UrgencyRules
from flows.state import PersonId

FIRST_RESPONSE = "reactie"  # the other things that change are the targets, by their urgency
IN_MINUTES = ("60m", "90m", "120m", "180m", "240m", "360m", "480m")
TARGETS = (*IN_MINUTES, "1d", "2d", "3d", "5d")
RESPONSES = ("10m", "15m", "20m", "30m", "45m", "60m")
MOST_AHEAD = timedelta(days=400)


class Doubt(StrEnum):
    """Why a change cannot be proposed or agreed."""

    NOT_YOURS = "not_yours"
    OUTSIDE_QUARTER = "outside_quarter"
    NOT_IN_LIST = "not_in_list"
    AS_IT_IS = "as_it_is"
    TOO_SOON = "too_soon"
    TOO_FAR = "too_far"
    SAME_PERSON = "same_person"
    SETTLED = "settled"
    TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to change: the target of an urgency, or the first response, of one doelgroep.

    A value is a number of minutes (`120m`) or of working days (`2d`).
    """

    id: int
    network: str
    doelgroep: str
    what: str
    value: str
    starts_on: date
    proposed_by: PersonId
    proposed_at: datetime
    agreed_by: PersonId | None = None
    agreed_at: datetime | None = None
    refused_at: datetime | None = None

    def is_open(self, today: date) -> bool:
        """Whether it still waits for the second person."""
        return self.agreed_at is None and self.refused_at is None and today < self.starts_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody would like to change, before it is a proposal."""

    network: str
    what: str
    value: str
    starts_on: date


def offered(rules: Rules, what: str) -> tuple[str, ...]:
    """The values that can be chosen; none for what this doelgroep does not know."""
    if what == FIRST_RESPONSE:
        return RESPONSES
    if what not in {each.urgency.value for each in rules.urgencies}:
        return ()
    return TARGETS if what == Urgency.ZORGELIJK else IN_MINUTES


def value_of(rules: Rules, what: str) -> str:
    """What is agreed now, written as a value."""
    if what == FIRST_RESPONSE:
        return _minutes(rules.first_response)
    agreed = rules.urgency(Urgency(what))
    return f"{agreed.target_working_days}d" if agreed.target is None else _minutes(agreed.target)


def doubt_proposing(member: Member, wish: Wish, rules: Rules, today: date) -> Doubt | None:
    """Why this person cannot propose this now; None when it can be proposed."""
    if not _has_a_say(member, wish.network):
        return Doubt.NOT_YOURS
    if not is_open(today) and not _leads(member, wish.network):
        return Doubt.OUTSIDE_QUARTER
    if wish.value not in offered(rules, wish.what):
        return Doubt.NOT_IN_LIST
    if wish.value == value_of(rules, wish.what):
        return Doubt.AS_IT_IS
    if wish.starts_on < today + DAY:
        return Doubt.TOO_SOON
    return Doubt.TOO_FAR if wish.starts_on > today + MOST_AHEAD else None


def doubt_agreeing(
    change: Change, proposer: Member | None, member: Member, today: date
) -> Doubt | None:
    """Why this person cannot agree to it now; None when it can be agreed.

    Outside the first quarter the two are a voorzitter and a beheerder.
    """
    if not _has_a_say(member, change.network):
        return Doubt.NOT_YOURS
    if change.agreed_at is not None or change.refused_at is not None:
        return Doubt.SETTLED
    if today >= change.starts_on:
        return Doubt.TOO_LATE
    if member.person == change.proposed_by:
        return Doubt.SAME_PERSON
    if is_open(today) or (proposer is not None and _are_both(proposer, member, change.network)):
        return None
    return Doubt.OUTSIDE_QUARTER


def first_of_next_month(today: date) -> date:
    """The day on which most changes begin."""
    return (today.replace(day=1) + 31 * DAY).replace(day=1)


def applied(rules: Rules, changes: Iterable[Change], now: datetime) -> Rules:
    """The rules of a doelgroep with what was agreed by two and has begun.

    The version tells which change was the last, so that a trend knows what it compares. An alert
    keeps the rules it was raised with.
    """
    for change in begun(rules, changes, local(now).date()):
        version = f"{rules.version.partition('+')[0]}+{change.id}"
        rules = replace(_changed(rules, change), version=version)
    return rules


def begun(rules: Rules, changes: Iterable[Change], today: date) -> list[Change]:
    """What was agreed by two for a doelgroep and has begun, in the order in which it did."""
    found = (
        change
        for change in changes
        if change.agreed_at is not None
        and change.doelgroep == rules.doelgroep
        and change.starts_on <= today
        and offered(rules, change.what)
    )
    return sorted(found, key=lambda one: (one.starts_on, one.id))


def _changed(rules: Rules, change: Change) -> Rules:
    number = int(change.value[:-1])
    span = None if change.value.endswith("d") else timedelta(minutes=number)
    if change.what == FIRST_RESPONSE:
        return replace(rules, first_response=timedelta(minutes=number))
    return replace(
        rules,
        urgencies=tuple(
            _with_target(each, span, number) if each.urgency.value == change.what else each
            for each in rules.urgencies
        ),
    )


def _with_target(agreed: UrgencyRules, span: timedelta | None, number: int) -> UrgencyRules:
    return replace(agreed, target=span, target_working_days=0 if span is not None else number)


def _minutes(span: timedelta) -> str:
    return f"{span // timedelta(minutes=1)}m"


def _has_a_say(member: Member, network: str) -> bool:
    return member.has(Function.CONTACT, network) or _leads(member, network)


def _leads(member: Member, network: str) -> bool:
    return member.is_admin() or member.has(Function.CHAIR, network)


def _are_both(one: Member, other: Member, network: str) -> bool:
    return any(
        chair.has(Function.CHAIR, network) and admin.is_admin()
        for chair, admin in ((one, other), (other, one))
    )
