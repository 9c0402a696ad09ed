"""The duty roster as it is kept: shifts, absence, handovers, windows, and what was sent in."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import delete, func, or_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from flows.calendar import DAY, local
from flows.duty import Absence, DayShift, Roster, Shift, WeekShift, is_in_force
from flows.rules import Role
from flows.state import PersonId
from storage import duty_rows as rows
from storage.cipher import Cipher
from storage.database import inserting
from storage.duty_rows import RosterDraft
from storage.duty_tables import (
    AbsenceRow,
    DayShiftRow,
    RosterDraftRow,
    WeekShiftRow,
)
from storage.handovers import Handovers
from storage.reach_windows import ReachWindows

DRAFT_LASTS = timedelta(hours=2)


class Duty(Handovers, ReachWindows):
    """The roster within one transaction; what ends keeps its row."""

    def __init__(self, session: AsyncSession, cipher: Cipher) -> None:
        super().__init__(session)
        self._cipher = cipher

    async def roster(self, network: str, start: datetime, end: datetime) -> Roster:
        """All that is known of duty between these moments; start is the moment that is asked of.

        It takes the shifts along that began the day before. For who is on duty now: (now, now).
        """
        first, after = local(start).date() - DAY, local(end).date() + DAY
        week = await self._week(network)
        return Roster(
            week=week,
            days=await self._days(network, first, after),
            absences=await self._absences(start - 2 * DAY, end + 2 * DAY),
            handovers=await self.handovers(network, start - 2 * DAY, end + 2 * DAY),
            in_force=await self._in_force(network, week, start),
            until=after,
        )

    async def add_week_shift(
        self,
        network: str,
        role: Role,
        person: PersonId,
        *,
        weekday: int,
        opens: time,
        closes: time,
        since: date,
    ) -> int:
        """Add a shift to the week pattern (0 is Monday) and give its number."""
        assert 0 <= weekday < 7
        row = WeekShiftRow(
            network=network,
            role=role,
            person=person,
            weekday=weekday,
            opens=rows.clock(opens),
            closes=rows.clock(closes),
            since=since,
        )
        self._session.add(row)
        await self._session.flush()
        return rows.number(row.id)

    async def end_week_shift(self, network: str, number: int, until: date) -> bool:
        """Let a shift count no longer from this day on; False when that was so already."""
        ended = await self._session.exec(
            update(WeekShiftRow)
            .where(col(WeekShiftRow.id) == number, col(WeekShiftRow.network) == network)
            .where(or_(col(WeekShiftRow.until).is_(None), col(WeekShiftRow.until) > until))
            .values(until=until)
        )
        return ended.rowcount == 1

    async def put_day_shifts(
        self,
        network: str,
        role: Role,
        shifts: Iterable[Shift | DayShift],
        source: str,
        now: datetime,
    ) -> None:
        """Give a role these shifts on their days, in the place of what stood there for it."""
        given = list(shifts)
        await self.clear_days(network, role, {shift.day for shift in given}, now)
        self._session.add_all(
            DayShiftRow(
                network=network,
                role=role,
                person=shift.person,
                day=shift.day,
                opens=rows.clock(shift.opens),
                closes=rows.clock(shift.closes),
                source=source,
            )
            for shift in given
        )
        await self._session.flush()

    async def clear_days(
        self, network: str, role: Role, days: Iterable[date], now: datetime
    ) -> None:
        """Let the week pattern hold again on these days."""
        await self._session.exec(
            update(DayShiftRow)
            .where(col(DayShiftRow.network) == network, col(DayShiftRow.role) == role)
            .where(col(DayShiftRow.day).in_(list(days)), col(DayShiftRow.until_at).is_(None))
            .values(until_at=now)
        )

    async def add_absence(
        self, person: PersonId, starts_at: datetime, ends_at: datetime, now: datetime
    ) -> int:
        """Note that somebody is not available, and give the number of that."""
        assert starts_at < ends_at
        row = AbsenceRow(person=person, starts_at=starts_at, ends_at=ends_at, made_at=now)
        self._session.add(row)
        await self._session.flush()
        return rows.number(row.id)

    async def end_absence(self, person: PersonId, now: datetime) -> bool:
        """Somebody is back: what runs now is over, what is still to come stays."""
        ended = await self._session.exec(
            update(AbsenceRow)
            .where(col(AbsenceRow.person) == person, col(AbsenceRow.ended_at).is_(None))
            .where(col(AbsenceRow.starts_at) <= now, col(AbsenceRow.ends_at) > now)
            .values(ended_at=now)
        )
        return ended.rowcount > 0

    async def cancel_absence(self, person: PersonId, number: int, now: datetime) -> bool:
        """End one absence of somebody, be it one that is still to come."""
        ended = await self._session.exec(
            update(AbsenceRow)
            .where(col(AbsenceRow.id) == number, col(AbsenceRow.person) == person)
            .where(col(AbsenceRow.ended_at).is_(None), col(AbsenceRow.ends_at) > now)
            .values(ended_at=now)
        )
        return ended.rowcount == 1

    async def absences(self, person: PersonId, now: datetime) -> tuple[Absence, ...]:
        """The absences of somebody that run or are still to come, in order."""
        query = select(AbsenceRow).where(
            AbsenceRow.person == person,
            AbsenceRow.ends_at > now,
            col(AbsenceRow.ended_at).is_(None),
        )
        found = await self._session.exec(_fresh(query.order_by(col(AbsenceRow.starts_at))))
        return tuple(rows.absence(row) for row in found)

    async def keep_draft(
        self,
        user_id: int,
        network: str,
        role: Role,
        source: str,
        shifts: Iterable[Shift],
        now: datetime,
    ) -> None:
        """Keep a roster that was sent in, sealed, in the place of the one before."""
        values = {
            "network": network,
            "role": role,
            "sealed": self._cipher.seal(rows.write_draft(source, shifts), *_place(user_id)),
            "expires_at": now + DRAFT_LASTS,
        }
        kept = inserting(self._session, RosterDraftRow).values(user_id=user_id, **values)
        await self._session.exec(
            kept.on_conflict_do_update(index_elements=["user_id"], set_=values)
        )

    async def draft_of(self, user_id: int, now: datetime) -> RosterDraft | None:
        """The roster that waits; None when there is none, or no longer."""
        query = select(RosterDraftRow).where(
            RosterDraftRow.user_id == user_id, RosterDraftRow.expires_at > now
        )
        row = (await self._session.exec(_fresh(query))).one_or_none()
        text = None if row is None else self._cipher.open(row.sealed, *_place(user_id))
        if row is None or text is None:
            return None
        source, shifts = rows.read_draft(text)
        return RosterDraft(
            network=row.network,
            role=Role(row.role),
            source=source,
            shifts=shifts,
            expires_at=row.expires_at,
        )

    async def drop_draft(self, user_id: int) -> bool:
        """Take it away; False when it was gone already, so that it is taken over once."""
        dropped = await self._session.exec(
            delete(RosterDraftRow).where(col(RosterDraftRow.user_id) == user_id)
        )
        return dropped.rowcount == 1

    async def _week(self, network: str) -> tuple[WeekShift, ...]:
        query = select(WeekShiftRow).where(WeekShiftRow.network == network)
        found = await self._session.exec(_fresh(query.order_by(col(WeekShiftRow.id))))
        return tuple(rows.week_shift(row) for row in found)

    async def _days(self, network: str, first: date, after: date) -> tuple[DayShift, ...]:
        query = select(DayShiftRow).where(
            DayShiftRow.network == network,
            DayShiftRow.day >= first,
            DayShiftRow.day < after,
            col(DayShiftRow.until_at).is_(None),
        )
        found = await self._session.exec(_fresh(query.order_by(col(DayShiftRow.id))))
        return tuple(rows.day_shift(row) for row in found)

    async def _absences(self, start: datetime, end: datetime) -> tuple[Absence, ...]:
        query = select(AbsenceRow).where(AbsenceRow.starts_at < end, AbsenceRow.ends_at > start)
        found = await self._session.exec(_fresh(query.order_by(col(AbsenceRow.id))))
        absences = (rows.absence(row) for row in found)
        return tuple(one for one in absences if one.starts_at < one.ends_at)

    async def _in_force(
        self, network: str, week: Iterable[WeekShift], at: datetime
    ) -> frozenset[Role]:
        """The roles whose roster holds at a moment, judged by their first and their last shift."""
        live = (col(DayShiftRow.network) == network, col(DayShiftRow.until_at).is_(None))
        day, role = col(DayShiftRow.day), col(DayShiftRow.role)
        bounds = (
            select(role, func.min(day).label("first"), func.max(day).label("last"))
            .where(*live)
            .group_by(role)
            .subquery()
        )
        outer = or_(day == bounds.c.first, day == bounds.c.last)
        query = select(DayShiftRow).join(bounds, bounds.c.role == role).where(outer, *live)
        by_role: dict[Role, list[WeekShift | DayShift]] = defaultdict(list)
        for row in await self._session.exec(_fresh(query)):
            by_role[Role(row.role)].append(rows.day_shift(row))
        for shift in week:
            by_role[shift.role].append(shift)
        return frozenset(role for role, shifts in by_role.items() if is_in_force(shifts, at))


def _fresh(query: Any) -> Any:
    return query.execution_options(populate_existing=True)


def _place(user_id: int) -> tuple[str, int]:
    return "roster_draft", user_id
