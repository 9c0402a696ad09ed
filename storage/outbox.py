"""What is still to be told: taken one at a time per address, settled once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, delete, func, text, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from flows.state import AlertId
from storage import codec
from storage.database import inserting
from storage.errand_columns import columns
from storage.traffic_tables import ErrandRow, ErrandState, FactRow

TURN = "outbox"  # the fact whose row is the right to hand out errands
SECOND = "second"  # the kind that goes by the second channel, never by the messenger
BOARD = "lesson"  # the tag of the one message that shows how far an exercise is
UNSETTLED = (ErrandState.WAITING, ErrandState.TAKEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One thing to tell; to a group (our number), to a user (Telegram's), or elsewhere.

    An errand with a key takes the place of one with the same key that is still waiting. `again`
    says what to do when nobody knows whether it was sent: send it again, or leave it. `tag` is a
    name for all the errands that serve one purpose for one alert, such as a step of the ladder.
    """

    id: int = 0
    kind: str
    group_id: int | None = None
    user_id: int | None = None
    alert: AlertId | None = None
    tag: str | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)
    rank: int = 2  # 0 alarm .. 4 quiet; the lower goes first
    key: str | None = None
    again: bool = True
    not_before: datetime
    made_at: datetime
    wanted_at: datetime | None = None  # when it might have gone first; known of what was kept
    attempts: int = 0

    @property
    def address(self) -> str:
        """Where it goes; each address gets one errand at a time."""
        if self.group_id is not None:
            return f"group:{self.group_id}"
        if self.kind == SECOND:
            return f"second:{self.alert or ''}:{self.payload['to']}"
        return "elsewhere" if self.user_id is None else f"user:{self.user_id}"

    def waited(self, now: datetime) -> timedelta:
        """For how long it could have been told by now."""
        return max(now - (self.wanted_at or self.not_before), timedelta(0))


class Outbox:
    """The outbox within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self.has_news = False

    async def tell(self, errand: Errand) -> int:
        """Put an errand in the outbox; gives its number.

        It merges with a waiting one of the same key: the newest content, the highest rank, the
        age of the oldest. Never with one taken, which may be drawn already without this news.
        """
        self.has_news = True
        insert = inserting(self._session, ErrandRow).values(**columns(errand))
        new = insert.excluded
        merged = insert.on_conflict_do_update(
            index_elements=["key"],
            # in so many letters: as a parameter PostgreSQL cannot see that it is the index's own
            index_where=text("state = 'waiting'"),
            set_={
                **{name: new[name] for name in ("kind", "group_id", "user_id", "address")},
                **{name: new[name] for name in ("alert", "tag", "payload", "again")},
                "rank": _lower(col(ErrandRow.rank), new.rank),
                "wanted_at": _lower(col(ErrandRow.wanted_at), new.wanted_at),
                # an errand that was put off stays put off
                "not_before": case(
                    (col(ErrandRow.attempts) > 0, col(ErrandRow.not_before)),
                    else_=_lower(col(ErrandRow.not_before), new.not_before),
                ),
            },
        ).returning(col(ErrandRow.id))
        return int((await self._session.exec(merged)).scalar_one())

    async def take(
        self, now: datetime, busy: Collection[str], limit: int, kind: str | None = None
    ) -> list[Errand]:
        """Hand out what may go: lowest rank first, then oldest, one per address.

        Of one kind; without it all that is for the messenger."""
        turn = select(FactRow).where(FactRow.name == TURN).with_for_update()
        await self._session.exec(turn)
        under_way = select(ErrandRow.address).where(ErrandRow.state == ErrandState.TAKEN)
        place = func.row_number().over(
            partition_by=col(ErrandRow.address), order_by=(col(ErrandRow.rank), col(ErrandRow.id))
        )
        queue = (
            select(col(ErrandRow.id).label("id"), place.label("place"))
            .where(ErrandRow.state == ErrandState.WAITING, ErrandRow.not_before <= now)
            .where(col(ErrandRow.address).not_in(under_way))
            .where(col(ErrandRow.address).not_in(busy), _goes_by(kind))
            .subquery()
        )
        first = (
            select(ErrandRow)
            .join(queue, col(ErrandRow.id) == queue.c.id)
            .where(queue.c.place == 1)
            .order_by(col(ErrandRow.rank), col(ErrandRow.id))
            .limit(limit)
            .execution_options(populate_existing=True)
        )
        rows = (await self._session.exec(first)).all()
        for row in rows:
            row.state, row.taken_at = ErrandState.TAKEN, now
        await self._session.flush()
        return [errand_of(row) for row in rows]

    async def release(self, busy: Collection[str], now: datetime, kind: str | None = None) -> None:
        """Put back what was taken for any other address: it was not begun, so it was not sent."""
        taken = select(ErrandRow).where(ErrandRow.state == ErrandState.TAKEN, _goes_by(kind))
        for row in (await self._session.exec(taken.order_by(col(ErrandRow.id)))).all():
            if row.address not in busy:
                await self._put_back(row, now, "not begun")

    async def done(self, errand: int, now: datetime, message_id: int | None = None) -> None:
        await self._settle(errand, ErrandState.DONE, now, message_id=message_id)

    async def later(self, errand: int, at: datetime, error: str) -> None:
        """Try again then; or leave it to a newer errand of the same key, and that one then."""
        row = await self._taken(errand)
        if row is not None:
            await self._put_back(row, at, error)

    async def drop(self, errand: int, now: datetime, reason: str) -> None:
        """It need not be told any more."""
        await self._settle(errand, ErrandState.DROPPED, now, error=reason)

    async def fail(self, errand: int, now: datetime, error: str) -> None:
        """It could not be told: nobody is there, or we cannot."""
        await self._settle(errand, ErrandState.FAILED, now, error=error)

    async def recover(self, now: datetime) -> None:
        """At start-up: settle what was under way when we stopped."""
        taken = select(ErrandRow).where(ErrandRow.state == ErrandState.TAKEN)
        for row in (await self._session.exec(taken.order_by(col(ErrandRow.id)))).all():
            if row.again:
                await self._put_back(row, now, "unknown")
            elif row.id is not None:
                await self.drop(row.id, now, "unknown")

    async def drop_kinds(self, kinds: Collection[str], now: datetime, reason: str) -> int:
        """Nothing of these kinds need be told any more, under way or not; gives how many."""
        dropped = await self._session.exec(
            update(ErrandRow)
            .where(col(ErrandRow.state).in_(UNSETTLED), col(ErrandRow.kind).in_(kinds))
            .values(state=ErrandState.DROPPED.value, settled_at=now, error=reason)
        )
        return dropped.rowcount

    async def waiting(
        self, *, alert: AlertId | None = None, key: str | None = None, rank: int | None = None
    ) -> int:
        """How many are waiting, of one alert, one key, or up to one rank when given."""
        query = select(func.count()).select_from(ErrandRow)
        query = query.where(col(ErrandRow.state) == ErrandState.WAITING)
        if alert is not None:
            query = query.where(col(ErrandRow.alert) == alert)
        if key is not None:
            query = query.where(col(ErrandRow.key) == key)
        if rank is not None:
            query = query.where(col(ErrandRow.rank) <= rank)
        return (await self._session.exec(query)).one()

    async def waits_of(self, kinds: Collection[str]) -> int:
        """How many of these kinds are waiting."""
        query = select(func.count()).select_from(ErrandRow)
        of = query.where(ErrandRow.state == ErrandState.WAITING, col(ErrandRow.kind).in_(kinds))
        return (await self._session.exec(of)).one()

    async def count_waiting(self) -> int:
        """How much is yet to be told."""
        return await self.waiting()

    async def oldest_waiting(self, rank: int) -> datetime | None:
        """Since when something up to this rank could have been told and has not been yet."""
        query = select(func.min(ErrandRow.wanted_at)).where(
            col(ErrandRow.state).in_(UNSETTLED), col(ErrandRow.rank) <= rank
        )
        return (await self._session.exec(query)).one()

    async def next_at(self, kind: str | None = None) -> datetime | None:
        """When the first of the waiting may go; of one kind, or of all for the messenger."""
        query = select(func.min(ErrandRow.not_before)).where(_goes_by(kind))
        return (await self._session.exec(query.where(ErrandRow.state == ErrandState.WAITING))).one()

    async def sent_for(self, alert: AlertId, tag: str) -> list[ErrandState]:
        """How far each of the errands is that serve one purpose for one alert."""
        query = select(ErrandRow.state).where(ErrandRow.alert == alert, ErrandRow.tag == tag)
        states = await self._session.exec(query.order_by(col(ErrandRow.id)))
        return [ErrandState(state) for state in states]

    async def message_of(self, errand: Errand) -> int | None:
        """The message that an errand of the same tag showed to the same user before, if any."""
        query = select(func.max(ErrandRow.message_id)).where(
            ErrandRow.alert == errand.alert,
            ErrandRow.tag == errand.tag,
            ErrandRow.user_id == errand.user_id,
        )
        return (await self._session.exec(query)).one()

    async def forget(self, before: datetime) -> int:
        """Remove what was settled before then; gives how many."""
        gone = await self._session.exec(delete(ErrandRow).where(col(ErrandRow.settled_at) < before))
        return gone.rowcount

    async def _taken(self, errand: int) -> ErrandRow | None:
        query = select(ErrandRow).where(
            ErrandRow.id == errand, ErrandRow.state == ErrandState.TAKEN
        )
        fresh = query.with_for_update().execution_options(populate_existing=True)
        return (await self._session.exec(fresh)).one_or_none()

    async def _put_back(self, row: ErrandRow, at: datetime, error: str) -> None:
        self.has_news = True
        newer = None if row.key is None else await self._waiting_with(row.key)
        if newer is None:
            row.state, row.not_before, row.error = ErrandState.WAITING, at, error
            row.attempts += 1
        else:
            newer.rank = min(newer.rank, row.rank)
            newer.wanted_at = min(newer.wanted_at, row.wanted_at)
            newer.not_before = max(newer.not_before, at)
            row.state, row.settled_at, row.error = ErrandState.DROPPED, at, "merged"
        await self._session.flush()

    async def _waiting_with(self, key: str) -> ErrandRow | None:
        query = select(ErrandRow).where(
            ErrandRow.key == key, ErrandRow.state == ErrandState.WAITING
        )
        fresh = query.with_for_update().execution_options(populate_existing=True)
        return (await self._session.exec(fresh)).one_or_none()

    async def _settle(
        self,
        errand: int,
        state: ErrandState,
        now: datetime,
        *,
        message_id: int | None = None,
        error: str | None = None,
    ) -> None:
        await self._session.exec(
            update(ErrandRow)
            .where(col(ErrandRow.id) == errand, col(ErrandRow.state).in_(UNSETTLED))
            .values(state=state.value, settled_at=now, message_id=message_id, error=error)
        )


def _goes_by(kind: str | None) -> ColumnElement[bool]:
    return col(ErrandRow.kind) == kind if kind else col(ErrandRow.kind) != SECOND


def _lower(held: Any, new: Any) -> Any:
    """The lower of two columns, in words that both databases understand."""
    return case((held < new, held), else_=new)


def errand_of(row: ErrandRow) -> Errand:
    """A row as the errand that it holds."""
    assert row.id is not None, "it came from the table"
    return Errand(
        id=row.id,
        kind=row.kind,
        group_id=row.group_id,
        user_id=row.user_id,
        alert=None if row.alert is None else AlertId(row.alert),
        tag=row.tag,
        payload=codec.read_json(row.payload),
        rank=row.rank,
        key=row.key,
        again=row.again,
        not_before=row.not_before,
        made_at=row.made_at,
        wanted_at=row.wanted_at,
        attempts=row.attempts,
    )
