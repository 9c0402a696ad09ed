"""Seals again with the newest key what an older one sealed, a few rows at a time."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.cipher import MARK, Cipher
from storage.duty_tables import RosterDraftRow
from storage.naming import Row
from storage.people_tables import EnrolmentRow, PersonRow
from storage.tables import NoteRow

AT_ONCE = 100

# every sealed column, and the place to which a row of it is bound
SEALED: tuple[tuple[type[Row], str, Callable[[Any], tuple[str | int, ...]]], ...] = (
    (PersonRow, "name", lambda row: ("person", row.user_id, "name")),
    (EnrolmentRow, "name", lambda row: ("enrolment", row.user_id, "name")),
    (NoteRow, "sealed", lambda row: ("note", row.alert, row.kind, row.role)),
    (RosterDraftRow, "sealed", lambda row: ("roster_draft", row.user_id)),
)


class Reseal:
    """The sealed words within one transaction; stop at any moment and begin again."""

    def __init__(self, session: AsyncSession, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    async def some(self) -> int:
        """Seal up to a hundred texts of each kind; 0 when nothing is left that a key here opens.

        What was kept before there were seals is sealed too.
        """
        done = 0
        for table, column, place in SEALED:
            query = select(table).where(self._older(col(getattr(table, column))))
            rows = (await self._session.exec(query.limit(AT_ONCE).with_for_update())).all()
            for row in rows:
                text = self._cipher.open(getattr(row, column), *place(row))
                if text is not None:
                    setattr(row, column, self._cipher.seal(text, *place(row)))
                    done += 1
        await self._session.flush()
        return done

    async def unreadable(self) -> int:
        """How many texts no key that is here can open."""
        lost = 0
        for table, column, place in SEALED:
            rows = await self._session.exec(select(table).where(col(getattr(table, column)) != ""))
            lost += sum(
                self._cipher.open(getattr(row, column), *place(row)) is None for row in rows
            )
        return lost

    def _older(self, sealed: Any) -> ColumnElement[bool]:
        """Not sealed at all, or with a former key that is here; what is lost stays as it is."""
        former = [sealed.like(f"{MARK}.{name}.%") for name in self._cipher.former]
        return or_((sealed != "") & sealed.not_like(f"{MARK}.%"), *former)
