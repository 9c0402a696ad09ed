"""The answers of a role: now, at a time, through the waarnemer, not at all, for a colleague."""

from datetime import datetime, timedelta

from bot.access import refuse_elsewhere, role_in, signed
from bot.actions import notes
from bot.buttons import Press, read_moment
from bot.perform import perform
from bot.visit import NotNow, Reply, Visit, noted
from flows.answers import GiveAnswer, UndoAnswer
from flows.chase import LogCall
from flows.notes import NoteKind
from flows.refusal import Refusal, Refused
from flows.rules import Role
from flows.state import Alert
from flows.terms import AnswerKind, CallResult, Channel, Phase

ASKED_LASTS = timedelta(minutes=15)


async def alert_of(visit: Visit, press: Press) -> Alert:
    """The alert of a press, if this person may see it here. Raises NotNow, Refused."""
    alert = await visit.work.alerts.load(press.alert) if press.alert else None
    if alert is None:
        raise Refused(Refusal.UNKNOWN_ALERT)
    await refuse_elsewhere(visit, alert)
    return alert


def at_detail(press: Press, index: int) -> datetime:
    """A moment among the details. Raises NotNow on what is no moment."""
    try:
        return read_moment(press.details[index])
    except (IndexError, ValueError) as error:
        raise NotNow("refusal.not_current") from error


async def kan_nu(visit: Visit, press: Press) -> Reply:
    """Can now; a button of an earlier round is out of date."""
    alert = await alert_of(visit, press)
    if press.details and press.details[0] != str(alert.round):
        raise Refused(Refusal.NOT_CURRENT)
    return await _give(visit, alert, role_in(visit, alert), AnswerKind.NOW)


async def kan_om(visit: Visit, press: Press) -> Reply:
    """Can at a time: asks which, or takes it; details: the moment, the role spoken for."""
    alert = await alert_of(visit, press)
    _refuse_when_over(alert)
    spoken = Role(press.details[1]) if len(press.details) > 1 else None
    if not press.details:
        role_in(visit, alert)
        return Reply(screen="when_can_you", alert=alert.id)
    role = spoken or role_in(visit, alert)
    can_at = at_detail(press, 0)
    return await _give(visit, alert, role, AnswerKind.AT, can_at=can_at, spoken=spoken is not None)


async def other_time(visit: Visit, press: Press) -> Reply:
    """Any half hour, or a typed time; details: what the time is for, and the role spoken for."""
    alert = await alert_of(visit, press)
    code, speaks_for = press.details[0], (*press.details, "")[1]
    await visit.work.asked.expect(
        visit.user_id,
        "time",
        {"code": code, "alert": alert.id, "for": speaks_for},
        expires_at=visit.now + ASKED_LASTS,
    )
    return Reply(screen="other_time", alert=alert.id, args={"code": code, "for": speaks_for})


async def otherwise(visit: Visit, press: Press) -> Reply:
    """Everything but now."""
    alert = await alert_of(visit, press)
    role_in(visit, alert)
    _refuse_when_over(alert)
    return Reply(screen="otherwise", alert=alert.id)


async def waarnemer(visit: Visit, press: Press) -> Reply:
    """Pass it to the waarnemer."""
    alert = await alert_of(visit, press)
    return await _give(visit, alert, role_in(visit, alert), AnswerKind.DEPUTY)


async def sluit_niet_aan(visit: Visit, press: Press) -> Reply:
    """Decline: asks why, or takes the reason; details: the reason, the role spoken for."""
    alert = await alert_of(visit, press)
    _refuse_when_over(alert)
    if not press.details:
        role_in(visit, alert)
        return Reply(screen="why_not", alert=alert.id)
    spoken = Role(press.details[1]) if len(press.details) > 1 else None
    role = spoken or role_in(visit, alert)
    reason = press.details[0]
    reply = await _give(
        visit, alert, role, AnswerKind.DECLINED, reason=reason, spoken=spoken is not None
    )
    if reason != notes.OTHER_REASON or not visit.origin.is_private:
        return reply
    return await notes.ask(visit, alert, NoteKind.REASON, role, reply.toast)


async def namens(visit: Visit, press: Press) -> Reply:
    """Pass on what a role said by telephone; details: the role, and what it said."""
    alert = await alert_of(visit, press)
    role_in(visit, alert)
    _refuse_when_over(alert)
    if len(press.details) < 2:
        return Reply(screen="on_behalf", alert=alert.id, args={"for": "".join(press.details)})
    role, said = Role(press.details[0]), press.details[1]
    if said == "om":
        return Reply(screen="when_can_you", alert=alert.id, args={"for": role})
    if said == "nee":
        return Reply(screen="why_not", alert=alert.id, args={"for": role})
    return await _give(visit, alert, role, AnswerKind.NOW, spoken=True)


async def gebeld(visit: Visit, press: Press) -> Reply:
    """Log a telephone call; details: the role and what came of it."""
    alert = await alert_of(visit, press)
    role, result = Role(press.details[0]), CallResult(press.details[1])
    command = LogCall(by=signed(visit, alert), role=role, result=result)
    await perform(visit.work, alert.id, command, visit.now)
    said = visit.house.texts.word("gebeld", result.value)
    toast = visit.house.texts("toast.noted.what", what=said)
    if result is CallResult.REACHED:
        return Reply(toast=toast, screen="on_behalf", alert=alert.id, args={"for": role})
    return Reply(toast=toast)


async def ongedaan(visit: Visit, press: Press) -> Reply:
    """Take the last answer back; details: the role, and how many answers there were."""
    alert = await alert_of(visit, press)
    role, count = Role(press.details[0]), int(press.details[1])
    command = UndoAnswer(by=signed(visit, alert, role), role=role, count=count)
    await perform(visit.work, alert.id, command, visit.now)
    toast = visit.house.texts("toast.undone")
    return Reply(toast=toast, screen="answered", alert=alert.id, args={"role": role})


async def _give(
    visit: Visit,
    alert: Alert,
    role: Role,
    kind: AnswerKind,
    *,
    can_at: datetime | None = None,
    reason: str | None = None,
    spoken: bool = False,
) -> Reply:
    command = GiveAnswer(
        by=signed(visit, alert, None if spoken else role),
        role=role,
        kind=kind,
        channel=Channel.PHONE if spoken else Channel.TAP,
        can_at=can_at,
        reason=reason,
    )
    await perform(visit.work, alert.id, command, visit.now)
    await visit.work.asked.clear(visit.user_id)
    if not visit.origin.is_private:
        return noted(visit)
    return noted(visit, "answered", alert.id, role=role)


def _refuse_when_over(alert: Alert) -> None:
    if alert.phase not in (Phase.OPEN, Phase.PLANNED):
        raise Refused(Refusal.NOT_CURRENT)
