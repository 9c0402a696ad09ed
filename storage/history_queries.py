"""What is asked of the chain by each press: put together once, which costs more than asking."""

from typing import Any

from sqlalchemy import Insert, Update, bindparam, insert, type_coerce, update
from sqlalchemy import select as bare
from sqlmodel import SQLModel, col, select

from storage.instant import Written
from storage.prepared import prepared
from storage.spans import WHOLE, Span
from storage.tables import ChainHeadRow

TABLE = SQLModel.metadata.tables["history"]
NAMES = TABLE.columns.keys()
COLUMNS = bare(*[type_coerce(one, Written()) if one.name == "at" else one for one in TABLE.columns])


def portion(span: Span, most: int) -> Any:
    """The first rows of a span, bare: a restore checks millions."""
    numbers = TABLE.c.sequence
    rows = COLUMNS.where(numbers > span.after).order_by(numbers).limit(most)
    return rows if span.upto is None else rows.where(numbers <= span.upto)


def before(span: Span) -> Any:
    """Number and hash of the last row before a span, among those that are looked at."""
    numbers = TABLE.c.sequence
    rows = bare(numbers, TABLE.c.hash).where(numbers > WHOLE.after, numbers <= span.after)
    return rows.order_by(numbers.desc()).limit(1)


@prepared
def adds() -> Insert:
    """One row, all of its columns."""
    return insert(TABLE)


@prepared
def head_of_chain() -> Any:
    """Count, hash, forgotten and anchor of the end; ours until the end of the transaction."""
    head = ChainHeadRow
    return select(head.count, head.hash, head.forgotten, head.anchor).with_for_update()


@prepared
def seals() -> Update:
    """The head becomes what `to_count` and the others say."""
    names = ("count", "hash", "forgotten", "anchor", "signature")
    head = update(ChainHeadRow).where(col(ChainHeadRow.id) == 1)
    return head.values({name: bindparam(f"to_{name}") for name in names})
