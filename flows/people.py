"""The people behind the roles: functions, rights, and the invitation that lets someone in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from flows.rules import Role
from flows.state import By, PersonId

INVITATION_LASTS = timedelta(hours=24)  # S01


class Function(StrEnum):
    """What someone does for a role, or for the network."""

    MEMBER = "lid"
    DEPUTY = "waarnemer"
    CONTACT = "aanspreekpunt"
    CHAIR = "voorzitter"
    ADMIN = "beheerder"


class Reach(StrEnum):
    """Whether the bot can write to someone in private."""

    OPEN = "open"
    NEVER_STARTED = "nooit_gestart"
    BLOCKED = "geblokkeerd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One function of one person; role is None for beheerder and voorzitter."""

    network: str
    function: Function
    role: Role | None = None
    sub_roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An enrolled person with the posts held now; user_id is Telegram's number.

    `alias` is the number under which the person signs this month. When its term is over the
    register forgets whose it was, so that answers are those of a role (privacy.md 5.4).
    """

    person: PersonId
    alias: PersonId
    user_id: int
    name: str
    reach: Reach
    posts: tuple[Post, ...]
    suspended: bool = False
    seen_at: datetime | None = None
    tested_at: datetime | None = None

    def roles(self, network: str) -> tuple[Role, ...]:
        """The partner roles this person may act in, in one network, without repeats."""
        held = [post.role for post in self.posts if post.network == network and post.role]
        return tuple(dict.fromkeys(held))

    def networks(self) -> tuple[str, ...]:
        """The networks in which this person has any post."""
        return tuple(dict.fromkeys(post.network for post in self.posts))

    def has(self, function: Function, network: str, role: Role | None = None) -> bool:
        """Whether a post is held, in one network, for one role when given."""
        return any(
            post.function is function and post.network == network and role in (None, post.role)
            for post in self.posts
        )

    def is_admin(self) -> bool:
        """Whether this is a functioneel beheerder of any network."""
        return any(post.function is Function.ADMIN for post in self.posts)

    def by(self, role: Role | None) -> By:
        """Sign for what this person does in a role."""
        return By(person=self.alias, role=role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What a one-time link grants; the token itself is never kept (S01)."""

    post: Post
    made_by: PersonId | None
    made_at: datetime
    used_at: datetime | None = None

    def refuses(self, now: datetime) -> bool:
        """Whether the link is used or too old."""
        return self.used_at is not None or now >= self.made_at + INVITATION_LASTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group in the messenger, bound to one doelgroep of one network; id is our own number."""

    id: int
    network: str
    doelgroep: str
    chat_id: int


def may_invite(member: Member, post: Post) -> bool:
    """The beheerder invites everyone; an aanspreekpunt invites its own organisation (R-047)."""
    if member.is_admin():
        return True
    if post.role is None or post.function in (Function.ADMIN, Function.CHAIR):
        return False
    return member.has(Function.CONTACT, post.network, post.role)


def may_see_month(member: Member, network: str) -> bool:
    """Figures are for chairs, aanspreekpunten and the beheerder (R-149)."""
    functions = (Function.CHAIR, Function.CONTACT)
    return member.is_admin() or any(member.has(item, network) for item in functions)
