"""The table of the mutants says of each what catches it, or why nothing does yet."""

import subprocess
from pathlib import Path

import pytest

from .invariants import TABLE
from .mutants.table import rows, summary
from .stories import STORIES


def test_every_mutant_is_in_the_table_once():
    assert [row.mutant for row in rows()] == [f"M{n:02}" for n in range(1, 21)]


def test_what_was_caught_has_a_patch_a_catcher_and_an_invariant_that_there_is():
    known = {one.id for one in TABLE} | {"engine"}
    for row in rows():
        if row.catcher:
            assert row.exists
            assert row.invariant in known
            story = next((one for one in row.asked if one.startswith("--story=")), None)
            assert story is None or story.partition("=")[2] in STORIES
        else:
            assert row.why


@pytest.mark.parametrize("mutant", [row.mutant for row in rows() if row.exists])
def test_every_mutant_still_fits_the_source(mutant):
    house = Path(__file__).parents[2]
    patch = f"tests/simulation/mutants/{mutant}.patch"

    asked = ["git", "apply", "--check", patch]
    fits = subprocess.run(asked, cwd=house, capture_output=True)  # noqa: S603

    assert fits.returncode == 0, fits.stderr.decode()


def test_the_figure_is_counted_from_the_table():
    caught = [row for row in rows() if row.catcher]

    assert summary(rows()) == f"caught {len(caught)}/20"
