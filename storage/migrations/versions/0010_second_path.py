"""The second channel: which errands were looked at for it, and what it was chosen for."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("errand", sa.Column("second_at", MOMENT))
    op.create_table(
        "second_path",
        sa.Column("alert", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("alert", "recipient", "level", name=op.f("pk_second_path")),
    )
    op.create_index(op.f("ix_second_path_at"), "second_path", ["at"])


def downgrade() -> None:
    op.drop_table("second_path")
    op.drop_column("errand", "second_at")
