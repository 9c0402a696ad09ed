"""What is worth a look at an organisation as it is now, for the screens of its people."""

from datetime import datetime

from bot.actions.groups import kinds
from bot.visit import House
from flows.lessons import people_in
from flows.people import is_let_in
from flows.rules import Role
from flows.state import PersonId
from flows.warnings import LOOKS_BACK, SILENT_AFTER, answered_by, leans_on_one
from storage.unit_of_work import UnitOfWork


async def missing_from(work: UnitOfWork, house: House, network: str, role: Role) -> list[int]:
    """The Telegram numbers of who belongs in a group of the network and is not in it (R-048)."""
    people = [one for one in await work.people.everyone(network) if role in one.roles(network)]
    missing: set[int] = set()
    for group in await work.groups.all():
        if group.network == network:
            out, known = await work.presence.outside(group.id), kinds(house, group)
            let_in = (one.user_id for one in people if is_let_in(one, network, known))
            missing.update(out.intersection(let_in))
    return sorted(missing)


async def warnings_of(work: UnitOfWork, network: str, role: Role, now: datetime) -> dict[str, str]:
    """As args of the screen: whether the role leans on one person, and which groups are silent."""
    people: list[PersonId] = []
    for doelgroep in {group.doelgroep for group in await work.groups.all()}:
        recent = await work.alerts.recent(network, doelgroep, now - LOOKS_BACK)
        for mark in answered_by(recent, role):
            member = await work.people.member_by_alias(mark)
            people.append(member.person if member is not None else PersonId(-mark))
    silent = await work.presence.silent(network, now - SILENT_AFTER)
    return {"one_person": "ja" if leans_on_one(people) else "", "silent": "|".join(silent)}


async def practised_in(work: UnitOfWork, house: House, network: str, now: datetime) -> list[int]:
    """Who did something in a drill of the last three months, as far as the marks still tell."""
    drills = [
        alert
        for doelgroep in house.configuration.network(network).doelgroepen
        for alert in await work.alerts.recent(network, doelgroep, now - LOOKS_BACK)
        if alert.drill
    ]
    courses = [await work.history.events(alert.id) for alert in drills]
    found = [await work.people.member_by_alias(mark) for mark in people_in(courses)]
    return sorted({member.person for member in found if member is not None})
