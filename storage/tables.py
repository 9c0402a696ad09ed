"""The tables of the alerts and their history; no row leaves storage/."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, Text
from sqlmodel import Field

from flows.terms import Outcome, Phase
from storage.naming import Row, one_of


class AlertRow(Row, table=True):
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


class AlertNumberRow(Row, table=True):
    """The last number given out for one prefix in one month."""

    __tablename__ = "alert_number"

    prefix: str = Field(primary_key=True)
    month: str = Field(primary_key=True)
    last: int


class HistoryRow(Row, table=True):
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
    on_behalf: str | None = None
    channel: str | None = None
    result: str | None = None
    hash: str


class ChainHeadRow(Row, table=True):
    """How long the history is and where it ends, signed: what shows that its tail was cut off."""

    __tablename__ = "chain_head"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: int = Field(primary_key=True)
    count: int = Field(sa_type=BigInteger)
    hash: str
    forgotten: int = Field(sa_type=BigInteger)
    anchor: str
    signature: str


class GroupRow(Row, table=True):
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


class CardRow(Row, table=True):
    """The card of one alert as it stands in its group."""

    __tablename__ = "card"
    __table_args__ = (Index(None, "group_id", "message_id"),)

    alert: str = Field(primary_key=True, foreign_key="alert.id", ondelete="CASCADE")
    group_id: int = Field(foreign_key="chat_group.id")
    message_id: int | None = Field(sa_type=BigInteger)
    drawn_version: int
    text_hash: str
    pinned: bool


class ConsultationRow(Row, table=True):
    """A consultation that did not become an alert; counted, nothing else."""

    __tablename__ = "consultation"

    id: int | None = Field(default=None, primary_key=True)
    network: str
    doelgroep: str
    role: str
    by_role: str
    at: datetime = Field(index=True)


class NoteRow(Row, table=True):
    """The few words somebody typed at an alert, sealed; they go when their term is over."""

    __tablename__ = "note"
    __table_args__ = (Index(None, "alert"),)

    id: int | None = Field(default=None, primary_key=True)
    alert: str = Field(foreign_key="alert.id", ondelete="CASCADE")
    kind: str
    role: str
    sealed: str = Field(sa_type=Text)
    at: datetime


class LegalHoldRow(Row, table=True):
    """An alert that may not be forgotten yet, and why: a code, no text."""

    __tablename__ = "legal_hold"

    id: int | None = Field(default=None, primary_key=True)
    alert: str = Field(index=True)
    reason: str
    since_at: datetime
    until_at: datetime | None = None
