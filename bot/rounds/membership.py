"""Who is in: what lapses, the daily count of each group, the monthly list of each organisation."""

from datetime import datetime, time, timedelta

from bot.actions.enrolment import lapse, note
from bot.actions.groups import remove_unknown
from bot.errands import census_errand, line_errand, screen_errand
from bot.visit import House
from flows.calendar import at_local, local, month_of, nth_working_day
from flows.people import KEEPERS, Function, Member, Post, nearest
from flows.rules import Role
from storage.unit_of_work import UnitOfWork

COUNTED_AT = time(7)
LISTED_AT = time(9)
REMINDED_AFTER, TOLD_AFTER = timedelta(days=7), timedelta(days=14)
QUARTERS = ("01", "04", "07", "10")


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
    """*Klopt deze lijst?* on the first working day; again after a week, then to the voorzitter.

    In the first month of a quarter it is more than a question (S08).
    """
    year, number = month_of(now)
    listed_at = at_local(nth_working_day(year, number, 1), LISTED_AT)
    period = f"{year}-{number:02}"
    if now < listed_at:
        return
    steps = ((TOLD_AFTER, _too_late), (REMINDED_AFTER, _remind), (timedelta(0), _ask))
    after, step = next(one for one in steps if now >= listed_at + one[0])
    for network in house.configuration.networks:
        roles = [
            role
            for role in await _organisations(work, network.code)
            if await work.jobs.first_time(f"list:{network.code}:{role}:{after.days}", period, now)
        ]
        if step is _too_late:
            await _tell_chairs(work, house, network.code, roles, period, now)
        for role in roles:
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


async def _remind(
    work: UnitOfWork, house: House, network: str, role: Role, period: str, now: datetime
) -> None:
    """Show it again; in the first month of a quarter who may be blocked for it hears so."""
    await _show(work, house, network, role, period, now)
    if _is_of_quarter(period):
        for member in await _unconfirmed(work, network, role, period):
            word = house.later.word("role", role)
            await work.outbox.tell(line_errand(member.user_id, "team.list_asks", now, role=word))


async def _show(
    work: UnitOfWork, house: House, network: str, role: Role, period: str, now: datetime
) -> None:
    if all(one.answer for one in await work.reviews.of(network, period, role)):
        return
    args = {"network": network, "role": role, "period": period}
    for member in nearest(await work.people.everyone(network), network, role):
        await work.outbox.tell(screen_errand(member.user_id, "review", now, **args))


async def _tell_chairs(
    work: UnitOfWork, house: House, network: str, roles: list[Role], period: str, now: datetime
) -> None:
    """The voorzitter hears in one line whose lists nobody went through."""
    late = [
        house.later.word("role", role)
        for role in roles
        if not all(one.answer for one in await work.reviews.of(network, period, role))
    ]
    for member in await work.people.holders(network, None, Function.CHAIR) if late else ():
        fields = {"roles": ", ".join(late)}
        await work.outbox.tell(line_errand(member.user_id, "team.list_unanswered", now, **fields))


async def _too_late(
    work: UnitOfWork, house: House, network: str, role: Role, period: str, now: datetime
) -> None:
    """Of the list of a quarter who is not confirmed is blocked (S08)."""
    if all(one.answer for one in await work.reviews.of(network, period, role)):
        return
    word = house.later.word("role", role)
    blocked = await _unconfirmed(work, network, role, period) if _is_of_quarter(period) else []
    for member in blocked:
        await work.people.suspend(member.person, now)
        await note(work, f"person:{member.person}", "PersonBlocked", member.posts[0], None, now)
        await work.outbox.tell(line_errand(member.user_id, "team.list_blocked", now, role=word))
    for member in nearest(await work.people.everyone(network), network, role) if blocked else ():
        fields = {"role": word, "number": str(len(blocked))}
        await work.outbox.tell(line_errand(member.user_id, "team.list_blocked_too", now, **fields))


async def _unconfirmed(work: UnitOfWork, network: str, role: Role, period: str) -> list[Member]:
    """Who may be blocked for want of a yes: a lid of this organisation, and nothing else.

    Aanspreekpunt and waarnemer stay, so that a request always finds somebody; and where there is
    neither, nobody could have confirmed.
    """
    asked = await work.reviews.of(network, period, role)
    waiting = {one.person for one in asked if one.answer is None}
    everyone = await work.people.everyone(network)
    if not any(
        any(one.has(each, network, role) for each in KEEPERS)
        for one in everyone
        if not one.suspended
    ):
        return []
    lid = Post(network=network, function=Function.MEMBER, role=role)
    return [
        one
        for one in everyone
        if one.person in waiting
        and not one.suspended
        and all(post.is_seat_of(lid) for post in one.posts)
    ]


def _is_of_quarter(period: str) -> bool:
    return period[-2:] in QUARTERS
