"""The introduction of a newcomer: shown after the welcome, leafed through, and read."""

from datetime import datetime

from bot.buttons import Press
from bot.errands import screen_errand
from bot.visit import Reply, Visit, noted
from flows.introduction import READ, Step
from flows.people import Member
from flows.refusal import Refusal, Refused
from storage.unit_of_work import UnitOfWork


async def order_kennismaken(visit: Visit) -> Reply:
    """From the first screen on, as often as somebody likes."""
    return Reply(screen="introduction", args={"step": ""}, fresh=True)


async def kennismaken(visit: Visit, press: Press) -> Reply:
    """Another screen, or the end of it. Detail: which."""
    (step,) = press.details
    if step == READ:
        await visit.work.introductions.read(visit.member.person, visit.now)
        return noted(visit, "introduction", step=step)
    if step not in {*Step}:
        raise Refused(Refusal.NOT_CURRENT)
    return Reply(screen="introduction", args={"step": step})


async def tell_newcomer(work: UnitOfWork, member: Member, now: datetime) -> None:
    """Let it follow the welcome, but for who read it before."""
    if member.introduced_at is None:
        await work.outbox.tell(screen_errand(member.user_id, "introduction", now, step=""))
