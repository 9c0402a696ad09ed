"""Updates that were fetched and are not handled yet."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "waiting_update",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("sender", sa.BigInteger(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_waiting_update"),
        sqlite_autoincrement=True,
    )
    unique, table = "uq_waiting_update", "waiting_update"
    op.create_index(unique, table, ["update_id", "fingerprint"], unique=True)
    op.create_index("ix_waiting_update_rank_number", table, ["rank", "number"])
    op.create_index("ix_waiting_update_sender_rank", table, ["sender", "rank"])


def downgrade() -> None:
    op.drop_table("waiting_update")
