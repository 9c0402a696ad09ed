"""What is asked of the outbox again and again: put together once, which costs more than asking."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Update, bindparam, case, func, or_, text, update
from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.database import insert_of, table_of
from storage.prepared import prepared
from storage.tables import CardRow
from storage.traffic_tables import ErrandRow, ErrandState

SECOND = "second"  # the kind that goes by the second channel, never by the messenger
CARD = "card"  # the kind that draws a card: anew, when its group has it already
UNSETTLED = (ErrandState.WAITING, ErrandState.TAKEN)


@prepared
def told(dialect: str) -> ReturningInsert[tuple[int | None]]:
    """A new one, or the waiting one of the same key with what is new about it."""
    insert = insert_of(dialect, table_of(ErrandRow))
    new = insert.excluded
    return insert.on_conflict_do_update(
        index_elements=["key"],
        # in so many letters: as a parameter PostgreSQL cannot see that it is the index's own
        index_where=text("state = 'waiting'"),
        set_={
            **{name: new[name] for name in ("kind", "group_id", "user_id")},
            **{name: new[name] for name in ("address", "slot")},
            **{name: new[name] for name in ("alert", "tag", "payload", "again")},
            "rank": _lower(col(ErrandRow.rank), new.rank),
            "wanted_at": _lower(col(ErrandRow.wanted_at), new.wanted_at),
            # an errand that was put off stays put off
            "not_before": case(
                (col(ErrandRow.attempts) > 0, col(ErrandRow.not_before)),
                else_=_lower(col(ErrandRow.not_before), new.not_before),
            ),
        },
    ).returning(col(ErrandRow.id))


def first_of_each_address(kind: str | None, *, apart: bool) -> SelectOfScalar[ErrandRow]:
    """What may go, lowest rank first, then oldest, one per address; `apart`: of some `slots`.

    With `now` and `room`. What another process is taking at this moment is passed by.
    """
    return _first_apart(kind) if apart else _first(kind)


@prepared
def _first(kind: str | None) -> SelectOfScalar[ErrandRow]:
    return _firsts(_waits(kind))


@prepared
def _first_apart(kind: str | None) -> SelectOfScalar[ErrandRow]:
    return _firsts(_waits(kind).where(_in_slots()))


def _waits(kind: str | None) -> Any:
    under_way = select(ErrandRow.address).where(ErrandRow.state == ErrandState.TAKEN)
    place = func.row_number().over(
        partition_by=col(ErrandRow.address), order_by=(col(ErrandRow.rank), col(ErrandRow.id))
    )
    return (
        select(col(ErrandRow.id).label("id"), place.label("place"))
        .where(ErrandRow.state == ErrandState.WAITING)
        .where(col(ErrandRow.not_before) <= bindparam("now"), goes_by(kind))
        .where(col(ErrandRow.address).not_in(under_way))
    )


def _firsts(waits: Any) -> SelectOfScalar[ErrandRow]:
    queue = waits.subquery()
    first = select(ErrandRow).join(queue, col(ErrandRow.id) == queue.c.id)
    # asked again of the row itself: it may have been taken since the queue was looked at
    first = first.where(queue.c.place == 1, ErrandRow.state == ErrandState.WAITING)
    in_turn = first.order_by(col(ErrandRow.rank), col(ErrandRow.id)).limit(bindparam("room"))
    ours = in_turn.with_for_update(skip_locked=True, of=ErrandRow)
    return ours.execution_options(populate_existing=True)


@prepared
def takes() -> Update:
    """`errand` is under way from `now`, in the process with the number `process`."""
    it = update(ErrandRow).where(col(ErrandRow.id) == bindparam("errand"))
    return it.values(
        state=ErrandState.TAKEN.value, taken_at=bindparam("now"), taken_by=bindparam("process")
    )


def next_moment(kind: str | None, *, apart: bool) -> SelectOfScalar[datetime]:
    """When the first of the waiting may go; `apart`: of some `slots`."""
    return _next_apart(kind) if apart else _next(kind)


@prepared
def _next(kind: str | None) -> SelectOfScalar[datetime]:
    query = select(func.min(ErrandRow.not_before)).where(goes_by(kind))
    return query.where(ErrandRow.state == ErrandState.WAITING)


@prepared
def _next_apart(kind: str | None) -> SelectOfScalar[datetime]:
    return _next(kind).where(_in_slots())


@cache
def taken() -> SelectOfScalar[ErrandRow]:
    """`errand`, while it is under way; ours until the end of the transaction."""
    query = select(ErrandRow).where(
        col(ErrandRow.id) == bindparam("errand"), ErrandRow.state == ErrandState.TAKEN
    )
    return query.with_for_update().execution_options(populate_existing=True)


@cache
def waiting_with() -> SelectOfScalar[ErrandRow]:
    """What waits with `key`; ours until the end of the transaction."""
    query = select(ErrandRow).where(
        col(ErrandRow.key) == bindparam("held"), ErrandRow.state == ErrandState.WAITING
    )
    return query.with_for_update().execution_options(populate_existing=True)


@prepared
def settled() -> Update:
    """`errand` gets `ended`, at `now`, with `message` and `why`, unless it was settled before."""
    is_open = or_(*[col(ErrandRow.state) == state for state in UNSETTLED])
    ends = update(ErrandRow).where(col(ErrandRow.id) == bindparam("errand"), is_open)
    return ends.values(
        state=bindparam("ended"), settled_at=bindparam("now"),
        message_id=bindparam("message"), error=bindparam("why"),
    )  # fmt: skip


@prepared
def put_off() -> Update:
    """What waits for `full`, from rank `lowest`, goes no sooner than `until`."""
    return _until(col(ErrandRow.rank) >= bindparam("lowest"))


@prepared
def put_off_redrawing() -> Update:
    """A card that waits for `full`, and is there already, goes no sooner than `until`."""
    there = select(CardRow.alert).where(
        CardRow.alert == ErrandRow.alert,
        CardRow.group_id == ErrandRow.group_id,
        col(CardRow.message_id).is_not(None),
    )
    return _until(col(ErrandRow.kind) == CARD, there.exists())


def _until(*which: ColumnElement[bool]) -> Update:
    """What another is writing at this moment is left: who waits for two rows may wait for ever."""
    waits = select(ErrandRow.id).where(
        ErrandRow.state == ErrandState.WAITING,
        col(ErrandRow.address) == bindparam("full"),
        col(ErrandRow.not_before) < bindparam("until"),
        *which,
    )
    ours = waits.with_for_update(skip_locked=True, of=ErrandRow)
    return (
        update(ErrandRow).where(col(ErrandRow.id).in_(ours)).values(not_before=bindparam("until"))
    )


def _in_slots() -> ColumnElement[bool]:
    """Of the `slots`, a bit for each: a list would be put together anew at each look."""
    slots = bindparam("slots", type_=BigInteger)
    return slots.bitwise_rshift(col(ErrandRow.slot)).bitwise_and(1) == 1


def _lower(held: Any, new: Any) -> Any:
    """The lower of two columns, in words that both databases understand."""
    return case((held < new, held), else_=new)


def goes_by(kind: str | None) -> ColumnElement[bool]:
    """Of one kind; without it all that is for the messenger."""
    return col(ErrandRow.kind) == kind if kind else col(ErrandRow.kind) != SECOND
