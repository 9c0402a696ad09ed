"""Which processes run on this database, whose each errand is, and the slot of each address."""

from zlib import crc32

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SLOTS = 64


def upgrade() -> None:
    op.create_table(
        "process",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("beats", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("number", name="pk_process"),
        sqlite_autoincrement=True,
    )
    op.add_column("errand", sa.Column("taken_by", sa.Integer()))
    op.add_column("errand", sa.Column("slot", sa.Integer(), nullable=False, server_default="0"))
    _give_slots(op.get_bind())
    op.execute("DELETE FROM fact WHERE name = 'outbox'")  # whose row was the right to hand out


def _give_slots(connection: sa.Connection) -> None:
    """Of what is still to be told; the rest is done."""
    errand = sa.table(
        "errand", sa.column("address", sa.String), sa.column("state", sa.String),
        sa.column("slot", sa.Integer),
    )  # fmt: skip
    waits = errand.c.state.in_(("waiting", "taken"))
    addresses = connection.scalars(sa.select(errand.c.address).where(waits).distinct()).all()
    for address in addresses:
        slot = crc32(address.encode()) % SLOTS
        given = sa.update(errand).where(errand.c.address == address, waits).values(slot=slot)
        connection.execute(given)


def downgrade() -> None:
    op.execute("INSERT INTO fact (name, value) VALUES ('outbox', 'turn')")
    op.drop_column("errand", "slot")
    op.drop_column("errand", "taken_by")
    op.drop_table("process")
