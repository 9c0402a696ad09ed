"""The figures by the calendar: told on the first working day, and frozen on the fifth."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, time

from bot.accounts import BEGAN, account_of, first_known, months_until
from bot.errands import line_errand, screen_errand
from bot.rounds.sums import kept_since
from bot.visit import House
from flows.calendar import at_local, local, nth_working_day
from flows.indicators import VERSIONS
from flows.people import Function, Member, is_trekker
from flows.rules import Rules
from flows.warnings import SILENT_AFTER
from storage.unit_of_work import UnitOfWork

OWN_FIRST, TOLD_AT, FROZEN_AT = time(8, 30), time(9), time(17)
FREEZES_BACK = 3  # months, after a long absence
COUNTED_BY = "definitions"  # the fact that says by which definitions the sums were counted


async def quarter(work: UnitOfWork, house: House, now: datetime) -> None:
    """Every quarter of an hour: there is much to look up, and mostly nothing to do."""
    here = local(now)
    if await work.jobs.first_time("figures", f"{here:%Y-%m-%dT%H%z}/{here.minute // 15}", now):
        for go_round in (counted_anew, told, told_of_longer, frozen):
            await go_round(work, house, now)


async def told(work: UnitOfWork, house: House, now: datetime) -> None:
    """The month that is over: each aanspreekpunt its own, then the whole to chair and trekkers."""
    month = _last_month(now)
    for network, rules in _live(house):
        if now < _morning(now, OWN_FIRST) or not await _was_there(work, network, rules, month):
            continue
        mark = f"{network}:{rules.doelgroep}"
        args = {"network": network, "doelgroep": rules.doelgroep, "month": month}
        for role in (one.role for one in rules.partners()):
            for member in _reachable(await work.people.holders(network, role, Function.CONTACT)):
                if await work.jobs.first_time(f"own:{mark}:{role}:{member.person}", month, now):
                    await _tell(work, member, "own_month", now, **args, role=role)
        if now >= _morning(now, TOLD_AT):
            for member in await _readers(work, network, rules.doelgroep):
                if await work.jobs.first_time(f"month:{mark}:{member.person}", month, now):
                    await _tell(work, member, "month", now, **args)
                    await _warn(work, house, member, network, rules.doelgroep, now)


async def told_of_longer(work: UnitOfWork, house: House, now: datetime) -> None:
    """After a quarter its learning list; after a year the pulse, and the workbook to review by."""
    here, month = local(now), _last_month(now)
    began = await work.facts.get(BEGAN)
    if here.month % 3 != 1 or now < _morning(now, TOLD_AT) or began is None or began > month:
        return
    quarter = f"{here.year}-{here.month // 3}" if here.month > 1 else f"{here.year - 1}-4"
    for network in house.configuration.networks:
        for member in await _leaders(work, network.code):
            mark = f"kimi list:{network.code}:{member.person}"
            if not await work.jobs.first_time(mark, quarter, now):
                continue
            args = {"network": network.code}
            await _tell(work, member, "kimi_lessons", now, quarter=quarter, **args)
            if here.month == 1:
                await _tell(work, member, "pulse_result", now, year=month[:4], **args)
                for rules in house.configuration.live(network.code):
                    of = {"doelgroep": rules.doelgroep, "month": month}
                    await _tell(work, member, "month_workbook", now, **of, **args)
    if here.month == 1:
        await _year_to_trekkers(work, house, month, now)


async def _year_to_trekkers(work: UnitOfWork, house: House, month: str, now: datetime) -> None:
    """The workbook of the year, of the own doelgroep only; what spans them all is for the chair."""
    for network, rules in _live(house):
        of = {"network": network, "doelgroep": rules.doelgroep, "month": month}
        for member in await _trekkers(work, network, rules.doelgroep):
            mark = f"year:{network}:{rules.doelgroep}:{member.person}"
            if await work.jobs.first_time(mark, month, now):
                await _tell(work, member, "month_workbook", now, **of)


async def frozen(work: UnitOfWork, house: House, now: datetime) -> None:
    """From five o'clock on the fifth working day the month before stays as it is."""
    for month in months_until(_last_month(now), FREEZES_BACK):
        year, number = (int(part) for part in _month_after(month).split("-"))
        if now < at_local(nth_working_day(year, number, 5), FROZEN_AT):
            continue
        for network, rules in _live(house):
            mark = f"freeze:{network}:{rules.doelgroep}"
            if not await work.jobs.first_time(mark, month, now):
                continue
            if not await _was_there(work, network, rules, month):
                continue
            found = await account_of(
                work, house.configuration, network, rules.doelgroep, month, now
            )
            await work.figures.freeze(replace(found, frozen_at=now), now)


async def counted_anew(work: UnitOfWork, house: House, now: datetime) -> None:
    """By new definitions the sums are made anew."""
    version = VERSIONS[-1].version
    if await work.facts.get(BEGAN) is None:
        await work.facts.set(BEGAN, f"{local(now):%Y-%m}")
    if await work.facts.get(COUNTED_BY) != version:
        await work.figures.recount(kept_since(now))
        await work.facts.set(COUNTED_BY, version)


async def _was_there(work: UnitOfWork, network: str, rules: Rules, month: str) -> bool:
    """Whether anything could have been counted in that month: before it there was no bot."""
    first = await first_known(work, network, rules.doelgroep)
    return first is not None and first <= month


async def _tell(work: UnitOfWork, member: Member, screen: str, now: datetime, **args: str) -> None:
    await work.outbox.tell(screen_errand(member.user_id, screen, now, **args))


def _live(house: House) -> Iterator[tuple[str, Rules]]:
    for network in house.configuration.networks:
        for rules in house.configuration.live(network.code):
            yield network.code, rules


async def _leaders(work: UnitOfWork, network: str) -> list[Member]:
    """Who chairs: of the network as a whole, or for the organisation whose turn it is."""
    return [
        member
        for member in _reachable(await work.people.everyone(network))
        if member.has(Function.CHAIR, network)
    ]


async def _readers(work: UnitOfWork, network: str, doelgroep: str) -> list[Member]:
    """Who the month of a doelgroep is for: who chairs, and its own trekkers (R-052); each once."""
    trekkers = await _trekkers(work, network, doelgroep)
    return [*await _leaders(work, network), *trekkers]


async def _trekkers(work: UnitOfWork, network: str, doelgroep: str) -> list[Member]:
    """The trekkers of a doelgroep who do not chair as well: what those get is more."""
    return [
        member
        for member in _reachable(await work.people.everyone(network))
        if is_trekker(member, network, doelgroep) and not member.has(Function.CHAIR, network)
    ]


async def _warn(
    work: UnitOfWork, house: House, member: Member, network: str, doelgroep: str, now: datetime
) -> None:
    """A trekker hears it when the group has fallen asleep (R-007, R-052)."""
    if not is_trekker(member, network, doelgroep):
        return
    if doelgroep in await work.presence.silent(network, now - SILENT_AFTER):
        word = house.later.word("doelgroep", doelgroep)
        line = line_errand(member.user_id, "figures.silent", now, doelgroep=word)
        await work.outbox.tell(line)


def _reachable(members: Iterable[Member]) -> list[Member]:
    return [member for member in members if not member.suspended]


def _morning(now: datetime, clock: time) -> datetime:
    """That time on the first working day of this month."""
    here = local(now)
    return at_local(nth_working_day(here.year, here.month, 1), clock)


def _last_month(now: datetime) -> str:
    return months_until(f"{local(now):%Y-%m}", 2)[0]


def _month_after(month: str) -> str:
    year, number = (int(part) for part in month.split("-"))
    return f"{year + number // 12}-{number % 12 + 1:02}"
