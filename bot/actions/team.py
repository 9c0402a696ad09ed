"""Keeping an organisation's people right: the team, one person, the list of the month."""

from collections.abc import Iterable
from dataclasses import replace

from bot.actions.enrolment import make_room, network_of, note, person_of
from bot.buttons import Code, Press
from bot.errands import alarm_admins, line_errand
from bot.screens.scene import post_text
from bot.visit import NotNow, Reply, Visit, noted
from flows.people import (
    CHANGEABLE,
    Function,
    Member,
    Post,
    chooses_place,
    foremost,
    is_last_keeper,
    managed,
    may_manage,
    sub_roles_of,
)
from flows.refusal import Refusal, Refused
from flows.rules import Role

SURE = "ja"
APART = "-"  # in a button: of no organisation, as a voorzitter, a trekker and a beheerder are


async def team(visit: Visit) -> Reply:
    """The own organisation, or the choice of one."""
    places = [
        (post.network, post.role)
        for post in visit.member.posts
        if post.role and may_manage(visit.member, post.network, post.role)
    ]
    if chooses_place(visit.member):
        args = {"network": network_of(visit.member)}
        return Reply(screen="teams", args=args, fresh=True)
    network, role = places[0]
    return Reply(screen="team", args={"network": network, "role": str(role)}, fresh=True)


async def show_team(visit: Visit, press: Press) -> Reply:
    """One organisation, or who is of none. Details: network, role; none is where it begins."""
    if not press.details:
        reply = await team(visit)
        return Reply(screen=reply.screen, args=reply.args)
    network, role = press.details
    if not may_manage(visit.member, network, None if role == APART else Role(role)):
        raise NotNow("team.not_yours")
    args = {"network": network, "role": "" if role == APART else role}
    return Reply(screen="team", args=args)


async def persoon(visit: Visit, press: Press) -> Reply:
    """One person; with a function it is changed. Details: person, role, function, `ja`.

    The last who keeps the organisation right is asked first: a tap too many would lock all out.
    """
    member, post = await own(visit, press)
    if len(press.details) > 2:
        function = Function(press.details[2])
        if function not in CHANGEABLE or post.role is None:
            raise Refused(Refusal.NOT_CURRENT)
        asked = function is Function.MEMBER and press.details[3:] != (SURE,)
        if asked and is_last_keeper(member, await visit.work.people.members(), post):
            args = {"code": Code.PERSOON.value, "function": function.value}
            return Reply(screen="sure_about", args={**args, **shown_as(member, post)})
        if function is not post.function:
            await _change(visit, member, post, function)
        return noted(visit, "person", None, **shown_as(member, post))
    return Reply(screen="person", args=shown_as(member, post))


async def subrol(visit: Visit, press: Press) -> Reply:
    """Give or take a sub-role (R-037). Details: person, role, sub-role."""
    member, post = await own(visit, press)
    if post.role is None or press.details[2] not in _sub_roles(visit, post):
        raise Refused(Refusal.NOT_IN_LIST)
    held = sub_roles_of(member, post.network, post.role) ^ {press.details[2]}
    for seat in _seats(member, post):
        changed = replace(seat, sub_roles=tuple(sorted(held)))
        await visit.work.people.give(member.person, changed, visit.now)
    subject = f"person:{member.person}"
    await note(visit.work, subject, "SubRolesChanged", post, visit.member, visit.now)
    return noted(visit, "person", None, **shown_as(member, post))


async def klopt(visit: Visit, press: Press) -> Reply:
    """This person is still right (S21). Details: period, person, role."""
    period, *whose = press.details
    member, post = await own(visit, Press(code=press.code, details=tuple(whose)))
    if post.role is None:
        raise Refused(Refusal.NOT_CURRENT)
    by, reviews = visit.member.person, visit.work.reviews
    if await reviews.answer(post.network, post.role, period, member.person, by, visit.now):
        subject = f"person:{member.person}"
        await note(visit.work, subject, "PersonConfirmed", post, visit.member, visit.now)
    if member.suspended:  # blocked for want of this yes, or for a lost phone: that is another tap
        return noted(visit, "person", None, **shown_as(member, post))
    return noted(visit, "review", network=post.network, role=post.role, period=period)


async def own(visit: Visit, press: Press) -> tuple[Member, Post]:
    """The person a button is about, and the post that makes it ours. Raises NotNow, Refused.

    Details: person, role.
    """
    member = await visit.work.people.member_by_person(person_of(press))
    if member is None:
        raise Refused(Refusal.NOT_CURRENT)
    mine = managed(visit.member, member)
    if not mine:
        raise NotNow("team.not_yours")
    shown = [post for post in mine if (post.role or APART) == press.details[1]]
    return member, foremost(shown or mine)


async def _change(visit: Visit, member: Member, post: Post, function: Function) -> None:
    work, now = visit.work, visit.now
    held = sub_roles_of(member, post.network, post.role) if post.role else ()
    changed = replace(post, function=function, sub_roles=tuple(sorted(held)))
    if function is Function.MEMBER:
        await tell_unkept(visit, member, [post])
    await make_room(work, changed, member.user_id, now)
    for seat in _seats(member, post):
        await work.people.take(member.person, seat, now)
    await work.people.give(member.person, changed, now)
    await note(work, f"person:{member.person}", "FunctionChanged", changed, visit.member, now)
    who = post_text(visit.house.later, changed)
    await work.outbox.tell(line_errand(member.user_id, "team.function_now", now, who=who))


async def tell_unkept(visit: Visit, member: Member, ended: Iterable[Post]) -> None:
    """Tell every beheerder which organisations are about to lose the last who keeps them right."""
    people = await visit.work.people.members()
    for post in ended:
        if post.role is not None and is_last_keeper(member, people, post):
            role = visit.house.later.word("role", post.role)
            await alarm_admins(visit.work, "admin.unkept", visit.now, role=role)


def _seats(member: Member, post: Post) -> list[Post]:
    """What somebody is in the organisation of a post; who chairs the KiMi stays that."""
    return [
        one
        for one in member.posts
        if (one.network, one.role) == (post.network, post.role) and one.function in CHANGEABLE
    ]


def _sub_roles(visit: Visit, post: Post) -> set[str]:
    network = visit.house.configuration.network(post.network)
    return {
        code
        for rules in network.doelgroepen.values()
        for role in rules.roles
        if role.role == post.role
        for code in role.sub_roles
    }


def shown_as(member: Member, post: Post) -> dict[str, str]:
    """What a screen about one person has to know."""
    return {"person": str(member.person), "network": post.network, "role": post.role or ""}
