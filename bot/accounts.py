"""Loads the account of a month: as it stands now, or as it was frozen with what changed since."""

import asyncio
from collections import Counter
from collections.abc import Awaitable
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from bot.agreed import rules_now
from bot.known import known_of
from config.networks import Configuration
from flows.account import Account, Periods, account, frozen
from flows.calendar import local, month_bounds
from flows.cells import Cell
from flows.herijking import unconfirmed
from flows.indicators import definitions_of
from flows.kimi import organisations
from flows.rules import Role
from flows.sums import Sums
from storage.facts import INVENTED
from storage.unit_of_work import UnitOfWork

YEAR, LINE = 12, 24  # months
OF_LINE = ("M4", "telt")  # what the line and the year before are drawn from
ASKED_IN = "herijking:{}"  # the fact that says in which year a network was asked
BEGAN = "figures_began"  # the fact that says in which month there first was a bot


async def account_of(
    work: UnitOfWork, configuration: Configuration, network: str, doelgroep: str, month: str,
    now: datetime,
) -> Account:  # fmt: skip
    """The account of a month such as 2026-11. KeyError for a doelgroep that is not there."""
    then, has_changed = await work.figures.frozen(network, doelgroep, month)
    if then is not None and not has_changed:
        return then
    found = await _as_it_stands(work, configuration, network, doelgroep, month, now)
    return found if then is None else frozen(found, then)


async def _as_it_stands(
    work: UnitOfWork, configuration: Configuration, network: str, doelgroep: str, month: str,
    now: datetime,
) -> Account:  # fmt: skip
    rules = await rules_now(work, configuration, network, doelgroep, now)
    start, end = month_bounds(*(int(part) for part in month.split("-")))
    draw_up = partial(
        account,
        rules,
        network,
        month,
        await _periods(work, network, doelgroep, month, now),
        definitions=definitions_of(month),
        looked_at=now,
        consultations=await work.consultations.count(network, doelgroep, start, end),
    )
    found = await asyncio.to_thread(draw_up)  # of a very busy month it takes a while
    late = await _unconfirmed(work, configuration, network, month)
    invented = await work.facts.get(INVENTED) is not None
    known = await known_of(work, configuration, network, doelgroep, month, now)
    return replace(found, unconfirmed=late, known=known, invented=invented)


async def first_known(work: UnitOfWork, network: str, doelgroep: str) -> str | None:
    """The first month that can be told: of the first alert, or since the bot has been there."""
    known = (await work.figures.first_month(network, doelgroep), await work.facts.get(BEGAN))
    return min((month for month in known if month is not None), default=None)


def months_until(month: str, count: int) -> list[str]:
    """So many months in a row, oldest first, the last this one."""
    year, number = (int(part) for part in month.split("-"))
    numbers = [year * 12 + number - 1 - back for back in reversed(range(count))]
    return [f"{one // 12}-{one % 12 + 1:02}" for one in numbers]


async def _periods(
    work: UnitOfWork, network: str, doelgroep: str, month: str, now: datetime
) -> Periods:
    line = months_until(month, LINE)
    first = await first_known(work, network, doelgroep) or month
    year, before = line[-YEAR:], line[:-YEAR]
    cases = [await _cases(work, network, doelgroep, one) for one in year]
    known = [one for one in cases if one is not None]
    of, together = work.figures.of, work.figures.together

    async def sums(cells: Awaitable[Counter[Cell]], cases: int | None = None) -> Sums:
        return await asyncio.to_thread(Sums, await cells, now, cases)

    months = [one for one in line if one >= min(first, month)]
    return Periods(
        month=await sums(of(network, doelgroep, [month]), cases[-1]),
        year=await sums(
            together(network, doelgroep, year), sum(known) if len(known) == YEAR else None
        ),
        before=await sums(together(network, doelgroep, before, *OF_LINE)),
        line=tuple([(one, await sums(of(network, doelgroep, [one], *OF_LINE))) for one in months]),
    )


async def _cases(work: UnitOfWork, network: str, doelgroep: str, month: str) -> int | None:
    year, number = (int(part) for part in month.split("-"))
    return await work.counts.eligible_cases(network, doelgroep, year, number)


async def _unconfirmed(
    work: UnitOfWork, configuration: Configuration, network: str, month: str
) -> tuple[Role, ...]:
    """Nobody, in a year in whose first quarter nobody was asked: the bot was not there yet."""
    year, number = (int(part) for part in month.split("-"))
    if await work.facts.get(ASKED_IN.format(network)) != str(year):
        return ()
    _, end = month_bounds(year, number)
    known = await work.governance.herijkingen(network, year)
    order = organisations(configuration.live(network))
    return unconfirmed(order, known, min(local(end).date(), date(year, 12, 31)))
