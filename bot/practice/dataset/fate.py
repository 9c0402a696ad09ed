"""What chance decides about one alert beforehand: its answers, its overleg or its end."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.practice.dataset.chance import Chance
from bot.practice.dataset.figures import (
    AGREED_AFTER,
    DECLINES,
    ENDS_AFTER,
    FIRST_ANSWER,
    FIRST_ANSWER_RVDK,
    LASTS,
    LOW_STAFF,
    MODES,
    OUTCOMES,
    PHONED,
    RESPONSES,
    SETTING_UP,
    SLOWER,
    STAP4,
    STARTS,
)
from bot.practice.dataset.people import NEEDED, PARTNERS, RVDK, somebody
from flows.calendar import FRIDAY, daypart, local, round_up
from flows.rules import Role
from flows.state import By, Facts
from flows.terms import AnswerKind, Channel, Outcome, StartSource

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer of a role, so long after the asking."""

    after: timedelta
    role: Role
    by: By
    kind: AnswerKind
    channel: Channel = Channel.TAP
    reason: str | None = None
    wait: timedelta | None = None  # kan om: so long after answering


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """The overleg starts `after` the asking, and that is said `told_after` the start."""

    after: timedelta
    source: StartSource
    told_after: timedelta
    mode: str
    lasts: timedelta
    agreed_after: timedelta
    stap4: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """All of it; without a meeting the outcome is an end without overleg, or gemist."""

    key: str  # names the streams of chance of this alert
    at: datetime
    doelgroep: str
    by: By
    facts: Facts
    roles: tuple[Role, ...]
    replies: tuple[Reply, ...]
    outcome: Outcome
    twin_of: str | None = None  # the key of the alert that it is a duplicate of
    ends_after: timedelta | None = None
    meeting: Meeting | None = None


def is_late_friday(at: datetime) -> bool:
    """Whether it is Friday 15-22 h, when everything takes longer (4.5)."""
    here = local(at)
    return here.weekday() == FRIDAY and 15 <= here.hour < 22


def is_slow(at: datetime) -> bool:
    """Whether setting up an overleg takes longer: then, and on days of low staff (4.3)."""
    here = local(at)
    day = (here.month, here.day)
    low = any(
        first <= day <= last if first <= last else day >= first or day <= last
        for first, last in LOW_STAFF
    )
    return low or is_late_friday(at)


def outcome_of(chance: Chance) -> Outcome:
    return chance.one_of(OUTCOMES)


def replies_of(chance: Chance, at: datetime, raiser: Role, roles: tuple[Role, ...]) -> list[Reply]:
    """What every role but the raiser's says first; a needed one that never taps is telephoned."""
    part, times = daypart(at), SLOWER if is_late_friday(at) else 1.0
    replies = []
    for role in (one for one in roles if one in PARTNERS):
        spread = RESPONSES[role][part]
        by, taps = somebody(chance, role), not chance.happens(spread.never)
        tapped, phoned = chance.wait(spread, times), chance.wait(PHONED[part], times)
        first = _first_answer(chance, role, by, tapped)
        caller = somebody(chance, raiser)
        if role == raiser:
            continue
        if taps:
            replies.append(first)
        elif role in NEEDED:
            replies.append(
                Reply(
                    after=phoned, role=role, by=caller, kind=AnswerKind.NOW, channel=Channel.PHONE
                )
            )
    return replies


def meeting_of(chance: Chance, at: datetime, replies: list[Reply]) -> Meeting:
    """The overleg: so long after the last needed role said something (4.5)."""
    part, times = daypart(at), SLOWER if is_slow(at) else 1.0
    last = max((it.after for it in replies if it.role in NEEDED), default=MINUTE)
    after = last + chance.wait(SETTING_UP[part], times)
    source = chance.one_of(STARTS)
    told_after = {
        StartSource.TAP: timedelta(0),
        StartSource.CONFIRMED: chance.minutes(11, 18),
        StartSource.AFTERWARDS: chance.minutes(120, 1200),
    }[source]
    return Meeting(
        after=after,
        source=source,
        told_after=told_after,
        mode=chance.one_of(MODES),
        lasts=chance.wait(LASTS),
        agreed_after=chance.wait(AGREED_AFTER),
        stap4=chance.one_of(STAP4),
    )


def end_of(chance: Chance, outcome: Outcome) -> timedelta | None:
    """How long after the asking somebody ends it; None when nobody does."""
    span = ENDS_AFTER.get(outcome)
    return None if span is None else chance.minutes(*span)


def stand_ins(chance: Chance, replies: list[Reply]) -> list[Reply]:
    """A waarnemer who was asked to take part says so a little later."""
    return [
        Reply(
            after=reply.after + chance.minutes(2, 12),
            role=reply.role,
            by=somebody(chance, reply.role),
            kind=AnswerKind.NOW,
        )
        for reply in replies
        if reply.kind is AnswerKind.DEPUTY
    ]


def can_at(reply: Reply, now: datetime) -> datetime | None:
    """The moment that goes with kan om, on five minutes."""
    return None if reply.wait is None else round_up(now + reply.wait)


def _first_answer(chance: Chance, role: Role, by: By, after: timedelta) -> Reply:
    kind = chance.one_of(FIRST_ANSWER_RVDK if role == RVDK else FIRST_ANSWER)
    reason, wait = chance.one_of(DECLINES), chance.minutes(10, 120)
    return Reply(
        after=after,
        role=role,
        by=by,
        kind=kind,
        reason=reason if kind is AnswerKind.DECLINED else None,
        wait=wait if kind is AnswerKind.AT else None,
    )
