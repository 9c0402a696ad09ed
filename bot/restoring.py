"""Putting a backup back where there is nothing yet, proven before it counts (F75, F76)."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from bot.anchor import anchors_in
from bot.app import clock_of
from bot.installation import Refusal, database_file, locked
from bot.proof import prove_log
from config.backup_key import backup_key
from config.settings import Keys, Settings, anchor_file, keys, load_settings
from config.texts import Texts
from flows.calendar import day_and_clock
from storage.backup import (
    Copy,
    Flaw,
    NotTrusted,
    Occupied,
    open_in,
    scratch,
    storage_in,
    url_of,
)
from storage.cipher import Cipher
from storage.database import Form, form_of, upgrade
from storage.facts import BACKED_UP, RECONCILES
from storage.instant import written
from storage.restores import unexplained
from storage.sqlite_file import settle
from storage.unit_of_work import Storage

BESIDE = ("", "-wal", "-shm", "-journal")  # what a database of SQLite may consist of
Outside = NotTrusted | Occupied | OSError  # what may go wrong with a backup through no bug of ours


async def restore(sealed: Path, key_file: Path | None, *, accept: bool = False) -> None:
    """Put a backup back, in an empty place only; the next `run` sets right what that means.

    `accept` takes a log that is broken for what it is. Raises Refusal, SettingsError.
    """
    settings = load_settings()
    texts, clock = Texts("nl", settings.config_dir), clock_of(settings)
    file = sqlite_file(settings, texts)
    if any(file.with_name(f"{file.name}{part}").exists() for part in BESIDE):
        raise Refusal(texts("restore.occupied", file=file))
    held, key = keys(settings), backup_key(settings, key_file)
    with locked(settings, texts), refusing(texts, "restore.failed"), scratch(file) as folder:
        plain = folder / "plain.db"
        copy = await put_back(sealed, plain, key, held, accept=accept)
        async with storage_in(plain, held.chain, cipher_of(held)) as storage:
            await mark(storage, copy, anchor_file(settings), clock.now())
        settle(plain)
        plain.rename(file)
    print(texts("restore.done", at=day_and_clock(copy.at), alerts=copy.rows.get("alert", 0)))


async def put_back(
    sealed: Path, plain: Path, key: bytes, held: Keys, *, accept: bool = False
) -> Copy:
    """Open a backup into a new file, bring its tables up, prove its log. Raises NotTrusted."""
    copy = await asyncio.to_thread(open_in, sealed, plain, key)
    match form_of(url_of(plain)):
        case Form.CURRENT:
            pass
        case Form.OLDER:
            await asyncio.to_thread(upgrade, url_of(plain))
        case Form.NEWER:
            raise NotTrusted(Flaw.NEWER)
        case Form.NONE:
            raise NotTrusted(Flaw.DAMAGED)
    if not accept:
        await prove_log(plain, held.chain)
    return copy


async def mark(storage: Storage, copy: Copy, anchor: Path, now: datetime) -> None:
    """Note that this is an older state, and how far the log had come by what lies elsewhere."""
    anchors = await anchors_in(anchor)
    async with storage.work() as work:
        left = unexplained(anchors, await work.restores.all())
        lost = max((one.count for one in left), default=None)
        await work.restores.note(copy.at, lost, now)
        await work.facts.set(RECONCILES, written(copy.at))
        await work.facts.set(BACKED_UP, json.dumps({"at": written(copy.at)}))  # it is there


def sqlite_file(settings: Settings, texts: Texts) -> Path:
    """The file of the database; Refusal where it is kept by a server, which has its own means."""
    file = database_file(settings)
    if file is None:
        raise Refusal(texts("backup.postgresql"))
    return file.absolute()


def cipher_of(held: Keys) -> Cipher:
    return Cipher(held.encryption, *held.former)


@contextmanager
def refusing(texts: Texts, key: str) -> Iterator[None]:
    """What goes wrong outside us is said in one line, with the remedy."""
    try:
        yield
    except (NotTrusted, Occupied, OSError) as error:
        raise Refusal(texts(key, why=why(texts, error))) from None


def why(texts: Texts, error: Outside) -> str:
    match error:
        case NotTrusted():
            return texts.word("kopiefout", error.flaw.value)
        case Occupied():
            return texts.word("kopiefout", "occupied")
        case FileExistsError():
            return texts.word("kopiefout", "exists")
        case _:
            return texts.word("kopiefout", "disk")
