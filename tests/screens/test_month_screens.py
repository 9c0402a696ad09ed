"""What the last month of a year says beside: it is of the whole year, to account for and review."""

from dataclasses import replace

import pytest
from courses import scene
from month_scenes import CHAIR, MONTH, accounts

from bot.screens.table import SCREENS

FULL = next(accounts())


@pytest.mark.parametrize(("month", "of_the_year"), [("2026-11", False), ("2026-12", True)])
def test_the_own_part_of_december_is_that_of_the_year(month, of_the_year):
    account = replace(FULL, month=month)

    said = SCREENS["own_month"](
        scene(member=CHAIR, args={**MONTH, "role": "om"}, account=account)
    ).text

    assert ("De twaalf maanden hierboven zijn heel 2026." in said) is of_the_year


@pytest.mark.parametrize(
    ("name", "month", "of_the_year"),
    [
        ("month_workbook", "2026-11", False),
        ("month_workbook", "2026-12", True),
        ("month_csv", "2026-12", False),
    ],
)
def test_the_workbook_of_december_is_the_one_to_review_the_year_by(name, month, of_the_year):
    args = {**MONTH, "month": month, "screen": name}

    said = SCREENS[name](scene(member=CHAIR, args=args, account=FULL, paper=b"a paper")).text

    assert ("toets je 2026 aan het fundament" in said) is of_the_year


@pytest.mark.parametrize("name", ["month_picture", "month_picture_dark"])
def test_a_picture_says_in_words_what_it_shows(name):
    args = {**MONTH, "screen": name}

    said = SCREENS[name](scene(member=CHAIR, args=args, account=FULL, paper=b"a picture")).text

    assert "Strafbare kindermishandeling, november 2026." in said
    assert "De mediaan tot overleg per maand." in said
