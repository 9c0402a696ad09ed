"""The tables of what is counted beside the alerts; of a person only that an answer was given."""

from datetime import datetime

from sqlmodel import Field

from storage.naming import Row


class ConcludedRow(Row, table=True):
    """How many overleggen of a doelgroep were concluded; drills are none."""

    __tablename__ = "concluded"

    network: str = Field(primary_key=True)
    doelgroep: str = Field(primary_key=True)
    count: int


class EligibleCasesRow(Row, table=True):
    """How many cases of a month were eligible; no number when that is not known."""

    __tablename__ = "eligible_cases"

    network: str = Field(primary_key=True)
    doelgroep: str = Field(primary_key=True)
    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    month: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    cases: int | None
    role: str | None
    at: datetime


class PulseAskedRow(Row, table=True):
    """How many people of an organisation the pulse of a year was asked of."""

    __tablename__ = "pulse_asked"

    network: str = Field(primary_key=True)
    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    role: str = Field(primary_key=True)
    people: int


class PulseCountRow(Row, table=True):
    """How often an organisation gave this answer; never by whom, and never when."""

    __tablename__ = "pulse_count"

    network: str = Field(primary_key=True)
    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    role: str = Field(primary_key=True)
    question: str = Field(primary_key=True)
    answer: str = Field(primary_key=True)
    count: int


class PulseMarkRow(Row, table=True):
    """That somebody was asked, and which questions were answered; it goes when the pulse ends."""

    __tablename__ = "pulse_mark"

    network: str = Field(primary_key=True)
    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    person: int = Field(
        primary_key=True, foreign_key="person.id", sa_column_kwargs={"autoincrement": False}
    )
    role: str
    answered: str
    reminded: bool
