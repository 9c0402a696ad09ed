"""The tables of the yearly round: KiMi, herijking, and agreements that change by two."""

from datetime import date, datetime

from sqlalchemy import Index, Text
from sqlmodel import Field

from storage.naming import Row


class KimiYearRow(Row, table=True):
    """Which organisation chairs the KiMi in a year."""

    __tablename__ = "kimi_year"

    network: str = Field(primary_key=True)
    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    role: str
    confirmed_by: int | None = Field(default=None, foreign_key="person.id")
    confirmed_at: datetime | None = None


class KimiMeetingRow(Row, table=True):
    """One meeting of the KiMi: when, at whose place, and which organisations came."""

    __tablename__ = "kimi_meeting"
    __table_args__ = (Index(None, "network", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    network: str
    at: datetime
    place: str
    attendance: str = Field(sa_type=Text)
    made_at: datetime
    cancelled_at: datetime | None = None


class HerijkingRow(Row, table=True):
    """How far the herijking of one organisation has come in one year."""

    __tablename__ = "herijking"

    network: str = Field(primary_key=True)
    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    role: str = Field(primary_key=True)
    answers: str = Field(sa_type=Text)
    confirmed_by: int | None = Field(default=None, foreign_key="person.id")
    confirmed_at: datetime | None = None


class AgreementChangeRow(Row, table=True):
    """A change of what was agreed: proposed by one, agreed by another, from a day on (S16)."""

    __tablename__ = "agreement_change"

    id: int | None = Field(default=None, primary_key=True)
    network: str
    doelgroep: str
    what: str
    value: str
    starts_on: date
    proposed_by: int = Field(foreign_key="person.id")
    proposed_at: datetime
    agreed_by: int | None = Field(default=None, foreign_key="person.id")
    agreed_at: datetime | None = None
    refused_at: datetime | None = None
