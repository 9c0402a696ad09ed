"""What the raiser sets right: mistake, wrong group, withdrawn, not needed, duplicate, explained."""

from bot.access import refuse_elsewhere, signed
from bot.actions import notes
from bot.actions.answering import alert_of
from bot.actions.meeting import al_gehouden
from bot.buttons import Code, Press
from bot.perform import perform
from bot.visit import NotNow, Reply, Visit, noted
from flows.draft import Draft
from flows.ending import (
    CallMistake,
    CallNotNeeded,
    ExplainMiss,
    MarkDuplicate,
    ReopenAlert,
    TakeClock,
    Withdraw,
    refuse_other_than_raiser,
)
from flows.notes import NoteKind
from flows.refusal import Refusal, Refused
from flows.state import Alert, AlertId, By
from flows.terms import Phase


async def vergissing(visit: Visit, press: Press) -> Reply:
    """A mistake: one tap and one to confirm, no reason asked (S3)."""
    alert, by = await _own(visit, press)
    if not press.details:
        return Reply(screen="confirm", alert=alert.id, args={"code": Code.VERGISSING.value})
    await perform(visit.work, alert.id, CallMistake(by=by), visit.now)
    return noted(visit, "ended", alert.id)


async def geen_overleg_nodig(visit: Visit, press: Press) -> Reply:
    """No overleg needed after all; to be confirmed."""
    alert, by = await _own(visit, press)
    if not press.details:
        code = Code.GEEN_OVERLEG_NODIG.value
        return Reply(screen="confirm", alert=alert.id, args={"code": code})
    await perform(visit.work, alert.id, CallNotNeeded(by=by), visit.now)
    return noted(visit, "ended", alert.id)


async def intrekken(visit: Visit, press: Press) -> Reply:
    """Withdraw: asks why, or takes the reason (S9)."""
    alert, by = await _own(visit, press)
    if not press.details:
        return Reply(screen="why_withdraw", alert=alert.id)
    reason = press.details[0]
    await perform(visit.work, alert.id, Withdraw(by=by, reason=reason), visit.now)
    reply = noted(visit, "ended", alert.id)
    if reason != notes.OTHER_REASON or by.role is None or not visit.origin.is_private:
        return reply
    return await notes.ask(visit, alert, NoteKind.WITHDRAWN, by.role, reply.toast)


async def verkeerde_groep(visit: Visit, press: Press) -> Reply:
    """The wrong group: ends here, and opens a filled-in draft there with the same clock (S4)."""
    alert, by = await _own(visit, press)
    others = await _other_groups(visit, alert)
    if not press.details:
        if not others:
            raise NotNow("raiser.no_other_group")
        options = "|".join(others)
        return Reply(screen="where_to", alert=alert.id, args={"options": options})
    target = press.details[0]
    if target not in others:
        raise NotNow("refusal.not_current")
    await perform(visit.work, alert.id, CallMistake(by=by, moved_to=target), visit.now)
    await visit.work.drafts.keep(visit.user_id, _moved(visit, alert, by, target))
    return noted(visit, "draft")


async def dubbel(visit: Visit, press: Press) -> Reply:
    """A duplicate of another alert, which takes over the earliest clock (S2)."""
    alert, by = await _own(visit, press)
    if not press.details:
        return Reply(screen="duplicate_of", alert=alert.id)
    other = await visit.work.alerts.load(AlertId(press.details[0]))
    if other is None or other.phase is Phase.CLOSED or other.drill != alert.drill:
        raise Refused(Refusal.NOT_CURRENT)
    await refuse_elsewhere(visit, other)
    _, events = await perform(visit.work, alert.id, MarkDuplicate(by=by, of=other.id), visit.now)
    if events:
        clock = TakeClock(by=by, clock_at=alert.clock_at, duplicate=alert.id)
        await perform(visit.work, other.id, clock, visit.now)
    return noted(visit, "ended", alert.id)


async def heropen(visit: Visit, press: Press) -> Reply:
    """Undo an end without overleg, within a day."""
    alert = await alert_of(visit, press)
    await perform(visit.work, alert.id, ReopenAlert(by=signed(visit, alert)), visit.now)
    return noted(visit, "one", alert.id)


async def reden_gemist(visit: Visit, press: Press) -> Reply:
    """Why there was no overleg in time (S25)."""
    alert = await alert_of(visit, press)
    command = ExplainMiss(by=signed(visit, alert), reason=press.details[0])
    await perform(visit.work, alert.id, command, visit.now)
    return noted(visit, "line", alert.id, key="missed.explained", id=alert.id)


async def achteraf(visit: Visit, press: Press) -> Reply:
    """The overleg was held; it is put down afterwards."""
    return await al_gehouden(visit, press)


async def _own(visit: Visit, press: Press) -> tuple[Alert, By]:
    alert = await alert_of(visit, press)
    by = signed(visit, alert, alert.raised_by.role)
    refuse_other_than_raiser(alert, by)
    if alert.phase not in (Phase.OPEN, Phase.PLANNED):
        raise Refused(Refusal.NOT_CURRENT)
    return alert, by


async def _other_groups(visit: Visit, alert: Alert) -> list[str]:
    bound = [group for group in await visit.work.groups.all() if group.network == alert.network]
    live = {rules.doelgroep for rules in visit.house.configuration.live(alert.network)}
    return [g.doelgroep for g in bound if g.doelgroep in live and g.doelgroep != alert.doelgroep]


def _moved(visit: Visit, alert: Alert, by: By, target: str) -> Draft:
    facts, rules = alert.facts, visit.house.configuration.rules(alert.network, target)
    return Draft(
        network=alert.network,
        by=by,
        options=(target,),
        touched_at=visit.now,
        doelgroep=target,
        source=facts.source if facts.source in rules.sources else None,
        nature=facts.nature if facts.nature in rules.natures else None,
        urgency=facts.urgency,
        direct_safe=facts.direct_safe,
        arrested_at=facts.arrested_at,
        minors=facts.minors,
        family_known=facts.family_known,
        safety_plan=facts.safety_plan,
        standstill=facts.standstill,
        anonymous=facts.anonymous,
        delay=facts.delay,
        reference=facts.reference,
        clock_at=alert.clock_at,
        moved_from=alert.id,
        drill=alert.drill,
    )
