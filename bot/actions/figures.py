"""The figures of a month: which doelgroep, which month, and on what to see them."""

from dataclasses import replace

from bot.accounts import first_known, months_until
from bot.buttons import Press
from bot.screens.month import PAPERS
from bot.visit import NotNow, Reply, Visit
from flows.calendar import local
from flows.people import may_see_month

MONTHS_SHOWN = 12


async def maandrapport(visit: Visit) -> Reply:
    """Start the report: which doelgroep? With one to choose from, at once which month."""
    options = [
        (network, rules.doelgroep)
        for network in visit.member.networks()
        for rules in visit.house.configuration.live(network)
        if may_see_month(visit.member, network, rules.doelgroep)
    ]
    if not options:
        raise NotNow("month.not_allowed")
    if len(options) == 1:
        return await _which_month(visit, *options[0], fresh=True)
    listed = "|".join(":".join(option) for option in options)
    return Reply(screen="months", args={"options": listed}, fresh=True)


async def maand(visit: Visit, press: Press) -> Reply:
    """The next choice of the report; what is chosen is drawn when it is sent, not in the press."""
    if not press.details:
        return replace(await maandrapport(visit), fresh=False)
    network, doelgroep, *chosen = press.details
    if not may_see_month(visit.member, network, doelgroep):
        raise NotNow("month.not_allowed")
    if doelgroep not in visit.house.configuration.network(network).doelgroepen:
        raise NotNow("month.gone")
    if not chosen:
        return await _which_month(visit, network, doelgroep)
    month, *paper = chosen
    data = {"doelgroep": doelgroep, "month": month, "paper": paper[0] if paper else "tekst"}
    await visit.work.history.add(  # reading is history too (S50)
        "network", "MonthRead", data, by_person=visit.member.alias, by_role=None, at=visit.now
    )
    args = {"network": network, "doelgroep": doelgroep, "month": month}
    if not paper:
        return Reply(screen="month", args=args)
    if paper[0] not in PAPERS:
        raise NotNow("month.gone")
    toast = visit.house.texts("month.drawing")
    return Reply(toast=toast, screen=PAPERS[paper[0]], args=args, fresh=True)


async def _which_month(visit: Visit, network: str, doelgroep: str, *, fresh: bool = False) -> Reply:
    """The months of which something is known; a month before the first alert is none of them."""
    this = f"{local(visit.now):%Y-%m}"
    first = await first_known(visit.work, network, doelgroep) or this
    months = [one for one in reversed(months_until(this, MONTHS_SHOWN)) if one >= first]
    args = {"network": network, "doelgroep": doelgroep, "months": "|".join(months)}
    return Reply(screen="months", args=args, fresh=fresh)
