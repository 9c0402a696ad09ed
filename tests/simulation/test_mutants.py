"""The table of the mutants says of each what catches it, or why nothing does yet."""

import subprocess
from pathlib import Path

import pytest

from tests.postgresql import postgresql_database

from .invariants import TABLE
from .mutants.__main__ import again
from .mutants.table import Row, rows, summary
from .stories import STORIES

HOUSE = Path(__file__).parents[2]


@pytest.fixture
def fencing() -> Row:
    """The mutant that only several processes on PostgreSQL show."""
    [row] = [row for row in rows() if row.test]
    return row


def test_every_mutant_is_in_the_table_once():
    assert [row.mutant for row in rows()] == [f"M{n:02}" for n in range(1, 21)]


def test_what_was_caught_has_a_patch_a_catcher_and_an_invariant_that_there_is():
    known = {one.id for one in TABLE} | {"engine"}
    for row in rows():
        if row.catcher:
            assert row.exists
            assert row.invariant in known
            assert row.test is None or (HOUSE / row.test).exists()
            story = next((one for one in row.asked if one.startswith("--story=")), None)
            assert story is None or story.partition("=")[2] in STORIES
        else:
            assert row.why


@pytest.mark.parametrize("mutant", [row.mutant for row in rows() if row.exists])
def test_every_mutant_still_fits_the_source(mutant):
    patch = f"tests/simulation/mutants/{mutant}.patch"

    asked = ["git", "apply", "--check", patch]
    fits = subprocess.run(asked, cwd=HOUSE, capture_output=True)  # noqa: S603

    assert fits.returncode == 0, fits.stderr.decode()


def test_the_figure_is_counted_from_the_table():
    caught = [row for row in rows() if row.catcher]

    assert summary(rows()) == f"caught {len(caught)}/20"


def test_what_only_postgresql_shows_is_caught_there_and_by_what_the_table_says(fencing, capsys):
    with postgresql_database():
        assert again([fencing], minutes=1) == 0

    told = capsys.readouterr().out
    assert "caught by tests/storage/test_fencing.py on PostgreSQL, I19: " in told
    assert "played 1, of which 1 were caught as before" in told


def test_without_postgresql_it_is_skipped_and_that_is_said(fencing, capsys, monkeypatch):
    monkeypatch.setenv("SPOEDGROEP_TEST_POSTGRESQL", "127.0.0.1:1")

    assert again([fencing], minutes=1) == 1  # nothing was played

    told = capsys.readouterr().out
    assert "skipped: no PostgreSQL" in told
    assert "played 0, of which 0 were caught as before, 1 skipped" in told
