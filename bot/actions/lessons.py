"""The guided exercises: choosing one, a hint, stopping it, and what came of it as a file."""

from dataclasses import replace

from bot.access import signed
from bot.actions import drafting
from bot.actions.answering import alert_of
from bot.actions.raising import may_begin
from bot.buttons import Press
from bot.following import requests_of
from bot.perform import perform
from bot.screens.lesson import BOARD, FILE, FREE, HINT, STOP, SURE
from bot.visit import NotNow, Reply, Visit, noted
from flows.ending import EndDrill, refuse_other_than_raiser
from flows.lessons import LESSONS
from flows.refusal import Refusal, Refused
from flows.state import Alert, By
from flows.terms import Phase

STOPPED = "gestopt"


async def oefening(visit: Visit) -> Reply:
    """Which exercise; those that do not suit the own role are not offered."""
    if not await may_begin(visit):
        raise NotNow("draft.nowhere")
    codes = [code for code in LESSONS if await may_begin(visit, LESSONS[code])]
    return Reply(screen="lessons", args={"codes": "|".join(codes)}, fresh=True)


async def les(visit: Visit, press: Press) -> Reply:
    """Choose one, begin it, or do something with one that runs."""
    if press.alert is None and not press.details:
        return await oefening(visit)
    if press.alert is None:
        return await _begin(visit, press.details[0])
    alert = await alert_of(visit, press)
    by = signed(visit, alert, alert.raised_by.role)
    if alert.lesson not in LESSONS:
        raise Refused(Refusal.NOT_CURRENT)
    match press.details:
        case (what,) if what == BOARD:
            return Reply(screen="lesson", alert=alert.id)
        case (what, task) if what == HINT:
            return Reply(screen="lesson", alert=alert.id, args={HINT: task})
        case (what,) if what == FILE:
            refuse_other_than_raiser(alert, by)
            return Reply(screen="lesson_file", alert=alert.id, fresh=True)
        case (what, *sure) if what == STOP:
            return await _stop(visit, alert, by, sure=sure == [SURE])
    raise Refused(Refusal.NOT_CURRENT)


async def _begin(visit: Visit, code: str) -> Reply:
    if code != FREE and code not in LESSONS:
        raise Refused(Refusal.NOT_CURRENT)
    begun = await drafting.begin(visit, drill=True, lesson=LESSONS.get(code))
    return replace(begun, fresh=False)


async def _stop(visit: Visit, alert: Alert, by: By, *, sure: bool) -> Reply:
    refuse_other_than_raiser(alert, by)
    running = [it for it in await requests_of(visit.work, alert) if it.phase is not Phase.CLOSED]
    if not running:
        raise Refused(Refusal.NOT_CURRENT)
    if not sure:
        return Reply(screen="lesson_stop", alert=alert.id)
    for one in running:
        await perform(visit.work, one.id, EndDrill(by=by, reason=STOPPED), visit.now)
    return noted(visit, "lesson", alert.id)
