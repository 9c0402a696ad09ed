"""The register: who is enrolled, in which posts, and the links that let someone in."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from flows.people import Function, Invitation, Member, Post, Reach
from flows.rules import Role
from flows.state import PersonId
from storage import codec, people_queries
from storage.cipher import Cipher
from storage.database import insert_once, inserting
from storage.instant import is_just_before, month
from storage.languages import known
from storage.people_queries import SelectOfPerson
from storage.people_tables import AliasRow, InvitationRow, PersonRow, PostRow

UNREADABLE = "…"  # a name that was sealed with a key that is not here


class People:
    """The register within one transaction."""

    def __init__(self, session: AsyncSession, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher

    async def member(self, user_id: int) -> Member | None:
        """Who this is in Telegram; None for a stranger and for who was removed."""
        return await self._one(people_queries.by_user(), user=user_id)

    async def kept(self, user_id: int) -> Member | None:
        """Who this is, or was until the term after leaving is over."""
        found = await self._members(people_queries.ever(), user=user_id)
        return found[0] if found else None

    async def member_by_person(self, person: PersonId) -> Member | None:
        return await self._one(people_queries.by_number(), person=person)

    async def member_by_alias(self, alias: PersonId) -> Member | None:
        """Who signed with this mark; None once that has been forgotten, or the person has left."""
        return await self._one(people_queries.by_alias(), alias=alias)

    async def sign(self, user_id: int, now: datetime) -> None:
        """Give somebody the mark of this month, and note that we have seen the person.

        Who presses one button after the other is noted once a minute: two presses at once of the
        same person do not wait for each other then.
        """
        found = await self._session.exec(people_queries.last_seen(), params={"user": user_id})
        row = found.one_or_none()
        if row is None or is_just_before(row[1], now):
            return
        await self._mark(row[0], now)
        await self._session.exec(people_queries.seen(), params={"person": row[0], "now": now})

    async def marks(self, person: PersonId) -> list[int]:
        """Under which numbers somebody signed, as far as that is still known."""
        query = select(AliasRow.id).where(AliasRow.person == person)
        return [mark for mark in await self._session.exec(query) if mark is not None]

    async def suspend(self, person: PersonId, now: datetime | None) -> None:
        """Take away every right at once, for a lost phone; None gives them back."""
        await self._session.exec(
            update(PersonRow).where(col(PersonRow.id) == person).values(suspended_at=now)
        )

    async def enrol(self, user_id: int, name: str, post: Post, now: datetime) -> Member:
        """Enrol somebody new, give a member one more post, or let a removed person come back."""
        sealed = self._cipher.seal(name, *_place(user_id))
        enrolled = (
            inserting(self._session, PersonRow)
            .values(user_id=user_id, name=sealed, reach=Reach.OPEN.value, enrolled_at=now)
            .on_conflict_do_update(
                index_elements=["user_id"],
                set_={
                    "name": sealed,
                    "reach": Reach.OPEN.value,
                    "removed_at": None,
                    "suspended_at": None,
                },
            )
            .returning(col(PersonRow.id))
        )
        person = PersonId((await self._session.exec(enrolled)).scalar_one())
        await self._mark(person, now)
        held = await self._posts([person])
        if not any(_post(item) == post for item in held):
            await self.give(person, post, now)
        member = await self.member(user_id)
        assert member is not None
        return member

    async def remove(self, person: PersonId, now: datetime) -> None:
        """Take every post away; the person is nobody from here on, what was done stays."""
        await self._end(await self._posts([person]), now)
        await self._session.exec(
            update(PersonRow)
            .where(col(PersonRow.id) == person)
            .values(removed_at=now, language=None, telegram_language=None, introduced_at=None)
        )

    async def give(self, person: PersonId, post: Post, now: datetime) -> None:
        """Let somebody hold a post; what was held of that seat before ends."""
        held = await self._posts([person])
        await self._end([item for item in held if post.is_seat_of(_post(item))], now)
        self._session.add(_post_row(person, post, now))
        await self._session.flush()

    async def take(self, person: PersonId, post: Post, now: datetime) -> None:
        """Take one post away."""
        held = await self._posts([person])
        await self._end([item for item in held if post.is_seat_of(_post(item))], now)

    async def tested(self, person: PersonId, now: datetime) -> None:
        """Note that somebody answered the test of being reachable."""
        await self._session.exec(
            update(PersonRow).where(col(PersonRow.id) == person).values(tested_at=now)
        )

    async def set_reach(self, user_id: int, reach: Reach) -> None:
        await self._session.exec(
            update(PersonRow).where(col(PersonRow.user_id) == user_id).values(reach=reach.value)
        )

    async def holders(self, network: str, role: Role | None, function: Function) -> list[Member]:
        """Who holds a function now and may use it, for one role or for whichever."""
        return [
            member
            for member in await self.everyone(network)
            if member.has(function, network, role) and not member.suspended
        ]

    async def admins(self) -> list[Member]:
        return [member for member in await self.members() if member.is_admin()]

    async def everyone(self, network: str) -> list[Member]:
        """Everybody with a post in this network, by name."""
        return [member for member in await self.members() if network in member.networks()]

    async def invite(self, token_hash: str, invitation: Invitation) -> None:
        post = invitation.post
        self._session.add(
            InvitationRow(
                token_hash=token_hash,
                network=post.network,
                function=post.function.value,
                role=post.role,
                sub_roles=codec.write(codec.SUB_ROLES, post.sub_roles),
                made_by=invitation.made_by,
                made_at=invitation.made_at,
                used_at=invitation.used_at,
                doelgroep=post.doelgroep,
            )
        )
        await self._session.flush()

    async def invitation(self, token_hash: str) -> Invitation | None:
        writing = bool(self._session.info.get("writing"))  # two may open the same link at once
        row = await self._session.get(
            InvitationRow, token_hash, populate_existing=True, with_for_update=writing
        )
        if row is None:
            return None
        made_by = None if row.made_by is None else PersonId(row.made_by)
        return Invitation(
            post=_post(row), made_by=made_by, made_at=row.made_at, used_at=row.used_at
        )

    async def use_invitation(self, token_hash: str, person: PersonId, now: datetime) -> bool:
        """Use a link up; False when somebody else just did, or it was revoked."""
        used = await self._session.exec(
            update(InvitationRow)
            .where(col(InvitationRow.token_hash) == token_hash)
            .where(col(InvitationRow.used_at).is_(None))
            .values(used_at=now, used_by=person)
        )
        return used.rowcount == 1

    async def revoke_invitation(self, token_hash: str, now: datetime) -> bool:
        """A revoked link is a used one, by nobody; False when it was no link that still works."""
        revoked = await self._session.exec(
            update(InvitationRow)
            .where(col(InvitationRow.token_hash) == token_hash)
            .where(col(InvitationRow.used_at).is_(None))
            .values(used_at=now)
        )
        return revoked.rowcount == 1

    async def revoke_invitations(self, now: datetime) -> int:
        """No link lets anybody in any more; gives how many still did."""
        revoked = await self._session.exec(
            update(InvitationRow).where(col(InvitationRow.used_at).is_(None)).values(used_at=now)
        )
        return revoked.rowcount

    async def revoke_invitations_of(self, person: PersonId, now: datetime) -> None:
        """Nothing that somebody handed out lets anybody in any more."""
        await self._session.exec(
            update(InvitationRow)
            .where(col(InvitationRow.made_by) == person)
            .where(col(InvitationRow.used_at).is_(None))
            .values(used_at=now)
        )

    async def _one(self, query: SelectOfPerson, **whom: int) -> Member | None:
        members = await self._members(query, **whom)
        return members[0] if members else None

    async def members(self) -> list[Member]:
        """Everybody who is enrolled, in any network, by name."""
        members = await self._members(people_queries.everybody())
        return sorted(members, key=lambda member: (member.name.casefold(), member.person))

    async def _members(self, query: SelectOfPerson, **whom: int) -> list[Member]:
        people = (await self._session.exec(query, params=whom)).all()
        numbers = [row.id for row in people if row.id is not None]
        marks = await self._marks(numbers)
        posts = defaultdict[int, list[Post]](list)
        for held in await self._held(numbers):
            posts[held.person].append(_post(held))
        return [
            Member(
                person=PersonId(row.id),
                alias=PersonId(marks[row.id]),
                user_id=row.user_id,
                name=self._cipher.open(row.name, *_place(row.user_id)) or UNREADABLE,
                reach=Reach(row.reach),
                posts=tuple(posts[row.id]),
                suspended=row.suspended_at is not None,
                language=known(row.language),
                telegram_language=known(row.telegram_language),
                enrolled_at=row.enrolled_at,
                seen_at=row.seen_at,
                tested_at=row.tested_at,
                introduced_at=row.introduced_at,
            )
            for row in people
            if row.id is not None and row.user_id is not None
        ]

    async def _mark(self, person: int, now: datetime) -> None:
        await insert_once(self._session, AliasRow, person=person, month=month(now))

    async def _marks(self, people: Collection[int]) -> dict[int, int]:
        if len(people) == 1:
            [one] = people
            mark = await self._session.exec(people_queries.mark_of(), params={"person": one})
            return {one: number} if (number := mark.one()) is not None else {}
        newest = people_queries.last_marks()
        found = await self._session.exec(newest, params={"people": list(people)})
        return {person: mark for person, mark in found.all() if mark is not None}

    async def _held(self, people: Sequence[int]) -> Sequence[PostRow]:
        """To read only: of one person without making rows that can be changed."""
        if len(people) != 1:
            return await self._posts(people)
        held = people_queries.posts_of_one()
        return list(await self._session.exec(held, params={"person": people[0]}))

    async def _posts(self, people: Collection[int]) -> Sequence[PostRow]:
        held = await self._session.exec(people_queries.posts_of(), params={"people": list(people)})
        return list(held.all())

    async def _end(self, posts: Sequence[PostRow], now: datetime) -> None:
        for post in posts:
            post.until_at = now
        await self._session.flush()


def _place(user_id: int) -> tuple[str, int, str]:
    return "person", user_id, "name"


def _post(row: PostRow | InvitationRow) -> Post:
    return Post(
        network=row.network,
        function=Function(row.function),
        role=None if row.role is None else Role(row.role),
        sub_roles=codec.read(codec.SUB_ROLES, row.sub_roles),
        doelgroep=row.doelgroep,
    )


def _post_row(person: PersonId, post: Post, now: datetime) -> PostRow:
    return PostRow(
        person=person,
        network=post.network,
        function=post.function.value,
        role=post.role,
        sub_roles=codec.write(codec.SUB_ROLES, post.sub_roles),
        since_at=now,
        doelgroep=post.doelgroep,
    )
