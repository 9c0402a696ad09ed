"""The few words that were typed at an alert, kept sealed."""

from sqlalchemy import delete
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from flows.notes import Note, NoteKind
from flows.rules import Role
from flows.state import AlertId
from storage.cipher import Cipher
from storage.tables import NoteRow


class Notes:
    """The notes within one transaction: one of each kind for each role of an alert."""

    def __init__(self, session: AsyncSession, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    async def keep(self, alert: AlertId, note: Note) -> None:
        """Keep it in the place of what this role had typed here before."""
        assert note.text is not None, "only what can be read is kept"
        await self._drop(alert, note.kind, note.role)
        sealed = self._cipher.seal(note.text, *_place(alert, note.kind, note.role))
        self._session.add(
            NoteRow(alert=alert, kind=note.kind, role=note.role, sealed=sealed, at=note.at)
        )
        await self._session.flush()

    async def of(self, alert: AlertId) -> list[Note]:
        """Every note of an alert, the oldest first."""
        query = select(NoteRow).where(NoteRow.alert == alert)
        rows = await self._session.exec(query.order_by(col(NoteRow.at), col(NoteRow.id)))
        return [self._read(row) for row in rows]

    async def _drop(self, alert: AlertId, kind: NoteKind, role: Role) -> None:
        await self._session.exec(
            delete(NoteRow).where(
                col(NoteRow.alert) == alert, col(NoteRow.kind) == kind, col(NoteRow.role) == role
            )
        )

    def _read(self, row: NoteRow) -> Note:
        kind, role = NoteKind(row.kind), Role(row.role)
        text = self._cipher.open(row.sealed, *_place(row.alert, kind, role))
        return Note(kind=kind, role=role, text=text, at=row.at)


def _place(alert: str, kind: NoteKind, role: Role) -> tuple[str, str, str, str]:
    return "note", alert, kind.value, role
