"""Going: somebody leaves an organisation, or a phone is lost; no right is left with the commit."""

from collections.abc import Sequence

from bot.actions.enrolment import note
from bot.actions.groups import kinds
from bot.actions.team import APART, SURE, own, shown_as, tell_unkept
from bot.buttons import Code, Press
from bot.errands import alarm_admins, expel_errand, line_errand, screen_errand
from bot.screens.scene import post_text
from bot.visit import NotNow, Reply, Visit, noted
from flows.people import (
    BESIDE,
    Function,
    Member,
    Post,
    Reach,
    heirs,
    is_let_in,
    managed,
    may_go,
)
from flows.refusal import Refusal, Refused
from flows.rules import Role
from flows.state import Alert, AlertId


async def verwijder(visit: Visit, press: Press) -> Reply:
    """Somebody leaves; what is of another organisation stays (S06). Details: person, role, `ja`.

    With a network and a doelgroep before the `ja`, somebody only gives that up.
    """
    work, now = visit.work, visit.now
    member, post = await own(visit, press)
    given_up = _given_up(visit, member, press)
    ended = [given_up] if given_up else managed(visit.member, member)
    post = given_up or post
    if any(one.function is Function.ADMIN for one in ended):
        await _refuse_last_admin(visit, member)
    if press.details[-1] != SURE:
        args = {"code": Code.VERWIJDER.value, **shown_as(member, post)}
        return Reply(screen="sure_about", args=args | _what(visit, given_up))
    await tell_unkept(visit, member, ended)
    if len(ended) == len(member.posts):
        await work.people.remove(member.person, now)
        if member.reach is Reach.OPEN:
            await work.outbox.tell(line_errand(member.user_id, "team.you_left", now))
    for one in ended:
        await work.people.take(member.person, one, now)
        if one.role is not None:
            by = visit.member.person
            await work.reviews.gone(one.network, one.role, member.person, by, now)
    await work.people.revoke_invitations_of(member.person, now)
    await _put_out(visit, member)
    await _hand_over(visit, ended)
    await note(work, f"person:{member.person}", "PersonRemoved", post, visit.member, now)
    if given_up:
        return await _let_go(visit, member, given_up)
    await _ask_of_the_rest(visit, member, ended)
    return noted(visit, "removed")


def _given_up(visit: Visit, member: Member, press: Press) -> Post | None:
    """The one post that ends, when it is not all of them. Raises Refused when it has ended."""
    if len(press.details) <= 3:
        return None
    network, doelgroep = press.details[2:4]
    post = Post(network=network, function=Function.TREKKER, doelgroep=doelgroep)
    if doelgroep == APART:
        post = Post(network=network, function=Function.CHAIR)
    if post not in managed(visit.member, member):
        raise Refused(Refusal.NOT_CURRENT)
    return post


async def _let_go(visit: Visit, member: Member, post: Post) -> Reply:
    """Who gave something up hears so, and so does who took it away; without a rest one is gone."""
    if len(member.posts) == 1:
        return noted(visit, "removed")
    what = post_text(visit.house.later, post)
    told = line_errand(member.user_id, "team.gave_up", visit.now, what=what)
    await visit.work.outbox.tell(told)
    return noted(visit, "line", key="team.given_up", what=what)


def _what(visit: Visit, given_up: Post | None) -> dict[str, str]:
    if given_up is None:
        return {}
    what = post_text(visit.house.later, given_up)
    return {"up": given_up.doelgroep or APART, "what": what}


async def _ask_of_the_rest(visit: Visit, member: Member, ended: Sequence[Post]) -> None:
    """Who left the own organisation may still be trekker or voorzitter: is that right?"""
    role = next((post.role for post in ended if post.role), None)
    for post in member.posts if role else ():
        if post not in ended and post.function in BESIDE and post.role is None:
            fields = {"role": visit.house.later.word("role", str(role))}
            what = post_text(visit.house.later, post)
            await alarm_admins(visit.work, "admin.still_apart", visit.now, **fields, what=what)


async def blokkeer(visit: Visit) -> Reply:
    """A phone is lost: whose? (S10)"""
    return Reply(screen="whose_phone", fresh=True)


async def blokkeren(visit: Visit, press: Press) -> Reply:
    """Block somebody at once. Details: person, role, `ja`."""
    member, post = await own(visit, press)
    await _refuse_last_admin(visit, member)
    if press.details[2:] != (SURE,):
        args = {"code": Code.BLOKKEER.value, **shown_as(member, post)}
        return Reply(screen="sure_about", args=args)
    await tell_unkept(visit, member, member.posts)
    await visit.work.people.suspend(member.person, visit.now)
    await visit.work.people.revoke_invitations_of(member.person, visit.now)
    groups = await _put_out(visit, member)
    await _hand_over(visit, member.posts)
    subject = f"person:{member.person}"
    await note(visit.work, subject, "PersonBlocked", post, visit.member, visit.now)
    return noted(visit, "blocked", groups="|".join(groups))


async def deblokkeren(visit: Visit, press: Press) -> Reply:
    """Give the rights back, after the person was spoken to. Details: person, role, `ja`."""
    member, post = await own(visit, press)
    if press.details[2:] != (SURE,):
        args = {"code": Code.DEBLOKKEER.value, **shown_as(member, post)}
        return Reply(screen="sure_about", args=args)
    await visit.work.people.suspend(member.person, None)
    subject = f"person:{member.person}"
    await note(visit.work, subject, "PersonUnblocked", post, visit.member, visit.now)
    await visit.work.outbox.tell(line_errand(member.user_id, "team.unblocked_you", visit.now))
    return noted(visit, "line", key="team.unblocked")


async def _refuse_last_admin(visit: Visit, member: Member) -> None:
    if not may_go(member, await visit.work.people.members()):
        raise NotNow("team.last_admin")


async def _put_out(visit: Visit, before: Member) -> list[str]:
    """Out of every group where nothing is left to do; gives whose groups. It is verified (S06)."""
    work, out = visit.work, []
    now_is = await work.people.member(before.user_id)
    for group in await work.groups.all():
        still = is_let_in(now_is, group.network, kinds(visit.house, group))
        if group.network in before.networks() and not still:
            await work.outbox.tell(expel_errand(group, before.user_id, visit.now))
            out.append(group.doelgroep)
    return out


async def _hand_over(visit: Visit, ended: Sequence[Post]) -> None:
    """What the roles still owe goes to the waarnemer, or else the aanspreekpunt (R-169)."""
    places = [(post.network, post.role) for post in ended if post.role]
    for network, role in dict.fromkeys(places):
        running = await visit.work.alerts.with_follow_ups(network)
        owed = [alert.id for alert in running if _owes(alert, role)]
        if owed:
            await _tell_heirs(visit, network, role, owed)


async def _tell_heirs(visit: Visit, network: str, role: Role, owed: list[AlertId]) -> None:
    args = {"role": role, "alerts": "|".join(owed)}
    for member in heirs(await visit.work.people.everyone(network), network, role):
        told = screen_errand(member.user_id, "taken_over", visit.now, **args)
        await visit.work.outbox.tell(told)


def _owes(alert: Alert, role: Role) -> bool:
    return any(item.owner == role and item.done_at is None for item in alert.follow_ups)
