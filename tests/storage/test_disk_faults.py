"""The disk: full, read-only, broken, cut off. What was kept is there; nothing is half."""

import resource
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from storage_examples import SKM_7, answered, raised

from storage.chain import replay_differs, verify
from storage.cipher import Cipher
from storage.database import CannotKeep
from storage.sqlite_file import flaws
from storage.unit_of_work import Storage

CHAIN, CIPHER = b"chain", Cipher(bytes(32))
WAL_HEAD, FRAME_HEAD = 32, 24  # bytes


@pytest.fixture
async def storage(sqlite_url: str) -> AsyncIterator[Storage]:
    """On SQLite: these are faults of a file."""
    storage = Storage(sqlite_url, CHAIN, CIPHER)
    async with storage.work() as work:
        await work.alerts.keep(None, [raised()])
    yield storage
    await storage.close()


async def pragma(storage: Storage, words: str) -> None:
    """On the one connection that writes, outside a transaction of ours."""
    async with storage._database._writer.connect() as connection:
        raw = await connection.get_raw_connection()
        await raw.driver_connection.execute(f"PRAGMA {words}")


async def fill(storage: Storage, minute: int) -> None:
    async with storage.work() as work:
        await work.alerts.keep(await work.alerts.load(SKM_7), [answered(minute)])
        await work.facts.set(f"large {minute}", "x" * 20_000)


async def fits(storage: Storage, minute: int) -> bool:
    try:
        await fill(storage, minute)
    except CannotKeep:
        return False
    return True


async def version(storage: Storage) -> int:
    async with storage.view() as work:
        alert = await work.alerts.load(SKM_7)
        assert alert is not None
        assert await verify(work) == []
        assert await replay_differs(work) == []
    return alert.version


async def test_f66_at_any_write_a_full_disk_keeps_all_or_nothing_and_recovers(
    storage: Storage, folder
) -> None:
    [(pages,)] = _asked(folder / "spoedgroep.db", "PRAGMA page_count")
    refused = 0
    for minute in range(1, 15):
        before = await version(storage)
        await pragma(storage, f"max_page_count = {pages + 2 * minute}")
        is_kept = await fits(storage, minute)
        refused += not is_kept
        assert await version(storage) == before + is_kept
    assert refused > 3, "the disk was full indeed"

    await pragma(storage, "max_page_count = 1000000")
    before = await version(storage)
    await fill(storage, 21)

    assert await version(storage) == before + 1
    assert flaws(folder / "spoedgroep.db") == []


@pytest.fixture
def largest_file():
    """Sets how large a file of this process may become; more than that is an I/O error."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def test_f67_after_a_write_that_fails_nothing_is_half_and_it_goes_on_when_it_can(
    storage: Storage, folder, largest_file
) -> None:
    before = await version(storage)
    largest_file((folder / "spoedgroep.db-wal").stat().st_size + WAL_HEAD)

    with pytest.raises(CannotKeep):
        await fill(storage, 1)
    assert await version(storage) == before

    largest_file(resource.RLIM_INFINITY)
    await fill(storage, 2)
    assert await version(storage) == before + 1
    assert flaws(folder / "spoedgroep.db") == []


async def test_f69_what_is_read_only_keeps_nothing_and_is_read_still(storage: Storage) -> None:
    before = await version(storage)
    await pragma(storage, "query_only = 1")

    with pytest.raises(CannotKeep):
        await fill(storage, 1)

    assert await version(storage) == before
    await pragma(storage, "query_only = 0")
    await fill(storage, 2)
    assert await version(storage) == before + 1


def _asked(file: Path, query: str) -> list[tuple[int]]:
    with closing(sqlite3.connect(file)) as database:
        return database.execute(query).fetchall()


async def test_f72_cut_off_at_every_frame_the_rest_is_a_moment_that_was(
    storage: Storage, folder, tmp_path
) -> None:
    """What a power cut leaves: the file, and a part of what lies beside it (F11)."""
    told = []
    for minute in range(1, 12):
        async with storage.work() as work:
            await work.alerts.keep(await work.alerts.load(SKM_7), [answered(minute)])
        told.append(await version(storage))
    file, beside = folder / "spoedgroep.db", folder / "spoedgroep.db-wal"
    whole, wal = file.read_bytes(), beside.read_bytes()
    frame = FRAME_HEAD + int.from_bytes(whole[16:18], "big")
    frames = (len(wal) - WAL_HEAD) // frame
    assert frames > 30

    seen = []
    for number in range(frames + 1):
        for torn in (0, frame // 2):
            left = tmp_path / "left.db"
            _leave(left, whole, wal[: WAL_HEAD + number * frame + torn])
            seen.append(await _version_in(left))

    assert sorted(seen) == seen, "never further back when more is left"
    assert set(seen) >= set(told)
    assert seen[-1] == told[-1], "nothing that was committed is missing from the whole"


def _leave(left: Path, whole: bytes, wal: bytes) -> None:
    for beside in ("", "-wal", "-shm"):
        left.with_name(f"{left.name}{beside}").unlink(missing_ok=True)
    left.write_bytes(whole)
    left.with_name(f"{left.name}-wal").write_bytes(wal)


async def _version_in(left: Path) -> int:
    """What is read after the power came back; 0 when not even the alert was there yet."""
    storage = Storage(f"sqlite+aiosqlite:///{left}", CHAIN, CIPHER)
    async with storage.work() as work:
        assert await verify(work) == []
        alert = await work.alerts.load(SKM_7)
        assert [alert.id] if alert else await work.alerts.ids() == []
    await storage.close()
    assert flaws(left) == []
    return alert.version if alert else 0


async def test_f68_a_broken_page_is_found_by_the_quick_look_too(storage: Storage, folder) -> None:
    await storage.close()
    file = folder / "spoedgroep.db"
    assert flaws(file, quick=True) == []
    [(page,)] = _asked(file, "SELECT rootpage FROM sqlite_schema WHERE name = 'ix_history_subject'")
    [(size,)] = _asked(file, "PRAGMA page_size")
    with file.open("r+b") as opened:
        opened.seek((page - 1) * size)
        opened.write(b"\xff" * size)

    assert flaws(file, quick=True) != []


async def test_f68_what_is_no_database_at_all_is_unsound(tmp_path) -> None:
    (tmp_path / "x.db").write_bytes(b"no database" * 1000)

    assert flaws(tmp_path / "x.db", quick=True) == ["DatabaseError"]
