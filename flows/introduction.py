"""What a newcomer reads first: at most six small screens, those that concern the reader."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from flows.people import Function, Member
from flows.rules import RoleKind, RoleRules, Rules

READ = "gelezen"  # in the place of a step: the reader has come to the end


class Step(StrEnum):
    """One screen, in the order of reading."""

    PURPOSE = "doel"
    ASK = "vragen"
    ANSWER = "antwoorden"
    SILENCE = "stilte"
    TASK = "taak"  # of who has no seat: what there is to do then
    NEVER = "nooit"
    KEPT = "bewaard"


Live = Mapping[str, Iterable[Rules]]  # by network, the doelgroepen that are switched on


def steps_for(member: Member, live: Live) -> tuple[Step, ...]:
    """The screens that concern somebody in the posts held now."""
    seated = bool(seated_in(member, live))
    concerns = {
        Step.ASK: bool(asks_in(member, live)),
        Step.ANSWER: seated,
        Step.SILENCE: seated,
        Step.TASK: not seated,
    }
    return tuple(step for step in Step if concerns.get(step, True))


def asks_in(member: Member, live: Live) -> tuple[str, ...]:
    """The networks in which somebody may ask for an overleg."""
    held = ((network, role) for network, _, roles in _held(member, live) for role in roles)
    return tuple(dict.fromkeys(network for network, role in held if role.may_raise))


def seated_in(member: Member, live: Live) -> tuple[Rules, ...]:
    """The doelgroepen in which somebody is asked, and answers."""
    return tuple(
        rules
        for _, rules, roles in _held(member, live)
        if any(role.kind is RoleKind.PARTNER for role in roles)
    )


def tasks_of(member: Member) -> tuple[Function, ...]:
    """The functions that ask something of their own; that of a lid does only without a seat."""
    held = {post.function for post in member.posts}
    return tuple(one for one in Function if one in held and one is not Function.MEMBER)


def around(steps: tuple[Step, ...], at: str) -> tuple[Step | None, Step, Step | None]:
    """The step before, the one that is shown and the one after it.

    A step that concerns the reader no longer leads to the first.
    """
    here = steps.index(Step(at)) if at in steps else 0
    before = steps[here - 1] if here else None
    after = steps[here + 1] if here + 1 < len(steps) else None
    return before, steps[here], after


def _held(member: Member, live: Live) -> Iterator[tuple[str, Rules, list[RoleRules]]]:
    """What each doelgroep agreed of the roles in which somebody acts."""
    for network in member.networks():
        for rules in live.get(network, ()):
            held = [role for role in member.roles(network) if rules.has_role(role)]
            yield network, rules, [rules.role(role) for role in held]
