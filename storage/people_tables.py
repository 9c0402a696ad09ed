"""The tables of the register: who is enrolled, in which posts, and who asks to come in."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, Text
from sqlmodel import Field

from flows.language import Language
from flows.people import Function, Reach
from storage.naming import Row, one_of


def of_a_trekker() -> CheckConstraint:
    """A trekker is of one doelgroep, and nobody else is of any."""
    rule = f"(function = '{Function.TREKKER}') = (doelgroep IS NOT NULL)"
    return CheckConstraint(rule, name="doelgroep")


class PersonRow(Row, table=True):
    """Somebody who is or was enrolled; the sealed name and Telegram's number go after the term."""

    __tablename__ = "person"
    __table_args__ = (
        one_of("reach", Reach),
        one_of("language", Language),
        one_of("telegram_language", Language),
    )

    id: int | None = Field(default=None, primary_key=True)
    user_id: int | None = Field(sa_type=BigInteger, unique=True)
    name: str
    reach: str
    enrolled_at: datetime
    removed_at: datetime | None = None
    suspended_at: datetime | None = None
    seen_at: datetime | None = None
    tested_at: datetime | None = None
    language: str | None = None
    telegram_language: str | None = None
    introduced_at: datetime | None = None


class PostRow(Row, table=True):
    """One function of one person, from when until when."""

    __tablename__ = "post"
    __table_args__ = (
        one_of("function", Function),
        of_a_trekker(),
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
    doelgroep: str | None = None


class InvitationRow(Row, table=True):
    """A one-time link, by the hash of its token."""

    __tablename__ = "invitation"
    __table_args__ = (one_of("function", Function), of_a_trekker())

    token_hash: str = Field(primary_key=True)
    network: str
    function: str
    role: str | None
    sub_roles: str
    made_by: int | None = Field(foreign_key="person.id")
    made_at: datetime
    used_at: datetime | None
    used_by: int | None = Field(default=None, foreign_key="person.id")
    doelgroep: str | None = None


class AliasRow(Row, table=True):
    """The number under which somebody signs in one month; without this row nobody knows who."""

    __tablename__ = "alias"
    __table_args__ = (
        Index("uq_alias_person_month", "person", "month", unique=True),
        {"sqlite_autoincrement": True},  # a number never comes to mean somebody else
    )

    id: int | None = Field(default=None, primary_key=True)
    person: int = Field(foreign_key="person.id")
    month: str


class EnrolmentRow(Row, table=True):
    """Somebody who opened a link and waits until it is confirmed who it is (S03)."""

    __tablename__ = "enrolment"
    __table_args__ = (
        one_of("function", Function),
        of_a_trekker(),
        one_of("telegram_language", Language),
    )

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(sa_type=BigInteger, index=True)
    name: str
    network: str
    function: str
    role: str | None
    sub_roles: str
    invited_by: int | None = Field(foreign_key="person.id")
    asked_at: datetime
    confirmed_by: str = Field(sa_type=Text)
    settled_at: datetime | None = None
    outcome: str | None = None
    doelgroep: str | None = None
    telegram_language: str | None = None


class GroupMemberRow(Row, table=True):
    """Who is in a group, as far as Telegram told; registered or not."""

    __tablename__ = "group_member"

    group_id: int = Field(primary_key=True, foreign_key="chat_group.id")
    user_id: int = Field(
        sa_type=BigInteger, primary_key=True, sa_column_kwargs={"autoincrement": False}
    )
    is_in: bool
    seen_at: datetime
    unknown_since: datetime | None = None
    accepted_by: int | None = Field(default=None, foreign_key="person.id")


class ReviewRow(Row, table=True):
    """What an aanspreekpunt said of one person in one period: is this still right?"""

    __tablename__ = "review"

    network: str = Field(primary_key=True)
    role: str = Field(primary_key=True)
    period: str = Field(primary_key=True)
    person: int = Field(
        primary_key=True, foreign_key="person.id", sa_column_kwargs={"autoincrement": False}
    )
    asked_at: datetime
    answer: str | None = None
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime | None = None
