"""A backup: whole or absent, sealed, made while others write, and proven by opening it."""

import asyncio
import io
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from storage_examples import NOON, SKM_7, story

from bot.proof import prove_log
from flows.people import Function, Post
from flows.rules import Role
from storage import backup
from storage.backup import Flaw, NotTrusted, Occupied, made_at, make, open_in, scratch
from storage.cipher import Cipher
from storage.sealed_file import PIECE, NotOpened, label_of, opened, seal
from storage.sqlite_file import counts_of
from storage.unit_of_work import Storage

KEY, OTHER = b"b" * 32, b"o" * 32
CHAIN, CIPHER = b"a key that is in no database", Cipher(bytes(32))
WORDS = "Anna Canariyildiz"
POST = Post(network="amsterdam", function=Function.MEMBER, role=Role("om"))


@pytest.fixture
async def alive(sqlite_url: str) -> AsyncIterator[Storage]:
    """A database in use: an alert with its log, and somebody with a name."""
    storage = Storage(sqlite_url, CHAIN, CIPHER)
    async with storage.work() as work:
        await work.people.enrol(77, WORDS, POST, NOON)
        await work.alerts.keep(None, story())
    yield storage
    await storage.close()


@pytest.fixture
def file(alive: Storage, folder: Path) -> Path:
    return folder / "spoedgroep.db"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "one.backup"


async def prove(plain: Path) -> None:
    await prove_log(plain, CHAIN)


def flaw_of(sealed: Path, plain: Path, key: bytes = KEY) -> Flaw:
    with pytest.raises(NotTrusted) as refused:
        open_in(sealed, plain, key)
    return refused.value.flaw


async def test_f75_a_backup_holds_all_that_was_committed_and_opens_with_its_own_key(
    file, target, tmp_path
) -> None:
    made = await make(file, target, KEY, NOON, prove)

    copy = open_in(target, tmp_path / "plain.db", KEY)
    assert copy == made
    assert copy.at == made_at(target) == NOON
    assert (copy.rows["alert"], copy.rows["history"], copy.rows["person"]) == (1, 4, 1)
    assert counts_of(tmp_path / "plain.db") == counts_of(file)
    storage = Storage(f"sqlite+aiosqlite:///{tmp_path / 'plain.db'}", CHAIN, CIPHER)
    async with storage.view() as work:
        assert await work.alerts.load(SKM_7) is not None
        assert [one.name for one in await work.people.members()] == [WORDS]
    await storage.close()


async def test_s45_a_backup_tells_nothing_without_its_key_and_can_be_changed_by_nobody(
    file, target
) -> None:
    await make(file, target, KEY, NOON)

    sealed = target.read_bytes()
    assert target.stat().st_mode & 0o777 == 0o400
    for tell in (b"SQLite format", b"SKM-2611-07", WORDS.encode(), b"history"):
        assert tell not in sealed
        assert tell in file.read_bytes() + _wal(file) or tell == WORDS.encode()


def _wal(file: Path) -> bytes:
    return file.with_name(f"{file.name}-wal").read_bytes()


async def test_f75_a_picture_taken_while_others_write_is_one_moment(
    alive: Storage, file, tmp_path
) -> None:
    stop = asyncio.Event()

    async def writes() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            async with alive.work() as work:
                await work.facts.set("first", str(number))
                await work.facts.set("second", str(number))
                await work.history.add(
                    "test", "Tick", {"n": number}, by_person=None, by_role=None, at=NOON
                )

    writer = asyncio.create_task(writes())
    seen = []
    for number in range(5):
        target, plain = tmp_path / f"{number}.backup", tmp_path / f"{number}.db"
        await make(file, target, KEY, NOON, prove)
        open_in(target, plain, KEY)
        with closing(sqlite3.connect(plain)) as database:
            facts = dict(database.execute("SELECT name, value FROM fact").fetchall())
            [(rows,)] = database.execute("SELECT count(*) FROM history WHERE name = 'Tick'")
        assert facts.get("first") == facts.get("second")
        assert rows == int(facts.get("first", "0"))
        seen.append(rows)
    stop.set()
    await writer
    assert seen[-1] > seen[0], "the writer went on meanwhile"


@pytest.mark.parametrize("where", [0, 10, 60, 150, 2_000, -1])
async def test_s45_one_changed_byte_anywhere_is_found(file, target, tmp_path, where: int) -> None:
    await make(file, target, KEY, NOON)
    sealed = bytearray(target.read_bytes())
    sealed[where] ^= 1
    (tmp_path / "changed.backup").write_bytes(sealed)

    found = flaw_of(tmp_path / "changed.backup", tmp_path / "plain.db")

    assert found in (Flaw.DAMAGED, Flaw.OTHER_KEY)


@pytest.mark.parametrize("length", [0, 5, 50, 200, 5_000, -1, -17])
async def test_s45_a_backup_that_was_cut_short_is_found(
    file, target, tmp_path, length: int
) -> None:
    await make(file, target, KEY, NOON)
    (tmp_path / "short.backup").write_bytes(target.read_bytes()[:length])

    assert flaw_of(tmp_path / "short.backup", tmp_path / "plain.db") is Flaw.DAMAGED


async def test_s45_another_key_is_said_to_be_another_key(file, target, tmp_path) -> None:
    await make(file, target, KEY, NOON)

    assert flaw_of(target, tmp_path / "plain.db", OTHER) is Flaw.OTHER_KEY


async def test_f68_of_a_broken_database_there_is_no_backup(
    alive: Storage, file, target, tmp_path
) -> None:
    await alive.close()
    spoil(file)

    with pytest.raises(NotTrusted) as refused:
        await make(file, target, KEY, NOON)

    assert refused.value.flaw is Flaw.UNSOUND
    assert list(tmp_path.glob("*.backup*")) == []


def spoil(file: Path) -> None:
    """Write over a page that holds an index, as a failing disk does."""
    with closing(sqlite3.connect(file)) as database:
        [(page,)] = database.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'ix_history_subject'"
        )
        [(size,)] = database.execute("PRAGMA page_size")
    with file.open("r+b") as opened_file:
        opened_file.seek((page - 1) * size)
        opened_file.write(b"\xff" * size)


async def test_f86_of_a_log_that_is_not_whole_it_is_said(alive: Storage, file, target) -> None:
    await alive.close()
    with closing(sqlite3.connect(file)) as database:
        database.execute("DROP TRIGGER history_not_changed")
        database.execute("UPDATE history SET by_role = 'vt' WHERE sequence = 2")
        database.commit()

    with pytest.raises(NotTrusted) as refused:
        await make(file, target, KEY, NOON, prove)

    assert refused.value.flaw is Flaw.LOG


async def test_a_backup_never_goes_over_one_that_is_there(file, target) -> None:
    target.write_text("an older one")

    with pytest.raises(FileExistsError):
        await make(file, target, KEY, NOON)

    assert target.read_text() == "an older one"


STEPS = ("_picture", "_seal", "open_in", "_named")


@pytest.mark.parametrize("step", STEPS)
async def test_f85_what_goes_wrong_halfway_leaves_nothing(
    file, target, tmp_path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(backup, step, full)
        with pytest.raises(OSError, match="no space"):
            await make(file, target, KEY, NOON)

    assert list(tmp_path.glob("*.backup*")) == []
    with scratch(file) as folder:
        assert list(folder.iterdir()) == []


def test_two_backups_at_once_are_not_made(file: Path) -> None:
    with scratch(file), pytest.raises(Occupied), scratch(file):
        pass


def test_what_a_killed_process_left_is_gone_at_the_next(file: Path) -> None:
    left = file.with_name("spoedgroep.db.scratch") / "inside"
    left.mkdir(parents=True)
    (left / "picture.db").write_text("left by a kill")

    with scratch(file) as folder:
        assert list(folder.iterdir()) == []


async def test_half_a_backup_of_a_killed_process_is_gone_at_the_next(file, target) -> None:
    half = target.with_name("spoedgroep-20261127T150000Z.backup.part")
    half.write_text("left by a kill")

    await make(file, target, KEY, NOON)

    assert not half.exists()


@given(st.lists(st.binary(max_size=50), min_size=1, max_size=6))
def test_s45_pieces_come_back_as_they_went_in(pieces: list[bytes]) -> None:
    sealed = io.BytesIO()
    seal(pieces, sealed, KEY, NOON)
    sealed.seek(0)

    assert list(opened(sealed, KEY)) == pieces


def test_s45_pieces_cannot_change_places_nor_files() -> None:
    one, other = sealed_pieces(b"first", b"second", b"third"), sealed_pieces(b"1", b"2", b"3")

    for swapped in (
        [one[0], one[2], one[1], one[3]],
        [one[0], one[1], one[2]],
        [*one, one[3]],
        [one[0], other[1], one[2], one[3]],
        [other[0], *one[1:]],
    ):
        with pytest.raises(NotOpened):
            list(opened(io.BytesIO(b"".join(swapped)), KEY))


def sealed_pieces(*pieces: bytes) -> list[bytes]:
    """The label and each sealed piece apart."""
    file = io.BytesIO()
    seal(pieces, file, KEY, NOON)
    file.seek(0)
    parts = [label_of(file).line]
    while size := file.read(4):
        parts.append(size + file.read(int.from_bytes(size, "big")))
    return parts


def test_a_large_piece_is_refused_before_it_is_read() -> None:
    label = sealed_pieces(b"x")[0]

    with pytest.raises(NotOpened):
        list(opened(io.BytesIO(label + (PIECE + 17).to_bytes(4, "big") + b"x" * 99), KEY))
