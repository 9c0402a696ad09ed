"""Brings together what a doelgroep did in one month."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from flows.calendar import month_bounds
from flows.indicators import Tally, due_between, tally
from flows.rules import Role
from flows.state import Alert

# A follow-up may be due long after its alert; longer than this no alert is kept.
OWED_SINCE = timedelta(days=730)


class Alerts(Protocol):
    async def of_month(
        self, network: str, doelgroep: str, start: datetime, end: datetime
    ) -> list[Alert]: ...


class Consultations(Protocol):
    async def count(self, network: str, doelgroep: str, start: datetime, end: datetime) -> int: ...


class Work(Protocol):
    """What a report asks of the registers; it does not know where they are kept."""

    @property
    def alerts(self) -> Alerts: ...

    @property
    def consultations(self) -> Consultations: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What a report is about."""

    network: str
    doelgroep: str
    year: int
    month: int
    tally: Tally
    consultations: int
    unconfirmed: tuple[Role, ...] = ()  # who did not confirm the herijking of that year


async def month(work: Work, network: str, doelgroep: str, year: int, month: int) -> Month:
    """The local month, as it stands now."""
    start, end = month_bounds(year, month)
    alerts = await work.alerts.of_month(network, doelgroep, start - OWED_SINCE, end)
    return Month(
        network=network,
        doelgroep=doelgroep,
        year=year,
        month=month,
        tally=tally(
            [alert for alert in alerts if alert.clock_at >= start],
            due_between(alerts, start, end),
        ),
        consultations=await work.consultations.count(network, doelgroep, start, end),
    )
