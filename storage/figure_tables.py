"""The tables of the figures: what a month of alerts adds up to, and months that are frozen."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field

from storage.naming import Row


class CellRow(Row, table=True):
    """How often something happened in a month; clustered, so that a month is one stretch."""

    __tablename__ = "figure_cell"
    __table_args__ = ({"sqlite_with_rowid": False},)

    network: str = Field(primary_key=True)
    doelgroep: str = Field(primary_key=True)
    month: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    part: str = Field(primary_key=True)
    value: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    n: int


class FrozenMonthRow(Row, table=True):
    """The account of a month as it was on its fifth working day; `touched_at` when it changed."""

    __tablename__ = "frozen_month"

    network: str = Field(primary_key=True)
    doelgroep: str = Field(primary_key=True)
    month: str = Field(primary_key=True)
    definitions: str
    account: str = Field(sa_type=Text)
    frozen_at: datetime
    touched_at: datetime | None = None
