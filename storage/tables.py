"""The tables of the register: one class per kind of row, none of which leaves storage/."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, Index, Text
from sqlmodel import Field, SQLModel

from flows.people import Function, Reach
from flows.terms import Outcome, Phase

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """Enums are text with a check: readable in the table, and a new value is one migration."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


class AlertRow(SQLModel, table=True):
    """What an alert is now; the columns beside `state` are only there to search by."""

    __tablename__ = "alert"
    __table_args__ = (
        one_of("phase", Phase),
        one_of("ended", Outcome),
        Index(None, "network", "doelgroep", "clock_at"),
        Index(None, "network", "reference"),
    )

    id: str = Field(primary_key=True)
    network: str
    doelgroep: str
    drill: bool
    phase: str
    version: int
    raised_at: datetime
    clock_at: datetime
    ended: str | None
    closed_at: datetime | None
    reference: str | None
    next_due_at: datetime | None = Field(index=True)
    state: str = Field(sa_type=Text)


class AlertNumberRow(SQLModel, table=True):
    """The last number given out for one prefix in one month."""

    __tablename__ = "alert_number"

    prefix: str = Field(primary_key=True)
    month: str = Field(primary_key=True)
    last: int


class HistoryRow(SQLModel, table=True):
    """One thing that was done; never changed, removed only up to the chain head's `forgotten`."""

    __tablename__ = "history"

    sequence: int = Field(
        sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    at: datetime
    subject: str = Field(index=True)
    name: str
    data: str = Field(sa_type=Text)
    by_person: int | None
    by_role: str | None
    hash: str


class ChainHeadRow(SQLModel, table=True):
    """How long the history is and where it ends, signed: what shows that its tail was cut off."""

    __tablename__ = "chain_head"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: int = Field(primary_key=True)
    count: int = Field(sa_type=BigInteger)
    hash: str
    forgotten: int = Field(sa_type=BigInteger)
    anchor: str
    signature: str


class PersonRow(SQLModel, table=True):
    """Somebody who is or was enrolled; name and Telegram number go when the term is over."""

    __tablename__ = "person"
    __table_args__ = (one_of("reach", Reach),)

    id: int | None = Field(default=None, primary_key=True)
    user_id: int | None = Field(sa_type=BigInteger, unique=True)
    name: str
    reach: str
    enrolled_at: datetime
    removed_at: datetime | None = None


class PostRow(SQLModel, table=True):
    """One function of one person, from when until when."""

    __tablename__ = "post"
    __table_args__ = (
        one_of("function", Function),
        Index(None, "network", "role", "function"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person: int = Field(foreign_key="person.id", index=True)
    network: str
    function: str
    role: str | None
    sub_roles: str
    since_at: datetime
    until_at: datetime | None = None


class InvitationRow(SQLModel, table=True):
    """A one-time link, by the hash of its token."""

    __tablename__ = "invitation"
    __table_args__ = (one_of("function", Function),)

    token_hash: str = Field(primary_key=True)
    network: str
    function: str
    role: str | None
    sub_roles: str
    made_by: int | None = Field(foreign_key="person.id")
    made_at: datetime
    used_at: datetime | None
    used_by: int | None = Field(default=None, foreign_key="person.id")


class GroupRow(SQLModel, table=True):
    """The group of one doelgroep in one network; without chat_id it is not bound."""

    __tablename__ = "chat_group"
    __table_args__ = (Index("uq_chat_group_doelgroep", "network", "doelgroep", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    network: str
    doelgroep: str
    chat_id: int | None = Field(sa_type=BigInteger, unique=True)
    bound_by: int | None = Field(foreign_key="person.id")
    bound_at: datetime
    lost_at: datetime | None = None


class CardRow(SQLModel, table=True):
    """The card of one alert as it stands in its group."""

    __tablename__ = "card"
    __table_args__ = (Index(None, "group_id", "message_id"),)

    alert: str = Field(primary_key=True, foreign_key="alert.id", ondelete="CASCADE")
    group_id: int = Field(foreign_key="chat_group.id")
    message_id: int | None = Field(sa_type=BigInteger)
    drawn_version: int
    text_hash: str
    pinned: bool


class ConsultationRow(SQLModel, table=True):
    """A consultation that did not become an alert; counted, nothing else."""

    __tablename__ = "consultation"

    id: int | None = Field(default=None, primary_key=True)
    network: str
    doelgroep: str
    role: str
    by_role: str
    at: datetime = Field(index=True)
