"""What somebody may know: what may be shared, what is kept, and whether the bot runs."""

from bot.inputs import Input, Ordered
from bot.visit import House, Reply, Visit
from flows.calendar import clock_text
from flows.people import Member
from storage.unit_of_work import UnitOfWork

TOLD = ("alert", "answer", "reference", "note", "member", "history")  # the terms in the notice


async def watmag(visit: Visit) -> Reply:
    """What may stand in the chat and what never may."""
    return Reply(screen="allowed", fresh=True)


async def privacy(visit: Visit) -> Reply:
    """The notice, with the terms of this installation."""
    terms = visit.house.terms
    kept = {name: str(getattr(terms, name).days) for name in TOLD}
    return Reply(screen="privacy", args=kept, fresh=True)


async def mijngegevens(visit: Visit) -> Reply:
    """Everything that is kept of who asks."""
    return await _own_data(visit.work, visit.house, visit.member)


async def of_who_left(work: UnitOfWork, house: House, item: Input) -> Reply | None:
    """The same for who takes no part any more, until the term is over (AVG 15)."""
    origin = item.origin
    if not isinstance(item, Ordered) or item.name != "mijngegevens" or origin.user_id is None:
        return None
    left = await work.people.kept(origin.user_id)
    if left is None or left.suspended or not origin.is_private:
        return None
    return await _own_data(work, house, left)


async def _own_data(work: UnitOfWork, house: House, member: Member) -> Reply:
    marks = await work.people.marks(member.person)
    args = {
        "days": str(house.terms.member.days),
        "rows": str(await work.history.signed_by(marks)),
        "groups": str(await work.presence.count_of(member.user_id)),
    }
    return Reply(screen="own_data", args=args, fresh=True)


async def status(visit: Visit) -> Reply:
    """The bot answers, so it runs: since when, and what waits."""
    work = visit.work
    running = sum([len(await work.alerts.open_ones(one)) for one in visit.member.networks()])
    args = {
        "since": clock_text(visit.house.since),
        "open": str(running),
        "waiting": str(await work.outbox.count_waiting()),
    }
    return Reply(screen="status", args=args, fresh=True)
