"""Whoever has the key, and writes the whole history anew, is found out by what lies elsewhere."""

import json
import shutil
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from storage_examples import MINUTE, NOON, POLITIE, SKM_7, answered, raised

from bot.anchor import NoAnchor, anchor, checked, tend
from flows.evolver import Event
from flows.people import Function, Post
from flows.state import AlertId
from storage.chain import Broken, Flaw
from storage.database import Database
from storage.facts import ANCHORED
from storage.history import START
from storage.unit_of_work import Storage

UNGUARDED = {
    "sqlite": ("DROP TRIGGER history_not_changed", "DROP TRIGGER history_not_removed"),
    "postgresql": ("ALTER TABLE history DISABLE TRIGGER ALL",),
}
EMPTIED = (
    "DELETE FROM alert",
    "DELETE FROM history",
    f"UPDATE chain_head SET count = 0, hash = '{START}', signature = ''",  # noqa: S608
)
HOUR = timedelta(hours=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "elsewhere" / "spoedgroep.anchor"


@pytest.fixture
async def told(storage: Storage, path) -> Storage:
    """Three rows, of which the first two were anchored, and then all three."""
    path.parent.mkdir()
    await keep(storage, None, [raised(), answered(1)])
    await anchor(storage, path, NOON + 2 * MINUTE)
    await keep(storage, SKM_7, [answered(3, POLITIE)])
    await anchor(storage, path, NOON + HOUR)
    return storage


@pytest.fixture
async def behind_our_back(url: str, told: Storage) -> AsyncIterator[Database]:
    """The same database, its guards taken away."""
    database = Database(url)
    async with database.writing() as session:
        connection = await session.connection()
        for statement in UNGUARDED[connection.dialect.name]:
            await connection.exec_driver_sql(statement)
    yield database
    await database.close()


async def tamper(database: Database, *statements: str) -> None:
    async with database.writing() as session:
        for statement in statements:
            await (await session.connection()).execute(text(statement))


async def keep(storage: Storage, alert: AlertId | None, events: Sequence[Event]) -> None:
    async with storage.work() as work:
        await work.alerts.keep(await work.alerts.load(alert) if alert else None, events)


async def flaws(storage: Storage, path) -> set[Flaw]:
    return {place.flaw for place in await checked(storage, path)}


async def test_s51_an_untouched_history_fits_its_anchors(told: Storage, path) -> None:
    assert await checked(told, path) == []
    assert path.stat().st_mode & 0o777 == 0o600
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert [line["count"] for line in lines] == [2, 3]
    assert set(lines[0]) == {"at", "count", "hash", "signature"}


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        (["UPDATE history SET by_role = 'vt' WHERE sequence = 2"], {Flaw.CHANGED}),
        (["UPDATE history SET channel = 'cli' WHERE sequence = 2"], {Flaw.CHANGED}),
        (["UPDATE history SET result = 'geweigerd:x' WHERE sequence = 2"], {Flaw.CHANGED}),
        (["UPDATE history SET on_behalf = NULL WHERE sequence = 2"], {Flaw.CHANGED}),
        (["DELETE FROM history WHERE sequence = 2"], {Flaw.MISSING}),
        (
            [
                "INSERT INTO history (sequence, at, subject, name, data, hash) "
                "SELECT 4, at, subject, name, data, hash FROM history WHERE sequence = 3"
            ],
            {Flaw.ADDED},
        ),
        (
            [
                "UPDATE history SET sequence = 9 WHERE sequence = 2",
                "UPDATE history SET sequence = 2 WHERE sequence = 3",
                "UPDATE history SET sequence = 3 WHERE sequence = 9",
            ],
            {Flaw.CHANGED, Flaw.REWRITTEN},
        ),
        (["DELETE FROM history WHERE sequence = 3"], {Flaw.CUT_OFF}),
    ],
    ids=["role", "channel", "result", "behalf", "deleted", "inserted", "reordered", "truncated"],
)
async def test_s51_each_attack_is_found(
    told: Storage, path, behind_our_back: Database, statements: list[str], found: set[Flaw]
) -> None:
    await tamper(behind_our_back, *statements)
    assert await flaws(told, path) == found


async def test_s51_a_complete_rewriting_with_the_key_is_found_by_the_anchor(
    told: Storage, path, behind_our_back: Database
) -> None:
    await tamper(behind_our_back, *EMPTIED)
    await keep(told, None, [raised(), answered(1, POLITIE)])
    await keep(told, SKM_7, [answered(3)])

    assert await flaws(told, None) == set()
    assert await flaws(told, path) == {Flaw.REWRITTEN}


async def test_s51_f78_an_older_copy_put_back_is_found_by_the_anchor(
    told: Storage, path, behind_our_back: Database
) -> None:
    await tamper(behind_our_back, *EMPTIED)
    await keep(told, None, [raised(), answered(1)])

    assert await flaws(told, None) == set()
    assert await checked(told, path) == [Broken(sequence=3, flaw=Flaw.CUT_OFF)]


async def test_s51_an_empty_database_is_no_fresh_start(
    told: Storage, path, behind_our_back: Database
) -> None:
    await tamper(behind_our_back, *EMPTIED)
    assert await checked(told, path) == [Broken(sequence=1, flaw=Flaw.CUT_OFF)]


@pytest.mark.parametrize("at", [NOON - HOUR, NOON + 40 * MINUTE])
async def test_s51_a_row_dated_before_the_last_anchor_shows_a_forged_clock(
    told: Storage, path, at: datetime
) -> None:
    late = replace(answered(5), at=at)
    await keep(told, SKM_7, [late])
    assert await flaws(told, None) == set()
    assert await checked(told, path) == [Broken(sequence=4, flaw=Flaw.MISDATED)]


async def test_s51_a_row_dated_after_its_anchor_shows_a_forged_clock(told: Storage, path) -> None:
    await keep(told, SKM_7, [replace(answered(5), at=NOON + 9 * HOUR)])
    await anchor(told, path, NOON + 2 * HOUR)
    assert await checked(told, path) == [Broken(sequence=4, flaw=Flaw.MISDATED)]


async def test_s51_f88_a_clock_turned_back_shows_in_the_anchors_themselves(
    told: Storage, path
) -> None:
    await anchor(told, path, NOON - HOUR)
    assert Flaw.ANCHOR in await flaws(told, path)


@pytest.mark.parametrize(
    "line",
    ["{}", "no json", '{"at":"2026-11-23T12:00:00+00:00","count":2,"hash":"","signature":""}', ""],
)
async def test_s51_an_anchor_that_is_not_ours_is_found(told: Storage, path, line: str) -> None:
    lines = path.read_text().splitlines()
    path.write_text("\n".join([line, *lines[1:]]) + "\n")
    assert Flaw.ANCHOR in await flaws(told, path)


async def test_s51_anchors_that_are_gone_are_missed(told: Storage, path) -> None:
    path.unlink()
    assert await checked(told, path) == [Broken(sequence=0, flaw=Flaw.ANCHOR)]
    async with told.view() as work:
        assert await work.facts.get(ANCHORED) is not None


async def test_before_the_first_anchor_there_is_nothing_to_miss(storage: Storage, path) -> None:
    assert await checked(storage, path) == []
    await anchor(storage, path, NOON)
    assert not path.exists()


async def test_half_a_line_is_no_anchor_and_no_flaw(told: Storage, path) -> None:
    with path.open("a") as file:
        file.write('{"at": "2026-')
    assert await checked(told, path) == []


async def test_what_was_forgotten_in_its_time_is_no_flaw_and_before_its_time_it_is(
    told: Storage, path
) -> None:
    async with told.work() as work:
        await work.history.forget_before(3)
    assert await checked(told, path) == [Broken(sequence=2, flaw=Flaw.CUT_OFF)]

    await anchor(told, path, NOON + timedelta(days=800))
    assert await checked(told, path) == []


async def test_s52_a_second_place_that_cannot_be_written_is_told_and_holds_nothing_up(
    told: Storage, path, tmp_path
) -> None:
    post = Post(network="amsterdam", function=Function.ADMIN)
    async with told.work() as work:
        await work.people.enrol(7, "Bea", post, NOON)
    shutil.rmtree(path.parent)
    path.parent.write_text("a file where the folder was")
    with pytest.raises(NoAnchor):
        await checked(told, path)

    assert await tend(told, path, NOON + HOUR) == []
    async with told.work() as work:
        (errand,) = await work.outbox.take(NOON + HOUR, (), 9)
    assert errand.payload["args"] == {"key": "admin.anchor"}


async def test_the_anchor_is_no_link_to_another_file(told: Storage, tmp_path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "elsewhere" / "other")
    with pytest.raises(NoAnchor):
        await anchor(told, link, NOON)
