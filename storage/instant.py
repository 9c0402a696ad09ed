"""Moments as they are kept: aware UTC on both databases, and one way to write them as text."""

from datetime import UTC, datetime, timedelta

from sqlmodel.sql.sqltypes import UTCDateTime

__all__ = ["UTCDateTime", "is_just_before", "month", "read", "written"]

MINUTE = timedelta(minutes=1)


def written(at: datetime) -> str:
    """The one text of a moment: UTC, always with six decimals, so that texts sort as moments."""
    assert at.tzinfo is not None, "a moment without a zone would be read in the zone of the server"
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def read(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def month(moment: datetime) -> str:
    """The month of a moment, as 2026-11."""
    return f"{moment:%Y-%m}"


def is_just_before(moment: datetime | None, now: datetime) -> bool:
    """Less than a minute, and in the same month."""
    if moment is None or not timedelta(0) <= now - moment < MINUTE:
        return False
    return month(moment) == month(now)
