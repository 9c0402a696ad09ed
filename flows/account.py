"""A month accounted for: all that may be said of it, and nothing from which more can be worked out.

Every output, on paper, on a phone or as data, draws from this and from nothing else (R-189).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from flows.cells import SILENT, Excluded
from flows.discretion import WHOLE, Shown, coarse, coarse_table, discreet
from flows.indicators import excluded, figures, waiting_curve
from flows.known import Fact
from flows.questions import ANSWERS
from flows.rules import Role, Rules
from flows.sums import Sums
from flows.suppression import CELL, visible
from flows.survival import Middle, Step, middle
from flows.terms import Bottleneck, Channel, Question, StartSource
from flows.trend import Point, Run, run

CURVE_UNTIL, CURVE_EVERY = 24 * 60, 5  # minutes
HOURS = 3  # in one cell of the week
OVER_A_YEAR = ("bron", "aard")  # what sort of alerts there were, of which a month has too few


Table = Mapping[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a figure was when the month was frozen, and what it is now."""

    code: str
    before: Shown
    after: Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One month of one doelgroep, with the twelve months up to it beside it."""

    network: str
    doelgroep: str
    month: str
    definitions: str
    looked_at: datetime
    roles: tuple[Role, ...]  # in the order of the agreements, never by rank
    counted: int
    running: int  # of the counted: no overleg yet, and not ended without
    afterwards: int  # of the counted: the start was recorded afterwards
    excluded: Mapping[Excluded, int]
    consultations: int
    asked: int  # questions after the overleggen
    answered: int  # of these
    figures: Mapping[str, Shown]
    tables: Mapping[str, Table]  # characteristics, each with a known total
    waits: Middle
    curve: tuple[Step, ...]
    year_counted: int
    year: Mapping[str, Shown]  # the same measures over twelve months, their parts rounded
    year_waits: Middle
    year_curve: tuple[Step, ...]
    before_counted: int
    before_waits: Middle  # the twelve months before those
    week: Mapping[str, int | None]  # of twelve months, by day and three hours, rounded down
    run: Run
    missed: tuple[str, ...]  # why and in which day part (S25); never how many, never who
    year_tables: Mapping[str, Table] = field(default_factory=dict)  # rounded; of `OVER_A_YEAR`
    known: tuple[Fact, ...] = ()  # of the register and the agreements
    unconfirmed: tuple[Role, ...] = ()  # who did not confirm the herijking of that year
    invented: bool = False  # practice data, which must be said wherever it is shown
    frozen_at: datetime | None = None
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """The sums that an account is made of."""

    month: Sums
    year: Sums
    before: Sums
    line: tuple[tuple[str, Sums], ...]  # months, oldest first, the newest the month itself


def account(
    rules: Rules, network: str, month: str, periods: Periods, *, definitions: str,
    looked_at: datetime, consultations: int,
) -> Account:  # fmt: skip
    """Draw up the account of a month; `rules` gives the categories, also those that are empty."""
    sums, year = periods.month, periods.year
    month_curve, year_curve = waiting_curve(sums), waiting_curve(year)
    measured = {code: discreet(code, one) for code, one in figures(sums).items()}
    return Account(
        network=network,
        doelgroep=rules.doelgroep,
        month=month,
        definitions=definitions,
        looked_at=looked_at,
        roles=tuple(one.role for one in rules.partners()),
        counted=sums.n("telt"),
        running=sums.n("M4", "loopt"),
        afterwards=sums.n("M4", f"gehouden/{StartSource.AFTERWARDS}"),
        excluded=excluded(sums),
        consultations=consultations,
        asked=sums.n("vragen"),
        answered=sums.n("vragen", "ja"),
        figures=measured,
        tables=_seen(tables(sums, rules), measured["M2"]),
        waits=middle(month_curve),
        curve=tuple(_thinned(month_curve)),
        year_counted=year.n("telt"),
        year={code: coarse(code, one) for code, one in figures(year).items()},
        year_waits=middle(year_curve),
        year_curve=tuple(_thinned(year_curve)),
        before_counted=periods.before.n("telt"),
        before_waits=middle(waiting_curve(periods.before)),
        week=_week(year),
        run=run(_point(code, one) for code, one in periods.line),
        missed=tuple(sums.names("gemist")),
        year_tables={code: coarse_table(tables(year, rules)[code]) for code in OVER_A_YEAR},
    )


def frozen(now: Account, then: Account) -> Account:
    """A month that was frozen: as it was then, with what has changed since beside it."""
    changed = [
        Correction(code=code, before=before, after=now.figures[code])
        for code, before in then.figures.items()
        if code in WHOLE and not _same(before, now.figures[code])
    ]
    return replace(then, corrections=tuple(changed))


def tables(sums: Sums, rules: Rules) -> dict[str, dict[str, int]]:
    """The characteristics, with every category that there is; not yet fit to be seen."""
    roles = [one.role for one in rules.partners()]
    lists: dict[str, Iterable[str]] = {
        "bron": rules.sources,
        "aard": rules.natures,
        "telt": [one.urgency for one in rules.urgencies],
        "verzoeker": roles,
        "kanaal": Channel,
        "anoniem": ("ja", "nee"),
        "op_tijd": ("ja", "nee"),
        "vastgelegd": ("ja", "nee"),
        "voor_negen_uur": ("ja", "nee"),
        "drie_rollen": ("ja", "nee"),
        "vorm": (*rules.modes, SILENT),
        "regie": roles,
        "bestemming": rules.destinations,
        "afgezegd": rules.decline_reasons,
        "knelpunt": Bottleneck,
        **{
            question: (*ANSWERS[question], SILENT)
            for question in Question
            if question is not Question.EFFORT  # that is M16
        },
    }
    return {
        code: {str(name): sums.n(code, str(name)) for name in names}
        for code, names in lists.items()
    }


def _seen(made: Mapping[str, Mapping[str, int]], answers: Shown) -> dict[str, Table]:
    """The tables as they may be seen; how answers came adds up to their total, and goes with it."""
    seen: dict[str, Table] = {name: visible(cells) for name, cells in made.items()}
    if answers.n is None:
        seen["kanaal"] = dict.fromkeys(seen["kanaal"])
    return seen


def _same(before: Shown, after: Shown) -> bool:
    return (before.n, before.total, before.value) == (after.n, after.total, after.value)


def _thinned(steps: Iterable[Step]) -> Iterable[Step]:
    """What a picture of a day can show: the last step of each five minutes."""
    last: dict[int, Step] = {}
    for step in steps:
        if step.after <= CURVE_UNTIL:
            last[step.after // CURVE_EVERY] = step
    return last.values()


def _week(year: Sums) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for day in range(7):
        for start in range(0, 24, HOURS):
            hours = range(start, start + HOURS)
            n = sum(year.n("uur", f"{day}/{hour:02}") for hour in hours)
            found[f"{day}/{start:02}"] = None if n < CELL else n // CELL * CELL
    return found


def _point(month: str, sums: Sums) -> Point:
    n = sums.n("telt")
    value = middle(waiting_curve(sums)).value if n >= CELL else None
    return Point(month=month, n=n, value=value)
