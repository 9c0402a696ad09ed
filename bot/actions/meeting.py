"""The overleg: planned, started, corrected, who takes part, and how."""

from datetime import datetime, timedelta

from bot.access import signed
from bot.actions.answering import ASKED_LASTS, alert_of, at_detail
from bot.buttons import Code, Press
from bot.perform import perform
from bot.visit import Reply, Visit, noted
from flows.not_begun import TakeBackStart
from flows.overleg import ChooseMode, EndOverleg, MarkPresence, StartOverleg, TakeRegie
from flows.planning import AcceptProposal, PlanOverleg
from flows.refusal import Refusal, Refused
from flows.rules import Role
from flows.state import Alert
from flows.terms import Phase, StartSource

MINUTE = timedelta(minutes=1)


async def plan(visit: Visit, press: Press) -> Reply:
    """Show who can when, and the proposal; in private, for the group has one keyboard for all."""
    alert = await alert_of(visit, press)
    signed(visit, alert)
    if alert.phase not in (Phase.OPEN, Phase.PLANNED):
        raise Refused(Refusal.NOT_CURRENT)
    toast = None if visit.origin.is_private else visit.house.texts("toast.look_in_private")
    return Reply(toast=toast, screen="plan", alert=alert.id)


async def akkoord(visit: Visit, press: Press) -> Reply:
    """Agree with the proposed time."""
    alert = await alert_of(visit, press)
    command = AcceptProposal(by=signed(visit, alert), proposed=at_detail(press, 0))
    await perform(visit.work, alert.id, command, visit.now)
    return noted(visit, "plan", alert.id)


async def plan_om(visit: Visit, press: Press) -> Reply:
    """Plan at a chosen time."""
    alert = await alert_of(visit, press)
    command = PlanOverleg(by=signed(visit, alert), planned_for=at_detail(press, 0))
    await perform(visit.work, alert.id, command, visit.now)
    await visit.work.asked.clear(visit.user_id)
    return noted(visit, "plan", alert.id)


async def gestart(visit: Visit, press: Press) -> Reply:
    """It starts now; a button of an earlier round is out of date."""
    alert = await alert_of(visit, press)
    if press.details and press.details[0] != str(alert.round):
        raise Refused(Refusal.NOT_CURRENT)
    source = StartSource.CONFIRMED if alert.start_asked else StartSource.TAP
    return await start(visit, alert, visit.now, source)


async def was_al_begonnen(visit: Visit, press: Press) -> Reply:
    """It began some time ago: asks when, or takes it."""
    return await _started_before(visit, press, StartSource.CONFIRMED)


async def al_gehouden(visit: Visit, press: Press) -> Reply:
    """It was held already, by telephone perhaps: asks when, or takes it (S10)."""
    return await _started_before(visit, press, StartSource.AFTERWARDS)


async def start(visit: Visit, alert: Alert, at: datetime, source: StartSource) -> Reply:
    """Stamp or correct the start, and show who takes part."""
    command = StartOverleg(by=signed(visit, alert), started_at=at, source=source)
    await perform(visit.work, alert.id, command, visit.now)
    await visit.work.asked.clear(visit.user_id)
    return noted(visit, "going_on", alert.id)


async def niet_begonnen(visit: Visit, press: Press) -> Reply:
    """It was pressed by mistake: who is silent is chased again."""
    alert = await alert_of(visit, press)
    await perform(visit.work, alert.id, TakeBackStart(by=signed(visit, alert)), visit.now)
    return noted(visit, "plan", alert.id)


async def aanwezig(visit: Visit, press: Press) -> Reply:
    """Tick a role; details: the role, ja or nee."""
    alert = await alert_of(visit, press)
    role, present = Role(press.details[0]), press.details[1] == "ja"
    command = MarkPresence(by=signed(visit, alert), role=role, present=present)
    await perform(visit.work, alert.id, command, visit.now)
    return noted(visit, "going_on", alert.id)


async def regie(visit: Visit, press: Press) -> Reply:
    """Who leads."""
    alert = await alert_of(visit, press)
    command = TakeRegie(by=signed(visit, alert), role=Role(press.details[0]))
    await perform(visit.work, alert.id, command, visit.now)
    return noted(visit, "going_on", alert.id)


async def vorm(visit: Visit, press: Press) -> Reply:
    """How they meet."""
    alert = await alert_of(visit, press)
    command = ChooseMode(by=signed(visit, alert), mode=press.details[0])
    await perform(visit.work, alert.id, command, visit.now)
    return noted(visit, "going_on", alert.id)


async def afronden(visit: Visit, press: Press) -> Reply:
    """The talking is over: stamp the end and show the agreements."""
    alert = await alert_of(visit, press)
    await perform(visit.work, alert.id, EndOverleg(by=signed(visit, alert)), visit.now)
    toast = None if visit.origin.is_private else visit.house.texts("toast.look_in_private")
    return Reply(toast=toast, screen="agreements", alert=alert.id)


async def _started_before(visit: Visit, press: Press, source: StartSource) -> Reply:
    alert = await alert_of(visit, press)
    signed(visit, alert)
    if not alert.may_start and alert.phase is not Phase.IN_OVERLEG:
        raise Refused(Refusal.NOT_CURRENT)
    if press.details:
        at = at_detail(press, 0)
        if alert.round_at - at < MINUTE:  # a button knows whole minutes only
            at = max(at, alert.round_at)
        return await start(visit, alert, at, source)
    code = Code.WAS_AL_BEGONNEN if source is StartSource.CONFIRMED else Code.AL_GEHOUDEN
    await visit.work.asked.expect(
        visit.user_id, "time", {"code": code.value, "alert": alert.id, "for": ""},
        expires_at=visit.now + ASKED_LASTS,
    )  # fmt: skip
    return Reply(screen="since_when", alert=alert.id, args={"code": code.value})
