"""What is still to be told: taken one at a time per address, settled once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, or_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from flows.state import AlertId
from storage import codec, errand_queries
from storage.database import dialect_of
from storage.errand_columns import columns
from storage.errand_queries import SECOND, UNSETTLED, goes_by
from storage.slots import ALL, Slots, mask_of, slot_of
from storage.traffic_tables import ErrandRow, ErrandState

LOOKS = ("census", "rights")  # kinds that only look at a group: no card there waits for them
BOARD = "lesson"  # the tag of the one message that shows how far an exercise is


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
            return f"{'look' if self.kind in LOOKS else 'group'}:{self.group_id}"
        if self.kind == SECOND:
            return f"second:{self.alert or ''}:{self.payload['to']}"
        return "elsewhere" if self.user_id is None else f"user:{self.user_id}"

    def waited(self, now: datetime) -> timedelta:
        """For how long it could have been told by now."""
        return max(now - (self.wanted_at or self.not_before), timedelta(0))


class Outbox:
    """The outbox within one transaction."""

    def __init__(self, session: AsyncSession, process: int | None = None) -> None:
        """`process` is who takes errands here; a command that only tells has none."""
        self._session = session
        self._process = process
        self.has_news = False
        self.slots: set[int] = set()  # of the chats to which there is something new to tell
        self.has_errand = False  # a new one, or a waiting one of which something is new

    async def tell(self, errand: Errand) -> int:
        """Put an errand in the outbox; gives its number.

        It merges with a waiting one of the same key: the newest content, the highest rank, the
        age of the oldest. Never with one taken, which may be drawn already without this news.
        """
        self.has_news = self.has_errand = True
        self.slots.add(slot_of(errand.address))
        told = errand_queries.told(dialect_of(self._session))
        return int((await self._session.exec(told, params=columns(errand))).scalar_one())

    async def take(
        self,
        now: datetime,
        busy: Collection[str],
        limit: int,
        kind: str | None = None,
        slots: Slots = ALL,
    ) -> list[Errand]:
        """Hand out what may go: lowest rank first, then oldest, one per address.

        Of one kind; without it all that is for the messenger. Raises Overtaken when
        another process took something for the same address just now.
        """
        first = errand_queries.first_of_each_address(kind, apart=slots != ALL)
        asked = {"now": now, "room": limit + len(busy)} | _only(slots)
        found = (await self._session.exec(first, params=asked)).all()
        rows = [row for row in found if row.address not in busy][:limit]
        for row in rows:
            by = {"errand": row.id, "now": now, "process": self._process}
            await self._session.exec(errand_queries.takes(), params=by)
        return [errand_of(row) for row in rows]

    async def release(self, busy: Collection[str], now: datetime, kind: str | None = None) -> None:
        """Put back what we took for any other address: it was not begun, so it was not sent."""
        taken = select(ErrandRow).where(ErrandRow.state == ErrandState.TAKEN, goes_by(kind))
        taken = taken.where(col(ErrandRow.taken_by).is_not_distinct_from(self._process))
        for row in (await self._session.exec(taken.order_by(col(ErrandRow.id)))).all():
            if row.address not in busy:
                self.has_errand = True
                await self._put_back(row, now, "not begun")

    async def done(self, errand: int, now: datetime, message_id: int | None = None) -> None:
        await self._settle(errand, ErrandState.DONE, now, message_id=message_id)

    async def later(self, errand: int, at: datetime, error: str) -> None:
        """Try again then; or leave it to a newer errand of the same key, and that one then."""
        row = await self._taken(errand)
        if row is not None:
            await self._put_back(row, at, error)

    async def put_off(self, address: str, rank: int, until: datetime) -> None:
        """Whatever waits for this address, of this rank or a higher number, goes then at first."""
        full = {"full": address, "lowest": rank, "until": until}
        await self._session.exec(errand_queries.put_off(), params=full)

    async def put_off_redrawing(self, address: str, until: datetime) -> None:
        """The cards that this address has already are drawn anew then at first."""
        full = {"full": address, "until": until}
        await self._session.exec(errand_queries.put_off_redrawing(), params=full)

    async def drop(self, errand: int, now: datetime, reason: str) -> None:
        """It need not be told any more."""
        await self._settle(errand, ErrandState.DROPPED, now, error=reason)

    async def fail(self, errand: int, now: datetime, error: str) -> None:
        """It could not be told: nobody is there, or we cannot."""
        await self._settle(errand, ErrandState.FAILED, now, error=error)

    async def recover(self, now: datetime, living: Collection[int] = ()) -> None:
        """Settle what was under way in a process that lives no more."""
        taken = select(ErrandRow).where(ErrandRow.state == ErrandState.TAKEN)
        by = col(ErrandRow.taken_by)
        taken = taken.where(or_(by.is_(None), by.not_in(living))).with_for_update()
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

    async def next_at(self, kind: str | None = None, slots: Slots = ALL) -> datetime | None:
        """When the first of the waiting may go; of one kind, or of all for the messenger."""
        first = errand_queries.next_moment(kind, apart=slots != ALL)
        return (await self._session.exec(first, params=_only(slots))).one()

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
        found = await self._session.exec(errand_queries.taken(), params={"errand": errand})
        return found.one_or_none()

    async def _put_back(self, row: ErrandRow, at: datetime, error: str) -> None:
        self.has_news = True
        self.slots.add(row.slot)
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
        found = await self._session.exec(errand_queries.waiting_with(), params={"held": key})
        return found.one_or_none()

    async def _settle(
        self,
        errand: int,
        state: ErrandState,
        now: datetime,
        *,
        message_id: int | None = None,
        error: str | None = None,
    ) -> None:
        ends = {"errand": errand, "ended": state.value, "now": now}
        about = {"message": message_id, "why": error}
        await self._session.exec(errand_queries.settled(), params=ends | about)


def _only(slots: Slots) -> dict[str, Any]:
    return {} if slots == ALL else {"slots": mask_of(slots)}


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
