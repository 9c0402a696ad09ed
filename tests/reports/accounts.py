"""Accounts to be told: a full month, an empty one, one of four, a frozen one, a thin year."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from november import OM, POLITIE, RULES, agree, alert, answer, at, by, mistake, start

from flows.account import Account, Correction, Periods, account
from flows.answers import GiveAnswer
from flows.cells import Cell, cells
from flows.known import Fact
from flows.rules import Role
from flows.state import Alert
from flows.sums import Sums
from flows.terms import AnswerKind, Channel, Known, Phase

NETWORK, LOOKED_AT = "amsterdam-amstelland", datetime(2026, 12, 1, 8, tzinfo=UTC)
MONTHS = [f"2025-{month:02}" for month in range(12, 13)] + [f"2026-{m:02}" for m in range(1, 12)]
SOURCES = ("ziekenhuis",) * 7 + ("politie",) * 5 + ("school_opvang", "slachtoffer")
KNOWN = (
    Fact(code="versies", part="2026-11"),
    Fact(code="versies", part="2026-11+1", since=date(2026, 11, 30)),
    Fact(code="dpia"),
    Fact(code="herijking", n=5, total=6),
    Fact(code="bevestigd", part="om", since=date(2026, 3, 1)),
    Fact(code="dekking", part="vt/gedekt", n=98, total=168),
    Fact(code="onbekenden", n=0),
)
HOURS = ("4/14", "0/10", "1/11", "4/16", "2/09", "3/15", "4/13", "0/15", "5/20", "4/13", "1/14")
WAITS = (35, 48, 62, 80, 88, 95, 104, 119, 140, 165, 228, 310)  # minutes, as dataset.md has them


def held(number: int, minutes: int, source: str, day: int = 18, *, late: bool = False) -> Alert:
    """An alert of November at ten in the morning, with its overleg so many minutes later."""
    asked = at(f"{day:02} 10:00")
    began = f"{asked + timedelta(hours=1, minutes=minutes):%d %H:%M}"
    end = f"{asked + timedelta(hours=1, minutes=minutes + 25):%d %H:%M}"
    told = [
        answer(f"{day:02} 10:{3 + number % 9:02}", POLITIE),
        answer(
            f"{day:02} 10:{12 + number % 20:02}", OM, Channel.PHONE if number % 4 else Channel.TAP
        ),
    ]
    begun = start(f"{day:02} 23:50", began) if late else start(began)
    done = agree(f"{day:02} 23:55") if late else agree(end)
    one = alert(number, f"{day:02} 10:00", *told, begun, *done)
    known = Known.YES if number % 3 else Known.NO
    facts = replace(one.facts, source=source, family_known=known)
    due = [replace(item, done_at=item.due_at, rung=1) for item in one.follow_ups]
    return replace(one, facts=facts, follow_ups=tuple(due))


def declines(when: str) -> tuple[datetime, GiveAnswer]:
    return at(when), GiveAnswer(
        by=by(OM), role=OM, kind=AnswerKind.DECLINED, channel=Channel.TAP, reason="capaciteit"
    )


def full() -> list[Alert]:
    """Fourteen that count, twelve with an overleg, two without, and what does not count."""
    days = (2, 3, 5, 6, 9, 10, 12, 13, 16, 17, 19, 23)
    kept = [
        held(n, wait, source, day, late=n in (4, 8))
        for n, (wait, source, day) in enumerate(zip(WAITS, SOURCES, days, strict=False), start=1)
    ]
    on_friday = alert(13, "20 16:00", answer("20 16:10", POLITIE), declines("20 16:20"))
    at_night = alert(14, "21 23:00")
    missed = replace(
        at_night, phase=Phase.CLOSED, missed_at=at("22 23:00"), missed_reason="geen_quorum"
    )
    wrong = alert(15, "24 10:00", mistake("24 10:01"))
    return [*kept, on_friday, missed, wrong, alert(16, "24 11:00", drill=True)]


def added(alerts: list[Alert], month: str = "2026-11") -> Counter[Cell]:
    """What the alerts add, as if they were of that month and spread over its week."""
    total: Counter[Cell] = Counter()
    for place, one in enumerate(alerts):
        for cell, n in cells(one).items():
            asked = HOURS[(place * 7 + int(month[-2:])) % len(HOURS)]
            part = asked if cell.code == "uur" and month != "2026-11" else cell.part
            total[cell._replace(month=month, part=part)] += n
    return total


def told(
    now: list[Alert], past: dict[str, list[Alert]], cases: int | None = None, **more: object
) -> Account:
    """The account of November, with the months before it."""
    line = [(month, added(past.get(month, []), month)) for month in MONTHS[:-1]]
    month = added(now)
    year = sum((each for _, each in line), Counter[Cell]()) + month
    sums = Sums(month, LOOKED_AT, cases)
    periods = Periods(
        month=sums, year=Sums(year, LOOKED_AT), before=Sums(year, LOOKED_AT),
        line=(*((name, Sums(each, LOOKED_AT)) for name, each in line), ("2026-11", sums)),
    )  # fmt: skip
    more.setdefault("known", KNOWN)
    made = account(
        RULES, NETWORK, "2026-11", periods,
        definitions="2026-11", looked_at=LOOKED_AT, consultations=3,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


@cache
def past_month(place: int, size: int) -> tuple[Alert, ...]:
    """An earlier month of so many alerts, each place a little other than the one before."""
    longer = 1 + place % 3 / 8
    return tuple(
        held(n + 1, round(WAITS[(n * 5 + place) % 12] * longer), SOURCES[n % 14])
        for n in range(size)
    )


def past(sizes: dict[str, int]) -> dict[str, list[Alert]]:
    """Earlier months, of so many alerts each."""
    return {
        month: list(past_month(place, size)) for place, (month, size) in enumerate(sizes.items())
    }


BUSY = {month: 9 + place * 5 % 6 for place, month in enumerate(MONTHS[:-1])} | {"2026-07": 3}


@cache
def a_full_month() -> Account:
    return told(full(), past(BUSY), cases=20)


@cache
def an_empty_month() -> Account:
    return told([], past(BUSY))


@cache
def a_month_of_four() -> Account:
    return told(full()[1:3] + full()[11:13], past(BUSY))


@cache
def a_frozen_month() -> Account:
    """As it was on the fifth working day; one overleg was recorded after that."""
    then, now = a_full_month(), told([*full()[:13], held(14, 200, "politie")], past(BUSY), cases=20)
    changed = tuple(
        Correction(code=code, before=then.figures[code], after=now.figures[code])
        for code in ("M4", "M5", "M6")
    )
    return replace(
        then, corrections=changed, frozen_at=datetime(2026, 12, 7, 8, tzinfo=UTC),
        unconfirmed=(Role("om"), Role("rvdk")), invented=True,
    )  # fmt: skip


@cache
def a_year_with_few() -> Account:
    return told(full()[:6], past({"2026-06": 2, "2026-09": 4}))


KINDS = {
    "full": a_full_month, "empty": an_empty_month, "four": a_month_of_four,
    "frozen": a_frozen_month, "few": a_year_with_few,
}  # fmt: skip
