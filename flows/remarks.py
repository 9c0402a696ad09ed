"""What stands out in a month: at most three neutral remarks, by rules that are written down here.

1. The line of months: the run chart says that something changed (`flows/trend.py`).
2. The time to an overleg: that of twelve months lies outside this month's 95 % interval.
3. A share: that of twelve months lies outside this month's 95 % interval, from five on. These are
   looked at in this order: within target, full quorum, known family, Friday afternoon.
4. The starts: a quarter or more was recorded afterwards, so the times rest on memory.

A remark says that something differs, never that it is better or worse, and never of one partner:
what a role did goes to that role (R-189). With five things looked at, one month in four or five
has a remark by chance alone; hence *stands out*, and not *changed*.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flows.account import Account
from flows.discretion import FRIDAY, Shown
from flows.statistics import wilson
from flows.suppression import CELL
from flows.trend import Verdict

MOST = 3
OF_MEMORY = 4  # a start in so many was recorded afterwards
LINE, WAIT, AFTERWARDS = "lijn", "wachttijd", "achteraf"
SHARES = (("M5", ""), ("M11", ""), ("M12", ""), ("M14", FRIDAY))


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What stands out, and the two figures that say so; a share has its code as kind."""

    kind: str
    month: Shown | None = None
    year: Shown | None = None


def remarks(account: Account) -> tuple[Remark, ...]:
    """What stands out in this month, the most telling first; mostly nothing."""
    return tuple(_found(account))[:MOST]


def _found(account: Account) -> Iterator[Remark]:
    if account.run.verdict is Verdict.CHANGED:
        yield Remark(kind=LINE)
    if account.counted >= CELL and _wait_differs(account):
        yield Remark(kind=WAIT)
    for code, part in SHARES:
        month, year = _figure(account.figures, code, part), _figure(account.year, code, part)
        if month and year and _share_differs(month, year):
            yield Remark(kind=part or code, month=month, year=year)
    if account.counted >= CELL and account.afterwards * OF_MEMORY >= account.counted:
        yield Remark(kind=AFTERWARDS)


def _wait_differs(account: Account) -> bool:
    usual, here = account.year_waits.value, account.waits
    if usual is None:
        return False
    below = here.low is not None and usual < here.low
    return below or (here.high is not None and usual > here.high)


def _share_differs(month: Shown, year: Shown) -> bool:
    if month.n is None or month.total is None or month.total < CELL or year.value is None:
        return False
    low, high = wilson(month.n, month.total)
    return not 100 * low <= year.value <= 100 * high


def _figure(figures: Mapping[str, Shown], code: str, part: str) -> Shown | None:
    found = figures.get(code)
    return found.parts.get(part) if found and part else found
