"""Moments as they are kept: aware UTC on both databases, and one way to write them as text."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import DateTime, Dialect, String, TypeDecorator
from sqlmodel.sql.sqltypes import UTCDateTime

__all__ = ["UTCDateTime", "Written", "is_just_before", "month", "read", "written"]

MINUTE = timedelta(minutes=1)


def written(at: datetime) -> str:
    """The one text of a moment: UTC, always with six decimals, so that texts sort as moments."""
    assert at.tzinfo is not None, "a moment without a zone would be read in the zone of the server"
    return at.astimezone(UTC).isoformat(timespec="microseconds")


class Written(TypeDecorator[str]):
    """A moment of a table, read as it is written: SQLite keeps it so, but for two signs."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        kept = String() if dialect.name == "sqlite" else DateTime(timezone=True)
        return dialect.type_descriptor(kept)

    def process_result_value(self, value: Any, dialect: Dialect) -> str:
        if dialect.name == "sqlite":  # whatever somebody put there
            return f"{value}+00:00".replace(" ", "T", 1)
        return written(value)


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
