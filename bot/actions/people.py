"""Enrolling: the one-time link, the binding of a group, who is who."""

import hashlib
import secrets
from datetime import datetime

from bot.buttons import Press
from bot.visit import NotNow, Reply, Visit, noted
from flows.people import Function, Invitation, Member, Post, may_invite
from flows.rules import Role
from flows.state import PersonId
from storage.unit_of_work import UnitOfWork

TOKEN_BYTES = 24  # 192 bits (S01 asks for 128)


def hashed(token: str) -> str:
    """What is kept of an invitation's token."""
    return hashlib.sha256(token.encode()).hexdigest()


async def new_invitation(
    work: UnitOfWork, post: Post, made_by: PersonId | None, now: datetime
) -> str:
    """Make a one-time invitation; gives the token, which is kept nowhere."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invitation = Invitation(post=post, made_by=made_by, made_at=now)
    await work.people.invite(hashed(token), invitation)
    await work.history.add(
        subject=f"invitation:{hashed(token)[:12]}",
        name="InvitationMade",
        data={"network": post.network, "role": post.role, "function": post.function.value},
        by_person=made_by,
        by_role=None,
        at=now,
    )
    return token


async def enrol(work: UnitOfWork, token: str, user_id: int, name: str, now: datetime) -> Member:
    """Let somebody in with a link. Raises NotNow when it is used, too old or unknown (S01)."""
    invitation = await work.people.invitation(hashed(token))
    if invitation is None:
        raise NotNow("access.stranger")
    if invitation.refuses(now):
        raise NotNow("enrol.used" if invitation.used_at else "enrol.too_old")
    member = await work.people.enrol(user_id, name, invitation.post, now)
    await work.people.use_invitation(hashed(token), member.person, now)
    await work.history.add(
        subject=f"person:{member.person}",
        name="PersonEnrolled",
        data={
            "network": invitation.post.network,
            "role": invitation.post.role,
            "function": invitation.post.function.value,
        },
        by_person=member.alias,
        by_role=None,
        at=now,
    )
    return member


async def uitnodigen(visit: Visit) -> Reply:
    """Start an invitation: which organisation?"""
    network = _network(visit)
    may = visit.member.is_admin() or any(
        post.function is Function.CONTACT for post in visit.member.posts
    )
    if not may:
        raise NotNow("invite.not_allowed")
    return Reply(screen="invite", args={"network": network}, fresh=True)


async def nodig_uit(visit: Visit, press: Press) -> Reply:
    """The next choice of an invitation; with the function the link is made."""
    network, *chosen = press.details
    if len(chosen) < 2:
        return Reply(screen="invite", args={"network": network, "role": chosen[0]})
    function = Function(chosen[1])
    role = None if function is Function.CHAIR else Role(chosen[0])
    post = Post(network=network, function=function, role=role)
    if not may_invite(visit.member, post):
        raise NotNow("invite.not_allowed")
    token = await new_invitation(visit.work, post, visit.member.person, visit.now)
    texts = visit.house.texts
    named = texts.word("role", role) if role else ""
    who = f"{named} {texts.word('functie', function.value)}".strip()
    link = f"https://t.me/{visit.house.bot_name}?start={token}"
    sealed = visit.house.safe.encrypt(link.encode()).decode()  # S01: no token in the clear
    return noted(visit, "line", key="invite.link", who=who, sealed=sealed)


async def koppel(visit: Visit, press: Press) -> Reply:
    """Bind this group to a doelgroep; details: the network, the doelgroep."""
    if visit.origin.is_private:
        raise NotNow("bind.in_group")
    network, doelgroep = press.details
    live = {rules.doelgroep for rules in visit.house.configuration.live(network)}
    if doelgroep not in live:
        raise NotNow("refusal.not_current")
    group = await visit.work.groups.bind(
        network, doelgroep, visit.origin.chat_id, visit.member.person, visit.now
    )
    await visit.work.history.add(
        subject=f"group:{group.id}",
        name="GroupBound",
        data={"network": network, "doelgroep": doelgroep},
        by_person=visit.member.alias,
        by_role=None,
        at=visit.now,
    )
    name = visit.house.texts.word("doelgroep", doelgroep)
    return noted(visit, "line", key="bind.done", doelgroep=name)


def _network(visit: Visit) -> str:
    networks = visit.member.networks()
    if not networks:
        raise NotNow("access.stranger")
    return networks[0]
