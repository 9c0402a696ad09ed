"""Stap 4 of an overleg: the card complete, in part, or never filled in (dataset.md 4.6)."""

from datetime import datetime, time, timedelta

from bot.practice.dataset.chance import Chance
from bot.practice.dataset.figures import ABSENT, ACTIONS, COMPLETE, REASSESSED_IN
from bot.practice.dataset.people import POLITIE, VT, colleague
from bot.practice.dataset.turns import Ledger, Life
from flows.agreements import AgreeNothing, MakeAgreement
from flows.calendar import DAY, at_local, local
from flows.decider import Command
from flows.rules import Role
from flows.state import Alert
from flows.terms import Topic

AT_THE_TABLE = colleague(VT)


def concluding(chance: Chance, stap4: str, now: datetime, ledger: Ledger) -> Life:
    """Fill the card in, line by line, and conclude; the clock asks after one that stays empty."""
    if stap4 == ABSENT:
        return
    alert = yield now
    for line in _lines(chance, alert, now, complete=stap4 == COMPLETE):
        alert = yield line
    yield ledger.concludes(AT_THE_TABLE, alert.doelgroep)


def _lines(chance: Chance, alert: Alert, now: datetime, *, complete: bool) -> list[Command]:
    rules, present = alert.rules, _present(alert)
    lines = [
        MakeAgreement(
            by=AT_THE_TABLE, topic=Topic.ACTION, who=chance.one_of(present), what=what,
            due_at=_in_days(chance, now, chance.whole(1, 7)) if chance.happens(0.6) else None,
        )
        for what in _some(chance, rules.actions, chance.one_of(ACTIONS))
    ]  # fmt: skip
    nothing: list[Command] = [] if lines else [AgreeNothing(by=AT_THE_TABLE)]
    least, most = chance.one_of(REASSESSED_IN)
    days, half = chance.whole(least, most), chance.happens(0.5)
    lines.append(_line(Topic.REASSESS, due_at=_in_days(chance, now, days)))
    if complete or half:
        lines.append(_line(Topic.FIRST_CONTACT, who=chance.one_of(present)))
    if complete:
        due_at = _in_days(chance, now, chance.whole(2, 10))
        measure, informed = (
            chance.whole(1, len(rules.measures)),
            chance.whole(1, len(rules.informed)),
        )
        lines += [
            _line(Topic.NEXT_OVERLEG, due_at=due_at),
            _line(Topic.FINDINGS, who=POLITIE, to=VT),
            _line(Topic.MEASURE, who=VT, what=rules.measures[measure - 1], due_at=now + 28 * DAY),
            _line(Topic.INFORM, who=VT, what=rules.informed[informed - 1]),
            _line(Topic.CALL_RULE, who=chance.one_of(present), to=VT),
        ]
    return [*nothing, *lines]


def _line(
    topic: Topic,
    *,
    who: str | None = None,
    what: str | None = None,
    to: str | None = None,
    due_at: datetime | None = None,
) -> MakeAgreement:
    return MakeAgreement(by=AT_THE_TABLE, topic=topic, who=who, what=what, to=to, due_at=due_at)


def _present(alert: Alert) -> dict[Role, float]:
    assert alert.overleg is not None, "agreements follow an overleg"
    return dict.fromkeys(alert.overleg.present, 1.0)


def _some(chance: Chance, words: tuple[str, ...], count: int) -> list[str]:
    """So many different ones of a closed list, from any place on."""
    first = chance.whole(0, len(words) - 1)
    return [words[(first + n) % len(words)] for n in range(count)]


def _in_days(chance: Chance, now: datetime, days: int) -> datetime:
    """A moment in the working hours of that day; today is in a few hours."""
    hour, quarter, hours = chance.whole(9, 16), chance.whole(0, 3), chance.whole(2, 4)
    if days == 0:
        return now + timedelta(hours=hours)
    return at_local(local(now).date() + days * DAY, time(hour, 15 * quarter))
