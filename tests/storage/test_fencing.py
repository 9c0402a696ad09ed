"""Never two accepted writers, in any order in which processes stand still and take over (F13)."""

import os
from collections.abc import AsyncIterator, Sequence

import pytest
from many_lives import Course

from tests.postgresql import postgresql_database, postgresql_url
from tests.simulation.invariants import When, active
from tests.simulation.writers import Change, never_two

SEEDS = int(os.environ.get("FENCED", "6"))


@pytest.fixture
async def course(request: pytest.FixtureRequest, postgresql_template: str) -> AsyncIterator[Course]:
    with postgresql_database(postgresql_template) as name:
        course = Course(postgresql_url(name), request.param)
        yield course
        await course.close()


@pytest.mark.parametrize(
    ("course", "seed"),
    [pytest.param(seed, seed, id=f"seed-{seed}") for seed in range(SEEDS)],
    indirect=["course"],
)
async def test_f13_in_a_random_course_there_are_never_two_accepted_writers(
    course: Course, seed: int
) -> None:
    await course.run()

    journal = course.journal
    for one in active(When.SHARED):
        wrong = one.check(journal)
        assert wrong is None, f"seed {seed}: {one.id}, {wrong}"
    assert course.kept
    assert course.refused
    assert taken_over(journal)


def taken_over(journal: Sequence[Change]) -> list[int]:
    """The numbers that another took away."""
    own = {row.joins: row.writer for row in journal if row.joins is not None}
    return [row.ends for row in journal if row.ends is not None if own[row.ends] != row.writer]


def change(transaction: int, writer: str, table: str = "errand", **of: int) -> Change:
    return Change(transaction=transaction, writer=writer, table=table, **of)


TWO_LIVES = [
    change(1, "one", "process", joins=1),
    change(2, "two", "process", joins=2),
    change(3, "one"),
]


def test_who_leaves_and_who_takes_over_write_once_at_a_time() -> None:
    leaves = [change(4, "one", "process", ends=1), change(4, "one"), change(5, "two")]

    assert never_two([*TWO_LIVES, *leaves]) is None


def test_who_writes_after_its_number_was_taken_over_is_the_second_writer() -> None:
    goes_on = [change(4, "two", "process", ends=1), change(4, "two"), change(5, "one")]

    wrong = never_two([*TWO_LIVES, *goes_on])

    assert wrong == "one wrote errand when two had taken over its number 1"


def test_who_never_joined_and_a_number_that_was_there_before_are_wrong_too() -> None:
    assert never_two([*TWO_LIVES, change(4, "three")])
    again = [change(4, "two", "process", ends=1), change(5, "three", "process", joins=1)]
    assert never_two([*TWO_LIVES, *again]) == "three got the number 1 that was given out before"
