"""Loads what the register and the agreements tell beside the figures of a month."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain

from bot.agreed import network_now
from config.networks import Configuration
from flows.calendar import at_local, local, month_bounds
from flows.known import Fact, agreements, confirmed, cover, led, manned, met, reachable
from flows.rules import Role
from storage.unit_of_work import UnitOfWork

MINUTE = timedelta(minutes=1)


async def known_of(
    work: UnitOfWork, configuration: Configuration, network: str, doelgroep: str, month: str,
    now: datetime,
) -> tuple[Fact, ...]:  # fmt: skip
    """As it was at the end of a month; of a month that is not over, as it is now."""
    year, number = (int(part) for part in month.split("-"))
    start, end = month_bounds(year, number)
    until = min(now, end - MINUTE)
    agreed = await network_now(work, configuration, network, until)
    rules = agreed.doelgroepen[doelgroep]
    roles = [one.role for one in rules.partners()]
    governance = work.governance
    known = [await governance.herijkingen(network, one) for one in (year - 1, year)]
    meetings = await governance.meetings(network, at_local(date(year, 1, 1), time(0)))
    roster = await work.duty.roster(network, start, end)
    people = await work.people.everyone(network)
    shifts = (cover(roster, one.role, one.windows, start, end) for one in rules.partners())
    return (
        *agreements(rules, await governance.changes(network), agreed.dpia, until),
        *reachable(roles, await _own_windows(work, network, roles, until)),
        *confirmed(roles, chain.from_iterable(known), until),
        *met(roles, meetings, until),
        *chain.from_iterable(shifts),
        manned(roles, people, network),
        led(people, network, doelgroep),
        Fact(code="onbekenden", n=await _strangers(work, network, doelgroep, now)),
    )


async def _own_windows(
    work: UnitOfWork, network: str, roles: Sequence[Role], until: datetime
) -> dict[Role, date]:
    """Since when the windows hold that an organisation set for itself."""
    return {
        role: local(version.starts_at).date()
        for role in roles
        for version in await work.duty.window_versions(network, role)
        if version.starts_at <= until
    }


async def _strangers(work: UnitOfWork, network: str, doelgroep: str, now: datetime) -> int | None:
    """How many in the group nobody knows; None where there is no group."""
    group = await work.groups.of(network, doelgroep)
    if group is None:
        return None
    return sum(number == group.id for number, _ in await work.presence.unknown(now))
