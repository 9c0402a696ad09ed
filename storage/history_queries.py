"""What is asked of the chain by each press: put together once, which costs more than asking."""

from typing import Any

from sqlalchemy import Insert, Update, bindparam, insert, update
from sqlalchemy import select as bare
from sqlmodel import SQLModel, col, select

from storage.prepared import prepared
from storage.tables import ChainHeadRow, HistoryRow

TABLE = SQLModel.metadata.tables["history"]
NAMES = TABLE.columns.keys()
COLUMNS = bare(*[getattr(HistoryRow, name) for name in NAMES])


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
