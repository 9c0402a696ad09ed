"""The duty by the calendar: who is there tonight and this weekend, who is reached, what lapses."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.actions.duty import lapse
from bot.agreed import network_now
from bot.buttons import moment
from bot.errands import screen_errand
from bot.screens.coverage import uncovered
from bot.screens.duty_view import duty_roles, staffed, windows_of
from bot.visit import House
from flows.calendar import (
    DAY,
    FRIDAY,
    at_local,
    is_public_holiday,
    local,
    next_working_day,
)
from flows.notices import Rank
from flows.people import Reach, nearest
from storage.unit_of_work import UnitOfWork

EVENING, NOON, MORNING = time(17), time(12), time(8)
TESTED_AT, MONDAY = time(10), 0
ANSWERED_WITHIN = timedelta(hours=1)  # a request during the shift itself


async def coverage(work: UnitOfWork, house: House, now: datetime) -> None:
    """Tonight at 17:00, the weekend on Friday at noon, a holiday at noon of the day before."""
    for kind, until in due(now):
        for network in house.configuration.networks:
            mark = f"coverage:{kind}:{network.code}"
            if await work.jobs.first_time(mark, f"{local(now):%Y-%m-%d}", now):
                await _cover(work, house, network.code, kind, until, now)


async def reach(work: UnitOfWork, house: House, now: datetime) -> None:
    """Every Monday, without a sound: can everybody be reached?"""
    here = local(now)
    if here.weekday() != MONDAY or here.time() < TESTED_AT:
        return
    if not await work.jobs.first_time("reach test", f"{here:%G-%V}", now):
        return
    for member in await work.people.members():
        if member.posts and not member.suspended and member.reach is Reach.OPEN:
            errand = screen_errand(member.user_id, "reach_test", now)
            await work.outbox.tell(replace(errand, rank=Rank.QUIET))


async def handovers(work: UnitOfWork, house: House, now: datetime) -> None:
    """A request that nobody answered lapses when the shift begins; both are told."""
    for network in house.configuration.networks:
        for asked in await work.duty.lapsed_handovers(network.code, now):
            waits = min(asked.asked_at + ANSWERED_WITHIN, asked.ends_at)
            if asked.starts_at > asked.asked_at or now >= waits:
                await lapse(work, network.code, asked, now)


def due(now: datetime) -> list[tuple[str, datetime]]:
    """Of which stretches to tell now, and until when they last."""
    here = local(now)
    today, wall = here.date(), here.time()
    due: list[tuple[str, datetime]] = []
    if wall >= EVENING:
        due.append(("avond", at_local(today + DAY, MORNING)))
    if wall >= NOON and today.weekday() == FRIDAY:
        due.append(("weekend", at_local(next_working_day(today), MORNING)))
    elif wall >= NOON and is_public_holiday(today + DAY) and not is_public_holiday(today):
        due.append(("feestdag", at_local(next_working_day(today), MORNING)))
    return due


async def _cover(
    work: UnitOfWork, house: House, network: str, kind: str, until: datetime, now: datetime
) -> None:
    rules = (await network_now(work, house.configuration, network, now)).doelgroepen.values()
    live = [each for each in rules if each.live]
    roles = list(dict.fromkeys(one.role for each in live for one in each.partners()))
    start = max(now, at_local(local(now).date(), EVENING))  # the working day itself is not told
    args = {"network": network, "start": moment(start), "end": moment(until)}
    told = {**args, "kind": kind, "roles": "|".join(roles)}
    everyone = await work.people.everyone(network)
    keepers = {one.user_id for role in duty_roles(live) for one in nearest(everyone, network, role)}
    for user_id in sorted(keepers):
        await work.outbox.tell(screen_errand(user_id, "coverage", now, **told))
    roster = await work.duty.roster(network, start, until)
    for role in roles:
        there = staffed(roster, role, everyone, network)
        if uncovered(there, role, windows_of(live, role), start, until):
            for member in nearest(everyone, network, role):
                own = {**args, "role": role}
                await work.outbox.tell(screen_errand(member.user_id, "coverage_red", now, **own))
