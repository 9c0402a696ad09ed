"""The yearly herijking: four things that each organisation confirms in the first quarter."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from flows.rules import Role
from flows.state import PersonId

LAST_DAY = (3, 31)
REMINDED_ON = ((2, 1), (3, 1), (3, 25))


class Step(StrEnum):
    """What is looked at, in this order."""

    PEOPLE = "mensen"
    WINDOWS = "vensters"
    PHONES = "telefoon"
    TARGETS = "doelen"
    CONFIRM = "bevestigen"


class Verdict(StrEnum):
    """What the aanspreekpunt says of it."""

    RIGHT = "klopt"
    WRONG = "klopt_niet"


ASKED = (Step.PEOPLE, Step.WINDOWS, Step.PHONES, Step.TARGETS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Herijking:
    """How far one organisation has come in one year."""

    year: int
    role: Role
    answers: tuple[tuple[Step, Verdict], ...] = ()
    confirmed_by: PersonId | None = None
    confirmed_at: datetime | None = None

    def verdict(self, step: Step) -> Verdict | None:
        """What was said of this step; None while it was not looked at."""
        return dict(self.answers).get(step)

    def next_step(self) -> Step:
        """The first thing that nobody has looked at yet; else only the confirming is left."""
        return next((step for step in ASKED if self.verdict(step) is None), Step.CONFIRM)

    def is_ready(self) -> bool:
        """Whether everything was looked at, so that it can be confirmed."""
        return self.next_step() is Step.CONFIRM

    def is_amiss(self) -> bool:
        """Whether something was not right when it was looked at."""
        return any(verdict is Verdict.WRONG for _, verdict in self.answers)


def answered(herijking: Herijking, step: Step, verdict: Verdict) -> Herijking:
    """The herijking with this answer; what was confirmed before is to be confirmed again."""
    answers = tuple({**dict(herijking.answers), step: verdict}.items())
    return replace(herijking, answers=answers, confirmed_by=None, confirmed_at=None)


def confirmed(herijking: Herijking, by: PersonId, now: datetime) -> Herijking:
    """The herijking, confirmed by somebody."""
    assert herijking.is_ready()
    return replace(herijking, confirmed_by=by, confirmed_at=now)


def is_open(today: date) -> bool:
    """Whether it is the first quarter, in which the agreements are looked at again (R-167)."""
    return (today.month, today.day) <= LAST_DAY


def reminder(today: date) -> date | None:
    """The day of the reminder that holds today; None outside February and March."""
    begun = [day for day in REMINDED_ON if day <= (today.month, today.day) <= LAST_DAY]
    return date(today.year, *begun[-1]) if begun else None


def unconfirmed(order: Iterable[Role], known: Iterable[Herijking], today: date) -> tuple[Role, ...]:
    """The organisations that let 31 March go by; nothing is switched off for it (S23)."""
    if is_open(today):
        return ()
    done = {one.role for one in known if one.year == today.year and one.confirmed_at is not None}
    return tuple(role for role in order if role not in done)
