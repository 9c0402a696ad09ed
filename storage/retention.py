"""Forgets what is past its term, and writes down that it did."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, func, or_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from flows.state import AlertId
from storage.drafts import Questions
from storage.facts import Consultations
from storage.history import History, about
from storage.outbox import Outbox
from storage.people_tables import InvitationRow, PersonRow
from storage.tables import AlertRow, HistoryRow
from storage.traffic_tables import JobRow, SetAsideRow
from storage.updates import Updates

FORGOTTEN = "AlertForgotten"
RETIRED = "Retention"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How long each kind of data is kept."""

    alert: timedelta = timedelta(days=730)
    drill: timedelta = timedelta(days=92)
    history: timedelta = timedelta(days=730)
    left_person: timedelta = timedelta(days=92)
    invitation: timedelta = timedelta(days=92)
    errand: timedelta = timedelta(days=30)
    set_aside: timedelta = timedelta(days=92)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """How much was forgotten."""

    alerts: int
    people: int
    errands: int
    history: int


class Retention:
    """The end of the terms, within one transaction."""

    def __init__(self, session: AsyncSession, history: History) -> None:
        self._session = session
        self._history = history

    async def forget(self, now: datetime, terms: Terms = Terms()) -> Forgotten:
        """Remove everything that is past its term; the removal itself is history."""
        await Updates(self._session).forget(now)
        await Questions(self._session).forget(now)
        await Consultations(self._session).forget(now - terms.alert)
        await self._forget_small(now, terms)
        errands = await Outbox(self._session).forget(now - terms.errand)
        alerts = await self._forget_alerts(now, terms)
        people = await self._forget_people(now - terms.left_person)
        history = await self._forget_history(now - terms.history)
        gone = Forgotten(alerts=alerts, people=people, errands=errands, history=history)
        if any(asdict(gone).values()):
            await self._note("retention", RETIRED, now, **asdict(gone))
        return gone

    async def _forget_small(self, now: datetime, terms: Terms) -> None:
        await self._session.exec(
            delete(InvitationRow).where(col(InvitationRow.made_at) < now - terms.invitation)
        )
        await self._session.exec(
            delete(SetAsideRow).where(col(SetAsideRow.at) < now - terms.set_aside)
        )
        await self._session.exec(delete(JobRow).where(col(JobRow.at) < now - terms.history))

    async def _forget_alerts(self, now: datetime, terms: Terms) -> int:
        """An alert whose term is over; one that still runs stays."""
        over = or_(
            col(AlertRow.closed_at) < now - terms.alert,
            and_(col(AlertRow.drill), col(AlertRow.closed_at) < now - terms.drill),
        )
        query = select(AlertRow.id).where(over).order_by(col(AlertRow.id))
        gone = (await self._session.exec(query)).all()
        for alert in gone:
            await self._session.exec(delete(AlertRow).where(col(AlertRow.id) == alert))
            await self._note(about(AlertId(alert)), FORGOTTEN, now)
        return len(gone)

    async def _forget_people(self, removed_before: datetime) -> int:
        """Name and Telegram number of who left; our own number, which says nothing, stays."""
        gone = await self._session.exec(
            update(PersonRow)
            .where(col(PersonRow.removed_at) < removed_before, col(PersonRow.name) != "")
            .values(name="", user_id=None)
        )
        return gone.rowcount

    async def _forget_history(self, before: datetime) -> int:
        """The oldest rows, up to the first that is young or belongs to an alert still kept."""
        kept = select(about(AlertId("")) + col(AlertRow.id))
        first_kept = select(func.min(HistoryRow.sequence)).where(
            or_(col(HistoryRow.at) >= before, col(HistoryRow.subject).in_(kept))
        )
        sequence = (await self._session.exec(first_kept)).one()
        return 0 if sequence is None else await self._history.forget_before(sequence)

    async def _note(self, subject: str, name: str, now: datetime, **data: int) -> None:
        await self._history.add(subject, name, data, by_person=None, by_role=None, at=now)
