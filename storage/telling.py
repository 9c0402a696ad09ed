"""What one process keeps is told to the others, at the commit (PostgreSQL's NOTIFY)."""

from collections.abc import Iterable, Set
from typing import Any

from sqlalchemy import bindparam, func
from sqlmodel import select

from storage.prepared import prepared
from storage.session import Asked

CHANNEL = "spoedgroep"


def told(kinds: Iterable[str], slots: Set[int]) -> list[Asked]:
    """Say at the commit what kinds of news there are, and for the chats of which slots."""
    said = " ".join((*kinds, *map(str, sorted(slots))))
    return [(_notify(), {"channel": CHANNEL, "said": said})] if said else []


@prepared
def _notify() -> Any:
    return select(func.pg_notify(bindparam("channel"), bindparam("said")))
