"""The duty that is handed over: asked, accepted once, refused, or ended before its time."""

from datetime import datetime
from typing import Any

from sqlalchemy import or_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from flows.duty import Handover, Stretch
from flows.rules import Role
from flows.state import PersonId
from storage import duty_rows as rows
from storage.duty_tables import HandoverRow

OPEN = (col(HandoverRow.accepted_at).is_(None), col(HandoverRow.ended_at).is_(None))


class Handovers:
    """The handovers within one transaction; a swap is two that go together.

    Of a swap the first is the one that is asked about: its number stands for both.
    """

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def ask_handover(
        self,
        network: str,
        role: Role,
        *,
        giver: PersonId,
        taker: PersonId,
        starts_at: datetime,
        ends_at: datetime,
        now: datetime,
    ) -> int:
        """Ask the taker to take over; it changes nothing until it is accepted."""
        assert giver != taker
        assert starts_at < ends_at
        row = HandoverRow(
            network=network,
            role=role,
            giver=giver,
            taker=taker,
            starts_at=starts_at,
            ends_at=ends_at,
            asked_at=now,
        )
        return await self._keep(row)

    async def ask_swap(self, network: str, mine: Stretch, theirs: Stretch, now: datetime) -> int:
        """Ask whose shift `theirs` is to swap; gives the number for that person to answer."""
        assert mine.role == theirs.role
        numbers = [
            await self.ask_handover(
                network,
                given.role,
                giver=given.person,
                taker=taker,
                starts_at=given.starts_at,
                ends_at=given.ends_at,
                now=now,
            )
            for given, taker in ((mine, theirs.person), (theirs, mine.person))
        ]
        for number, other in (numbers, reversed(numbers)):
            await self._change(col(HandoverRow.id) == number, returns=other)
        return numbers[0]

    async def handover(self, network: str, number: int) -> Handover | None:
        """One handover of this network, however it ended."""
        found = await self._found(
            col(HandoverRow.id) == number, col(HandoverRow.network) == network
        )
        return found[0] if found else None

    async def handovers(self, network: str, start: datetime, end: datetime) -> tuple[Handover, ...]:
        """Those within a stretch of time, without what was refused or has lapsed."""
        found = await self._found(
            col(HandoverRow.network) == network,
            col(HandoverRow.starts_at) < end,
            col(HandoverRow.ends_at) > start,
            or_(col(HandoverRow.accepted_at).is_not(None), col(HandoverRow.ended_at).is_(None)),
        )
        return tuple(found)

    async def open_handovers(self, network: str) -> tuple[Handover, ...]:
        """Those that wait for an answer; of a swap both."""
        return tuple(await self._found(col(HandoverRow.network) == network, *OPEN))

    async def lapsed_handovers(self, network: str, now: datetime) -> tuple[Handover, ...]:
        """Those that wait although they have begun; of a swap the one that was asked about."""
        waiting = {it.id: it for it in await self.open_handovers(network)}
        begun = (it for it in waiting.values() if it.starts_at <= now)
        leading = dict.fromkeys(_leading(it) for it in begun)
        return tuple(waiting[number] for number in leading if number in waiting)

    async def accept_handover(
        self, network: str, number: int, taker: PersonId, now: datetime
    ) -> bool:
        """Accept, a swap both ways at once; False for any other person, a second time, too late."""
        asked = await self.handover(network, number)
        if asked is None or asked.taker != taker or _leading(asked) != number:
            return False
        both = await self._both(asked)
        if any(not it.is_open or it.ends_at <= now for it in both):
            return False
        numbers = [it.id for it in both]
        changed = await self._change(col(HandoverRow.id).in_(numbers), *OPEN, accepted_at=now)
        return changed == len(numbers)

    async def refuse_handover(self, network: str, number: int, by: PersonId, now: datetime) -> bool:
        """Turn it down or withdraw it before it was accepted; False when there is nothing to."""
        asked = await self.handover(network, number)
        if asked is None or by not in (asked.giver, asked.taker):
            return False
        numbers = [it.id for it in await self._both(asked)]
        return await self._change(col(HandoverRow.id).in_(numbers), *OPEN, ended_at=now) > 0

    async def end_handover(self, network: str, number: int, now: datetime) -> bool:
        """End it, whether it was accepted or still waits; of a swap both, from this moment on."""
        asked = await self.handover(network, number)
        if asked is None:
            return False
        numbers = [it.id for it in await self._both(asked)]
        runs = or_(col(HandoverRow.accepted_at).is_(None), col(HandoverRow.ends_at) > now)
        still = (col(HandoverRow.ended_at).is_(None), runs)
        return await self._change(col(HandoverRow.id).in_(numbers), *still, ended_at=now) > 0

    async def _both(self, handover: Handover) -> list[Handover]:
        numbers = {handover.id, handover.id if handover.returns is None else handover.returns}
        return await self._found(col(HandoverRow.id).in_(numbers))

    async def _found(self, *which: Any) -> list[Handover]:
        query = select(HandoverRow).where(*which).order_by(col(HandoverRow.id))
        fresh = query.execution_options(populate_existing=True)
        return [rows.handover(row) for row in await self._session.exec(fresh)]

    async def _change(self, *which: Any, **values: Any) -> int:
        changed = await self._session.exec(update(HandoverRow).where(*which).values(**values))
        return changed.rowcount

    async def _keep(self, row: HandoverRow) -> int:
        self._session.add(row)
        await self._session.flush()
        return rows.number(row.id)


def _leading(handover: Handover) -> int:
    """Of a swap the one that was asked about: the first of the two."""
    return handover.id if handover.returns is None else min(handover.id, handover.returns)
