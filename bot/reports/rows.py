"""Every number of an account as one long list: what the workbook, the CSV and the tests walk.

A number that may not be seen has a row too, that says so and holds nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace

from bot.reports.wording import age, bounds, share_interval, speaks, unit
from flows.account import CURVE_EVERY, Account, Table
from flows.discretion import WHOLE, Shown
from flows.indicators import Unit
from flows.known import Fact
from flows.suppression import CELL
from flows.survival import Middle, Step
from flows.trend import Point

MONTH, YEAR, BEFORE = "maand", "twaalf_maanden", "twaalf_ervoor"
THEN, SINCE = "vastgesteld", "sindsdien"
STANDING = "stand"  # of no period: as it was when it was looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One number, or one that is hidden; `total` is what n is counted of, where there is one."""

    period: str
    code: str
    part: str = ""
    n: int | None = None
    total: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    hidden: bool = False


NAMES = tuple(field.name for field in fields(Row))


def rows(account: Account) -> list[Row]:
    """All that is shown of one month, in the order of the summary."""
    return [
        *_counts(account),
        *_figures(account.figures, MONTH),
        *_figures(account.year, YEAR),
        *_waits(account),
        *_tables(account.tables, MONTH),
        *_tables(account.year_tables, YEAR),
        *(Row(period=MONTH, code="gemist", part=name) for name in account.missed),
        *(_point(one) for one in account.run.points),
        *_limits(account),
        *_curve(month_curve(account), MONTH),
        *_curve(year_curve(account), YEAR),
        *(_number(YEAR, "uur", name, n) for name, n in account.week.items()),
        *(_known(one, account) for one in account.known),
        *_corrections(account),
    ]


def month_curve(account: Account) -> tuple[Step, ...]:
    """The curve of the month itself; none below five, where a step would be one alert."""
    return _coarse(account.curve) if account.counted >= CELL else ()


def year_curve(account: Account) -> tuple[Step, ...]:
    """The curve of twelve months."""
    return _coarse(account.year_curve) if account.year_counted >= CELL else ()


def _coarse(steps: Iterable[Step]) -> tuple[Step, ...]:
    """At whole fives of minutes, so that a step does not tell the minute of an alert."""
    return tuple(
        replace(step, after=(step.after + CURVE_EVERY - 1) // CURVE_EVERY * CURVE_EVERY)
        for step in steps
    )


def _counts(account: Account) -> Iterator[Row]:
    yield Row(period=MONTH, code="tellen_mee", n=account.counted)
    yield Row(period=YEAR, code="tellen_mee", n=account.year_counted)
    yield Row(period=MONTH, code="lopend", n=account.running)
    yield Row(period=MONTH, code="achteraf", n=account.afterwards)
    for reason, n in account.excluded.items():
        yield Row(period=MONTH, code="telt_niet", part=reason, n=n)
    yield Row(period=MONTH, code="consultaties", n=account.consultations)
    yield Row(period=MONTH, code="vragen", n=account.answered, total=account.asked)


def _figures(figures: Mapping[str, Shown], period: str) -> Iterator[Row]:
    for code, shown in figures.items():
        exact = period == MONTH or code in WHOLE
        yield from _figure(period, code, "", shown, exact=exact)


def _figure(period: str, code: str, part: str, shown: Shown, *, exact: bool) -> Iterator[Row]:
    """A figure and its parts; an interval only of numbers that were not rounded."""
    measured = unit(code, part)
    low, high = None, None
    if measured is Unit.PERCENT and exact and shown.n is not None and speaks(shown):
        low, high = (round(end, 1) for end in share_interval(shown))
    few = measured is Unit.PERCENT and not speaks(shown)  # no percentage below five (S24)
    yield Row(
        period=period,
        code=code,
        part=part,
        n=shown.n,
        total=shown.total,
        value=None if shown.value is None or few else round(shown.value, 1),
        low=low,
        high=high,
        unit=measured or "",
        hidden=shown.n is None,
    )
    for name, one in shown.parts.items():
        yield from _figure(period, code, f"{part}/{name}".strip("/"), one, exact=exact)


def _waits(account: Account) -> Iterator[Row]:
    yield _wait(MONTH, account.waits, account.counted)
    yield _wait(YEAR, account.year_waits, account.year_counted)
    yield _wait(BEFORE, account.before_waits, account.before_counted)


def _wait(period: str, wait: Middle, n: int) -> Row:
    low, high = bounds(wait, n)
    return Row(
        period=period, code="M4_mediaan", value=wait.value, low=low, high=high, unit=Unit.MINUTES
    )


def _tables(tables: Mapping[str, Table], period: str) -> Iterator[Row]:
    for code, cells in tables.items():
        for name, n in cells.items():
            yield _number(period, code, name, n)


def _number(period: str, code: str, part: str, n: int | None) -> Row:
    return Row(period=period, code=code, part=part, n=n, hidden=n is None)


def _point(point: Point) -> Row:
    return Row(
        period=point.month,
        code="M4_lijn",
        n=point.n,
        value=point.value,
        unit=Unit.MINUTES,
        hidden=point.value is None and point.n > 0,
    )


def _limits(account: Account) -> Iterator[Row]:
    run = account.run
    yield Row(
        period=YEAR,
        code="M4_lijn",
        part=run.verdict,
        value=run.centre,
        low=None if run.low is None else round(run.low, 1),
        high=None if run.high is None else round(run.high, 1),
        unit=Unit.MINUTES,
    )


def _curve(steps: Iterable[Step], period: str) -> Iterator[Row]:
    for step in steps:
        low, share, high = (round(100 * one, 1) for one in (step.low, step.share, step.high))
        yield Row(
            period=period,
            code="M4_kromme",
            part=str(step.after),
            value=share,
            low=low,
            high=high,
            unit=Unit.PERCENT,
        )


def _known(fact: Fact, account: Account) -> Row:
    """What is known of the agreements and the register; its value is how many days ago it began."""
    days = age(fact, account)
    return Row(
        period=STANDING,
        code=fact.code,
        part=fact.part,
        n=fact.n,
        total=fact.total,
        value=days,
        unit="" if days is None else "dagen",
    )


def _corrections(account: Account) -> Iterator[Row]:
    for one in account.corrections:
        for period, shown in ((THEN, one.before), (SINCE, one.after)):
            whole = Shown(n=shown.n, total=shown.total, value=shown.value)
            yield from _figure(period, one.code, "", whole, exact=True)
