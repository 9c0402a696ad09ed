"""Who opened a link and waits until it is confirmed who it is."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from flows.language import Language
from flows.people import Enrolment, Function, Post
from flows.rules import Role
from flows.state import PersonId
from storage import codec
from storage.cipher import Cipher
from storage.languages import known
from storage.people_tables import EnrolmentRow


class Enrolments:
    """The enrolments that wait, within one transaction."""

    def __init__(self, session: AsyncSession, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    async def ask(
        self,
        user_id: int,
        name: str,
        post: Post,
        invited_by: PersonId | None,
        now: datetime,
        language: Language | None = None,
    ) -> Enrolment:
        """Let somebody wait; the name is kept sealed."""
        row = EnrolmentRow(
            user_id=user_id,
            name=self._cipher.seal(name, *_place(user_id)),
            network=post.network,
            function=post.function.value,
            role=post.role,
            sub_roles=codec.write(codec.SUB_ROLES, post.sub_roles),
            invited_by=invited_by,
            asked_at=now,
            confirmed_by="[]",
            doelgroep=post.doelgroep,
            telegram_language=language,
        )
        self._session.add(row)
        await self._session.flush()
        return self._read(row)

    async def waiting(self, number: int) -> Enrolment | None:
        """One that is not settled yet."""
        query = select(EnrolmentRow).where(
            EnrolmentRow.id == number, col(EnrolmentRow.settled_at).is_(None)
        )
        if self._session.info.get("writing"):
            query = query.with_for_update()  # two may confirm at once
        row = (await self._session.exec(query)).one_or_none()
        return None if row is None else self._read(row)

    async def waits(self, user_id: int) -> bool:
        """Whether somebody opened a link and is not confirmed or refused yet."""
        query = select(EnrolmentRow.id).where(
            EnrolmentRow.user_id == user_id, col(EnrolmentRow.settled_at).is_(None)
        )
        return (await self._session.exec(query)).first() is not None

    async def settled(self, number: int) -> tuple[str, datetime] | None:
        """What became of one that waits no more, and when; None when it waits or is forgotten."""
        row = await self._session.get(EnrolmentRow, number, populate_existing=True)
        if row is None or row.settled_at is None or row.outcome is None:
            return None
        return row.outcome, row.settled_at

    async def confirmed(self, number: int, by: tuple[PersonId, ...]) -> None:
        await self._change(number, confirmed_by=codec.write(codec.PEOPLE, by))

    async def settle(self, number: int, outcome: str, now: datetime) -> None:
        """It is over: bevestigd, afgewezen or verlopen."""
        await self._change(number, settled_at=now, outcome=outcome)

    async def lapsed(self, asked_before: datetime) -> list[Enrolment]:
        """Those that have waited too long."""
        query = select(EnrolmentRow).where(
            col(EnrolmentRow.settled_at).is_(None), col(EnrolmentRow.asked_at) <= asked_before
        )
        return [self._read(row) for row in await self._session.exec(query)]

    async def _change(self, number: int, **values: object) -> None:
        await self._session.exec(
            update(EnrolmentRow).where(col(EnrolmentRow.id) == number).values(**values)
        )

    def _read(self, row: EnrolmentRow) -> Enrolment:
        assert row.id is not None
        return Enrolment(
            id=row.id,
            user_id=row.user_id,
            name=self._cipher.open(row.name, *_place(row.user_id)) or "…",
            post=Post(
                network=row.network,
                function=Function(row.function),
                role=None if row.role is None else Role(row.role),
                sub_roles=codec.read(codec.SUB_ROLES, row.sub_roles),
                doelgroep=row.doelgroep,
            ),
            asked_at=row.asked_at,
            confirmed_by=codec.read(codec.PEOPLE, row.confirmed_by),
            telegram_language=known(row.telegram_language),
        )


def _place(user_id: int) -> tuple[str, int, str]:
    return "enrolment", user_id, "name"
