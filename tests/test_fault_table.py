"""The table of faults names every one of them, and no test that is not there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "storingen.md").read_text(encoding="utf-8")
NUMBERS = [*range(1, 19), *range(20, 43), *range(45, 64), *range(65, 112)]
LEAST_REASON = 40  # signs: a sentence, not a shrug

ROWS = {
    cells[0]: (re.findall(r"`(test_\w+)`", cells[3]), cells[4])
    for cells in (
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in PAGE.splitlines()
        if re.match(r"\| F\d+ \|", line)
    )
}
TESTS = {
    name
    for path in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"def (test_\w+)", path.read_text(encoding="utf-8"))
}


def borne(test: str) -> list[str]:
    """The numbers that the name of a test begins with: test_s21_f20_a_press is of both."""
    begin = re.match(r"test_((?:[a-z]\d+_)*)", test)
    return begin[1].split("_") if begin else []


def test_every_fault_is_in_the_table_once():
    assert list(ROWS) == [f"F{number:02}" for number in NUMBERS]
    assert len(NUMBERS) == PAGE.count("\n| F") == 107


@pytest.mark.parametrize("number", ROWS)
def test_what_is_named_exists_and_bears_the_number_or_it_is_said_why_not(number):
    named, remark = ROWS[number]

    assert set(named) <= TESTS
    assert all(number.lower() in borne(name) for name in named)
    assert named or len(remark) >= LEAST_REASON
