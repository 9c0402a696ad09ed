"""Backups: made while others write, sealed, proven by opening what was written, and put back."""

import asyncio
import fcntl
import json
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from storage.cipher import Cipher
from storage.database import Form, form_of
from storage.sealed_file import PIECE, NotOpened, OtherKey, label_of, opened, seal
from storage.sqlite_file import Unsound, counts_of, flaws, picture, private
from storage.unit_of_work import Storage

SUFFIX, PART = ".backup", ".part"
READ_ONLY = 0o400

Proof = Callable[[Path], Awaitable[None]]


class Flaw(StrEnum):
    """Why a backup cannot be trusted."""

    OTHER_KEY = "other_key"
    DAMAGED = "damaged"  # not what was sealed, cut short, or no backup at all
    UNSOUND = "unsound"  # the database in it is broken
    COUNTS = "counts"  # rows are missing, or there are more
    LOG = "log"  # the chain is broken, or its key is not the one that is here
    NEWER = "newer"  # made by a later version of this software
    ABSENT = "absent"  # there is no backup
    PAGES = "pages"  # it would page people again


class NotTrusted(Exception):
    """A backup that may not be relied upon."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


class Occupied(Exception):
    """Somebody else is making or opening a backup of this database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One backup: when its picture was taken, and the rows of each table in it."""

    at: datetime
    rows: Mapping[str, int]


async def make(
    database: Path, target: Path, key: bytes, at: datetime, prove: Proof | None = None
) -> Copy:
    """Take a picture of the database and seal it in a new file, which is there whole or not.

    What was written is opened again and compared; `prove` may look further into it. Raises
    NotTrusted, OSError, Occupied, FileExistsError.
    """
    with scratch(database) as folder:
        shot, again = folder / "picture.db", folder / "opened.db"
        part = target.with_name(f"{target.name}{PART}")
        for left in (part, *target.parent.glob(f"{database.stem}-*{SUFFIX}{PART}")):
            left.unlink(missing_ok=True)  # of a process that was killed: we alone are writing
        try:
            copy = Copy(at=at, rows=await asyncio.to_thread(_picture, database, shot))
            await asyncio.to_thread(_seal, shot, part, key, copy)
            shot.unlink()
            if await asyncio.to_thread(open_in, part, again, key) != copy:
                raise NotTrusted(Flaw.COUNTS)
            if prove is not None:
                await prove(again)
            _named(part, target)
        finally:
            part.unlink(missing_ok=True)
    return copy


def open_in(sealed: Path, plain: Path, key: bytes) -> Copy:
    """Open a backup into a new file and prove it sound. Raises NotTrusted, OSError."""
    private(plain)
    try:
        with sealed.open("rb") as source:
            at = label_of(source).at
            source.seek(0)
            pieces = opened(source, key)
            rows = json.loads(next(pieces))
            with plain.open("wb") as target:
                for piece in pieces:
                    target.write(piece)
                _flushed(target)
    except OtherKey:
        raise NotTrusted(Flaw.OTHER_KEY) from None
    except NotOpened:
        raise NotTrusted(Flaw.DAMAGED) from None
    if flaws(plain):
        raise NotTrusted(Flaw.UNSOUND)
    if counts_of(plain) != rows:
        raise NotTrusted(Flaw.COUNTS)
    return Copy(at=at, rows=rows)


def made_at(sealed: Path) -> datetime | None:
    """When a backup was made, by its label; None for what is no backup of ours."""
    try:
        with sealed.open("rb") as source:
            return label_of(source).at
    except (NotOpened, OSError):
        return None


@asynccontextmanager
async def storage_in(plain: Path, chain_key: bytes, cipher: Cipher) -> AsyncIterator[Storage]:
    """What is in an opened backup; asked for with tables of this version only."""
    assert form_of(url_of(plain)) is Form.CURRENT, "older tables are brought up first"
    storage = Storage(url_of(plain), chain_key, cipher)
    try:
        yield storage
    finally:
        await storage.close()


def url_of(plain: Path) -> str:
    return f"sqlite+aiosqlite:///{plain}"


@contextmanager
def scratch(database: Path) -> Iterator[Path]:
    """A folder beside the database for what may lie nowhere else; empty before and after.

    What a process that was killed left there is gone too. Raises Occupied.
    """
    folder = database.with_name(f"{database.name}.scratch")
    folder.mkdir(mode=0o700, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Occupied from None
        inside = folder / "inside"
        shutil.rmtree(inside, ignore_errors=True)
        inside.mkdir(mode=0o700)
        try:
            yield inside
        finally:
            shutil.rmtree(inside, ignore_errors=True)


def _picture(database: Path, to: Path) -> Mapping[str, int]:
    try:
        return picture(database, to)
    except Unsound:
        raise NotTrusted(Flaw.UNSOUND) from None


def _seal(plain: Path, part: Path, key: bytes, copy: Copy) -> None:
    private(part)
    with plain.open("rb") as source, part.open("wb") as target:
        seal(_pieces(source, copy), target, key, copy.at)
        _flushed(target)
    part.chmod(READ_ONLY)


def _pieces(source: BinaryIO, copy: Copy) -> Iterator[bytes]:
    yield json.dumps(dict(copy.rows)).encode()
    while piece := source.read(PIECE):
        yield piece


def _flushed(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _named(part: Path, target: Path) -> None:
    """Give it its name, never over what is there; the name outlives a power cut."""
    if target.exists():
        raise FileExistsError(target.name)
    part.rename(target)
    held = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
