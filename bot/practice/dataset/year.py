"""A stretch of months: how many alerts come, when, and their fates (dataset.md 4.2-4.6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.practice.dataset.chance import Chance
from bot.practice.dataset.facts import asked_of
from bot.practice.dataset.fate import (
    Fate,
    end_of,
    meeting_of,
    outcome_of,
    replies_of,
    stand_ins,
)
from bot.practice.dataset.figures import A_MONTH, HOURS, PRESETS, WEEKDAYS
from bot.practice.dataset.people import somebody
from flows.calendar import DAY, at_local
from flows.rules import Rules
from flows.terms import Outcome

Month = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """So many months, the last of which is `until`; drawn with this seed."""

    seed: int
    months: int
    until: Month
    preset: str = "normaal"

    def every_month(self) -> list[Month]:
        """The months in order."""
        last = 12 * self.until[0] + self.until[1] - 1
        return [
            (number // 12, number % 12 + 1) for number in range(last - self.months + 1, last + 1)
        ]


def fates(period: Period, agreed: Mapping[str, Rules]) -> list[Fate]:
    """Everything that comes in these months, by doelgroep and then in order of time."""
    return [
        fate
        for doelgroep in A_MONTH
        for month in period.every_month()
        for fate in fates_of(period, agreed[doelgroep], month)
    ]


def fates_of(period: Period, rules: Rules, month: Month) -> list[Fate]:
    """Everything that comes in one month to one doelgroep, in order of time."""
    name = (period.seed, rules.doelgroep, f"{month[0]}-{month[1]:02}")
    count = Chance(*name).count(A_MONTH[rules.doelgroep] * PRESETS[period.preset])
    keys = [(*name, number) for number in range(1, count + 1)]
    arrivals = sorted((_moment(Chance(*key, "when"), month), _written(key)) for key in keys)
    found: list[Fate] = []
    for at, key in arrivals:
        found.append(fate_of(key, rules, at, found[-1] if found else None))
    return found


def fate_of(key: str, rules: Rules, at: datetime, earlier: Fate | None = None) -> Fate:
    """What becomes of the alert of this name that comes at this moment.

    A duplicate comes soon after the one before it, and is an overleg when there is none.
    """
    ending = Chance(key, "ending")
    outcome = outcome_of(ending)
    if outcome is Outcome.DUPLICATE and earlier is None:
        outcome = Outcome.HELD
    if outcome is Outcome.DUPLICATE and earlier is not None:
        at = earlier.at + ending.minutes(2, 15)
    asked = asked_of(Chance(key, "facts"), rules, at)
    answers = Chance(key, "answers")
    first = replies_of(answers, at, asked.raiser, asked.roles)
    replies = [*first, *stand_ins(answers, first)]
    meeting = meeting_of(answers, at, first)
    return Fate(
        key=key,
        at=at,
        doelgroep=rules.doelgroep,
        by=somebody(answers, asked.raiser),
        facts=asked.facts,
        roles=asked.roles,
        replies=tuple(sorted(replies, key=lambda reply: reply.after)),
        outcome=outcome,
        twin_of=earlier.key if outcome is Outcome.DUPLICATE and earlier is not None else None,
        ends_after=end_of(ending, outcome),
        meeting=meeting if outcome is Outcome.HELD else None,
    )


def _written(key: tuple[object, ...]) -> str:
    return "/".join(map(str, key))


def _moment(chance: Chance, month: Month) -> datetime:
    """A day by its weekday, an hour by the day, and any second of it (4.3)."""
    first = date(*month, 1)
    days = [first + n * DAY for n in range(31) if (first + n * DAY).month == month[1]]
    day = chance.one_of({one: WEEKDAYS[one.weekday()] for one in days})
    hour = chance.one_of(dict(enumerate(HOURS[day.weekday()])))
    return at_local(day, time(hour)) + timedelta(seconds=chance.whole(0, 3599))
