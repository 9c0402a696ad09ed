"""What is asked of the register again and again: put together once, which costs more than asking.

Each names what it is asked with, as in `user`: a number in Telegram.
"""

from functools import cache
from typing import Any

from sqlalchemy import Update, bindparam, func, update
from sqlmodel import col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from storage.people_tables import AliasRow, PersonRow, PostRow
from storage.prepared import prepared

SelectOfPerson = SelectOfScalar[PersonRow]


@prepared
def ever() -> SelectOfPerson:
    """`user`, who may have left."""
    return _fresh().where(col(PersonRow.user_id) == bindparam("user"))


@prepared
def by_user() -> SelectOfPerson:
    return _still_here().where(col(PersonRow.user_id) == bindparam("user"))


@prepared
def by_number() -> SelectOfPerson:
    return _still_here().where(col(PersonRow.id) == bindparam("person"))


@prepared
def by_alias() -> SelectOfPerson:
    """Who signed with the mark `alias`."""
    person = select(AliasRow.person).where(col(AliasRow.id) == bindparam("alias"))
    return _still_here().where(col(PersonRow.id) == person.scalar_subquery())


@cache
def everybody() -> SelectOfPerson:
    return _still_here().order_by(col(PersonRow.id))


@prepared
def last_seen() -> Any:
    """Our number of `user`, and when that person was seen."""
    here = col(PersonRow.removed_at).is_(None)
    found = select(PersonRow.id, PersonRow.seen_at)
    return found.where(col(PersonRow.user_id) == bindparam("user"), here)


@prepared
def seen() -> Update:
    """`person` was seen at `now`."""
    here = update(PersonRow).where(col(PersonRow.id) == bindparam("person"))
    return here.values(seen_at=bindparam("now"))


@cache
def last_marks() -> Select[int, int | None]:
    """The newest mark of each of `people`."""
    whose = col(AliasRow.person)
    found = select(AliasRow.person, func.max(AliasRow.id))
    return found.where(whose.in_(bindparam("people", expanding=True))).group_by(whose)


@prepared
def mark_of() -> SelectOfScalar[int | None]:
    """The newest mark of `person`."""
    found = select(func.max(AliasRow.id))
    return found.where(col(AliasRow.person) == bindparam("person"))


@prepared
def posts_of_one() -> SelectOfScalar[PostRow]:
    """What `person` holds now."""
    held = select(PostRow).where(col(PostRow.person) == bindparam("person"))
    return held.where(col(PostRow.until_at).is_(None)).order_by(col(PostRow.id))


@cache
def posts_of() -> SelectOfScalar[PostRow]:
    """What `people` hold now."""
    whose = col(PostRow.person).in_(bindparam("people", expanding=True))
    held = select(PostRow).where(whose, col(PostRow.until_at).is_(None))
    return held.order_by(col(PostRow.id)).execution_options(populate_existing=True)


def _fresh() -> SelectOfPerson:
    return select(PersonRow).execution_options(populate_existing=True)


def _still_here() -> SelectOfPerson:
    return _fresh().where(col(PersonRow.removed_at).is_(None))
