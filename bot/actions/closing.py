"""Stap 4 and the closing: a line at a time, concluded, and where it goes on."""

from bot.access import signed
from bot.actions.answering import alert_of
from bot.buttons import Press, read_moment
from bot.perform import perform
from bot.screens.closing import FIELDS, NONE
from bot.visit import NotNow, Reply, Visit, noted
from flows.agreements import AgreeNothing, DropAgreement, MakeAgreement
from flows.alert import CloseAlert, FlagAlert
from flows.overleg import ConcludeOverleg
from flows.recording import RecordInOwnSystem
from flows.refusal import Refusal, Refused
from flows.rules import Rules
from flows.terms import Phase, Topic


async def afspraak(visit: Visit, press: Press) -> Reply:
    """One more field of a line; with the last field the line is made."""
    alert = await alert_of(visit, press)
    by = signed(visit, alert)
    if alert.phase is not Phase.IN_OVERLEG:
        raise Refused(Refusal.NOT_CURRENT)
    topic, chosen = Topic(press.details[0]), press.details[1:]
    if len(chosen) < len(FIELDS[topic]):
        line = "|".join(press.details)
        return Reply(screen="agreement_field", alert=alert.id, args={"line": line})
    fields = dict(zip(FIELDS[topic], chosen, strict=True))
    at = fields.get("at", NONE)
    command = MakeAgreement(
        by=by,
        topic=topic,
        who=fields.get("who"),
        what=_what(alert.rules, topic, fields.get("what")),
        to=fields.get("to"),
        due_at=None if at == NONE else read_moment(at),
    )
    await perform(visit.work, alert.id, command, visit.now)
    return noted(visit, "agreements", alert.id)


async def afspraak_weg(visit: Visit, press: Press) -> Reply:
    """Take a line back; details: its number."""
    alert = await alert_of(visit, press)
    command = DropAgreement(by=signed(visit, alert), number=int(press.details[0]))
    await perform(visit.work, alert.id, command, visit.now)
    return noted(visit, "agreements", alert.id)


async def geen_actie(visit: Visit, press: Press) -> Reply:
    """Nobody has to do anything."""
    alert = await alert_of(visit, press)
    await perform(visit.work, alert.id, AgreeNothing(by=signed(visit, alert)), visit.now)
    return noted(visit, "agreements", alert.id)


async def klaar(visit: Visit, press: Press) -> Reply:
    """The agreements are complete."""
    alert, counts = await alert_of(visit, press), visit.work.counts
    by, of = signed(visit, alert), (alert.network, alert.doelgroep)
    before = 0 if alert.drill else await counts.concluded(*of)
    command = ConcludeOverleg(by=by, concluded_before=before)
    _, events = await perform(visit.work, alert.id, command, visit.now)
    if events and not alert.drill:
        await counts.add_concluded(*of)
    return noted(visit, "concluded", alert.id)


async def bestemming(visit: Visit, press: Press) -> Reply:
    """Close, and say where it goes on; details: the place in the list of the doelgroep."""
    alert = await alert_of(visit, press)
    try:
        destination = alert.rules.destinations[int(press.details[0])]
    except (IndexError, ValueError) as error:
        raise NotNow("refusal.not_current") from error
    command = CloseAlert(by=signed(visit, alert), destination=destination)
    await perform(visit.work, alert.id, command, visit.now)
    return noted(visit, "closed", alert.id)


async def vlag(visit: Visit, press: Press) -> Reply:
    """For the KiMi, or as a good example."""
    alert = await alert_of(visit, press)
    command = FlagAlert(by=signed(visit, alert), flag=press.details[0])
    await perform(visit.work, alert.id, command, visit.now)
    return noted(visit, "closed", alert.id)


async def vastgelegd(visit: Visit, press: Press) -> Reply:
    """The role has it in its own system."""
    alert = await alert_of(visit, press)
    await perform(visit.work, alert.id, RecordInOwnSystem(by=signed(visit, alert)), visit.now)
    return noted(visit, "line", alert.id, key="recorded", id=alert.id)


def _what(rules: Rules, topic: Topic, index: str | None) -> str | None:
    if index is None:
        return None
    codes = {
        Topic.ACTION: rules.actions,
        Topic.MEASURE: rules.measures,
        Topic.INFORM: rules.informed,
    }[topic]
    try:
        return codes[int(index)]
    except (IndexError, ValueError) as error:
        raise NotNow("refusal.not_current") from error
