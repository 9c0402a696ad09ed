"""One folder that files are put into and read back from, and nothing outside it (S37)."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from bot.reports.archive import FILE

MOST_BYTES = 50_000_000
ONLY_HERE = os.O_NOFOLLOW | os.O_CLOEXEC


class NotHere(Exception):
    """A folder or a name that is not taken: a link, a path, something that is there already."""


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write new files in a folder, which is made when it is not there. Raises NotHere."""
    wrong = [name for name in files if not FILE.fullmatch(name)]
    if wrong:
        raise NotHere(wrong[0])
    try:
        if not folder.exists():
            folder.mkdir(mode=0o700)
        here = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | ONLY_HERE)
    except OSError as error:
        raise NotHere(folder.name) from error
    try:
        for name, content in files.items():
            _put(here, name, content)
    finally:
        os.close(here)


def taken(folder: Path) -> dict[str, bytes]:
    """Every file in a folder by its name. Raises NotHere for what is no plain file."""
    try:
        here = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | ONLY_HERE)
    except OSError as error:
        raise NotHere(folder.name) from error
    try:
        return {name: _taken(here, name) for name in sorted(os.listdir(here))}
    finally:
        os.close(here)


def _put(here: int, name: str, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | ONLY_HERE
    try:
        file = os.open(name, flags, 0o600, dir_fd=here)
    except OSError as error:
        raise NotHere(name) from error
    with os.fdopen(file, "wb") as opened:
        opened.write(content)


def _taken(here: int, name: str) -> bytes:
    try:
        file = os.open(name, os.O_RDONLY | os.O_NONBLOCK | ONLY_HERE, dir_fd=here)
    except OSError as error:
        raise NotHere(name) from error
    with os.fdopen(file, "rb") as opened:
        found = os.fstat(opened.fileno())
        if not stat.S_ISREG(found.st_mode) or found.st_size > MOST_BYTES:
            raise NotHere(name)
        return opened.read()
