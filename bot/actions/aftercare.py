"""What is owed afterwards: done, later, another overleg; and safety that changes."""

from bot.access import role_in, signed
from bot.actions.answering import alert_of, at_detail
from bot.buttons import Press
from bot.perform import perform
from bot.visit import Reply, Visit, noted
from flows.follow_up import AskOverlegAgain, FinishFollowUp, PostponeFollowUp
from flows.refusal import Refusal, Refused
from flows.rules import Role
from flows.safety import ReportSafetyChange, SafetyChanged
from flows.state import Alert, By


async def gedaan(visit: Visit, press: Press) -> Reply:
    """It is done; details: the number."""
    alert, number = await alert_of(visit, press), int(press.details[0])
    command = FinishFollowUp(by=_owner(visit, alert, number), number=number)
    await perform(visit.work, alert.id, command, visit.now)
    return noted(visit, "followed_up", alert.id, number=str(number))


async def uitstellen(visit: Visit, press: Press) -> Reply:
    """Later: asks until when, or takes it; details: the number, the moment."""
    alert, number = await alert_of(visit, press), int(press.details[0])
    by = _owner(visit, alert, number)
    item = alert.follow_up(number)
    if item is None or item.done_at is not None:
        raise Refused(Refusal.NOT_CURRENT)
    if len(press.details) < 2:
        return Reply(screen="postpone", alert=alert.id, args={"number": str(number)})
    command = PostponeFollowUp(by=by, number=number, until=at_detail(press, 1))
    await perform(visit.work, alert.id, command, visit.now)
    return noted(visit, "followed_up", alert.id, number=str(number))


async def overleg_nodig(visit: Visit, press: Press) -> Reply:
    """Another overleg: the same alert opens again."""
    alert = await alert_of(visit, press)
    number = int(press.details[0]) if press.details else None
    by = _owner(visit, alert, number) if number is not None else signed(visit, alert)
    await perform(visit.work, alert.id, AskOverlegAgain(by=by, number=number), visit.now)
    return noted(visit, "one", alert.id)


async def veiligheid(visit: Visit, press: Press) -> Reply:
    """Safety has changed: exactly the agreed role is told."""
    alert = await alert_of(visit, press)
    command = ReportSafetyChange(by=signed(visit, alert))
    _, events = await perform(visit.work, alert.id, command, visit.now)
    texts = visit.house.texts
    called = [event.role for event in events if isinstance(event, SafetyChanged)]
    if not called:
        return Reply(toast=texts("toast.safety.known"))
    role = texts.word("role", called[0])
    agreed = alert.rules.role(called[0])
    fields = {"key": "safety.told", "id": alert.id, "role": role, "label": agreed.phone_label}
    toast = texts("toast.safety", role=role)
    return Reply(toast=toast, screen="line", alert=alert.id, args=fields, fresh=True)


def _owner(visit: Visit, alert: Alert, number: int) -> By:
    item = alert.follow_up(number)
    wanted: Role | None = item.owner if item is not None else None
    return visit.member.by(role_in(visit, alert, wanted))
