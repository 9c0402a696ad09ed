"""The tables of the duty roster: windows, week patterns, shifts, absence, handovers, imports."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field

from storage.naming import Row


class ReachWindowRow(Row, table=True):
    """When a role can be reached, from a day on; the newest version that has begun counts."""

    __tablename__ = "reach_window"
    __table_args__ = (Index(None, "network", "role", "starts_at"),)

    id: int | None = Field(default=None, primary_key=True)
    network: str
    role: str
    owner: int = Field(foreign_key="person.id")
    starts_at: datetime
    made_at: datetime
    windows: str = Field(sa_type=Text)


class WeekShiftRow(Row, table=True):
    """One shift of the week pattern of a role; times are those on the clocks of Amsterdam."""

    __tablename__ = "week_shift"
    __table_args__ = (Index(None, "network", "role"),)

    id: int | None = Field(default=None, primary_key=True)
    network: str
    role: str
    person: int = Field(foreign_key="person.id")
    weekday: int
    opens: str
    closes: str
    since: date
    until: date | None = None


class DayShiftRow(Row, table=True):
    """A shift on one day; on that day it takes the place of the week pattern of the role."""

    __tablename__ = "day_shift"
    __table_args__ = (Index(None, "network", "role", "day"),)

    id: int | None = Field(default=None, primary_key=True)
    network: str
    role: str
    person: int = Field(foreign_key="person.id")
    day: date
    opens: str
    closes: str
    source: str
    until_at: datetime | None = None


class AbsenceRow(Row, table=True):
    """Somebody who is not available in a stretch of time."""

    __tablename__ = "absence"

    id: int | None = Field(default=None, primary_key=True)
    person: int = Field(foreign_key="person.id", index=True)
    starts_at: datetime
    ends_at: datetime
    made_at: datetime
    ended_at: datetime | None = None


class HandoverRow(Row, table=True):
    """Somebody takes over from somebody for a stretch of time, once it is accepted."""

    __tablename__ = "handover"
    __table_args__ = (Index(None, "network", "role", "ends_at"),)

    id: int | None = Field(default=None, primary_key=True)
    network: str
    role: str
    giver: int = Field(foreign_key="person.id")
    taker: int = Field(foreign_key="person.id")
    starts_at: datetime
    ends_at: datetime
    asked_at: datetime
    returns: int | None = None
    accepted_at: datetime | None = None
    ended_at: datetime | None = None


class RosterDraftRow(Row, table=True):
    """A roster that was sent in and is being looked at; sealed, nothing of it counts yet."""

    __tablename__ = "roster_draft"

    user_id: int = Field(
        sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    network: str
    role: str
    sealed: str = Field(sa_type=Text)
    expires_at: datetime
