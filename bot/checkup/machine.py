"""The machine: the disk, the file of the database, its tables, the keys beside it."""

import shutil
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

from bot.checkup.finding import Finding, Notepad
from bot.installation import Installation, database_file
from config.addresses import is_safe_on_the_way, place_of
from config.backup_key import backup_key_file
from config.keyring import OPEN_TO_OTHERS
from config.settings import key_file
from storage.sqlite_file import flaws
from storage.standing import standing

SOUND_SQLITE = (3, 51, 3)  # before this a WAL can be corrupted by two writers; we have one
LEAST_FREE = 1 << 30  # bytes
ROOM_FOR = 3  # times the database: itself in a picture, and that picture opened again
LARGE_WAL = 256 << 20  # bytes: somebody has been reading for very long
MEGA = 1 << 20


def machine(house: Installation) -> Iterator[Finding]:
    pad, file = Notepad(house.texts), database_file(house.settings)
    if file is None:
        yield pad.well("doctor.postgresql")
        yield from _server(pad, house.settings.database_url.get_secret_value())
    else:
        yield from _database(pad, file.absolute())
        yield from _disk(pad, file.absolute())
    yield from _keys(pad, house)


def _server(pad: Notepad, url: str) -> Iterator[Finding]:
    """What a thief could do with the role of the bot, and whether the server proves who it is."""
    held = standing(url)
    if held.is_superuser:
        yield pad.hand("doctor.postgresql.superuser")
    elif held.changes_tables:
        yield pad.hand("doctor.postgresql.owner")
    elif held.rewrites_log:
        yield pad.hand("doctor.postgresql.grants")
    else:
        yield pad.well("doctor.postgresql.role")
    if not is_safe_on_the_way(url):
        yield pad.hand("doctor.postgresql.tls", place=place_of(url))


def _database(pad: Notepad, file: Path) -> Iterator[Finding]:
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info >= SOUND_SQLITE:
        yield pad.well("doctor.sqlite", version=version)
    else:
        yield pad.note("doctor.sqlite.old", version=version)
    if flaws(file, quick=True):
        yield pad.hand("doctor.unsound")
    else:
        yield pad.well("doctor.sound")
    wal = file.with_name(f"{file.name}-wal")
    size = wal.stat().st_size if wal.exists() else 0
    if size > LARGE_WAL:
        yield pad.hand("doctor.wal", mega=size // MEGA)


def _disk(pad: Notepad, file: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(file.parent).free
    least = max(LEAST_FREE, ROOM_FOR * file.stat().st_size)
    if free < least:
        yield pad.hand("doctor.disk_full", free=free // MEGA, least=least // MEGA)
    else:
        yield pad.well("doctor.disk", free=free // MEGA)


def _keys(pad: Notepad, house: Installation) -> Iterator[Finding]:
    settings = house.settings
    kept = [key_file(settings), backup_key_file(settings)]
    files = [file for file in kept if file.exists()]
    wide = [file for file in files if stat.S_IMODE(file.stat().st_mode) & OPEN_TO_OTHERS]
    for file in wide:
        yield pad.hand("settings.keys_open", file=file)
    if files and not wide:
        yield pad.well("doctor.keys", n=len(files))
    if house.keys.former:
        yield pad.hand("doctor.former_key")
    if settings.anchor is None:
        yield pad.note("doctor.anchor_beside")
