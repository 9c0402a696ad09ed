"""Forgets what is past its term, and writes down how much that was."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, or_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from flows.keeping import Terms, is_much
from flows.state import AlertId
from storage.counts import Counts as Counters
from storage.drafts import Questions
from storage.duty_tables import AbsenceRow, DayShiftRow, HandoverRow, RosterDraftRow, WeekShiftRow
from storage.facts import Consultations
from storage.history import History, about
from storage.holds import Holds
from storage.naming import Row
from storage.outbox import Outbox
from storage.people_tables import (
    AliasRow,
    EnrolmentRow,
    GroupMemberRow,
    InvitationRow,
    PersonRow,
    ReviewRow,
)
from storage.second_path import SecondPath
from storage.tables import AlertRow, HistoryRow, NoteRow
from storage.traffic_tables import JobRow, ProcessRow, SetAsideRow
from storage.updates import Updates

FORGOTTEN = "AlertForgotten"
RETIRED = "Retention"

Counts = Mapping[str, int]  # by the name of the term


class Retention:
    """The end of the terms, within one transaction."""

    def __init__(self, session: AsyncSession, history: History, holds: Holds) -> None:
        self._session = session
        self._history = history
        self._holds = holds

    async def forget(self, now: datetime, terms: Terms) -> Counts:
        """Remove everything that is past its term; the removal itself is history.

        Undo the transaction and it was a dry run: the counts are the same.
        """
        await self._history.write()
        held = list(await self._holds.held())
        await Updates(self._session).forget(now)
        await Questions(self._session).forget(now)
        await Consultations(self._session).forget(now - terms.alert)
        await Counters(self._session).forget(now)
        await self._remove(ProcessRow, col(ProcessRow.ended_at) < now - terms.errand)
        await self._remove(JobRow, col(JobRow.at) < now - terms.history)
        gone = {
            **await self._forget_small(now, terms, held),
            "errand": await Outbox(self._session).forget(now - terms.errand)
            + await SecondPath(self._session).forget(now - terms.errand),
            "alert": await self._forget_alerts(now, terms, held),
            "reference": await self._forget_references(now - terms.reference, held),
            "answer": await self._forget_marks(now, terms, held),
            "member": await self._forget_people(now - terms.member),
            "history": await self._forget_history(now - terms.history),
        }
        if any(gone.values()):
            await self._note("retention", RETIRED, now, **gone)
        return gone

    async def _forget_small(
        self, now: datetime, terms: Terms, held: list[AlertId]
    ) -> dict[str, int]:
        presence = and_(
            ~col(GroupMemberRow.is_in), col(GroupMemberRow.seen_at) < now - terms.presence
        )
        duty_since = (now - terms.duty).date()
        return {
            "note": await self._remove(
                NoteRow, and_(col(NoteRow.at) < now - terms.note, ~col(NoteRow.alert).in_(held))
            ),
            "invitation": await self._remove(
                InvitationRow, col(InvitationRow.made_at) < now - terms.invitation
            ),
            "enrolment": await self._remove(
                EnrolmentRow, col(EnrolmentRow.settled_at) < now - terms.enrolment
            ),
            "set_aside": await self._remove(
                SetAsideRow, col(SetAsideRow.at) < now - terms.set_aside
            ),
            "presence": await self._remove(GroupMemberRow, presence),
            "review": await self._remove(ReviewRow, col(ReviewRow.asked_at) < now - terms.review),
            "duty": await self._remove(WeekShiftRow, col(WeekShiftRow.until) < duty_since)
            + await self._remove(DayShiftRow, col(DayShiftRow.day) < duty_since)
            + await self._remove(AbsenceRow, col(AbsenceRow.ends_at) < now - terms.duty)
            + await self._remove(HandoverRow, col(HandoverRow.ends_at) < now - terms.duty)
            + await self._remove(RosterDraftRow, col(RosterDraftRow.expires_at) < now),
        }

    async def _remove(self, table: type[Row], over: ColumnElement[bool]) -> int:
        gone = await self._session.exec(delete(table).where(over))
        return int(gone.rowcount)

    async def much(self, now: datetime, terms: Terms) -> int | None:
        """How many alerts would go, when that is more than anybody means to forget at once."""
        over = _is_over(now, terms, list(await self._holds.held()))
        gone = (await self._session.exec(select(func.count()).where(over))).one()
        of = (await self._session.exec(select(func.count()).select_from(AlertRow))).one()
        return gone if is_much(gone, of) else None

    async def _forget_alerts(self, now: datetime, terms: Terms, held: list[AlertId]) -> int:
        query = select(AlertRow.id).where(_is_over(now, terms, held))
        gone = (await self._session.exec(query.order_by(col(AlertRow.id)))).all()
        for alert in gone:
            await self._session.exec(delete(AlertRow).where(col(AlertRow.id) == alert))
            await self._note(about(AlertId(alert)), FORGOTTEN, now)
        return len(gone)

    async def _forget_references(self, raised_before: datetime, held: list[AlertId]) -> int:
        """Nobody can look a dossier up any more: the column to search by is emptied.

        The hash itself stays in the state and in the log, which are chained and go with the alert.
        It loses its meaning when the key of its year, outside the database, is destroyed in the
        second January after it (`bot/rounds/memory.py`): nobody can try numbers against it then.
        """
        gone = await self._session.exec(
            update(AlertRow)
            .where(col(AlertRow.raised_at) < raised_before, col(AlertRow.reference).is_not(None))
            .where(~col(AlertRow.id).in_(held))
            .values(reference=None)
        )
        return int(gone.rowcount)

    async def _forget_marks(self, now: datetime, terms: Terms, held: list[AlertId]) -> int:
        """Answers become those of a role: nobody knows any more who signed in those months."""
        month = f"{now:%Y-%m}"
        current = select(AliasRow.person).where(AliasRow.month == month)
        here = select(PersonRow.id).where(
            col(PersonRow.removed_at).is_(None), ~col(PersonRow.id).in_(current)
        )
        self._session.add_all(
            AliasRow(person=person, month=month)
            for person in (await self._session.exec(here)).all()
            if person is not None
        )
        await self._session.flush()
        signed = select(HistoryRow.by_person).where(
            col(HistoryRow.subject).in_([about(alert) for alert in held]),
            col(HistoryRow.by_person).is_not(None),
        )
        old = f"{now - terms.answer:%Y-%m}"
        return await self._remove(
            AliasRow, and_(col(AliasRow.month) < old, ~col(AliasRow.id).in_(signed))
        )

    async def _forget_people(self, removed_before: datetime) -> int:
        """Name and Telegram number of who left; our own number, which says nothing, stays."""
        gone = await self._session.exec(
            update(PersonRow)
            .where(col(PersonRow.removed_at) < removed_before, col(PersonRow.name) != "")
            .values(name="", user_id=None)
        )
        return int(gone.rowcount)

    async def _forget_history(self, before: datetime) -> int:
        """The oldest rows, up to the first that is young or belongs to an alert still kept."""
        await self._history.write()
        kept = select(about(AlertId("")) + col(AlertRow.id))
        first_kept = select(func.min(HistoryRow.sequence)).where(
            or_(col(HistoryRow.at) >= before, col(HistoryRow.subject).in_(kept))
        )
        sequence = (await self._session.exec(first_kept)).one()
        return 0 if sequence is None else await self._history.forget_before(sequence)

    async def _note(self, subject: str, name: str, now: datetime, **data: int) -> None:
        await self._history.add(subject, name, data, by_person=None, by_role=None, at=now)


def _is_over(now: datetime, terms: Terms, held: list[AlertId]) -> ColumnElement[bool]:
    """An alert whose term is over; one that still runs, or is held, stays."""
    over = or_(
        col(AlertRow.closed_at) < now - terms.alert,
        and_(col(AlertRow.drill), col(AlertRow.closed_at) < now - terms.drill),
    )
    return and_(over, ~col(AlertRow.id).in_(held))
