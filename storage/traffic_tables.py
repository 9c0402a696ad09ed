"""The tables of the traffic with the messenger, and of what the bot itself must remember."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index, LargeBinary, Text, text
from sqlmodel import Field

from storage.naming import Row, one_of


class ErrandState(StrEnum):
    """Where an errand is between being wanted and being settled."""

    WAITING = "waiting"
    TAKEN = "taken"
    DONE = "done"
    DROPPED = "dropped"  # no longer wanted, or perhaps sent and not worth a repeat
    FAILED = "failed"  # could not be delivered: barred, or given up


class ErrandRow(Row, table=True):
    """Something to be told, once; one waiting per key and one under way per address."""

    __tablename__ = "errand"
    __table_args__ = (
        one_of("state", ErrandState),
        Index(
            "uq_errand_waiting_key",
            "key",
            unique=True,
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "uq_errand_taken_address",
            "address",
            unique=True,
            sqlite_where=text("state = 'taken'"),
            postgresql_where=text("state = 'taken'"),
        ),
        Index(None, "state", "rank", "id"),
        Index(None, "alert", "tag"),
        {"sqlite_autoincrement": True},  # a number is never given out twice
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    group_id: int | None = Field(foreign_key="chat_group.id")
    user_id: int | None = Field(sa_type=BigInteger)
    address: str
    alert: str | None
    tag: str | None
    payload: str = Field(sa_type=Text)
    rank: int
    key: str | None
    again: bool
    not_before: datetime
    made_at: datetime
    wanted_at: datetime
    attempts: int = 0
    state: str = ErrandState.WAITING
    taken_at: datetime | None = None
    settled_at: datetime | None = None
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    error: str | None = Field(default=None, sa_type=Text)
    second_at: datetime | None = None  # when it was looked at for the second channel
    taken_by: int | None = None  # the number of a process
    slot: int = 0  # of its address: each process tells the chats of its own slots


class ProcessRow(Row, table=True):
    """A process that runs on this database, or did; its number is never given out twice."""

    __tablename__ = "process"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: int | None = Field(default=None, primary_key=True)
    beats: int = 0
    joined_at: datetime
    ended_at: datetime | None = None


class SecondPathRow(Row, table=True):
    """That the second channel was chosen, once for an alert, a recipient and a level."""

    __tablename__ = "second_path"

    alert: str = Field(primary_key=True)
    recipient: str = Field(primary_key=True)
    level: str = Field(primary_key=True)
    at: datetime = Field(index=True)


class UpdateRow(Row, table=True):
    """An update that was handled."""

    __tablename__ = "handled_update"

    update_id: int = Field(sa_type=BigInteger, primary_key=True)
    fingerprint: str = Field(primary_key=True)
    at: datetime = Field(index=True)


class FailedUpdateRow(Row, table=True):
    """How often an update went wrong."""

    __tablename__ = "failed_update"

    update_id: int = Field(sa_type=BigInteger, primary_key=True)
    fingerprint: str = Field(primary_key=True)
    tries: int
    at: datetime


class SetAsideRow(Row, table=True):
    """An update that was put aside; the payload is encrypted and leaves first."""

    __tablename__ = "set_aside"
    __table_args__ = (Index("uq_set_aside_update", "update_id", "fingerprint", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    update_id: int = Field(sa_type=BigInteger)
    fingerprint: str
    error: str
    trace: str = Field(sa_type=Text)
    payload: bytes | None = Field(sa_type=LargeBinary)
    at: datetime
    settled_at: datetime | None = None


class WaitingUpdateRow(Row, table=True):
    """An update that was fetched and is not handled yet; the payload is encrypted."""

    __tablename__ = "waiting_update"
    __table_args__ = (
        Index("uq_waiting_update", "update_id", "fingerprint", unique=True),
        Index(None, "rank", "number"),
        Index(None, "sender", "rank"),
        {"sqlite_autoincrement": True},  # the order in which they came, also when some are gone
    )

    number: int | None = Field(default=None, primary_key=True)
    update_id: int = Field(sa_type=BigInteger)
    fingerprint: str
    sender: int = Field(sa_type=BigInteger)  # 0 when nobody sent it
    rank: int
    payload: bytes = Field(sa_type=LargeBinary)
    at: datetime


class DraftRow(Row, table=True):
    """The new alert somebody is still filling in."""

    __tablename__ = "draft"

    user_id: int = Field(sa_type=BigInteger, primary_key=True)
    draft: str = Field(sa_type=Text)
    expires_at: datetime


class AskedRow(Row, table=True):
    """What somebody was asked to type next."""

    __tablename__ = "asked"

    user_id: int = Field(sa_type=BigInteger, primary_key=True)
    what: str
    args: str = Field(sa_type=Text)
    expires_at: datetime


class JobRow(Row, table=True):
    """A calendar job that was done for one period."""

    __tablename__ = "job"

    name: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    at: datetime


class FactRow(Row, table=True):
    """A small thing to remember by name."""

    __tablename__ = "fact"

    name: str = Field(primary_key=True)
    value: str
