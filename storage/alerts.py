"""The alerts: the one door through which a row is written, and the ways to find one."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Update, bindparam, func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from flows.clock import next_due
from flows.evolver import Event, replay
from flows.state import Alert, AlertId
from storage import codec
from storage.database import Overtaken, insert_once, inserting
from storage.figures import Figures
from storage.history import History
from storage.prepared import prepared
from storage.tables import AlertNumberRow, AlertRow

SKIPPED = 100  # numbers


class Alerts:
    """Alerts within one transaction."""

    def __init__(self, session: AsyncSession, history: History, figures: Figures) -> None:
        self._session = session
        self.has_news = False
        self._history = history
        self._figures = figures

    async def load(self, alert: AlertId) -> Alert | None:
        """As it is now; in a write it stays ours until the end of the transaction."""
        query = _state(ours=bool(self._session.info.get("writing")))
        state = (await self._session.exec(query, params={"alert": alert})).one_or_none()
        return None if state is None else codec.read_alert(state)

    async def keep(self, before: Alert | None, events: Sequence[Event]) -> Alert:
        """Write what the events make of the alert and of the figures, and the events, as one.

        Raises Overtaken when the row is no longer the one that was decided upon.
        """
        self.has_news = True
        after = replay(events, before)
        assert after is not None, "an alert begins with an event"
        if not events:
            return after
        if before is None:
            first = await insert_once(self._session, AlertRow, **columns(after))
        else:
            assert after.version > before.version, "every event counts as a version"
            known = {"held": before.id, "expected": before.version}
            written = {f"new_{name}": value for name, value in columns(after).items()}
            changed = await self._session.exec(_changed(), params=known | written)
            first = changed.rowcount == 1
        if not first:
            raise Overtaken
        await self._history.append_events(after.id, events)
        self._figures.change(before, after, events[-1].at)
        return after

    async def due(self, now: datetime, limit: int = 100) -> list[AlertId]:
        """What must be looked at again by now, longest due first."""
        asked = {"now": now, "most": limit}
        return [AlertId(found) for found in await self._session.exec(_due(), params=asked)]

    async def earliest_due(self) -> datetime | None:
        return (await self._session.exec(_earliest())).one()

    async def claim(self, alert: AlertId, now: datetime) -> datetime | None:
        """When this one fell due, and from here it is ours to look at.

        None when it is not due any more, or somebody else has it at this moment.
        """
        asked = {"alert": alert, "now": now}
        due_at: datetime | None = (await self._session.exec(_claimed(), params=asked)).one_or_none()
        return due_at

    async def count_open(self) -> int:
        """How many still run, drills included."""
        query = select(func.count()).select_from(AlertRow)
        runs = col(AlertRow.closed_at).is_(None), col(AlertRow.ended).is_(None)
        return (await self._session.exec(query.where(*runs))).one()

    async def open_ones(
        self, network: str | None = None, doelgroep: str | None = None
    ) -> list[Alert]:
        """Those that still run, oldest first."""
        query = _of(network, doelgroep).where(
            col(AlertRow.closed_at).is_(None), col(AlertRow.ended).is_(None)
        )
        return await self._read(query.order_by(col(AlertRow.raised_at), col(AlertRow.id)))

    async def with_follow_ups(self, network: str) -> list[Alert]:
        """Those of which somebody still owes something, closed ones included."""
        query = _of(network, None).order_by(col(AlertRow.raised_at), col(AlertRow.id))
        return [
            alert
            for alert in await self._read(query)
            if any(item.done_at is None for item in alert.follow_ups)
        ]

    async def recent(self, network: str, doelgroep: str, since: datetime) -> list[Alert]:
        """Those raised since then, newest first."""
        query = _of(network, doelgroep).where(AlertRow.raised_at >= since)
        return await self._read(query.order_by(col(AlertRow.raised_at).desc(), col(AlertRow.id)))

    async def with_reference(self, network: str, reference: str, since: datetime) -> list[Alert]:
        """Those raised since then about the same dossier, newest first."""
        query = _of(network, None).where(
            AlertRow.reference == reference, AlertRow.raised_at >= since
        )
        return await self._read(query.order_by(col(AlertRow.raised_at).desc(), col(AlertRow.id)))

    async def of_month(
        self, network: str, doelgroep: str, start: datetime, end: datetime
    ) -> list[Alert]:
        """Those whose clock began in this stretch, the end not included, in that order."""
        query = _of(network, doelgroep).where(AlertRow.clock_at >= start, AlertRow.clock_at < end)
        return await self._read(query.order_by(col(AlertRow.clock_at), col(AlertRow.id)))

    async def new_id(self, prefix: str, year: int, month: int) -> AlertId:
        """The next number of this month, such as SKM-2611-07; free again if we roll back."""
        period = f"{year % 100:02}{month:02}"
        first = inserting(self._session, AlertNumberRow).values(prefix=prefix, month=period, last=1)
        numbered = first.on_conflict_do_update(
            index_elements=["prefix", "month"], set_={"last": AlertNumberRow.last + 1}
        ).returning(col(AlertNumberRow.last))
        number = (await self._session.exec(numbered)).scalar_one()
        return AlertId(f"{prefix}-{period}-{number:02}")

    async def skip_numbers(self, prefix: str, year: int, month: int) -> None:
        """Go on at the next hundred: the numbers up to there may have been given out before."""
        period = f"{year % 100:02}{month:02}"
        first = inserting(self._session, AlertNumberRow)
        skipped = first.values(prefix=prefix, month=period, last=SKIPPED)
        further = (AlertNumberRow.last // SKIPPED + 1) * SKIPPED
        await self._session.exec(
            skipped.on_conflict_do_update(
                index_elements=["prefix", "month"], set_={"last": further}
            )
        )

    async def ids(self) -> list[AlertId]:
        query = select(AlertRow.id).order_by(col(AlertRow.raised_at), col(AlertRow.id))
        return [AlertId(found) for found in await self._session.exec(query)]

    async def agrees(self, alert: AlertId, replayed: Alert | None) -> bool:
        """Whether the row, the columns to search by included, is what the log makes of it."""
        row = await self._session.get(AlertRow, alert, populate_existing=True)
        if row is None or replayed is None:
            return row is None and replayed is None
        found, made = row.model_dump(), columns(replayed)
        if row.reference is None:
            made["reference"] = None  # forgotten before the rest
        return found == {**made, "state": found["state"]} and _read(row.state) == replayed

    async def _read(self, query: SelectOfScalar[str]) -> list[Alert]:
        """Those that can be read: one that cannot stands in the way of no other (F05).

        That there is one the nightly look at every row finds out, and before that its own clock.
        """
        found = [_read(state) for state in await self._session.exec(query)]
        return [alert for alert in found if alert is not None]


@prepared
def _state(*, ours: bool) -> SelectOfScalar[str]:
    query = select(AlertRow.state).where(col(AlertRow.id) == bindparam("alert"))
    return query.with_for_update() if ours else query


@prepared
def _due() -> SelectOfScalar[str]:
    query = select(AlertRow.id).where(col(AlertRow.next_due_at) <= bindparam("now"))
    in_turn = query.order_by(col(AlertRow.next_due_at), col(AlertRow.id))
    return in_turn.limit(bindparam("most"))


@cache
def _claimed() -> Any:
    query = select(AlertRow.next_due_at).where(
        col(AlertRow.id) == bindparam("alert"), col(AlertRow.next_due_at) <= bindparam("now")
    )
    return query.with_for_update(skip_locked=True)


@prepared
def _earliest() -> SelectOfScalar[datetime | None]:
    return select(func.min(AlertRow.next_due_at))


def _read(state: str) -> Alert | None:
    """None for what no version of ours wrote."""
    try:
        return codec.read_alert(state)
    except ValueError:
        return None


@prepared
def _changed() -> Update:
    """`held`, if it is `expected` still, gets what is `new_…`."""
    held = col(AlertRow.id) == bindparam("held"), col(AlertRow.version) == bindparam("expected")
    new: dict[str, BindParameter[Any]] = {
        name: bindparam(f"new_{name}") for name in AlertRow.model_fields
    }
    return update(AlertRow).where(*held).values(new)


def columns(alert: Alert) -> dict[str, Any]:
    """An alert as a row."""
    return {
        "id": alert.id,
        "network": alert.network,
        "doelgroep": alert.doelgroep,
        "drill": alert.drill,
        "phase": alert.phase.value,
        "version": alert.version,
        "raised_at": alert.raised_at,
        "clock_at": alert.clock_at,
        "ended": alert.ended and alert.ended.value,
        "closed_at": alert.closed_at,
        "reference": alert.facts.reference,
        "next_due_at": next_due(alert),
        "state": codec.write(codec.ALERT, alert),
    }


def _of(network: str | None, doelgroep: str | None) -> SelectOfScalar[str]:
    query = select(AlertRow.state)
    if network is not None:
        query = query.where(AlertRow.network == network)
    if doelgroep is not None:
        query = query.where(AlertRow.doelgroep == doelgroep)
    return query
