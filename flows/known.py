"""What is agreed and who is there: what the register and the agreements tell beside the figures.

It is of organisations and agreements only. Nothing here is counted of alerts, and so nothing of it
can give away a small number.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flows.calendar import Window, local, open_parts
from flows.changes import Change, begun
from flows.duty import Roster, gaps, has_roster
from flows.herijking import Herijking
from flows.kimi import MEETINGS_A_YEAR, Meeting
from flows.people import Function, Member, is_trekker
from flows.rules import Role, Rules

CODES = (
    "versies", "vensters", "dpia", "herijking", "bevestigd", "wijzigingen", "dekking", "bezet",
    "trekkers", "onbekenden", "bijeenkomsten", "bij_kimi",
)  # fmt: skip
WEEK = 168  # hours
TREKKERS = 2  # of each doelgroep
COVERED, ON_CALL, NOBODY = "gedekt", "piket", "niet_gedekt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that is known: so many, of how many, since which day; nothing of it when not."""

    code: str
    part: str = ""
    n: int | None = None
    total: int | None = None
    since: date | None = None


def agreements(
    rules: Rules, changes: Sequence[Change], dpia: date | None, until: datetime
) -> list[Fact]:
    """The versions, each with its first day, what was agreed this year, and the DPIA (1.1, 2.3)."""
    today, first = local(until).date(), rules.version.partition("+")[0]
    later = begun(rules, changes, today)
    agreed = [
        one
        for one in changes
        if one.doelgroep == rules.doelgroep and one.agreed_at is not None
        if one.agreed_at <= until and local(one.agreed_at).year == today.year
    ]
    return [
        Fact(code="versies", part=first),
        *(Fact(code="versies", part=f"{first}+{one.id}", since=one.starts_on) for one in later),
        Fact(code="wijzigingen", n=len(agreed)),
        Fact(code="dpia", since=dpia),
    ]


def reachable(roles: Sequence[Role], since: Mapping[Role, date]) -> list[Fact]:
    """Which organisations set their own windows, and since when those hold (1.1)."""
    own = [role for role in roles if role in since]
    return [
        Fact(code="vensters", n=len(own), total=len(roles)),
        *(Fact(code="vensters", part=role, since=since[role]) for role in own),
    ]


def confirmed(
    roles: Sequence[Role], herijkingen: Iterable[Herijking], until: datetime
) -> list[Fact]:
    """Who confirmed the herijking of this year, and when each did so last (1.1, 5.6, 5.13)."""
    last: dict[Role, date] = {}
    for one in sorted(herijkingen, key=lambda each: each.year):
        if one.confirmed_at is not None and one.confirmed_at <= until:
            last[one.role] = local(one.confirmed_at).date()
    done = [role for role in roles if role in last and last[role].year == local(until).year]
    return [
        Fact(code="herijking", n=len(done), total=len(roles)),
        *(Fact(code="bevestigd", part=role, since=last.get(role)) for role in roles),
    ]


def manned(roles: Sequence[Role], people: Iterable[Member], network: str) -> Fact:
    """How many organisations have somebody who is there and a waarnemer (5.6)."""
    there = [one for one in people if not one.suspended]
    full = [
        role
        for role in roles
        if all(
            any(one.has(function, network, role) for one in there)
            for function in (Function.MEMBER, Function.DEPUTY)
        )
    ]
    return Fact(code="bezet", n=len(full), total=len(roles))


def led(people: Iterable[Member], network: str, doelgroep: str) -> Fact:
    """How many trekkers the doelgroep has, of the two that it should have (5.2)."""
    there = [one for one in people if not one.suspended]
    named = sum(is_trekker(one, network, doelgroep) for one in there)
    return Fact(code="trekkers", n=named, total=TREKKERS)


def met(roles: Sequence[Role], meetings: Iterable[Meeting], until: datetime) -> list[Fact]:
    """The meetings of the KiMi of this year so far, and at how many each was (1.2, 2.9, 5.13)."""
    year = local(until).year
    held = [
        one for one in meetings if one.at < until and local(one.at).year == year and one.attended()
    ]
    return [
        Fact(code="bijeenkomsten", n=len(held), total=MEETINGS_A_YEAR),
        *(
            Fact(code="bij_kimi", part=role, n=sum(role in one.attended() for one in held),
                 total=MEETINGS_A_YEAR)
            for role in roles
        ),
    ]  # fmt: skip


def cover(
    roster: Roster, role: Role, windows: tuple[Window, ...], start: datetime, end: datetime
) -> Iterator[Fact]:
    """The hours of a week with somebody on the roster, within the window or on call (2.2)."""
    if not has_roster(roster, role):
        yield Fact(code="dekking", part=role)
        return
    empty = gaps(roster, role, start, end)
    open_ = _long(open_parts(windows, start, end))
    open_and_empty = sum((_long(open_parts(windows, *gap)) for gap in empty), timedelta())
    within = open_ - open_and_empty
    covered = round(WEEK * (within / (end - start)))
    on_call = round(WEEK * (((end - start) - _long(empty) - within) / (end - start)))
    hours = {COVERED: covered, ON_CALL: on_call, NOBODY: WEEK - covered - on_call}
    for part, n in hours.items():
        yield Fact(code="dekking", part=f"{role}/{part}", n=n, total=WEEK)


def _long(parts: Iterable[tuple[datetime, datetime]]) -> timedelta:
    return sum((ends - begins for begins, ends in parts), timedelta())
