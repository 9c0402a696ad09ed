"""What a doelgroep agreed beforehand: roles, quorum, targets, ladder; frozen into each alert."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import NewType

from flows.calendar import Window, add_working_days

Role = NewType("Role", str)  # vt, politie, om, rvdk, dro, forensisch_arts: a code of the TOML file


class RoleKind(StrEnum):
    """How a role takes part (R-041, R-042)."""

    PARTNER = "partner"  # has a seat: is asked, chased, counted
    AGENDALID = "agendalid"  # outside the group; one private line on an explicit tap
    ADVIES = "advies"  # a phone label and a tick, never part of the quorum


class RungKind(StrEnum):
    """One step of the ladder of a silent role."""

    REMIND = "remind"  # the role itself again, in private
    DEPUTY = "deputy"  # waarnemer and aanspreekpunt
    CALL = "call"  # the raiser calls, with the phone label; the second channel goes out
    CHAIR = "chair"  # voorzitter


class Urgency(StrEnum):
    """How soon the overleg must start (R-204)."""

    ACUUT = "acuut"
    SPOED = "spoed"
    ZORGELIJK = "zorgelijk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """A step of the ladder and how long after the asking it comes."""

    kind: RungKind
    after: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRules:
    """What one role agreed for one doelgroep."""

    role: Role
    kind: RoleKind = RoleKind.PARTNER
    invited: bool = True
    may_raise: bool = True
    sub_roles: tuple[str, ...] = ()
    windows: tuple[Window, ...] = ()
    phone_label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgencyRules:
    """Target and ladder of one urgency; the target is a span or a number of working days."""

    urgency: Urgency
    target: timedelta | None = None
    target_working_days: int = 0
    ladder: tuple[Rung, ...]
    custody_ladder: tuple[Rung, ...]

    def target_at(self, clock_at: datetime) -> datetime:
        """The moment before which the overleg must have started."""
        if self.target is not None:
            return clock_at + self.target
        return add_working_days(clock_at, self.target_working_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpRules:
    """When a follow-up is due by default, and how long each next step of its ladder waits."""

    morning: time = time(10)
    deputy_after: timedelta = timedelta(hours=4)
    contact_after: timedelta = timedelta(hours=24)
    safety_deputy_after: timedelta = timedelta(minutes=10)
    safety_contact_after: timedelta = timedelta(minutes=20)
    recorded_after: timedelta = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubRoleByNature:
    """A sub-role that a nature asks for by itself, such as zedenpolitie (R-038)."""

    nature: str
    role: Role
    sub_role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All that a doelgroep agreed; codes only, the words are in the catalogue."""

    doelgroep: str
    code: str
    version: str
    live: bool = True
    pilot: bool = False
    roles: tuple[RoleRules, ...]
    criteria: tuple[str, ...] = ()
    sources: tuple[str, ...]
    natures: tuple[str, ...]
    urgencies: tuple[UrgencyRules, ...]
    quorum: tuple[Role, ...]
    quorum_with_minors: tuple[Role, ...] = ()
    invited_with_minors: tuple[Role, ...] = ()
    sub_roles_by_nature: tuple[SubRoleByNature, ...] = ()
    first_response: timedelta = timedelta(minutes=30)
    missed_after: timedelta = timedelta(hours=24)
    custody_limit: timedelta = timedelta(hours=9)
    custody_role: Role = Role("om")  # decides on custody, and reports back
    regie: Role
    dial_in: str = ""
    modes: tuple[str, ...] = ("telefonisch", "beeldbellen", "fysiek", "ter_plaatse")
    actions: tuple[str, ...]
    measures: tuple[str, ...]
    informed: tuple[str, ...]
    outside_owners: tuple[str, ...] = ()
    destinations: tuple[str, ...]
    decline_reasons: tuple[str, ...]
    withdraw_reasons: tuple[str, ...]
    missed_reasons: tuple[str, ...]
    shows_source: bool = False
    follow_up: FollowUpRules = FollowUpRules()

    def role(self, role: Role) -> RoleRules:
        """The agreement of one role; KeyError if this doelgroep does not know it."""
        for rules in self.roles:
            if rules.role == role:
                return rules
        raise KeyError(role)

    def has_role(self, role: str) -> bool:
        """Whether this doelgroep knows the role at all."""
        return any(rules.role == role for rules in self.roles)

    def partners(self) -> tuple[RoleRules, ...]:
        """The roles that can have a seat."""
        return tuple(rules for rules in self.roles if rules.kind is RoleKind.PARTNER)

    def urgency(self, urgency: Urgency) -> UrgencyRules:
        """Target and ladder of one urgency; KeyError if the doelgroep does not use it."""
        for rules in self.urgencies:
            if rules.urgency is urgency:
                return rules
        raise KeyError(urgency)

    def missed_at(self, clock_at: datetime, urgency: Urgency) -> datetime:
        """When an alert without overleg is gemist: after 24 h, or at a later target (R-063)."""
        return max(clock_at + self.missed_after, self.urgency(urgency).target_at(clock_at))
