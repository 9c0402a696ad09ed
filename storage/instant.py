"""Moments as they are kept: aware UTC on both databases, and one way to write them as text."""

from datetime import UTC, datetime

from sqlmodel.sql.sqltypes import UTCDateTime

__all__ = ["UTCDateTime", "read", "written"]


def written(at: datetime) -> str:
    """The one text of a moment: UTC, always with six decimals, so that texts sort as moments."""
    assert at.tzinfo is not None, "a moment without a zone would be read in the zone of the server"
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def read(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
