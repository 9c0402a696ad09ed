"""What only a file of SQLite needs: a picture of it while others write, and whether it is sound."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

OPENED_WITHIN = 5.0  # seconds that a writer may keep us waiting
OUTSIDE = ("SQLITE_FULL", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_BUSY")


class Unsound(Exception):
    """The file cannot be read as a database."""


def picture(database: Path, to: Path) -> Mapping[str, int]:
    """Copy what is committed to a new file, whoever writes meanwhile; the rows of each table.

    The rows are counted in the same picture. The copy has no -wal beside it.
    """
    private(to)
    try:
        with _reading(database) as source, closing(sqlite3.connect(to)) as target:
            counts = _counts(source)
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        if error.sqlite_errorname in OUTSIDE:
            raise OSError(error.sqlite_errorname) from None
        raise Unsound(error.sqlite_errorname) from None
    return counts


def counts_of(file: Path) -> Mapping[str, int]:
    """The rows of each table."""
    with _reading(file) as source:
        return _counts(source)


def flaws(file: Path, *, quick: bool = False) -> list[str]:
    """What is wrong inside: pages that are no pages, rows without their parent; empty is sound."""
    check = "quick_check" if quick else "integrity_check"
    try:
        with _reading(file) as source:
            found = [str(row[0]) for row in source.execute(f"PRAGMA {check}(3)")]
            orphans = source.execute("PRAGMA foreign_key_check").fetchmany(3)
    except sqlite3.DatabaseError as error:
        return [type(error).__name__]
    wrong = [one for one in found if one != "ok"]
    return wrong + [f"orphan in {orphan[0]}" for orphan in orphans]


def holds_anything(file: Path) -> bool:
    """Whether there are rows that would be missed, by the tables as they are now."""
    if not file.exists():
        return False
    counts = counts_of(file)
    return any(counts.get(name) for name in ("alert", "person", "history"))


def settle(file: Path) -> None:
    """Put everything in the file itself, so that nothing need lie beside it."""
    with closing(sqlite3.connect(file, timeout=OPENED_WITHIN)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
    held = os.open(file, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)


def private(file: Path) -> None:
    """Make a new file that its owner alone may read. FileExistsError when it is there."""
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))


@contextmanager
def _reading(file: Path) -> Iterator[sqlite3.Connection]:
    """One unchanging picture of a file; that it is there is not made up."""
    address = f"file:{quote(str(file.absolute()))}?mode=ro"
    opened = sqlite3.connect(address, uri=True, timeout=OPENED_WITHIN, isolation_level=None)
    with closing(opened) as connection:
        connection.execute("BEGIN")
        yield connection


def _counts(source: sqlite3.Connection) -> dict[str, int]:
    names = source.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return {
        name: source.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - its own name
        for (name,) in names.fetchall()
    }
