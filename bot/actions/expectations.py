"""What partners may expect of each other: how one asks, and what each role does and does not do."""

from bot.access import STRANGER
from bot.buttons import Press
from bot.visit import NotNow, Reply, Visit
from flows.refusal import Refusal, Refused
from flows.rules import Role


async def verwachtingen(visit: Visit) -> Reply:
    """How partners ask each other, with the choice of a role."""
    return Reply(screen="expectations", args={"network": visit.member.networks()[0]}, fresh=True)


async def verwacht(visit: Visit, press: Press) -> Reply:
    """A network, or one role of it. Details: network, role."""
    network, *chosen = press.details
    if network not in visit.member.networks():
        raise NotNow(STRANGER)
    if not chosen:
        return Reply(screen="expectations", args={"network": network})
    role = Role(chosen[0])
    if not any(rules.has_role(role) for rules in visit.house.configuration.live(network)):
        raise Refused(Refusal.NOT_CURRENT)
    return Reply(screen="expectations_of", args={"network": network, "role": role})
