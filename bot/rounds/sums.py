"""Compares each night the sums of the figures with the alerts that they are made of."""

from datetime import datetime, time

from bot.accounts import months_until
from bot.errands import alarm_admins
from flows.calendar import local
from storage.unit_of_work import Storage, UnitOfWork

COMPARED_AT = time(4)
KEPT = 20  # months; of these every alert is kept still, and what it owed later too


def kept_since(now: datetime) -> str:
    """The first month of which the sums can be counted anew."""
    return months_until(f"{local(now):%Y-%m}", KEPT)[0]


async def are_to_be_compared(work: UnitOfWork, now: datetime) -> bool:
    """Once a night, when it is quiet."""
    here = local(now)
    return here.time() >= COMPARED_AT and await work.jobs.first_time(
        "figures checked", f"{here:%Y-%m-%d}", now
    )


async def compare(storage: Storage, now: datetime) -> None:
    """Count what differs anew, and tell the beheerder.

    To read every alert takes long, and is done in a view: who presses meanwhile does not wait. Only
    what differs there is looked at once more where nothing can change, and set right.
    """
    since = kept_since(now)
    async with storage.view() as work:
        if not await work.figures.differing(since):
            return
    async with storage.work() as work:
        if differing := await work.figures.differing(since):
            await work.figures.recount(since)
            await alarm_admins(work, "admin.figures", now, months=str(len(differing)))
