"""What is asked by the calendar: the pulse once a year, the eligible cases once a month."""

from datetime import datetime

from bot.errands import screen_errand
from bot.visit import House
from flows.calendar import local
from flows.eligible import COUNTS, asked_about
from flows.people import Function, Member, Reach
from flows.pulse import Step, speaks_for, step
from storage.unit_of_work import UnitOfWork


async def pulse(work: UnitOfWork, house: House, now: datetime) -> None:
    """Three questions to everybody who acts for an organisation, and one reminder."""
    due = step(now)
    if due is None or not await work.jobs.first_time("pulse", f"{local(now):%Y-%m-%d}", now):
        return
    for network in house.configuration.networks:
        for member in await work.people.everyone(network.code):
            await _ask(work, network.code, member, due, now)


async def eligible(work: UnitOfWork, house: House, now: datetime) -> None:
    """On the first working day the aanspreekpunt of VT says how many cases there were."""
    month = asked_about(now)
    if month is None:
        return
    period = f"{month[0]}-{month[1]:02}"
    for network in house.configuration.networks:
        for rules in house.configuration.live(network.code):
            mark = f"cases:{network.code}:{rules.doelgroep}"
            if not await work.jobs.first_time(mark, period, now):
                continue
            args = {"network": network.code, "doelgroep": rules.doelgroep, "period": period}
            contacts = await work.people.holders(network.code, COUNTS, Function.CONTACT)
            deputies = await work.people.holders(network.code, COUNTS, Function.DEPUTY)
            for member in contacts or deputies:
                await work.outbox.tell(screen_errand(member.user_id, "eligible", now, **args))


async def _ask(work: UnitOfWork, network: str, member: Member, due: Step, now: datetime) -> None:
    """Who joins before the reminder is asked the next day; whoever cannot be written to is not."""
    role, year = speaks_for(member, network), local(now).year
    if role is None or member.reach is not Reach.OPEN:
        return
    if due is Step.ASK:
        first = await work.counts.ask_pulse(network, year, member.person, role)
    else:
        first = await work.counts.remind_pulse(network, year, member.person)
    if first:
        args = {"network": network, "year": str(year)}
        await work.outbox.tell(screen_errand(member.user_id, "pulse", now, **args))
