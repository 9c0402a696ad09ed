"""Who is in: what lapses, the daily count of each group, the monthly list of each organisation."""

from datetime import datetime, time, timedelta

from bot.actions.enrolment import lapse
from bot.actions.groups import remove_unknown
from bot.errands import census_errand, line_errand, screen_errand
from bot.visit import House
from flows.calendar import at_local, local, month_of, nth_working_day
from flows.people import Function, nearest
from flows.rules import Role
from storage.unit_of_work import UnitOfWork

COUNTED_AT = time(7)
LISTED_AT = time(9)
REMINDED_AFTER, TOLD_AFTER = timedelta(days=7), timedelta(days=14)


async def minute(work: UnitOfWork, house: House, now: datetime) -> None:
    """Links that nobody confirmed, and people in a group whom nobody knows."""
    await lapse(work, house, now)
    await remove_unknown(work, house, now)


async def day(work: UnitOfWork, house: House, now: datetime) -> None:
    """Count the members of every group, each morning (S07)."""
    if local(now).time() < COUNTED_AT:
        return
    if await work.jobs.first_time("census", f"{local(now):%Y-%m-%d}", now):
        for group in await work.groups.all():
            await work.outbox.tell(census_errand(group, now))


async def month(work: UnitOfWork, house: House, now: datetime) -> None:
    """*Klopt deze lijst?* on the first working day; again after a week, then to the voorzitter."""
    year, number = month_of(now)
    listed_at = at_local(nth_working_day(year, number, 1), LISTED_AT)
    period = f"{year}-{number:02}"
    if now < listed_at:
        return
    steps = ((TOLD_AFTER, _tell_chair), (REMINDED_AFTER, _show), (timedelta(0), _ask))
    after, step = next(one for one in steps if now >= listed_at + one[0])
    for network in house.configuration.networks:
        for role in await _organisations(work, network.code):
            name = f"list:{network.code}:{role}:{after.days}"
            if await work.jobs.first_time(name, period, now):
                await step(work, house, network.code, role, period, now)


async def _organisations(work: UnitOfWork, network: str) -> list[Role]:
    everyone = await work.people.everyone(network)
    return list(dict.fromkeys(role for member in everyone for role in member.roles(network)))


async def _ask(
    work: UnitOfWork, house: House, network: str, role: Role, period: str, now: datetime
) -> None:
    """Who begins later in the month is asked from the next month on."""
    everyone = await work.people.everyone(network)
    people = [member.person for member in everyone if role in member.roles(network)]
    await work.reviews.ask(network, role, period, people, now)
    await _show(work, house, network, role, period, now)


async def _show(
    work: UnitOfWork, house: House, network: str, role: Role, period: str, now: datetime
) -> None:
    if all(one.answer for one in await work.reviews.of(network, period, role)):
        return
    args = {"network": network, "role": role, "period": period}
    for member in nearest(await work.people.everyone(network), network, role):
        await work.outbox.tell(screen_errand(member.user_id, "review", now, **args))


async def _tell_chair(
    work: UnitOfWork, house: House, network: str, role: Role, period: str, now: datetime
) -> None:
    if all(one.answer for one in await work.reviews.of(network, period, role)):
        return
    word = house.texts.word("role", role)
    for member in await work.people.holders(network, None, Function.CHAIR):
        await work.outbox.tell(line_errand(member.user_id, "team.list_unanswered", now, role=word))
