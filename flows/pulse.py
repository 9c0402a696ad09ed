"""The yearly pulse: three questions to everybody who acts for an organisation, without a name."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from flows.calendar import DAY, at_local, is_working_day, local, next_working_day
from flows.people import Member
from flows.rules import Role

FROM = (10, 15)  # far from the herijking, the summer and December
MORNING, EVENING = time(10), time(18)
REMINDS_AFTER, CATCHES_UP = timedelta(days=14), timedelta(days=7)
SHOWN_FROM = 5  # answers of one organisation; fewer would point at people


class PulseQuestion(StrEnum):
    """What is asked, in this order."""

    TOGETHER = "samen"
    FINDING = "vinden"
    WORK = "werk"


class Step(StrEnum):
    """What is due now: asking, or the one reminder."""

    ASK = "vragen"
    REMIND = "herinneren"


AGREES = ("1", "2", "3", "4", "5")
PULSE_ANSWERS: Mapping[PulseQuestion, tuple[str, ...]] = {
    PulseQuestion.TOGETHER: AGREES,
    PulseQuestion.FINDING: AGREES,
    PulseQuestion.WORK: ("meer", "gelijk", "minder"),
}
Counts = Mapping[tuple[Role, PulseQuestion], Mapping[str, int]]


def asks_at(year: int) -> datetime:
    """The first working day from 15 October, at ten."""
    return at_local(_working(date(year, *FROM)), MORNING)


def reminds_at(year: int) -> datetime:
    """Two weeks later, once."""
    return at_local(_working(local(asks_at(year)).date() + REMINDS_AFTER), MORNING)


def ends_at(year: int) -> datetime:
    """Answers count until December; then nobody knows any more who gave one."""
    return at_local(date(year, 12, 1), time(0))


def is_open(year: int, now: datetime) -> bool:
    """Whether an answer counts now."""
    return asks_at(year) <= now < ends_at(year)


def step(now: datetime) -> Step | None:
    """What is to be done now, by day on working days; after an outage a few days later."""
    here = local(now)
    if not MORNING <= here.time() < EVENING or not is_working_day(here.date()):
        return None
    asks, reminds = asks_at(here.year), reminds_at(here.year)
    if asks <= now < reminds:
        return Step.ASK
    return Step.REMIND if reminds <= now < reminds + CATCHES_UP else None


def speaks_for(member: Member, network: str) -> Role | None:
    """The organisation an answer counts for; None is not asked."""
    return None if member.suspended else next(iter(member.roles(network)), None)


def shown(counts: Counts) -> Counts:
    """What may be shown per organisation: a question that has at least five answers."""
    return {key: said for key, said in counts.items() if sum(said.values()) >= SHOWN_FROM}


def _working(day: date) -> date:
    return day if is_working_day(day) else next_working_day(day - DAY)
