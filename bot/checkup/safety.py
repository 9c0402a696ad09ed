"""What must be there on the worst day: a fresh backup, a rehearsed restore, and what was lost."""

import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

from bot.checkup.finding import Finding, Notepad
from bot.installation import Installation, database_file
from config.second_channel import addresses_of
from flows.calendar import day_and_clock
from storage.facts import BACKED_UP, REHEARSED
from storage.instant import read
from storage.unit_of_work import UnitOfWork

BACKUP_EVERY = timedelta(hours=3)  # it is made every hour; once or twice it may have failed
REHEARSED_EVERY = timedelta(hours=50)  # idem, every night
RESTORE_TOLD_FOR = timedelta(days=30)
HOUR = timedelta(hours=1)


async def safety(house: Installation, work: UnitOfWork, now: datetime) -> AsyncIterator[Finding]:
    pad = Notepad(house.texts)
    if database_file(house.settings) is None:
        yield pad.note("backup.postgresql")
    else:
        yield _backup(pad, await work.facts.get(BACKED_UP), now)
        yield _rehearsal(pad, await work.facts.get(REHEARSED), now)
    if not addresses_of(house.settings, house.configuration):
        yield pad.hand("doctor.second.none")
    last = await work.restores.last()
    if last is not None and now - last.at < RESTORE_TOLD_FOR:
        rows = house.texts("restored.unknown")
        if last.lost is not None:
            rows = str(max(last.lost - last.count, 0))
        since, at = day_and_clock(last.made_at), day_and_clock(last.at)
        yield pad.note("doctor.restored", at=at, since=since, rows=rows)


def is_old(told: str | None, now: datetime) -> bool:
    """Whether the last backup was made too long ago; None stands for never."""
    return told is None or now - read(json.loads(told)["at"]) > BACKUP_EVERY


def _backup(pad: Notepad, told: str | None, now: datetime) -> Finding:
    if told is None:
        return pad.hand("doctor.no_backup")
    age = (now - read(json.loads(told)["at"])) // HOUR
    key = "doctor.backup_old" if is_old(told, now) else "doctor.backup"
    return (pad.hand if is_old(told, now) else pad.well)(key, hours=age)


def _rehearsal(pad: Notepad, told: str | None, now: datetime) -> Finding:
    if told is None:
        return pad.hand("doctor.no_rehearsal")
    found = json.loads(told)
    at = read(found["at"])
    if not found["ok"]:
        return pad.hand("doctor.rehearsal_failed", at=day_and_clock(at))
    seconds, is_late = f"{found['seconds']:.0f}", now - at > REHEARSED_EVERY
    key = "doctor.rehearsal_old" if is_late else "doctor.rehearsal"
    return (pad.hand if is_late else pad.well)(key, at=day_and_clock(at), seconds=seconds)
