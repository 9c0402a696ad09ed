"""The moments of a shift: from clock times of Amsterdam to moments, clock changes included.

A shift starts the first time the clock shows its start and ends the last time it shows its end; a
time that the clock skips is the moment it skips to. So two shifts that meet on the clock never
leave a gap: in October's double hour they overlap.
"""

from datetime import UTC, date, datetime, time

from flows.calendar import AMSTERDAM, DAY, at_local, is_ambiguous, local


def moments(day: date, opens: time, closes: time) -> tuple[datetime, datetime]:
    """When a shift that begins on this day starts and ends; both are one if the clock skips it."""
    return first_moment(day, opens), last_moment(day + DAY * (closes <= opens), closes)


def first_moment(day: date, wall: time) -> datetime:
    """The first moment at which the clock says so, or skips over it."""
    at = at_local(day, wall)
    skipped = local(at).replace(tzinfo=None) != datetime.combine(day, wall)
    return at_local(day, wall.replace(minute=0)) if skipped else at  # the clock skips whole hours


def last_moment(day: date, wall: time) -> datetime:
    """The last moment at which the clock says so, or skips over it."""
    first = first_moment(day, wall)
    if not is_ambiguous(first):
        return first
    return datetime.combine(day, wall.replace(fold=1), AMSTERDAM).astimezone(UTC)
