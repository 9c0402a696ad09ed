"""Getting in: the one-time link, and who confirms that it was opened by the right person."""

import hashlib
import secrets
from dataclasses import replace
from datetime import datetime

from bot.actions.introduction import tell_newcomer
from bot.buttons import Press
from bot.errands import for_a_newcomer, line_errand, screen_errand
from bot.inputs import Origin
from bot.screens.scene import post_text
from bot.visit import House, NotNow, Reply, Visit, noted
from config.unsaid import unsaid
from flows.calendar import day_and_clock
from flows.people import (
    APART,
    CONFIRMED_WITHIN,
    Enrolment,
    Function,
    Invitation,
    Member,
    Post,
    Reach,
    confirmers,
    confirmers_needed,
    has_one_holder,
    may_invite,
)
from flows.refusal import Refusal, Refused
from flows.rules import Role
from flows.state import PersonId
from storage.unit_of_work import UnitOfWork

TOKEN_BYTES = 24  # 192 bits (S01 asks for 128)


def hashed(token: str) -> str:
    """What is kept of an invitation's token."""
    return hashlib.sha256(token.encode()).hexdigest()


async def new_invitation(
    work: UnitOfWork, post: Post, made_by: Member | None, now: datetime
) -> str:
    """Make a one-time invitation; gives the token, which is kept nowhere."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    person = made_by.person if made_by else None
    await work.people.invite(hashed(token), Invitation(post=post, made_by=person, made_at=now))
    await note(work, f"invitation:{hashed(token)[:12]}", "InvitationMade", post, made_by, now)
    return token


async def open_link(work: UnitOfWork, token: str, origin: Origin, now: datetime) -> Reply:
    """Use a link: the first beheerder is in at once, anybody else waits to be confirmed (S01, S03).

    Raises NotNow when it is used, too old or unknown.
    """
    invitation, user_id = await work.people.invitation(hashed(token)), origin.user_id
    if invitation is None or user_id is None:
        raise NotNow("access.stranger")
    known = await work.people.member(user_id)
    if invitation.refuses(now):
        raise NotNow(await _why_not(work, invitation, user_id, known))
    if known is not None and known.suspended:
        raise NotNow("access.suspended")  # a blocked person is given back by /team, not by a link
    if known is not None and known.person == invitation.made_by:
        raise NotNow("enrol.own_link")  # looked at before it was sent on
    post = invitation.post
    if invitation.made_by is None:
        member = await let_in(work, user_id, origin.name, post, None, now)
        await work.languages.hears(user_id, origin.language)
        await work.people.use_invitation(hashed(token), member.person, now)
        await work.outbox.tell(screen_errand(user_id, "welcome", now))
        await tell_newcomer(work, member, now)
        return Reply()
    await work.people.revoke_invitation(hashed(token), now)
    enrolment = await work.enrolments.ask(
        user_id, origin.name, post, invitation.made_by, now, origin.language
    )
    await _ask_confirmers(work, enrolment, now)
    await note(work, f"enrolment:{enrolment.id}", "EnrolmentAsked", post, None, now)
    key = "enrol.waiting.apart" if post.role is None else "enrol.waiting"
    return Reply(screen="line", args={"key": key}, fresh=True)


async def _why_not(
    work: UnitOfWork, invitation: Invitation, user_id: int, known: Member | None
) -> str:
    """Who opens the link once more hears how it stands; anybody else that it does not work."""
    if await work.enrolments.waits(user_id):
        return "enrol.still_waiting"
    post = invitation.post
    if known is not None and any(post.is_seat_of(one) for one in known.posts):
        return "access.suspended" if known.suspended else "enrol.inside"
    return "enrol.used" if invitation.used_at else "enrol.too_old"


async def let_in(
    work: UnitOfWork, user_id: int, name: str, post: Post, by: Member | None, now: datetime
) -> Member:
    """Enrol somebody; who was the one aanspreekpunt or waarnemer before stays as lid."""
    await make_room(work, post, user_id, now)
    member = await work.people.enrol(user_id, name, post, now)
    await work.people.set_reach(user_id, Reach.OPEN)
    await note(work, f"person:{member.person}", "PersonEnrolled", post, by, now)
    return member


async def make_room(work: UnitOfWork, post: Post, user_id: int, now: datetime) -> None:
    """Who held a post that only one may hold steps back for somebody else, blocked or not."""
    for former in await work.people.everyone(post.network) if has_one_holder(post) else ():
        if former.user_id != user_id and former.has(post.function, post.network, post.role):
            await _step_back(work, former, post, now)


async def _step_back(work: UnitOfWork, former: Member, post: Post, now: datetime) -> None:
    await work.people.take(former.person, post, now)
    if post.role is not None and not former.has(Function.MEMBER, post.network, post.role):
        held = next(one for one in former.posts if one.is_seat_of(post))
        plain = replace(held, function=Function.MEMBER)
        await work.people.give(former.person, plain, now)
    function = unsaid(None).word("functie", post.function.value)
    await work.outbox.tell(line_errand(former.user_id, "team.stepped_back", now, function=function))


async def bevestig(visit: Visit, press: Press) -> Reply:
    """It is the right person; with the last confirmation needed somebody is in. Detail: which."""
    work, enrolment = visit.work, await _waiting(visit, press)
    await _refuse_blocked(work, enrolment)
    able = [one.person for one in confirmers(await work.people.members(), enrolment)]
    before = [one for one in enrolment.confirmed_by if one in able]  # who was blocked counts not
    by = tuple(dict.fromkeys((*before, visit.member.person)))
    enough = len(by) >= confirmers_needed(enrolment.post, len(able))
    if visit.member.person in before and not enough:
        raise NotNow("enrol.you_did")
    await work.enrolments.confirmed(enrolment.id, by)
    subject = f"enrolment:{enrolment.id}"
    await note(work, subject, "EnrolmentConfirmed", enrolment.post, visit.member, visit.now)
    if not enough:
        return noted(visit, "line", key="enrol.one_more")
    await work.enrolments.settle(enrolment.id, "bevestigd", visit.now)
    post = enrolment.post
    member = await let_in(work, enrolment.user_id, enrolment.name, post, visit.member, visit.now)
    await work.languages.hears(enrolment.user_id, enrolment.telegram_language)
    confirmed = "|".join(str(person) for person in by)
    await work.outbox.tell(screen_errand(enrolment.user_id, "welcome", visit.now, by=confirmed))
    await tell_newcomer(work, member, visit.now)
    return noted(visit, "line", key="enrol.confirmed")


async def wijs_af(visit: Visit, press: Press) -> Reply:
    """It is not the right person: nobody gets in with this link. Detail: which."""
    enrolment = await _waiting(visit, press)
    await visit.work.enrolments.settle(enrolment.id, "afgewezen", visit.now)
    subject = f"enrolment:{enrolment.id}"
    await note(visit.work, subject, "EnrolmentRefused", enrolment.post, visit.member, visit.now)
    told = line_errand(enrolment.user_id, "enrol.refused", visit.now)
    await visit.work.outbox.tell(for_a_newcomer(told, enrolment.telegram_language))
    return noted(visit, "line", key="enrol.turned_down")


async def lapse(work: UnitOfWork, house: House, now: datetime) -> None:
    """Who was not confirmed within a day must be invited again."""
    for enrolment in await work.enrolments.lapsed(now - CONFIRMED_WITHIN):
        await work.enrolments.settle(enrolment.id, "verlopen", now)
        told = line_errand(enrolment.user_id, "enrol.lapsed", now)
        await work.outbox.tell(for_a_newcomer(told, enrolment.telegram_language))
        for member in confirmers(await work.people.members(), enrolment):
            who = post_text(house.later, enrolment.post)
            await work.outbox.tell(line_errand(member.user_id, "enrol.lapsed_too", now, who=who))


async def uitnodigen(visit: Visit) -> Reply:
    """Start an invitation: which organisation?"""
    return Reply(screen="invite", args={"network": network_of(visit.member)}, fresh=True)


async def nodig_uit(visit: Visit, press: Press) -> Reply:
    """The next choice of an invitation; with the function the link is made."""
    network, *chosen = press.details
    if len(chosen) < 2:
        return Reply(screen="invite", args={"network": network, "role": "".join(chosen)})
    post = _chosen(visit, network, *chosen)
    if not may_invite(visit.member, post):
        raise NotNow("invite.not_allowed")
    token = await new_invitation(visit.work, post, visit.member, visit.now)
    link = f"https://t.me/{visit.house.bot_name}?start={token}"
    sealed = visit.house.safe.encrypt(link.encode()).decode()  # S01: no token in the clear
    who = post_text(visit.house.later, post)
    return noted(visit, "line", key="invite.link", who=who, sealed=sealed)


def _chosen(visit: Visit, network: str, first: str, last: str) -> Post:
    """The post of the two choices: an organisation and a function, or trekker and its doelgroep."""
    if first == Function.TREKKER:
        if last not in {rules.doelgroep for rules in visit.house.configuration.live(network)}:
            raise Refused(Refusal.NOT_CURRENT)
        return Post(network=network, function=Function.TREKKER, doelgroep=last)
    function = Function(last)
    return Post(network=network, function=function, role=None if first in APART else Role(first))


def network_of(member: Member) -> str:
    """The network in which somebody keeps people right; of several the first."""
    own = (post.network for post in member.posts if may_invite(member, post))
    return next(own, member.networks()[0])


async def note(
    work: UnitOfWork, subject: str, name: str, post: Post, by: Member | None, now: datetime
) -> None:
    """What was done to the register, in the history: the post, never the name."""
    data = {"network": post.network, "role": post.role, "function": post.function.value}
    if post.doelgroep is not None:
        data["doelgroep"] = post.doelgroep
    await work.history.add(
        subject, name, data, by_person=by.alias if by else None, by_role=None, at=now
    )


async def _refuse_blocked(work: UnitOfWork, enrolment: Enrolment) -> None:
    """Who was blocked while waiting gets in by /team alone, and not past it."""
    known = await work.people.member(enrolment.user_id)
    if known is not None and known.suspended:
        raise NotNow("enrol.is_blocked")


async def _ask_confirmers(work: UnitOfWork, enrolment: Enrolment, now: datetime) -> None:
    for member in confirmers(await work.people.members(), enrolment):
        args = {"enrolment": str(enrolment.id)}
        await work.outbox.tell(screen_errand(member.user_id, "confirm_who", now, **args))


async def _waiting(visit: Visit, press: Press) -> Enrolment:
    enrolment = await visit.work.enrolments.waiting(int(press.details[0]))
    if enrolment is None:
        raise await _over(visit, press)
    own = enrolment.user_id == visit.user_id
    if own or not may_invite(visit.member, enrolment.post):
        raise NotNow("enrol.not_yours")
    return enrolment


async def _over(visit: Visit, press: Press) -> Exception:
    """What a button of long ago gets to hear: what was decided, and when."""
    settled = await visit.work.enrolments.settled(int(press.details[0]))
    if settled is None:
        return Refused(Refusal.NOT_CURRENT)
    what = visit.house.texts.word("aanmelding", settled[0])
    return NotNow("enrol.settled", what=what, at=day_and_clock(settled[1]))


def person_of(press: Press) -> PersonId:
    """The person that a button is about: its first detail."""
    return PersonId(int(press.details[0]))
