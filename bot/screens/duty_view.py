"""What the screens of the duty look at, and what every one of them works out in the same way."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time

from flows.calendar import DAY, Window, local
from flows.duty import (
    Absence,
    Handover,
    Roster,
    Shift,
    Stretch,
    WeekShift,
    has_roster,
    stretches,
)
from flows.people import Function, Member
from flows.rules import Role, RoleKind, Rules
from flows.state import PersonId

LOOKS_AHEAD = 14  # days
ALL_TIME = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
PRESETS = (
    "altijd",
    "dagelijks 08:00-22:00",
    "ma-vr 08:30-17:00",
    "ma-vr 08:30-17:00 behalve feestdagen",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowsFrom:
    """The windows of a role from a moment on."""

    starts_at: datetime
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyView:
    """The duty of one network, loaded just before drawing."""

    network: str
    roster: Roster
    handover: Handover | None = None  # the one that is asked about
    in_return: Handover | None = None
    versions: tuple[WindowsFrom, ...] = ()
    sent_in: tuple[Shift, ...] = ()
    sent_in_until: datetime | None = None
    away: tuple[Absence, ...] = ()  # when who looks will not be there
    names: dict[PersonId, str] = field(default_factory=dict)

    def name(self, person: PersonId) -> str:
        """The name of somebody, or a dash for who has left."""
        return self.names.get(person, "–")


def duty_roles(rules: Iterable[Rules]) -> tuple[Role, ...]:
    """The roles that can have duty, in the order of the doelgroepen."""
    return tuple(
        dict.fromkeys(
            agreed.role
            for each in rules
            for agreed in each.roles
            if agreed.kind is not RoleKind.ADVIES
        )
    )


def windows_of(rules: Iterable[Rules], role: Role) -> tuple[Window, ...]:
    """When a role can be reached, by the first doelgroep that knows it."""
    return next((each.role(role).windows for each in rules if each.has_role(role)), ())


def colleagues(people: Iterable[Member], network: str, role: Role) -> list[Member]:
    """Who may have the duty of a role, by name."""
    return [one for one in people if role in one.roles(network) and not one.suspended]


def staffed(roster: Roster, role: Role, people: Iterable[Member], network: str) -> Roster:
    """The roster of a role as the chase goes by it: who has left or is blocked is not there.

    Of a role without a roster every lid is there, all day.
    """
    there = colleagues(people, network, role)
    if not has_roster(roster, role):
        week = tuple(
            WeekShift(
                id=0, role=role, person=one.person, weekday=weekday,
                opens=time(0), closes=time(0), since=date.min,
            )
            for one in there
            if one.has(Function.MEMBER, network, role)
            for weekday in range(7)
        )  # fmt: skip
        return Roster(
            week=week, absences=roster.absences, in_force=frozenset({role}), until=roster.until
        )
    named = {
        *(it.person for it in roster.week if it.role == role),
        *(it.person for it in roster.days if it.role == role),
        *(it.taker for it in roster.handovers if it.role == role),
    }
    gone = tuple(
        Absence(id=0, person=person, starts_at=ALL_TIME[0], ends_at=ALL_TIME[1])
        for person in named - {one.person for one in there}
    )
    return replace(roster, absences=(*roster.absences, *gone))


def coming(roster: Roster, roles: Iterable[Role], person: PersonId, now: datetime) -> list[Stretch]:
    """The shifts of somebody that are not over, day by day, the first in front."""
    today = local(now).date()
    found = [
        piece
        for role in roles
        for ahead in range(-1, LOOKS_AHEAD)
        for piece in stretches(roster, role, today + ahead * DAY)
        if piece.person == person and piece.ends_at > now
    ]
    return sorted(dict.fromkeys(found), key=lambda piece: (piece.starts_at, piece.role))


def day_plan(roster: Roster, role: Role, day: date) -> tuple[tuple[Shift, ...], bool]:
    """The shifts that are planned for a day, and whether they were set for that day alone."""
    apart = tuple(
        _shift(it.person, day, it.opens, it.closes)
        for it in roster.days
        if it.role == role and it.day == day
    )
    usual = tuple(
        _shift(it.person, day, it.opens, it.closes)
        for it in pattern(roster, role, day.weekday(), day)
    )
    return (apart, True) if apart else (usual, False)


def pattern(roster: Roster, role: Role, weekday: int, on: date) -> list[WeekShift]:
    """The shifts of the week pattern on a day of the week, in order of time."""
    found = (
        it
        for it in roster.week
        if it.role == role and it.weekday == weekday
        if (it.until is None or on < it.until) and it.since <= on
    )
    return sorted(found, key=lambda it: (it.opens, it.id))


def hours(opens: time, closes: time) -> str:
    """Two times of the clock; the end of the day reads 24:00."""
    return f"{opens:%H:%M}-{closes:%H:%M}".replace("-00:00", "-24:00")


def _shift(person: PersonId, day: date, opens: time, closes: time) -> Shift:
    return Shift(person=person, day=day, opens=opens, closes=closes)
