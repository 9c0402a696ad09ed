"""One command in one transaction: where the pure core and the shell meet."""

from collections.abc import Sequence
from datetime import datetime

from bot.audience import meant_for
from bot.errands import card_errand
from bot.following import follow
from flows.chase import ReportUnreachable
from flows.decider import Command, decide
from flows.ending import EndDrill
from flows.evolver import Event
from flows.notices import CHASING, Audience, Notice, NoticeKind, Rank, notices
from flows.people import Reach
from flows.state import CLOCK, Alert, AlertId
from storage.codec import pack_notice
from storage.outbox import Errand
from storage.unit_of_work import UnitOfWork


async def perform(
    work: UnitOfWork, alert_id: AlertId, command: Command, now: datetime
) -> tuple[Alert | None, Sequence[Event]]:
    """Carry out one command: keep what it makes happen, and put what is to be told in the outbox.

    Gives the alert as it is then, and the events; none for a repeat. Refused passes through:
    nothing is kept then.
    """
    before = await work.alerts.load(alert_id)
    events = decide(before, command, now)
    if not events:
        return before, events
    after = await work.alerts.keep(before, events)
    await follow(work, before, after, len(events), now)  # before any step that telling it takes
    for notice in notices(after, events):
        await _tell(work, after, notice, now)
    if before is None and not after.drill:
        await _end_drills(work, after, now)
    return await work.alerts.load(alert_id), events


def tag_of(notice: Notice) -> str | None:
    """The name of all errands of one step of one role's chase."""
    if notice.kind not in CHASING or notice.role is None:
        return None
    return f"{notice.role}:{notice.round}:{notice.rung}"


async def _tell(work: UnitOfWork, alert: Alert, notice: Notice, now: datetime) -> None:
    if notice.audience is Audience.GROUP:
        group = await work.groups.of(alert.network, alert.doelgroep)
        if group is not None:
            await work.outbox.tell(card_errand(alert.id, group.id, notice.rank, now))
        return
    members = await meant_for(work, alert, notice, now)
    open_ones = [member for member in members if member.reach is Reach.OPEN]
    for member in members if notice.rank <= Rank.ESCALATION else open_ones:
        told = await work.outbox.tell(
            Errand(
                kind="notice",
                user_id=member.user_id,
                alert=alert.id,
                tag=tag_of(notice),
                payload=pack_notice(notice),
                rank=notice.rank,
                again=notice.rank < Rank.QUIET,
                not_before=now,
                made_at=now,
            )
        )
        if member not in open_ones:  # the second path finds it there
            await work.outbox.fail(told, now, "barred")
    if not open_ones and tag_of(notice) is not None:
        await nobody_reached(work, alert.id, notice, now)


async def nobody_reached(work: UnitOfWork, alert: AlertId, notice: Notice, now: datetime) -> None:
    """An empty duty or only closed chats: the ladder goes on at once."""
    if notice.kind is NoticeKind.PHONE_ROUTE or notice.role is None or notice.rung is None:
        return  # the raiser cannot be reached; the window of the role decides
    command = ReportUnreachable(by=CLOCK, role=notice.role, rung=notice.rung)
    await perform(work, alert, command, now)


async def _end_drills(work: UnitOfWork, alert: Alert, now: datetime) -> None:
    for other in await work.alerts.open_ones(alert.network, alert.doelgroep):
        if other.drill:
            await perform(work, other.id, EndDrill(by=CLOCK), now)
