"""The rows of the duty roster as the domain knows them, and back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from flows.calendar import Window
from flows.duty import Absence, DayShift, Handover, Shift, WeekShift
from flows.rules import Role
from flows.state import PersonId
from storage import codec
from storage.duty_tables import (
    AbsenceRow,
    DayShiftRow,
    HandoverRow,
    ReachWindowRow,
    WeekShiftRow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowVersion:
    """When a role can be reached, from a moment on; never changed, only followed by a newer one."""

    id: int
    role: Role
    owner: PersonId
    starts_at: datetime
    made_at: datetime
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterDraft:
    """A roster that was sent in and waits until it is taken over."""

    network: str
    role: Role
    source: str
    shifts: tuple[Shift, ...]
    expires_at: datetime


def week_shift(row: WeekShiftRow) -> WeekShift:
    return WeekShift(
        id=number(row.id),
        role=Role(row.role),
        person=PersonId(row.person),
        weekday=row.weekday,
        opens=time.fromisoformat(row.opens),
        closes=time.fromisoformat(row.closes),
        since=row.since,
        until=row.until,
    )


def day_shift(row: DayShiftRow) -> DayShift:
    return DayShift(
        id=number(row.id),
        role=Role(row.role),
        person=PersonId(row.person),
        day=row.day,
        opens=time.fromisoformat(row.opens),
        closes=time.fromisoformat(row.closes),
        source=row.source,
    )


def absence(row: AbsenceRow) -> Absence:
    """An absence as it was: until its end, or until the person was back."""
    ends_at = row.ends_at if row.ended_at is None else min(row.ends_at, row.ended_at)
    return Absence(
        id=number(row.id),
        person=PersonId(row.person),
        starts_at=row.starts_at,
        ends_at=ends_at,
    )


def handover(row: HandoverRow) -> Handover:
    return Handover(
        id=number(row.id),
        role=Role(row.role),
        giver=PersonId(row.giver),
        taker=PersonId(row.taker),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        asked_at=row.asked_at,
        accepted_at=row.accepted_at,
        returns=row.returns,
        ended_at=row.ended_at,
    )


def window_version(row: ReachWindowRow) -> WindowVersion:
    return WindowVersion(
        id=number(row.id),
        role=Role(row.role),
        owner=PersonId(row.owner),
        starts_at=row.starts_at,
        made_at=row.made_at,
        windows=read_windows(row.windows),
    )


def clock(wall: time) -> str:
    return wall.strftime("%H:%M")


def write_windows(windows: Iterable[Window]) -> str:
    return codec.write_json({"windows": [_written(window) for window in windows]})


def read_windows(text: str) -> tuple[Window, ...]:
    return tuple(
        Window(
            days=frozenset(said["days"]),
            opens=time.fromisoformat(said["opens"]),
            closes=time.fromisoformat(said["closes"]),
            holidays=said["holidays"],
        )
        for said in codec.read_json(text)["windows"]
    )


def write_draft(source: str, shifts: Iterable[Shift]) -> str:
    told = [[it.person, it.day.isoformat(), clock(it.opens), clock(it.closes)] for it in shifts]
    return codec.write_json({"source": source, "shifts": told})


def read_draft(text: str) -> tuple[str, tuple[Shift, ...]]:
    """Where the roster came from, and its shifts."""
    said = codec.read_json(text)
    shifts = (
        Shift(
            person=PersonId(person),
            day=date.fromisoformat(day),
            opens=time.fromisoformat(opens),
            closes=time.fromisoformat(closes),
        )
        for person, day, opens, closes in said["shifts"]
    )
    return said["source"], tuple(shifts)


def _written(window: Window) -> Mapping[str, Any]:
    return {
        "days": sorted(window.days),
        "opens": clock(window.opens),
        "closes": clock(window.closes),
        "holidays": window.holidays,
    }


def number(kept: int | None) -> int:
    assert kept is not None, "a row that was never kept has no number"
    return kept
