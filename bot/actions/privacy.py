"""What somebody may know: what may be shared, what is kept, and whether the bot runs."""

from datetime import timedelta

from bot.inputs import Input, Ordered
from bot.visit import House, Reply, Visit
from bot.watching.vitals import Vitals, counted_in, seen_in
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
    vitals = visit.house.vitals
    args = {
        "since": clock_text(visit.house.since),
        "open": str(running),
        "waiting": str(await work.outbox.count_waiting()),
    }
    if vitals is None or not visit.member.is_admin():
        return Reply(screen="status", args=args, fresh=True)
    return Reply(screen="condition", args=args | await _condition(visit, vitals), fresh=True)


async def _condition(visit: Visit, vitals: Vitals) -> dict[str, str]:
    """How the bot does, in codes and numbers."""
    now, work = visit.now, visit.work
    wrong = (f"{reason.value}={clock_text(at)}" for reason, at in vitals.unwell().items())
    seen, counted = await seen_in(work, now), await counted_in(work)
    whole = vitals.log_is_whole()
    oldest = max(seen.oldest.values(), default=timedelta(0))
    backup = seen.backed_up_at
    return {
        "wrong": "|".join(wrong),
        "heard": str(round(vitals.heard_within())),
        "oldest": str(int(oldest.total_seconds() // 60)),
        "whole": "" if whole is None else "ja",
        "backup": "" if backup is None else str(int((now - backup).total_seconds() // 3600)),
        "unreachable": str(counted.unreachable),
        "aside": str(seen.set_aside),
        "unhandled": str(seen.unhandled),
    }
