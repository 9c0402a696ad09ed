"""How a network stands: what the papers and the screens of the yearly round are drawn from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flows.account import Account
from flows.changes import Change
from flows.herijking import Herijking
from flows.kimi import ChairYear, Lesson, Meeting, chair_of
from flows.people import Function, Member
from flows.rules import Role, Rules
from flows.state import Alert


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """From which day the windows of a role hold, and who set them."""

    day: date
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A stretch of duty of the coming two weeks, in words."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One network as it is at the moment of drawing; pure data."""

    network: str
    title: str
    year: int
    order: tuple[Role, ...]
    rules: tuple[Rules, ...]  # of the doelgroepen that are switched on, as agreed today
    people: tuple[Member, ...]
    chairs: tuple[ChairYear, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    herijkingen: tuple[Herijking, ...] = ()
    changes: tuple[Change, ...] = ()
    windows_since: Mapping[Role, Since] = field(default_factory=dict)
    lessons: tuple[Lesson, ...] = ()
    months: tuple[Account, ...] = ()
    alerts: tuple[Alert, ...] = ()  # what is not finished yet
    turns: tuple[Turn, ...] = ()

    def chair(self, year: int) -> Role:
        """Whose turn it is to chair the KiMi."""
        return chair_of(self.order, self.chairs, year)

    def holders(self, role: Role | None, function: Function) -> list[Member]:
        """Who holds a function; for no role those who hold it for the network."""
        return [
            member
            for member in self.people
            if any(
                (post.network, post.role, post.function) == (self.network, role, function)
                for post in member.posts
            )
        ]

    def rules_of(self, doelgroep: str) -> Rules:
        """The agreements of one doelgroep; KeyError when it is not switched on."""
        for rules in self.rules:
            if rules.doelgroep == doelgroep:
                return rules
        raise KeyError(doelgroep)
