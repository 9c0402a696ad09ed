"""Where somebody may ask for an overleg, in which role, and for which exercise."""

from bot.visit import Visit
from flows.lessons import Lesson, suits
from flows.rules import Role, Rules


async def may_begin(visit: Visit, lesson: Lesson | None = None) -> bool:
    """Whether somebody can ask for an overleg anywhere, and for a lesson where it suits."""
    for network in visit.member.networks():
        roles = visit.member.roles(network)
        if (await may_raise_in(visit, network, roles, lesson))[0]:
            return True
    return False


async def may_raise_in(
    visit: Visit, network: str, roles: tuple[Role, ...], lesson: Lesson | None
) -> tuple[list[str], list[str]]:
    """The doelgroepen in which these roles may raise: with a group, and still without.

    For a lesson only those in which it suits the role that would ask.
    """
    bound = {group.doelgroep for group in await visit.work.groups.all() if group.network == network}
    may = [
        rules.doelgroep
        for rules in visit.house.configuration.live(network)
        if any(_may_raise(rules, role) for role in roles)
        if lesson is None or _suits(visit, lesson, network, rules, roles)
    ]
    return [one for one in may if one in bound], [one for one in may if one not in bound]


def raising_role(visit: Visit, network: str, doelgroep: str, roles: tuple[Role, ...]) -> Role:
    rules = visit.house.configuration.rules(network, doelgroep)
    return next(role for role in roles if _may_raise(rules, role))


def _suits(
    visit: Visit, lesson: Lesson, network: str, rules: Rules, roles: tuple[Role, ...]
) -> bool:
    asker = raising_role(visit, network, rules.doelgroep, roles)
    return suits(lesson, asker, [item.role for item in rules.partners()])


def _may_raise(rules: Rules, role: Role) -> bool:
    return rules.has_role(role) and rules.role(role).may_raise
