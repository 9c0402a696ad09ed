"""In which language somebody reads: what was chosen, else what Telegram last said."""

from sqlalchemy import bindparam, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import Select

from flows.language import Language
from flows.state import PersonId
from storage.people_tables import PersonRow
from storage.prepared import prepared


class Languages:
    """The languages of who is enrolled, within one transaction; of nobody else any is kept."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of(self, user_id: int) -> Language | None:
        """The language to write in; None for who is not enrolled."""
        kept = await self._kept(user_id)
        if kept is None:
            return None
        chosen, seen = kept
        return chosen or seen or Language.DUTCH

    async def hears(self, user_id: int, said: Language | None) -> Language:
        """Note what Telegram says of somebody, if it does; gives the language to write in."""
        kept = await self._kept(user_id)
        chosen, seen = kept or (None, None)
        if kept is not None and said is not None and said is not seen:
            await self._session.exec(
                update(PersonRow)
                .where(col(PersonRow.user_id) == user_id)
                .values(telegram_language=said.value)
            )
        return chosen or said or seen or Language.DUTCH

    async def choose(self, person: PersonId, language: Language) -> None:
        await self._session.exec(
            update(PersonRow).where(col(PersonRow.id) == person).values(language=language.value)
        )

    async def _kept(self, user_id: int) -> tuple[Language | None, Language | None] | None:
        row = (await self._session.exec(_kept(), params={"user": user_id})).one_or_none()
        return None if row is None else (known(row[0]), known(row[1]))


@prepared
def _kept() -> Select[str | None, str | None]:
    here = col(PersonRow.user_id) == bindparam("user"), col(PersonRow.removed_at).is_(None)
    return select(PersonRow.language, PersonRow.telegram_language).where(*here)


def known(code: str | None) -> Language | None:
    """A language as it stands in a row."""
    return None if code is None else Language(code)
