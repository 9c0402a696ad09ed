"""The yearly round: who chairs the KiMi, its meetings, the herijking, and changes by two."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from flows.changes import Change, Wish
from flows.herijking import Herijking, Step, Verdict
from flows.kimi import ChairYear, Meeting, Presence
from flows.people import Function
from flows.rules import Role
from flows.state import PersonId
from storage import codec
from storage.database import insert_once, inserting
from storage.governance_tables import (
    AgreementChangeRow,
    HerijkingRow,
    KimiMeetingRow,
    KimiYearRow,
)
from storage.people_tables import PostRow


class Governance:
    """What is agreed for longer than one alert, within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def confirm_chair(
        self, network: str, year: int, role: Role, by: PersonId, now: datetime
    ) -> bool:
        """Note whose year it is; False when that was confirmed before."""
        values = {"role": role, "confirmed_by": by, "confirmed_at": now}
        return await insert_once(self._session, KimiYearRow, network=network, year=year, **values)

    async def chair_years(self, network: str) -> list[ChairYear]:
        """The years that were confirmed, in order."""
        query = select(KimiYearRow).where(KimiYearRow.network == network)
        rows = (await self._session.exec(query.order_by(col(KimiYearRow.year)))).all()
        return [
            ChairYear(year=row.year, role=Role(row.role), confirmed_at=row.confirmed_at)
            for row in rows
            if row.confirmed_at is not None
        ]

    async def give_chair(self, person: PersonId, network: str, role: Role, now: datetime) -> None:
        """Make somebody voorzitter for the own organisation."""
        self._session.add(
            PostRow(
                person=person,
                network=network,
                function=Function.CHAIR.value,
                role=role,
                sub_roles=codec.write(codec.SUB_ROLES, ()),
                since_at=now,
            )
        )
        await self._session.flush()

    async def end_chair(self, person: PersonId, network: str, role: Role, now: datetime) -> None:
        """End that post; the others of this person stay."""
        await self._session.exec(
            update(PostRow)
            .where(col(PostRow.person) == person, col(PostRow.network) == network)
            .where(col(PostRow.function) == Function.CHAIR.value, col(PostRow.role) == role)
            .where(col(PostRow.until_at).is_(None))
            .values(until_at=now)
        )

    async def add_meeting(self, network: str, at: datetime, place: str, now: datetime) -> int:
        """Set a meeting; gives its number."""
        row = KimiMeetingRow(network=network, at=at, place=place, attendance="{}", made_at=now)
        self._session.add(row)
        await self._session.flush()
        assert row.id is not None
        return row.id

    async def meetings(self, network: str, since: datetime) -> list[Meeting]:
        """The meetings from this moment on that were not cancelled, in order of time."""
        query = (
            select(KimiMeetingRow)
            .where(KimiMeetingRow.network == network, KimiMeetingRow.at >= since)
            .where(col(KimiMeetingRow.cancelled_at).is_(None))
            .order_by(col(KimiMeetingRow.at), col(KimiMeetingRow.id))
        )
        return [_meeting(row) for row in await self._session.exec(_fresh(query))]

    async def meeting(self, network: str, number: int) -> Meeting | None:
        """One meeting of this network, None when there is none or it was cancelled."""
        query = select(KimiMeetingRow).where(
            KimiMeetingRow.id == number,
            KimiMeetingRow.network == network,
            col(KimiMeetingRow.cancelled_at).is_(None),
        )
        row = (await self._session.exec(_fresh(query))).one_or_none()
        return None if row is None else _meeting(row)

    async def keep_attendance(self, meeting: Meeting) -> None:
        """Keep which organisations took part."""
        said = {str(role): how.value for role, how in meeting.attendance}
        await self._change_meeting(meeting.id, attendance=codec.write_json(said))

    async def cancel(self, number: int, now: datetime) -> None:
        """The meeting does not take place."""
        await self._change_meeting(number, cancelled_at=now)

    async def herijkingen(self, network: str, year: int) -> list[Herijking]:
        """How far each organisation has come, for those that began."""
        query = select(HerijkingRow).where(
            HerijkingRow.network == network, HerijkingRow.year == year
        )
        rows = await self._session.exec(_fresh(query.order_by(col(HerijkingRow.role))))
        return [_herijking(row) for row in rows]

    async def herijking(self, network: str, year: int, role: Role) -> Herijking:
        """How far one organisation has come; nothing answered when it has not begun."""
        found = [one for one in await self.herijkingen(network, year) if one.role == role]
        return found[0] if found else Herijking(year=year, role=role)

    async def keep_herijking(self, network: str, herijking: Herijking) -> None:
        """Keep how far it has come."""
        said = {step.value: verdict.value for step, verdict in herijking.answers}
        values = {
            "answers": codec.write_json(said),
            "confirmed_by": herijking.confirmed_by,
            "confirmed_at": herijking.confirmed_at,
        }
        kept = inserting(self._session, HerijkingRow).values(
            network=network, year=herijking.year, role=herijking.role, **values
        )
        await self._session.exec(
            kept.on_conflict_do_update(index_elements=["network", "year", "role"], set_=values)
        )

    async def propose(self, wish: Wish, doelgroep: str, by: PersonId, now: datetime) -> Change:
        """Note a change that waits for a second person."""
        row = AgreementChangeRow(
            network=wish.network,
            doelgroep=doelgroep,
            what=wish.what,
            value=wish.value,
            starts_on=wish.starts_on,
            proposed_by=by,
            proposed_at=now,
        )
        self._session.add(row)
        await self._session.flush()
        return _change(row)

    async def change(self, network: str, number: int) -> Change | None:
        """One change of this network."""
        found = [one for one in await self.changes(network) if one.id == number]
        return found[0] if found else None

    async def changes(self, network: str) -> list[Change]:
        """Every change ever proposed, in order: the versions of what was agreed."""
        query = select(AgreementChangeRow).where(AgreementChangeRow.network == network)
        rows = await self._session.exec(_fresh(query.order_by(col(AgreementChangeRow.id))))
        return [_change(row) for row in rows]

    async def agree(self, number: int, by: PersonId, now: datetime) -> bool:
        """Agree to a change; False when it was settled before."""
        return await self._settle(number, agreed_by=by, agreed_at=now)

    async def refuse(self, number: int, now: datetime) -> bool:
        """Turn a change down; False when it was settled before."""
        return await self._settle(number, refused_at=now)

    async def _settle(self, number: int, **values: Any) -> bool:
        settled = await self._session.exec(
            update(AgreementChangeRow)
            .where(col(AgreementChangeRow.id) == number)
            .where(col(AgreementChangeRow.agreed_at).is_(None))
            .where(col(AgreementChangeRow.refused_at).is_(None))
            .values(**values)
        )
        return settled.rowcount == 1

    async def _change_meeting(self, number: int, **values: Any) -> None:
        await self._session.exec(
            update(KimiMeetingRow).where(col(KimiMeetingRow.id) == number).values(**values)
        )


def _fresh(query: Any) -> Any:
    return query.execution_options(populate_existing=True)


def _meeting(row: KimiMeetingRow) -> Meeting:
    assert row.id is not None
    said = codec.read_json(row.attendance)
    attendance = tuple((Role(role), Presence(how)) for role, how in said.items())
    return Meeting(id=row.id, at=row.at, place=row.place, attendance=attendance)


def _herijking(row: HerijkingRow) -> Herijking:
    said = codec.read_json(row.answers)
    return Herijking(
        year=row.year,
        role=Role(row.role),
        answers=tuple((Step(step), Verdict(verdict)) for step, verdict in said.items()),
        confirmed_by=None if row.confirmed_by is None else PersonId(row.confirmed_by),
        confirmed_at=row.confirmed_at,
    )


def _change(row: AgreementChangeRow) -> Change:
    assert row.id is not None
    return Change(
        id=row.id,
        network=row.network,
        doelgroep=row.doelgroep,
        what=row.what,
        value=row.value,
        starts_on=row.starts_on,
        proposed_by=PersonId(row.proposed_by),
        proposed_at=row.proposed_at,
        agreed_by=None if row.agreed_by is None else PersonId(row.agreed_by),
        agreed_at=row.agreed_at,
        refused_at=row.refused_at,
    )
