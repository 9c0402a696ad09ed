"""The table of security requirements names every one of them, and no test that is not there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "beveiliging.md").read_text(encoding="utf-8")
NUMBERS = [
    *range(1, 19), *range(20, 30), 31, 32, *range(34, 59), *range(60, 68),
]  # fmt: skip
LEAST_REASON = 40  # signs: a sentence, not a shrug

ROWS = {
    cells[0]: (re.findall(r"`(test_\w+)`", cells[2]), cells[3])
    for cells in (
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in PAGE.splitlines()
        if re.match(r"\| S\d\d \|", line)
    )
}
TESTS = {
    name
    for path in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"def (test_\w+)", path.read_text(encoding="utf-8"))
}


def test_every_requirement_is_in_the_table_once():
    assert list(ROWS) == [f"S{number:02}" for number in NUMBERS]
    assert PAGE.count("\n| S") == len(NUMBERS)


@pytest.mark.parametrize("number", ROWS)
def test_what_is_named_exists_and_bears_the_number_or_it_is_said_why_not(number):
    named, remark = ROWS[number]

    assert set(named) <= TESTS
    carried = any(name.startswith(f"test_{number.lower()}_") for name in named)
    assert carried or len(remark) >= LEAST_REASON
