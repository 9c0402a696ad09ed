"""What was counted so far, for the screens that ask for more of it."""

from collections.abc import Mapping

from bot.reports.pulse import pulse_text
from bot.screens.eligible import UNKNOWN
from bot.visit import House
from flows.calendar import month_bounds
from flows.cells import exclusion
from flows.eligible import read_month
from flows.kimi import organisations
from flows.people import Member
from storage.unit_of_work import UnitOfWork

COUNTED = frozenset({"pulse", "pulse_result", "eligible"})


async def counted_for(
    house: House, work: UnitOfWork, name: str, args: Mapping[str, str], member: Member | None
) -> dict[str, str]:
    """As args of the screen: which questions were answered, or the alerts and cases of a month."""
    if name == "pulse" and member is not None:
        year = int(args["year"])
        answered = await work.counts.pulse_answered(args["network"], year, member.person)
        return {"answered": "|".join(answered or ())}
    if name == "pulse_result":
        return {"text": await _pulse(house, work, args["network"], int(args["year"]))}
    if name != "eligible":
        return {}
    network, doelgroep, month = args["network"], args["doelgroep"], read_month(args["period"])
    alerts = await work.alerts.of_month(network, doelgroep, *month_bounds(*month))
    said = await work.counts.eligible(network, doelgroep, *month)
    cases = "" if said is None else UNKNOWN if said.cases is None else str(said.cases)
    return {"alerts": str(sum(exclusion(alert) is None for alert in alerts)), "cases": cases}


async def _pulse(house: House, work: UnitOfWork, network: str, year: int) -> str:
    counts = await work.counts.pulse(network, year)
    asked = await work.counts.pulse_asked(network, year)
    order = organisations(house.configuration.live(network))
    return pulse_text(year, counts, asked, order, house.texts)
