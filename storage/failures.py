"""What an error of the database means to who was writing."""

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

CROSSED = ("23505", "40001", "40P01")  # PostgreSQL: not unique, not serialisable, deadlock
DISK = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN")
SHUT = "SQLITE_READONLY"  # of who only reads it is a mistake to write at all


class CannotKeep(Exception):
    """The disk fails or the server is away: nothing is wrong with what was to be kept.

    When the connection broke during the commit nobody knows whether it was kept: what comes again
    finds out by what is there.
    """


class Overtaken(Exception):
    """Someone else was first; load again and decide again."""


def meaning(
    error: DBAPIError | NoConnectionFree, *, writing: bool = True
) -> CannotKeep | Overtaken | None:
    """What to tell instead; None for what only a repair of the program helps."""
    if isinstance(error, NoConnectionFree):
        return CannotKeep(type(error).__name__)
    disk = (*DISK, SHUT) if writing else DISK
    if getattr(error.orig, "sqlite_errorname", "").startswith(disk):
        return CannotKeep(type(error).__name__)
    state = getattr(error.orig, "sqlstate", "")  # what SQLite's errors do not have
    if state in CROSSED:
        return Overtaken()
    is_of_server = hasattr(error.orig, "sqlstate")
    if is_of_server and isinstance(error, OperationalError | InterfaceError):
        return CannotKeep(type(error).__name__)
    return None
