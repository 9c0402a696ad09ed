"""Who a notice goes to at this moment: who is on duty, who stands in, and never who is absent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flows.duty import Roster, has_roster, is_absent, on_duty, standing_in
from flows.notices import CHASING, Audience, Notice, NoticeKind
from flows.people import Function, Member, Post, Reach
from flows.rules import Role
from flows.state import Alert, PersonId
from storage.unit_of_work import UnitOfWork

OWN_AFFAIRS = (  # of the organisation afterwards, not of who was called for the overleg
    NoticeKind.FOLLOW_UP,
    NoticeKind.COPY_TEXT,
    NoticeKind.RECORD,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Staff:
    """The people of a network who may act, and who of them is on duty."""

    network: str
    people: Mapping[PersonId, Member]
    roster: Roster
    now: datetime

    def holders(self, role: Role | None, *functions: Function) -> list[Member]:
        """Who holds one of these functions, in this order of functions."""
        return [
            member
            for function in functions
            for member in self.people.values()
            if member.has(function, self.network, role)
        ]

    def chairs(self) -> list[Member]:
        """The fixed voorzitter (R-050); who chairs the KiMi this year is asked nothing at night."""
        return [
            member
            for member in self.people.values()
            if Post(network=self.network, function=Function.CHAIR) in member.posts
        ]

    def there(self, members: Iterable[Member]) -> list[Member]:
        return [it for it in members if not is_absent(self.roster, it.person, self.now)]

    def known(self, people: Iterable[PersonId]) -> list[Member]:
        return [self.people[person] for person in people if person in self.people]

    def on_duty(self, role: Role) -> list[Member]:
        """Who has the duty; of a role without a roster everybody who is there."""
        if has_roster(self.roster, role):
            people = self.known(on_duty(self.roster, role, self.now))
            return [member for member in people if role in member.roles(self.network)]
        return self.there(self.holders(role, Function.MEMBER))

    def deputies(self, role: Role) -> list[Member]:
        """Who stands in for the waarnemer and the aanspreekpunt, then those two themselves."""
        named = self.holders(role, Function.DEPUTY, Function.CONTACT)
        instead = (
            member
            for one in named
            for member in self.known(standing_in(self.roster, one.person, self.now))
        )
        return [*instead, *self.there(named)]

    def with_sub_role(self, role: Role, sub_roles: tuple[str, ...]) -> list[Member]:
        """Who holds a sub-role that was asked for, on duty or not."""
        return self.there(
            member
            for member in self.people.values()
            if any(
                post.network == self.network
                and post.role == role
                and set(post.sub_roles) & set(sub_roles)
                for post in member.posts
            )
        )


async def audience(work: UnitOfWork, alert: Alert, notice: Notice, now: datetime) -> list[Member]:
    """Who is told, each once, and only who can be written to."""
    meant = await meant_for(work, alert, notice, now)
    return [member for member in meant if member.reach is Reach.OPEN]


async def meant_for(work: UnitOfWork, alert: Alert, notice: Notice, now: datetime) -> list[Member]:
    """Who is to be told, each once, whether the bot can write to them or not.

    The chase goes to who is there; nobody is news too, then, for its ladder. Anything else is told
    to somebody: when nobody is there, to all who hold the role, and at last to the waarnemer and
    the aanspreekpunt.
    """
    staff = _Staff(
        network=alert.network,
        people={
            member.person: member
            for member in await work.people.everyone(alert.network)
            if not member.suspended
        },
        roster=await work.duty.roster(alert.network, now, now),
        now=now,
    )
    match notice.audience:
        case Audience.RAISER:
            found = await _raiser(work, staff, alert)
        case Audience.CHAIR:
            chairs = staff.chairs()
            found = staff.there(chairs) or chairs
        case _:
            found = await _of_role(work, staff, alert, notice)
    return list({member.person: member for member in found}.values())


async def _of_role(work: UnitOfWork, staff: _Staff, alert: Alert, notice: Notice) -> list[Member]:
    role = notice.role
    assert role is not None, "this audience is that of a role"
    chases = notice.kind in CHASING
    match notice.audience:
        case Audience.ROLE if notice.kind is NoticeKind.SUB_ROLE:
            asked_along = staff.with_sub_role(role, alert.facts.sub_roles)
            return [one for one in asked_along if one.alias != alert.raised_by.person]
        case Audience.ROLE:
            found = staff.on_duty(role)
            if not chases:
                keepers = staff.holders(role, Function.DEPUTY, Function.CONTACT)
                found = _reached(found, staff.holders(role, Function.MEMBER), keepers)
            if notice.kind not in OWN_AFFAIRS:
                found += staff.with_sub_role(role, alert.facts.sub_roles)
                found += await _who_answered(work, alert, role)
            return found
        case Audience.DEPUTIES:
            asked = staff.holders(role, Function.DEPUTY, Function.CONTACT)
            found = staff.deputies(role) or ([] if chases else asked)
            if notice.kind is NoticeKind.SETTLED:  # who answered knows
                answered = {one.person for one in await _who_answered(work, alert, role)}
                return [one for one in found if one.person not in answered]
            return found
        case _:
            contacts = staff.holders(role, Function.CONTACT)
            deputies = staff.holders(role, Function.DEPUTY)
            return _reached(staff.there(contacts), contacts, deputies)


def _reached(*turns: list[Member]) -> list[Member]:
    """Of these the first among whom there is somebody to whom the bot can write."""
    return next((it for it in turns if any(one.reach is Reach.OPEN for one in it)), [])


async def _who_answered(work: UnitOfWork, alert: Alert, role: Role) -> list[Member]:
    """Who answered for a role hears on, also when the shift is over by then."""
    seat = alert.seat(role)
    by = seat.answer.by if seat is not None and seat.answer is not None else None
    if by is None or by.person is None or by.role != role:
        return []
    member = await work.people.member_by_alias(by.person)
    return [] if member is None or member.suspended else [member]


async def _raiser(work: UnitOfWork, staff: _Staff, alert: Alert) -> list[Member]:
    person, role = alert.raised_by.person, alert.raised_by.role
    raiser = await work.people.member_by_alias(person) if person is not None else None
    if raiser is not None and raiser.reach is Reach.OPEN and not raiser.suspended:
        return [raiser]
    return (staff.on_duty(role) or staff.holders(role, Function.MEMBER)) if role else []
