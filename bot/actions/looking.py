"""Looking: one alert, all that runs, who is who, the month."""

from datetime import datetime

from bot.actions.answering import alert_of
from bot.buttons import Press
from bot.reports.month import month as figures
from bot.reports.text import month_text
from bot.visit import NotNow, Reply, Visit
from bot.yearly import with_herijking
from flows.calendar import local
from flows.notes import reads_notes
from flows.people import may_see_month
from storage.history import about

MONTHS_SHOWN = 6


async def toon(visit: Visit, press: Press) -> Reply:
    """One alert, with all that this person may do with it."""
    alert = await alert_of(visit, press)
    if reads_notes(visit.member, alert) and await visit.work.notes.of(alert.id):
        await _note_read(visit, about(alert.id), "NotesRead", {})
    return Reply(screen="one", alert=alert.id)


async def maandrapport(visit: Visit) -> Reply:
    """Start the report: which doelgroep?"""
    options = [
        f"{network}:{rules.doelgroep}"
        for network in visit.member.networks()
        if may_see_month(visit.member, network)
        for rules in visit.house.configuration.live(network)
    ]
    if not options:
        raise NotNow("month.not_allowed")
    return Reply(screen="months", args={"options": "|".join(options)}, fresh=True)


async def maand(visit: Visit, press: Press) -> Reply:
    """The next choice of the report; with the month the figures are drawn up."""
    network, doelgroep, *chosen = press.details
    if not may_see_month(visit.member, network):
        raise NotNow("month.not_allowed")
    if not chosen:
        months = "|".join(_months(visit.now))
        args = {"network": network, "doelgroep": doelgroep, "months": months}
        return Reply(screen="months", args=args)
    year, number = (int(part) for part in chosen[0].split("-"))
    await _note_read(visit, "network", "MonthRead", {"doelgroep": doelgroep, "month": chosen[0]})
    drawn = await figures(visit.work, network, doelgroep, year, number)
    drawn = await with_herijking(visit.work, visit.house.configuration, drawn)
    return Reply(screen="month", args={"text": month_text(drawn, visit.house.texts)}, fresh=True)


async def _note_read(visit: Visit, subject: str, name: str, data: dict[str, str]) -> None:
    """Reading is history too (S50)."""
    mark = visit.member.alias
    await visit.work.history.add(subject, name, data, by_person=mark, by_role=None, at=visit.now)


def _months(now: datetime) -> list[str]:
    day = local(now)
    months = [(day.year * 12 + day.month - 1 - back) for back in range(MONTHS_SHOWN)]
    return [f"{number // 12}-{number % 12 + 1:02}" for number in months]
