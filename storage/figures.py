"""The figures: sums of what alerts add, kept with each change, and months that are frozen."""

from collections import Counter
from collections.abc import Collection, Sequence
from contextlib import aclosing
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Insert, Update, bindparam, delete, func, literal, update
from sqlalchemy import select as columns  # SQLModel has types for four of them
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from flows.account import Account
from flows.cells import Cell, cells
from flows.state import Alert
from storage import codec
from storage.account_text import read_account, write_account
from storage.database import dialect_of, in_parts, insert_of, insert_once, table_of
from storage.figure_tables import CellRow, FrozenMonthRow
from storage.prepared import prepared
from storage.session import Asked
from storage.tables import AlertRow

SAME = (col(CellRow.code), col(CellRow.part), col(CellRow.value))
TURN = 500  # rows


class Figures:
    """Sums and frozen months, within one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._changed: dict[tuple[str, str], Counter[Cell]] = {}  # not in the table yet
        self._at: datetime | None = None

    def change(self, before: Alert | None, after: Alert, now: datetime) -> None:
        """Add what this alert adds now, and take away what it added before."""
        changed = self._changed.setdefault((after.network, after.doelgroep), Counter())
        changed.update(cells(after))
        if before is not None:
            changed.subtract(cells(before))
        self._at = now

    async def write(self) -> None:
        """Write what changed; every way to read does this first."""
        for statement, given in self.owed():
            await self._session.exec(statement, params=given)

    def owed(self) -> list[Asked]:
        """What is still to be written, from now on by who asks.

        The alerts of one doelgroep and month add to the same sums, and whoever writes them keeps
        the others out until the commit: so it comes last in a transaction.
        """
        changes, self._changed = self._changed, {}
        owed: list[Asked] = []
        for (network, doelgroep), added in sorted(changes.items()):
            changed = {cell: n for cell, n in added.items() if n}
            if changed and self._at is not None:
                months = {cell.month for cell in changed}
                owed += self._sums(network, doelgroep, changed)
                owed += self._touches(network, doelgroep, months, self._at)
        return owed

    async def touch(
        self, network: str, doelgroep: str, months: Collection[str], now: datetime
    ) -> None:
        """What is told of these months changes: where they are frozen, that is a correction."""
        for statement, given in self._touches(network, doelgroep, months, now):
            await self._session.exec(statement, params=given)

    def _touches(
        self, network: str, doelgroep: str, months: Collection[str], now: datetime
    ) -> list[Asked]:
        return [
            (_touched(), {"whose": network, "of": doelgroep, "then": month, "now": now})
            for month in sorted(months)
        ]

    async def of(
        self, network: str, doelgroep: str, months: Sequence[str], *codes: str
    ) -> Counter[Cell]:
        """The cells of these months, of these codes where they are given."""
        query: Any = columns(col(CellRow.month), *SAME, col(CellRow.n))
        return await self._read(query.where(*_these(network, doelgroep, months, codes)))

    async def together(
        self, network: str, doelgroep: str, months: Sequence[str], *codes: str
    ) -> Counter[Cell]:
        """The cells of these months, added up over the months."""
        query: Any = columns(literal(""), *SAME, func.sum(CellRow.n)).group_by(*SAME)
        return await self._read(query.where(*_these(network, doelgroep, months, codes)))

    async def first_month(self, network: str, doelgroep: str) -> str | None:
        """The first month of which anything is known."""
        await self.write()
        query = (
            select(CellRow.month)
            .where(CellRow.network == network, CellRow.doelgroep == doelgroep)
            .order_by(col(CellRow.month))
            .limit(1)
        )
        return (await self._session.exec(query)).first()

    async def freeze(self, account: Account, now: datetime) -> bool:
        """Keep a month as it is now, once; False when it was frozen before."""
        await self.write()
        return await insert_once(
            self._session,
            FrozenMonthRow,
            network=account.network,
            doelgroep=account.doelgroep,
            month=account.month,
            definitions=account.definitions,
            account=write_account(account),
            frozen_at=now,
        )

    async def frozen(self, network: str, doelgroep: str, month: str) -> tuple[Account | None, bool]:
        """A month as it was frozen, and whether an alert of it changed since."""
        await self.write()
        query = select(FrozenMonthRow.account, FrozenMonthRow.touched_at).where(
            FrozenMonthRow.network == network,
            FrozenMonthRow.doelgroep == doelgroep,
            FrozenMonthRow.month == month,
        )
        row = (await self._session.exec(query)).one_or_none()
        if row is None:
            return None, False
        account, touched_at = row
        return read_account(account), touched_at is not None

    async def differing(self, since: str) -> list[tuple[str, str, str]]:
        """The months from then on whose sums are not what their alerts add up to."""
        await self.write()
        counted = await self._counted(since)
        kept: dict[tuple[str, str], Counter[Cell]] = {}
        rows = await self._session.exec(
            select(CellRow).where(col(CellRow.month) >= since, CellRow.n != 0)
        )
        for row in rows:
            cell = Cell(row.month, row.code, row.part, row.value)
            kept.setdefault((row.network, row.doelgroep), Counter())[cell] = row.n
        return sorted(
            {
                (*whose, cell.month)
                for whose in {*counted, *kept}
                for cell, _ in {*counted.get(whose, {}).items()} ^ {*kept.get(whose, {}).items()}
            }
        )

    async def recount(self, since: str) -> None:
        """Count the months from then on anew from the alerts; they must all be kept still."""
        await self.write()
        await self._session.exec(delete(CellRow).where(col(CellRow.month) >= since))
        for (network, doelgroep), counted in (await self._counted(since)).items():
            for statement, given in self._sums(network, doelgroep, counted):
                await self._session.exec(statement, params=given)

    async def _read(self, query: Any) -> Counter[Cell]:
        """The cells that were asked for; of a busy month there are many."""
        await self.write()
        found: Counter[Cell] = Counter()
        async with aclosing(in_parts(self._session, query, TURN)) as parts:
            async for rows in parts:
                found.update({Cell(*row[:4]): int(row[4]) for row in rows})
        return found

    async def _counted(self, since: str) -> dict[tuple[str, str], Counter[Cell]]:
        counted: dict[tuple[str, str], Counter[Cell]] = {}
        for state in await self._session.exec(select(AlertRow.state)):
            alert = codec.read(codec.ALERT, state)
            sums = counted.setdefault((alert.network, alert.doelgroep), Counter())
            sums.update({cell: n for cell, n in cells(alert).items() if cell.month >= since})
        return counted

    def _sums(self, network: str, doelgroep: str, added: dict[Cell, int]) -> list[Asked]:
        summed = _summed(dialect_of(self._session))
        return [
            (summed, {"network": network, "doelgroep": doelgroep, **cell._asdict(), "n": n})
            for cell, n in sorted(added.items())  # in one order: two at once never lock each other
        ]


@prepared
def _summed(dialect: str) -> Insert:
    """A row that adds to what there is."""
    insert = insert_of(dialect, table_of(CellRow))
    return insert.on_conflict_do_update(
        index_elements=["network", "doelgroep", "month", "code", "part", "value"],
        set_={"n": col(CellRow.n) + insert.excluded.n},
    )


@prepared
def _touched() -> Update:
    """What was frozen of the month `then`, and not corrected since, is from `now` on."""
    whose = col(FrozenMonthRow.network) == bindparam("whose")
    of = col(FrozenMonthRow.doelgroep) == bindparam("of")
    then = col(FrozenMonthRow.month) == bindparam("then")
    first = update(FrozenMonthRow).where(whose, of, then, col(FrozenMonthRow.touched_at).is_(None))
    return first.values(touched_at=bindparam("now"))


def _these(
    network: str, doelgroep: str, months: Sequence[str], codes: Sequence[str]
) -> list[ColumnElement[bool]]:
    chosen = [
        col(CellRow.network) == network,
        col(CellRow.doelgroep) == doelgroep,
        col(CellRow.month).in_(months),
        col(CellRow.n) != 0,
    ]
    return [*chosen, col(CellRow.code).in_(codes)] if codes else chosen
