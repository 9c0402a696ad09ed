"""The figures: what alerts add up to, and the months that are frozen."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_figure_cell()
    create_frozen_month()


def downgrade() -> None:
    op.drop_table("frozen_month")
    op.drop_table("figure_cell")


def create_figure_cell() -> None:
    op.create_table(
        "figure_cell",
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("doelgroep", sa.String(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "network", "doelgroep", "month", "code", "part", "value",
            name=op.f("pk_figure_cell"),
        ),
        sqlite_with_rowid=False,
    )  # fmt: skip


def create_frozen_month() -> None:
    op.create_table(
        "frozen_month",
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("doelgroep", sa.String(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("definitions", sa.String(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("frozen_at", MOMENT, nullable=False),
        sa.Column("touched_at", MOMENT),
        sa.PrimaryKeyConstraint("network", "doelgroep", "month", name=op.f("pk_frozen_month")),
    )
