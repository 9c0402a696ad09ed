"""The yearly round: who chairs, the meetings of the KiMi, and the herijking, each told in time."""

from collections.abc import Iterable
from datetime import datetime

from bot.accounts import ASKED_IN
from bot.actions.herijking import screen_errand
from bot.errands import line_errand
from bot.reports.handover import moment_text, place_text
from bot.visit import House
from bot.yearly import chair_now, partners
from flows.calendar import local
from flows.herijking import is_open, reminder, unconfirmed
from flows.kimi import (
    MEETINGS_A_YEAR,
    OVER_AFTER,
    Meeting,
    chair_posts,
    is_over,
    to_report_back,
    year_to_confirm,
)
from flows.kimi import reminder as days_ahead
from flows.people import Function, Member
from flows.rules import Role
from storage.unit_of_work import UnitOfWork

JANUARY, MIDMONTH = 1, 15
LOOKS_BACK = OVER_AFTER * 12 * 14  # two weeks


async def governance(work: UnitOfWork, house: House, now: datetime) -> None:
    """Once an hour: the chair at any time, what is told to people by day."""
    here = local(now)
    if not await work.jobs.first_time("governance", f"{here:%Y-%m-%dT%H%z}", now):
        return
    for network in house.configuration.networks:
        await _hand_over(work, network.code, now)
        if 8 <= here.hour < 20:
            await _january(work, network.code, now)
            await _meetings(work, house, network.code, now)
            await _herijking(work, house, network.code, now)


async def _hand_over(work: UnitOfWork, network: str, now: datetime) -> None:
    """The chair goes to the aanspreekpunt of who was confirmed for this year (R-051)."""
    chair = await chair_now(work, network, now)
    posts = chair_posts(await work.people.everyone(network), network, chair, now)
    for member, role in posts.given:
        await work.governance.give_chair(member.person, network, role, now)
        await _note(work, network, "ChairGiven", role, now)
        await work.outbox.tell(line_errand(member.user_id, "kimi.chair_yours", now))
    for member, role in posts.ended:
        await work.governance.end_chair(member.person, network, role, now)
        await _note(work, network, "ChairEnded", role, now)


async def _january(work: UnitOfWork, network: str, now: datetime) -> None:
    """Who leads is asked to confirm the chair, and the chair to set four dates; twice at most."""
    here = local(now)
    if here.month != JANUARY:
        return
    half = f"{here.year}-{1 if here.day < MIDMONTH else 2}"
    leaders = await _leaders(work, network)
    if year_to_confirm(now, await work.governance.chair_years(network)) is not None:
        if await work.jobs.first_time(f"kimi:confirm:{network}", half, now):
            await _tell(work, leaders, "kimi.confirm_please", now, year=str(here.year))
        return
    new_year = datetime(here.year, 1, 1, tzinfo=here.tzinfo)
    planned = await work.governance.meetings(network, new_year)
    if sum(local(one.at).year == here.year for one in planned) >= MEETINGS_A_YEAR:
        return
    if await work.jobs.first_time(f"kimi:dates:{network}", half, now):
        await _tell(work, leaders, "kimi.set_dates", now, year=str(here.year))


async def _meetings(work: UnitOfWork, house: House, network: str, now: datetime) -> None:
    for meeting in await work.governance.meetings(network, now - LOOKS_BACK):
        mark = f"kimi:{meeting.id}"
        days = days_ahead(meeting, now)
        if days is not None and await work.jobs.first_time(mark, f"-{days}", now):
            for role in partners(house, network):
                await _tell_contacts(work, house, network, role, "kimi.reminder", meeting, now)
        if is_over(meeting, now) and await work.jobs.first_time(mark, "who", now):
            args = {"network": network, "number": str(meeting.id)}
            for leader in await _leaders(work, network):
                await work.outbox.tell(screen_errand(leader.user_id, "kimi_meeting", args, now))
        for role in to_report_back(meeting, now):
            if await work.jobs.first_time(mark, f"back:{role}", now):
                await _tell_contacts(work, house, network, role, "kimi.report_back", meeting, now)


async def _herijking(work: UnitOfWork, house: House, network: str, now: datetime) -> None:
    """Reminders in the first quarter; after it one line to the voorzitter, and nothing stops."""
    today, order = local(now).date(), partners(house, network)
    known = await work.governance.herijkingen(network, today.year)
    if is_open(today):
        await work.facts.set(ASKED_IN.format(network), str(today.year))
        day = reminder(today)
        done = {one.role for one in known if one.confirmed_at is not None}
        for role in order if day is not None else ():
            mark = f"herijking:{network}:{role}"
            if role not in done and await work.jobs.first_time(mark, str(day), now):
                for function in (Function.CONTACT, Function.DEPUTY):
                    people = await work.people.holders(network, role, function)
                    await _tell(work, people, "herijking.reminder", now, year=str(today.year))
        return
    late = unconfirmed(order, known, today)
    if not late or await work.facts.get(ASKED_IN.format(network)) != str(today.year):
        return
    if await work.jobs.first_time(f"herijking:late:{network}", str(today.year), now):
        who = ", ".join(house.later.word("role", role) for role in late)
        await _tell(work, await _leaders(work, network), "herijking.late", now, who=who)


async def _leaders(work: UnitOfWork, network: str) -> list[Member]:
    """The voorzitters and the beheerder, each once."""
    chairs = await work.people.holders(network, None, Function.CHAIR)
    admins = await work.people.holders(network, None, Function.ADMIN)
    return list({member.person: member for member in (*chairs, *admins)}.values())


async def _tell_contacts(
    work: UnitOfWork,
    house: House,
    network: str,
    role: Role,
    key: str,
    meeting: Meeting,
    now: datetime,
) -> None:
    at, place = moment_text(meeting.at, house.later), place_text(meeting.place, house.later)
    contacts = await work.people.holders(network, role, Function.CONTACT)
    await _tell(work, contacts, key, now, at=at, place=place)


async def _tell(
    work: UnitOfWork, people: Iterable[Member], key: str, now: datetime, **fields: str
) -> None:
    for member in people:
        await work.outbox.tell(line_errand(member.user_id, key, now, **fields))


async def _note(work: UnitOfWork, network: str, name: str, role: Role, now: datetime) -> None:
    data = {"role": role}
    await work.history.add(
        subject=f"kimi:{network}", name=name, data=data, by_person=None, by_role=None, at=now
    )
