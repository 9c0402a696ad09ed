"""Fetches a roster that was sent, outside any transaction, reads it, and shows what was found."""

import asyncio
import logging
from collections.abc import Awaitable
from datetime import date, datetime
from typing import Protocol

from bot.errands import line_errand, screen_errand
from bot.rosters.csv_roster import read_csv
from bot.rosters.ical_roster import read_ical
from bot.rosters.reading import MAX_BYTES, Read
from bot.screen import Done, Later, Outcome
from bot.screens.duty_view import colleagues
from bot.visit import House
from flows.calendar import local
from flows.notices import Rank
from flows.rules import Role
from flows.state import PersonId
from storage.outbox import Errand
from storage.unit_of_work import Storage

log = logging.getLogger("spoedgroep.fetching")

FETCH = "roster"  # the kind of the errand
GIVES_UP_AFTER = 5  # tries
MOST_PROBLEMS = 3500  # characters on one screen
CALENDAR, TABLE = "ical", "csv"


class Fetcher(Protocol):
    """What fetching needs of a messenger."""

    def download(self, file_id: str, most: int) -> Awaitable[bytes | Outcome]: ...


def fetch_errand(user_id: int, file_id: str, network: str, role: Role, now: datetime) -> Errand:
    """Fetch the roster that somebody sent."""
    return Errand(
        kind=FETCH,
        user_id=user_id,
        payload={"file": file_id, "network": network, "role": role},
        rank=Rank.PLAN,
        key=f"{FETCH}:{user_id}",
        not_before=now,
        made_at=now,
    )


async def fetch(
    house: House, storage: Storage, fetcher: Fetcher, errand: Errand, now: datetime
) -> Outcome:
    """Fetch and read; what is right is kept as a draft, what is wrong is told line by line."""
    assert errand.user_id is not None
    network, role = str(errand.payload["network"]), Role(str(errand.payload["role"]))
    data = await fetcher.download(str(errand.payload["file"]), MAX_BYTES)
    if not isinstance(data, bytes):
        if isinstance(data, Later) and errand.attempts < GIVES_UP_AFTER:
            return data
        log.warning("roster not fetched", extra={"errand": errand.id})
        async with storage.work() as work:
            await work.outbox.tell(line_errand(errand.user_id, "roster.not_fetched", now))
        return Done()
    async with storage.view() as work:
        people = colleagues(await work.people.everyone(network), network, role)
    known = [(one.name, one.person) for one in people]
    source, found = await asyncio.to_thread(_read, data, known, local(now).date())
    args = {"network": network, "role": role}
    async with storage.work() as work:
        if found.problems:
            sealed = house.seal(problem_text(house, found), now)
            args |= {"masked": sealed}
            await work.outbox.tell(screen_errand(errand.user_id, "roster_problems", now, **args))
        else:
            shifts = found.shifts
            await work.duty.keep_draft(errand.user_id, network, role, source, shifts, now)
            args |= {"skipped": str(found.skipped)}
            await work.outbox.tell(screen_errand(errand.user_id, "roster_preview", now, **args))
    return Done()


def problem_text(house: House, found: Read) -> str:
    """Every problem on a line of its own, up to what one message holds."""
    lines: list[str] = []
    size = 0
    for number, one in enumerate(found.problems):
        said = house.texts(one.key, **one.fields)
        line = house.texts("roster.line", n=one.line, problem=said) if one.line else said
        size += len(line) + 1
        if size > MOST_PROBLEMS:
            rest = len(found.problems) - number
            lines.append(house.texts.many("roster.more_problems", rest))
            break
        lines.append(line)
    return "\n".join(lines)


def _read(data: bytes, known: list[tuple[str, PersonId]], today: date) -> tuple[str, Read]:
    if data.lstrip(b"\xef\xbb\xbf \r\n").upper().startswith(b"BEGIN:VCALENDAR"):
        return CALENDAR, read_ical(data, known, today)
    return TABLE, read_csv(data, known, today)
