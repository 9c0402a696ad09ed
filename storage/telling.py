"""What one process keeps is told to the others, at the commit (PostgreSQL's NOTIFY)."""

from collections.abc import Iterable, Set
from typing import Any

from sqlalchemy import bindparam, func
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.prepared import prepared

CHANNEL = "spoedgroep"


async def tell_others(session: AsyncSession, kinds: Iterable[str], slots: Set[int]) -> None:
    """Say at the commit what kinds of news there are, and for the chats of which slots."""
    if said := " ".join((*kinds, *map(str, sorted(slots)))):
        await session.exec(_notify(), params={"channel": CHANNEL, "said": said})


@prepared
def _notify() -> Any:
    return select(func.pg_notify(bindparam("channel"), bindparam("said")))
