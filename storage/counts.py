"""What is counted beside the alerts: concluded overleggen, eligible cases, the yearly pulse."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from flows.calendar import local
from flows.pulse import PulseQuestion, ends_at
from flows.rules import Role
from flows.state import PersonId
from storage.count_tables import (
    ConcludedRow,
    EligibleCasesRow,
    PulseAskedRow,
    PulseCountRow,
    PulseMarkRow,
)
from storage.database import insert_once, inserting

PulseCounts = dict[tuple[Role, PulseQuestion], dict[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibleCases:
    """What was said of one month; no number is *weet ik niet*."""

    cases: int | None
    role: Role | None
    at: datetime


class Counts:
    """The counters, within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def concluded(self, network: str, doelgroep: str) -> int:
        """How many overleggen were concluded before; ours to count on until the end."""
        kept = inserting(self._session, ConcludedRow).values(
            network=network, doelgroep=doelgroep, count=0
        )
        same = kept.on_conflict_do_update(
            index_elements=["network", "doelgroep"], set_={"count": ConcludedRow.count}
        )
        counted = await self._session.exec(same.returning(col(ConcludedRow.count)))
        return int(counted.scalar_one())

    async def add_concluded(self, network: str, doelgroep: str) -> None:
        """One more; `concluded` was asked before, in this transaction."""
        await self._session.exec(
            update(ConcludedRow)
            .where(col(ConcludedRow.network) == network, col(ConcludedRow.doelgroep) == doelgroep)
            .values(count=col(ConcludedRow.count) + 1)
        )

    async def count_eligible(
        self,
        network: str,
        doelgroep: str,
        year: int,
        month: int,
        said: EligibleCases,
    ) -> None:
        """Note what was said of a month; it takes the place of what was said before."""
        values = {"cases": said.cases, "role": said.role, "at": said.at}
        kept = inserting(self._session, EligibleCasesRow).values(
            network=network, doelgroep=doelgroep, year=year, month=month, **values
        )
        key = ["network", "doelgroep", "year", "month"]
        await self._session.exec(kept.on_conflict_do_update(index_elements=key, set_=values))

    async def eligible(
        self, network: str, doelgroep: str, year: int, month: int
    ) -> EligibleCases | None:
        """What was said of a month; None while nobody has said anything."""
        query = select(EligibleCasesRow).where(
            EligibleCasesRow.network == network,
            EligibleCasesRow.doelgroep == doelgroep,
            EligibleCasesRow.year == year,
            EligibleCasesRow.month == month,
        )
        fresh = query.execution_options(populate_existing=True)
        row = (await self._session.exec(fresh)).one_or_none()
        if row is None:
            return None
        role = None if row.role is None else Role(row.role)
        return EligibleCases(cases=row.cases, role=role, at=row.at)

    async def eligible_cases(
        self, network: str, doelgroep: str, year: int, month: int
    ) -> int | None:
        """The number of eligible cases (M15); None when it was not said, or is not known."""
        said = await self.eligible(network, doelgroep, year, month)
        return None if said is None else said.cases

    async def ask_pulse(self, network: str, year: int, person: PersonId, role: Role) -> bool:
        """Note that somebody is asked, once a year; False when that was so before."""
        first = await insert_once(
            self._session, PulseMarkRow, network=network, year=year, person=person, role=role,
            answered="", reminded=False,
        )  # fmt: skip
        if first:
            asked = inserting(self._session, PulseAskedRow).values(
                network=network, year=year, role=role, people=1
            )
            one_more = {"people": PulseAskedRow.people + 1}
            key = ["network", "year", "role"]
            await self._session.exec(asked.on_conflict_do_update(index_elements=key, set_=one_more))
        return first

    async def remind_pulse(self, network: str, year: int, person: PersonId) -> bool:
        """Note that somebody is reminded; False when there is no reason to, or it was done."""
        reminded = await self._session.exec(
            update(PulseMarkRow)
            .where(col(PulseMarkRow.network) == network, col(PulseMarkRow.year) == year)
            .where(col(PulseMarkRow.person) == person, col(PulseMarkRow.answered) == "")
            .where(~col(PulseMarkRow.reminded))
            .values(reminded=True)
        )
        return reminded.rowcount == 1

    async def pulse_answered(
        self, network: str, year: int, person: PersonId
    ) -> tuple[PulseQuestion, ...] | None:
        """Which questions somebody has answered; None when nothing was asked."""
        row = (await self._session.exec(_mark(network, year, person))).one_or_none()
        return None if row is None else _questions(row)

    async def answer_pulse(
        self, network: str, year: int, person: PersonId, question: PulseQuestion, answer: str
    ) -> bool:
        """Count an answer, without whose it is; False when it was not asked, or given before."""
        query = _mark(network, year, person).with_for_update()
        row = (await self._session.exec(query)).one_or_none()
        if row is None or question in _questions(row):
            return False
        row.answered = "|".join((*_questions(row), question))
        self._session.add(row)
        await self._session.flush()
        counted = inserting(self._session, PulseCountRow).values(
            network=network, year=year, role=row.role, question=question, answer=answer, count=1
        )
        key = ["network", "year", "role", "question", "answer"]
        one_more = {"count": PulseCountRow.count + 1}
        await self._session.exec(counted.on_conflict_do_update(index_elements=key, set_=one_more))
        return True

    async def pulse(self, network: str, year: int) -> PulseCounts:
        """All answers by role and question; `flows.pulse.shown` says what may be shown of them."""
        query = select(PulseCountRow).where(
            PulseCountRow.network == network, PulseCountRow.year == year
        )
        fresh = query.execution_options(populate_existing=True)
        found: PulseCounts = {}
        for row in (await self._session.exec(fresh)).all():
            key = (Role(row.role), PulseQuestion(row.question))
            found.setdefault(key, {})[row.answer] = row.count
        return found

    async def pulse_asked(self, network: str, year: int) -> dict[Role, int]:
        """How many people of each organisation were asked: what a response rate is a share of."""
        query = select(PulseAskedRow).where(
            PulseAskedRow.network == network, PulseAskedRow.year == year
        )
        fresh = query.execution_options(populate_existing=True)
        return {Role(row.role): row.people for row in await self._session.exec(fresh)}

    async def forget(self, now: datetime) -> int:
        """Who answered the pulse, once it has ended; the counts say nothing of that."""
        year = local(now).year
        over = year if now >= ends_at(year) else year - 1
        gone = await self._session.exec(delete(PulseMarkRow).where(col(PulseMarkRow.year) <= over))
        return int(gone.rowcount)


def _mark(network: str, year: int, person: PersonId) -> SelectOfScalar[PulseMarkRow]:
    query = select(PulseMarkRow).where(
        PulseMarkRow.network == network,
        PulseMarkRow.year == year,
        PulseMarkRow.person == person,
    )
    return query.execution_options(populate_existing=True)


def _questions(row: PulseMarkRow) -> tuple[PulseQuestion, ...]:
    return tuple(PulseQuestion(one) for one in row.answered.split("|") if one)
