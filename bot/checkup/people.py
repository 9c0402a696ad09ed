"""People and traffic: who is missing, who cannot be reached, what waits, what was set aside."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta

from bot.checkup.finding import Finding, Notepad
from bot.installation import Installation
from config.networks import Network
from flows.notices import Rank
from flows.people import Function, Member, Reach
from storage.unit_of_work import UnitOfWork

WAITS_LONG = timedelta(minutes=5)


async def people(house: Installation, work: UnitOfWork) -> AsyncIterator[Finding]:
    pad = Notepad(house.texts)
    for network in house.configuration.networks:
        for rules in house.configuration.live(network.code):
            bound = await work.groups.of(network.code, rules.doelgroep)
            doelgroep = house.texts.word("doelgroep", rules.doelgroep)
            said = pad.well if bound else pad.hand
            yield said("doctor.group" if bound else "doctor.no_group", doelgroep=doelgroep)
        for finding in _vacant(pad, house, network, await work.people.everyone(network.code)):
            yield finding
    if not await work.people.admins():
        yield pad.hand("doctor.no_admin")
    for finding in _unreachable(pad, house, await work.people.members()):
        yield finding


async def traffic(house: Installation, work: UnitOfWork, now: datetime) -> AsyncIterator[Finding]:
    pad = Notepad(house.texts)
    oldest = await work.outbox.oldest_waiting(Rank.QUIET)
    age = now - oldest if oldest else timedelta(0)
    said = pad.hand if age > WAITS_LONG else pad.well
    key = "doctor.outbox_late" if age > WAITS_LONG else "doctor.outbox"
    yield said(key, n=await work.outbox.waiting(), minutes=int(age.total_seconds() // 60))
    if lost := await work.reseal.unreadable():
        yield pad.hand("doctor.unreadable", n=lost)
    for item in await work.updates.set_asides():
        yield pad.hand("doctor.set_aside", update=item.update_id, error=item.error, at=item.at)


def _vacant(
    pad: Notepad, house: Installation, network: Network, everyone: list[Member]
) -> Iterator[Finding]:
    """Every role that has a seat needs somebody, and somebody who keeps its list."""
    there = [one for one in everyone if not one.suspended]
    roles = [
        one.role for rules in house.configuration.live(network.code) for one in rules.partners()
    ]
    for role in dict.fromkeys(roles):
        word = house.texts.word("role", role)
        if not any(role in one.roles(network.code) for one in there):
            yield pad.hand("doctor.vacant", role=word)
        elif not any(one.has(Function.CONTACT, network.code, role) for one in there):
            yield pad.hand("doctor.no_contact", role=word)


def _unreachable(pad: Notepad, house: Installation, members: list[Member]) -> Iterator[Finding]:
    """By organisation, without names: the aanspreekpunt sees with /team who it is."""
    shut = [one for one in members if one.posts and not one.suspended]
    counts = Counter(
        house.texts.word("role", role) if role else house.texts("doctor.no_role")
        for one in shut
        if one.reach is not Reach.OPEN
        for role in {post.role for post in one.posts}
    )
    if counts:
        told = ", ".join(f"{word} {number}" for word, number in sorted(counts.items()))
        yield pad.hand("doctor.unreachable", told=told)
