"""What stands out is said by rules, at most three times, and never of a partner."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from flows.account import Account
from flows.discretion import Shown
from flows.remarks import Remark, remarks
from flows.survival import Middle
from flows.trend import Run, Verdict

PARTS = {"vrijdag_12_18": Shown(n=2, total=12, value=100 / 6)}


def share(n: int | None, total: int | None, value: float | None = None) -> Shown:
    worked_out = 100 * n / total if n is not None and total else None
    return Shown(n=n, total=total, value=worked_out if value is None else value)


def ordinary(**changes: object) -> Account:
    """A month in which nothing stands out."""
    figures = {
        "M5": share(6, 12), "M11": share(9, 12), "M12": share(8, 12),
        "M14": Shown(n=12, total=12, value=None, parts=PARTS),
    }  # fmt: skip
    usual = Account(
        network="amsterdam-amstelland", doelgroep="skm", month="2026-11", definitions="2026-11",
        looked_at=datetime(2026, 12, 1, tzinfo=UTC), roles=(), counted=12, running=0, afterwards=2,
        excluded={}, consultations=0, asked=0, answered=0, figures=figures, tables={},
        waits=Middle(value=110.0, low=60, high=230), curve=(), year_counted=120,
        year={**figures, "M5": share(60, 120), "M11": share(90, 120)},
        year_waits=Middle(value=105.0, low=90, high=120), year_curve=(),
        before_counted=12, before_waits=Middle(value=100.0, low=90, high=120), week={},
        run=Run(points=(), verdict=Verdict.ORDINARY), missed=(),
    )  # fmt: skip
    return replace(usual, **changes)  # type: ignore[arg-type]


def with_figure(code: str, shown: Shown) -> Account:
    account = ordinary()
    return replace(account, figures={**account.figures, code: shown})


def kinds(account: Account) -> list[str]:
    return [remark.kind for remark in remarks(account)]


def test_in_an_ordinary_month_nothing_stands_out():
    assert remarks(ordinary()) == ()


def test_a_change_in_the_line_of_months_is_said_first():
    changed = replace(ordinary(afterwards=9), run=Run(points=(), verdict=Verdict.CHANGED))

    assert kinds(changed) == ["lijn", "achteraf"]


@pytest.mark.parametrize(
    ("usual", "stands_out"), [(59.0, True), (60.0, False), (230.0, False), (231.0, True)]
)
def test_a_time_stands_out_when_that_of_the_year_is_outside_its_interval(usual, stands_out):
    account = ordinary(year_waits=Middle(value=usual, low=1, high=999))

    assert kinds(account) == (["wachttijd"] if stands_out else [])


@pytest.mark.parametrize(
    ("month", "year"),
    [
        (Middle(value=None, low=60, high=None), Middle(value=900.0, low=1, high=None)),
        (Middle(value=None, low=None, high=None), Middle(value=900.0, low=1, high=None)),
        (Middle(value=50.0, low=40, high=60), Middle(value=None, low=None, high=None)),
    ],
)
def test_what_is_not_known_does_not_stand_out(month, year):
    assert kinds(ordinary(waits=month, year_waits=year)) == []


def test_a_share_stands_out_with_both_its_numbers():
    """Of 12 the interval of 2 runs from 5 % to 45 %; that of 10 from 55 % to 95 %."""
    month = share(10, 12)

    [remark] = remarks(with_figure("M5", month))

    assert remark == Remark(kind="M5", month=month, year=share(60, 120))
    assert kinds(with_figure("M5", share(2, 12))) == ["M5"]
    assert kinds(with_figure("M5", share(9, 12))) == []


def test_friday_afternoon_is_looked_at_by_itself():
    account = ordinary()
    friday = {"vrijdag_12_18": share(9, 12)}
    mix = replace(account.figures["M14"], parts=friday)

    assert kinds(with_figure("M14", mix)) == ["vrijdag_12_18"]


@pytest.mark.parametrize("shown", [share(None, None), share(4, 4), share(0, 0)])
def test_a_share_that_is_hidden_or_too_small_does_not_stand_out(shown):
    assert kinds(with_figure("M12", shown)) == []


def test_a_share_that_the_year_does_not_know_does_not_stand_out():
    account = ordinary()
    hidden = {**account.year, "M5": share(None, None)}

    assert kinds(replace(with_figure("M5", share(12, 12)), year=hidden)) == []


def test_a_month_of_four_has_no_time_or_memory_that_stands_out():
    account = ordinary(counted=4, afterwards=4, year_waits=Middle(value=9.0, low=1, high=20))

    assert remarks(account) == ()


def test_no_more_than_three_things_stand_out():
    account = with_figure("M5", share(12, 12))
    account = replace(
        account, figures={**account.figures, "M11": share(1, 12), "M12": share(1, 12)},
        run=Run(points=(), verdict=Verdict.CHANGED),
    )  # fmt: skip

    assert kinds(account) == ["lijn", "M5", "M11"]


def test_a_figure_that_is_not_there_does_not_stand_out():
    assert remarks(ordinary(figures={})) == ()
