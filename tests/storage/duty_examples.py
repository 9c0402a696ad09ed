"""Three colleagues of one organisation, and their duty on a Monday in November."""

from datetime import date, datetime, time, timedelta

from storage_examples import NOON, VT

from flows.duty import Shift, on_duty
from flows.people import Function, Post
from flows.state import PersonId
from storage.unit_of_work import Storage, UnitOfWork

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MONDAY = date(2026, 11, 23)  # NOON is 13:00 of that day in Amsterdam
AMSTERDAM = "amsterdam"

People = tuple[PersonId, PersonId, PersonId]


async def colleagues(storage: Storage) -> People:
    async with storage.work() as work:
        post = Post(network=AMSTERDAM, function=Function.MEMBER, role=VT)
        found = [await work.people.enrol(7_000_000_000 + n, f"N{n}", post, NOON) for n in range(3)]
        return found[0].person, found[1].person, found[2].person


async def on_duty_now(work: UnitOfWork, at: datetime = NOON) -> tuple[PersonId, ...]:
    return on_duty(await work.duty.roster(AMSTERDAM, at, at), VT, at)


async def weekly(work: UnitOfWork, person: PersonId, since: date = date(2026, 11, 1)) -> int:
    return await work.duty.add_week_shift(
        AMSTERDAM, VT, person, weekday=0, opens=time(8), closes=time(17), since=since
    )


def shift(person: PersonId, day: date, opens: int, closes: int) -> Shift:
    return Shift(person=person, day=day, opens=time(opens), closes=time(closes))
