"""From an input to an actor: the only way to act in somebody's name."""

from datetime import datetime

from bot.rights import Right, holds
from bot.visit import NotNow, Visit
from flows.people import Member
from flows.rules import Role, RoleKind
from flows.state import Alert, By
from storage.unit_of_work import UnitOfWork

STRANGER = "access.stranger"
REFUSED = {
    Right.MEMBER: STRANGER,
    Right.INVOLVED: "access.involved_only",
    Right.PARTNER: "access.partner_only",
    Right.COORDINATOR: "access.coordinator_only",
    Right.FIGURES: "access.figures_only",
    Right.MONTH: "month.not_allowed",
    Right.CHAIR: "access.chair_only",
    Right.ADMIN: "access.admin_only",
}


async def member_of(work: UnitOfWork, user_id: int | None, now: datetime) -> Member:
    """The enrolled person behind a user id. Raises NotNow for everybody else (S04, S05)."""
    if user_id is None:
        raise NotNow("access.anonymous")
    await work.people.sign(user_id, now)
    member = await work.people.member(user_id)
    if member is None or not member.posts:
        raise NotNow("enrol.still_waiting" if await work.enrolments.waits(user_id) else STRANGER)
    if member.suspended:
        raise NotNow("access.suspended")
    return member


def authorise(member: Member, right: Right) -> None:
    """Raises NotNow unless somebody holds this right; the desk asks it before any action (S12)."""
    if not holds(member, right):
        raise NotNow(REFUSED[right])


def role_in(visit: Visit, alert: Alert, wanted: Role | None = None) -> Role:
    """The role in which a person acts on an alert. Raises NotNow when there is none.

    Somebody with several roles acts as the one that is wanted, or the one that is silent.
    """
    held = visit.member.roles(alert.network)
    seats = [seat for seat in alert.seats if seat.role in held]
    if not seats:
        raise NotNow("access.no_seat", id=alert.id)
    if wanted in held:
        return wanted if wanted is not None else seats[0].role
    silent = [seat for seat in seats if seat.answer is None]
    return (silent or seats)[0].role


def signed(visit: Visit, alert: Alert, wanted: Role | None = None) -> By:
    """The signature under a command on an alert."""
    return visit.member.by(role_in(visit, alert, wanted))


def sees(member: Member, alert: Alert) -> bool:
    """Whether an alert may be shown: not to an agendalid (R-042), and not to a trekker (R-052)."""
    held = [post for post in member.posts if post.network == alert.network and post.is_involved]
    outside = {one.role for one in alert.rules.roles if one.kind is RoleKind.AGENDALID}
    return any(post.role not in outside for post in held)


async def refuse_elsewhere(visit: Visit, alert: Alert) -> None:
    """A card counts in its own group, and in the private chat of a member; nowhere else (S13)."""
    if alert.network not in visit.member.networks():
        raise NotNow(STRANGER)
    if not sees(visit.member, alert):
        raise NotNow("access.no_seat", id=alert.id)
    if visit.origin.is_private:
        return
    group = await visit.work.groups.of_chat(visit.origin.chat_id)
    if group is None or (group.network, group.doelgroep) != (alert.network, alert.doelgroep):
        raise NotNow(STRANGER)
