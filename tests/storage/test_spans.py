"""The log proven in spans, each by itself: what the whole shows, they show, wherever they part."""

import asyncio
import hmac
import json
import shutil
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from storage_examples import NOON

from bot.proof import prove_log
from storage.backup import Flaw, NotTrusted
from storage.chain import Broken, together, verify, walked
from storage.chain import Flaw as Breach
from storage.cipher import Cipher
from storage.spans import WHOLE, spans
from storage.unit_of_work import Storage

CHAIN, CIPHER = b"a key that is in no database", Cipher(bytes(32))
ROWS, FORGOTTEN = 14, 3  # rows 4 to 14 are there
GIVEN_UP = ("DROP TRIGGER history_not_changed", "DROP TRIGGER history_not_removed")
COLUMNS = "at, subject, name, data, by_person, by_role, on_behalf, channel, result, hash"
ATTACKS = {
    "changed": "UPDATE history SET data = '{{}}' WHERE sequence = {0}",
    "other hash": "UPDATE history SET hash = 'f00d' WHERE sequence = {0}",
    "other moment": "UPDATE history SET at = 'yesterday' WHERE sequence = {0}",
    "no moment": "UPDATE history SET at = 5 WHERE sequence = {0}",
    "missing": "DELETE FROM history WHERE sequence = {0}",
    "from here on": "DELETE FROM history WHERE sequence >= {0}",
    "up to here": "DELETE FROM history WHERE sequence <= {0}",
    "moved": "UPDATE history SET sequence = {0} + 40 WHERE sequence = {0}",
    "pushed on": "UPDATE history SET sequence = -sequence WHERE sequence >= {0};"
    "UPDATE history SET sequence = 1 - sequence WHERE sequence < 0",
    "exchanged": "UPDATE history SET sequence = 99 WHERE sequence = {0};"
    "UPDATE history SET sequence = {0} WHERE sequence = {0} + 1;"
    "UPDATE history SET sequence = {0} + 1 WHERE sequence = 99",
    "added": "INSERT OR IGNORE INTO history (sequence, {columns}) "
    "SELECT {0}, {columns} FROM history WHERE sequence <> {0} LIMIT 1",
}


@pytest.fixture(scope="module")
def file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log whose first rows were forgotten, and which nothing guards any more."""
    file = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("spans") / "plain.db"))

    async def told() -> None:
        storage = Storage(f"sqlite+aiosqlite:///{file}", CHAIN, CIPHER)
        async with storage.work() as work:
            for number in range(ROWS):
                data = {"n": number, "says": "ë \"'\n"}
                await work.history.add("test", "Tick", data, by_person=1, by_role="vt", at=NOON)
            await work.history.forget_before(FORGOTTEN + 1)
        await storage.close()

    asyncio.run(told())
    change(file, *GIVEN_UP)
    return file


def change(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as database:
        for statement in statements:
            database.executescript(statement)


def attacked(file: Path, to: Path, *attacks: tuple[str, int]) -> Path:
    shutil.copy(file, to)
    change(to, *[ATTACKS[name].format(number, columns=COLUMNS) for name, number in attacks])
    return to


async def both_ways(file: Path, most: int) -> list[list[Broken]]:
    """What is broken as a whole, and then in two spans, three, and more."""
    storage = Storage(f"sqlite+aiosqlite:///{file}", CHAIN, CIPHER)
    async with storage.view() as work:
        head = await work.history.head()
        assert head is not None
        found = [await verify(work)]
        for parts in range(1, most):
            each = spans(head.forgotten, head.count, parts)
            found.append(together(head, [await walked(work, head, one) for one in each]))
    await storage.close()
    return found


def test_spans_are_all_there_is_and_part_once() -> None:
    assert spans(0, 10, 1) == [WHOLE]
    assert spans(10, 30, 2) == [(-1, 20), (20, None)]
    assert spans(0, 1, 3) == [(-1, 0), (0, 0), (0, None)]


def test_a_hash_is_what_anybody_works_out_who_has_the_key(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        rows = database.execute(f"SELECT sequence, {COLUMNS} FROM history").fetchall()  # noqa: S608
    assert len(rows) == ROWS - FORGOTTEN
    for (*_, previous), (number, _, *told, hash) in pairwise(rows):
        parts = ["row", number, "2026-11-23T12:00:00.000000+00:00", *told, previous]
        message = json.dumps(parts, separators=(",", ":")).encode()
        assert hmac.digest(CHAIN, message, "sha256").hex() == hash


@pytest.mark.parametrize("name", ATTACKS)
def test_each_attack_on_each_row_is_found_with_a_border_at_every_row(
    file: Path, tmp_path: Path, name: str
) -> None:
    for number in range(FORGOTTEN + 1, ROWS + 1):
        plain = attacked(file, tmp_path / f"{number}.db", (name, number))
        harmless = _stays_as_it_was(file, plain)
        whole, *parted = asyncio.run(both_ways(plain, ROWS - FORGOTTEN + 2))
        assert bool(whole) != harmless, number
        assert all(one == whole for one in parted), number


def _stays_as_it_was(*files: Path) -> bool:
    query = f"SELECT sequence, {COLUMNS} FROM history ORDER BY sequence"  # noqa: S608
    held = []
    for file in files:
        with closing(sqlite3.connect(file)) as database:
            held.append(database.execute(query).fetchall())
    return held[0] == held[1]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(ATTACKS)), st.integers(0, ROWS + 3)),
        min_size=1,
        max_size=4,
        unique_by=lambda one: one[0],
    )
)
def test_whatever_was_done_the_spans_say_what_the_whole_says(
    file: Path, tmp_path_factory: pytest.TempPathFactory, attacks: Sequence[tuple[str, int]]
) -> None:
    plain = tmp_path_factory.mktemp("attacked") / "plain.db"
    try:
        attacked(file, plain, *attacks)
    except sqlite3.IntegrityError:
        return  # two of them want the same number
    whole, *parted = asyncio.run(both_ways(plain, 6))
    plain.unlink()
    assert all(one == whole for one in parted)


async def test_a_whole_log_is_proven_in_processes_of_its_own(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await prove_log(file, CHAIN, rows=3)
    assert caplog.messages == [], "each of them answered"


# Of two processes the first ends with row 8.
@pytest.mark.parametrize(
    ("name", "number"), [("changed", 9), ("missing", 9), ("exchanged", 8), ("other hash", 8)]
)
async def test_what_is_broken_at_a_border_is_found_in_processes_of_their_own(
    file: Path, tmp_path: Path, name: str, number: int
) -> None:
    plain = attacked(file, tmp_path / "plain.db", (name, number))
    with pytest.raises(NotTrusted) as refused:
        await prove_log(plain, CHAIN, rows=5)
    assert refused.value.flaw is Flaw.LOG


async def test_another_key_proves_nothing(file: Path) -> None:
    with pytest.raises(NotTrusted):
        await prove_log(file, b"another key", rows=3)


@pytest.mark.parametrize("program", ["/nowhere/python", "/bin/false"])
async def test_without_room_for_a_process_it_is_proven_all_the_same(
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    program: str,
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    await prove_log(file, CHAIN, rows=3)
    assert set(caplog.messages) <= {"proven without a process of its own"}
    plain = attacked(file, tmp_path / "plain.db", ("changed", ROWS))
    with pytest.raises(NotTrusted):
        await prove_log(plain, CHAIN, rows=3)


async def test_a_span_that_does_not_begin_where_another_ended_is_no_proof(file: Path) -> None:
    storage = Storage(f"sqlite+aiosqlite:///{file}", CHAIN, CIPHER)
    async with storage.view() as work:
        head = await work.history.head()
        assert head is not None
        first, middle, last = [
            await walked(work, head, one) for one in spans(head.forgotten, head.count, 3)
        ]
    await storage.close()
    assert together(head, [first, middle, last]) == []
    assert together(head, [first, last]) == [Broken(sequence=10, flaw=Breach.CHANGED)]
    assert together(head, [first, middle]) == [Broken(sequence=11, flaw=Breach.CUT_OFF)]
