"""The backups by the calendar: a timer makes them, and that it no longer does so is told."""

from datetime import datetime

from bot.checkup.safety import is_old
from bot.errands import alarm_admins
from bot.visit import House
from flows.calendar import local
from storage.facts import BACKED_UP
from storage.unit_of_work import UnitOfWork


async def backups(work: UnitOfWork, house: House, now: datetime) -> None:
    """Once a day at most; where there never was a backup the doctor asks for one."""
    told = await work.facts.get(BACKED_UP)
    if told is None or not is_old(told, now):
        return
    if await work.jobs.first_time("backup old", f"{local(now):%Y-%m-%d}", now):
        await alarm_admins(work, "admin.backup_old", now)
