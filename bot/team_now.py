"""What is worth a look at an organisation as it is now, for the screen of its people."""

from datetime import datetime

from flows.rules import Role
from flows.state import PersonId
from flows.warnings import LOOKS_BACK, SILENT_AFTER, answered_by, leans_on_one
from storage.unit_of_work import UnitOfWork


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
