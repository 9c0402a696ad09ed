"""The shape of the TOML files: what may be written where, and how durations and windows read."""

import re
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator
from pydantic_core import PydanticCustomError

from flows.calendar import ALWAYS, Window
from flows.rules import RoleKind, RungKind, Urgency

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
DURATION = re.compile(r"([1-9]\d{0,5})([smhd])")
WINDOW = re.compile(
    r"(?:(?P<always>altijd)|(?P<days>[a-z,-]+) (?P<opens>\d\d:\d\d)-(?P<closes>\d\d:\d\d))"
    r"(?P<no_holidays> behalve feestdagen)?"
)


def duration(value: object) -> timedelta:
    """A span such as 90s, 10m, 2h or 2d."""
    found = DURATION.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError("duration", "no duration")
    return timedelta(**{UNITS[found[2]]: int(found[1])})


def windows(value: object) -> tuple[Window, ...]:
    """When someone can be reached, such as ma-vr 08:30-17:00 behalve feestdagen, or altijd."""
    found = WINDOW.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError("window", "no window")
    holidays = found["no_holidays"] is None
    if found["always"]:
        return tuple(replace(always, holidays=holidays) for always in ALWAYS)
    try:
        closes = "00:00" if found["closes"] == "24:00" else found["closes"]
        return (
            Window(
                days=_days(found["days"]),
                opens=time.fromisoformat(found["opens"]),
                closes=time.fromisoformat(closes),
                holidays=holidays,
            ),
        )
    except ValueError as error:  # no such day, no such time, or across midnight
        raise PydanticCustomError("window", "no window") from error


def _days(text: str) -> frozenset[int]:
    if text == "dagelijks":
        return frozenset(range(7))
    days: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        stretch = range(DAYS.index(first), DAYS.index(last or first) + 1)
        if not stretch:
            raise ValueError("the last day comes before the first")
        days |= set(stretch)
    return frozenset(days)


def _pattern(kind: str, pattern: str) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise PydanticCustomError(kind, "does not look right")
        return value

    return AfterValidator(check)


def _once(value: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(value)) < len(value):
        raise PydanticCustomError("repeated", "the same twice")
    return value


Duration = Annotated[timedelta, PlainValidator(duration)]
Windows = tuple[Annotated[tuple[Window, ...], PlainValidator(windows)], ...]
Code = Annotated[str, _pattern("code", "[a-z][a-z0-9_]*")]
FileCode = Annotated[str, _pattern("code", "[a-z][a-z0-9_-]*")]
Codes = Annotated[tuple[Code, ...], AfterValidator(_once)]
SomeCodes = Annotated[Codes, Field(min_length=1)]
Address = Annotated[str, _pattern("address", r"\w+://\S+")]
Addresses = Annotated[tuple[Address, ...], Field(min_length=1)]
IdCode = Annotated[str, _pattern("id_code", "(?!OEF)[A-Z]{2,4}")]  # OEF is the series of drills
IdPrefix = Annotated[str, _pattern("id_prefix", "[A-Z]{0,3}")]


class Shape(BaseModel):
    """A part of a file: nothing is guessed, nothing unknown is let in."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class RoleShape(Shape):
    """One role of a doelgroep; windows here go before those of the network."""

    kind: RoleKind = RoleKind.PARTNER
    invited: bool = True
    may_raise: bool = True
    sub_roles: Codes = ()
    windows: Windows | None = None


class RungShape(Shape):
    """One step of a ladder."""

    kind: RungKind
    after: Duration


class UrgencyShape(Shape):
    """Target and ladders of one urgency; without a custody ladder the other one holds."""

    target: Duration | None = None
    target_working_days: Annotated[int, Field(ge=1, le=30)] | None = None
    ladder: Annotated[tuple[RungShape, ...], Field(min_length=1)]
    custody_ladder: tuple[RungShape, ...] = ()


class SubRoleShape(Shape):
    """A sub-role that a nature asks for by itself."""

    nature: Code
    role: Code
    sub_role: Code


class FollowUpShape(Shape):
    """When follow-ups are due; what is left out stays as flows has it."""

    morning: time | None = None
    deputy_after: Duration | None = None
    contact_after: Duration | None = None
    safety_deputy_after: Duration | None = None
    safety_contact_after: Duration | None = None
    recorded_after: Duration | None = None


class DoelgroepShape(Shape):
    """One doelgroep."""

    doelgroep: FileCode
    code: IdCode
    version: Annotated[str, Field(min_length=1)]
    live: bool
    pilot: bool = False
    roles: dict[Code, RoleShape]
    criteria: Codes = ()
    sources: SomeCodes
    natures: SomeCodes
    urgencies: Annotated[dict[Urgency, UrgencyShape], Field(min_length=1)]
    quorum: SomeCodes
    quorum_with_minors: Codes = ()
    invited_with_minors: Codes = ()
    sub_roles_by_nature: tuple[SubRoleShape, ...] = ()
    first_response: Duration | None = None
    missed_after: Duration | None = None
    custody_limit: Duration | None = None
    custody_role: Code
    regie: Code
    modes: SomeCodes | None = None
    actions: SomeCodes
    measures: SomeCodes
    informed: SomeCodes
    outside_owners: Codes = ()
    destinations: SomeCodes
    decline_reasons: SomeCodes
    withdraw_reasons: SomeCodes
    missed_reasons: SomeCodes
    follow_up: FollowUpShape = FollowUpShape()


class ConventionsShape(Shape):
    """How partners ask each other, and what nobody need expect of a role."""

    words: Codes = ()
    channels: Codes = ()
    will_not: dict[Code, Codes] = {}
    agreed: date | None = None


class NetworkShape(Shape):
    """One network: which doelgroepen, how its roles are reached and when."""

    network: FileCode
    title: Annotated[str, Field(min_length=1)]
    id_prefix: IdPrefix = ""
    doelgroepen: Annotated[tuple[FileCode, ...], AfterValidator(_once), Field(min_length=1)]
    phones: dict[Code, Annotated[str, Field(min_length=1)]]
    windows: dict[Code, Windows]
    dial_in: dict[FileCode, str] = {}
    second_channel: dict[Code, Addresses] = {}
    shows_source: bool = False
    dpia: date | None = None
    conventions: ConventionsShape = ConventionsShape()
