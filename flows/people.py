"""The people behind the roles: functions, rights, and the invitation that lets someone in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from flows.language import Language
from flows.rules import Role, RoleKind
from flows.state import By, PersonId

INVITATION_LASTS = timedelta(hours=24)  # S01
CONFIRMED_WITHIN = timedelta(hours=24)
STRANGER_STAYS = timedelta(minutes=15)  # S22: an unknown person in the group whom nobody knows
ASLEEP_AFTER = timedelta(days=120)
UNTESTED_AFTER = timedelta(days=15)  # two tests of being reachable, one a week
TWO_CONFIRM = frozenset({Role("om"), Role("politie")})  # S03


class Function(StrEnum):
    """What someone does for a role, or for the network."""

    MEMBER = "lid"
    DEPUTY = "waarnemer"
    CONTACT = "aanspreekpunt"
    CHAIR = "voorzitter"
    TREKKER = "trekker"  # of one doelgroep
    ADMIN = "beheerder"


KEEPERS = (Function.CONTACT, Function.DEPUTY)  # keep an organisation's people right
BESIDE = (Function.CHAIR, Function.TREKKER)  # may be given up by who stays for something else
APART = (*BESIDE, Function.ADMIN)  # by invitation of no organisation
CHANGEABLE = (Function.MEMBER, Function.DEPUTY, Function.CONTACT)  # by who keeps people right
FOREMOST = (Function.ADMIN, *reversed(CHANGEABLE), Function.CHAIR, Function.TREKKER)


class Reach(StrEnum):
    """Whether the bot can write to someone in private."""

    OPEN = "open"
    NEVER_STARTED = "nooit_gestart"
    BLOCKED = "geblokkeerd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One function of one person; who is apart has no role, and only a trekker has a doelgroep."""

    network: str
    function: Function
    role: Role | None = None
    sub_roles: tuple[str, ...] = ()
    doelgroep: str | None = None

    @property
    def is_involved(self) -> bool:
        """Whether it has to do with requests themselves: a trekker only sees figures (R-052)."""
        return self.function is not Function.TREKKER

    def is_seat_of(self, other: "Post") -> bool:
        """Whether it is the same seat, whatever the sub-roles."""
        return replace(self, sub_roles=()) == replace(other, sub_roles=())


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
    language: Language | None = None  # as chosen
    telegram_language: Language | None = None  # as Telegram last said, no finer than these two
    enrolled_at: datetime | None = None
    seen_at: datetime | None = None
    tested_at: datetime | None = None
    introduced_at: datetime | None = None  # came to the end of the introduction

    @property
    def reads(self) -> Language:
        """The language to write in: the own choice, else that of Telegram, else Dutch."""
        return self.language or self.telegram_language or Language.DUTCH

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
class Enrolment:
    """Somebody who opened a link and is not in yet: who it is must be confirmed first (S03)."""

    id: int
    user_id: int
    name: str
    post: Post
    asked_at: datetime
    confirmed_by: tuple[PersonId, ...] = ()
    telegram_language: Language | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group in the messenger, bound to one doelgroep of one network; id is our own number."""

    id: int
    network: str
    doelgroep: str
    chat_id: int


def may_manage(member: Member, network: str, role: Role | None) -> bool:
    """The beheerder everyone; aanspreekpunt and waarnemer their own organisation only (R-047)."""
    if member.is_admin():
        return True
    return role is not None and any(member.has(one, network, role) for one in KEEPERS)


def may_invite(member: Member, post: Post) -> bool:
    """Who may manage an organisation invites for it; who is apart comes of the beheerder."""
    return may_manage(member, post.network, None if post.function in APART else post.role)


def confirmers(everyone: Iterable[Member], enrolment: Enrolment) -> list[Member]:
    """Who may say that this is the right person: never the person itself."""
    return [
        member
        for member in everyone
        if may_invite(member, enrolment.post)
        and member.user_id != enrolment.user_id
        and not member.suspended
    ]


def confirmers_needed(post: Post, able: int) -> int:
    """Two for OM, politie and beheerder, else one; no more than there are (S03)."""
    two = post.function is Function.ADMIN or post.role in TWO_CONFIRM
    return min(2 if two else 1, max(able, 1))


def has_one_holder(post: Post) -> bool:
    """Each organisation has one aanspreekpunt and one waarnemer (R-047, R-049)."""
    return post.role is not None and post.function in KEEPERS


def managed(by: Member, member: Member) -> list[Post]:
    """The posts of somebody that another may change: an aanspreekpunt those of the own people."""
    return [post for post in member.posts if may_manage(by, post.network, post.role)]


def chooses_place(member: Member) -> bool:
    """Whether somebody keeps more than one organisation right, as every beheerder does."""
    places = {
        (post.network, post.role)
        for post in member.posts
        if post.role and may_manage(member, post.network, post.role)
    }
    return member.is_admin() or len(places) != 1


def nearest(everyone: Iterable[Member], network: str, role: Role) -> list[Member]:
    """Who keeps an organisation right: aanspreekpunt, else waarnemer, else beheerder."""
    able = [one for one in everyone if not one.suspended]
    for function in KEEPERS:
        if found := [one for one in able if one.has(function, network, role)]:
            return found
    return [one for one in able if one.is_admin()]


def foremost(posts: Iterable[Post]) -> Post:
    """Of several posts in one organisation the one that says most.

    Who chairs the KiMi for it is that beside the own function, and not instead of it.
    """
    return min(posts, key=lambda post: FOREMOST.index(post.function))


def sub_roles_of(member: Member, network: str, role: Role) -> frozenset[str]:
    """The sub-roles somebody holds in an organisation, in whichever function."""
    held = (post for post in member.posts if (post.network, post.role) == (network, role))
    return frozenset(code for post in held for code in post.sub_roles)


def is_last_keeper(member: Member, everyone: Iterable[Member], post: Post) -> bool:
    """Whether with somebody the last aanspreekpunt or waarnemer of an organisation goes.

    Where there was none before, nothing is lost. Who is blocked keeps nothing right.
    """
    if post.role is None:
        return False
    able = [one for one in everyone if not one.suspended]
    return {one.person for one in _keepers(able, post.network, post.role)} == {member.person}


def is_last_of(member: Member, everyone: Iterable[Member], post: Post) -> bool:
    """Whether an organisation has nobody left who can be asked once somebody has left it."""
    return post.role is not None and not any(
        post.role in one.roles(post.network)
        for one in everyone
        if one.person != member.person and not one.suspended
    )


def heirs(everyone: Iterable[Member], network: str, role: Role) -> list[Member]:
    """Who takes over what an organisation still owes: waarnemer, else aanspreekpunt (R-169)."""
    able = [one for one in everyone if not one.suspended]
    for function in (Function.DEPUTY, Function.CONTACT):
        if found := [one for one in able if one.has(function, network, role)]:
            return found
    return []


def _keepers(everyone: Iterable[Member], network: str, role: Role) -> list[Member]:
    return [one for one in everyone if any(one.has(it, network, role) for it in KEEPERS)]


def may_go(member: Member, everyone: Iterable[Member]) -> bool:
    """Whether somebody may be removed or blocked: the last beheerder never is."""
    if not member.is_admin():
        return True
    others = (one for one in everyone if one.person != member.person)
    return any(one.is_admin() and not one.suspended for one in others)


def is_asleep(member: Member, now: datetime) -> bool:
    """No action for 120 days, or two tests of being reachable without an answer.

    Who never did anything is counted from the enrolment on. It is for the aanspreekpunt to see;
    nothing is switched off.
    """
    since = member.enrolled_at
    terms = ((member.seen_at or since, ASLEEP_AFTER), (member.tested_at or since, UNTESTED_AFTER))
    return any(at is not None and now - at >= term for at, term in terms)


def is_let_in(member: Member | None, network: str, kinds: Mapping[Role, RoleKind]) -> bool:
    """Whether somebody belongs in a group: active, and for more than an agendalid (R-042)."""
    if member is None or member.suspended:
        return False
    posts = [post for post in member.posts if post.network == network]
    return any(
        post.role is None or kinds.get(post.role) not in (None, RoleKind.AGENDALID)
        for post in posts
        if post.is_involved
    )


def may_see_month(member: Member, network: str, doelgroep: str) -> bool:
    """Figures are for chairs, aanspreekpunten and the beheerder (R-149); its own for a trekker."""
    if member.is_admin() or is_trekker(member, network, doelgroep):
        return True
    return any(member.has(item, network) for item in (Function.CHAIR, Function.CONTACT))


def is_trekker(member: Member, network: str, doelgroep: str) -> bool:
    """Whether somebody is trekker of this doelgroep."""
    return Post(network=network, function=Function.TREKKER, doelgroep=doelgroep) in member.posts
