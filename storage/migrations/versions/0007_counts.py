"""What is counted beside the alerts: concluded overleggen, eligible cases, the yearly pulse."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_concluded()
    create_eligible_cases()
    create_pulse_asked()
    create_pulse_count()
    create_pulse_mark()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def create_concluded() -> None:
    op.create_table(
        "concluded",
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("doelgroep", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("network", "doelgroep", name=op.f("pk_concluded")),
    )


def create_eligible_cases() -> None:
    op.create_table(
        "eligible_cases",
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("doelgroep", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("cases", sa.Integer()),
        sa.Column("role", sa.String()),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint(
            "network", "doelgroep", "year", "month", name=op.f("pk_eligible_cases")
        ),
    )


def create_pulse_asked() -> None:
    op.create_table(
        "pulse_asked",
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("network", "year", "role", name=op.f("pk_pulse_asked")),
    )


def create_pulse_count() -> None:
    op.create_table(
        "pulse_count",
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "network", "year", "role", "question", "answer", name=op.f("pk_pulse_count")
        ),
    )


def create_pulse_mark() -> None:
    op.create_table(
        "pulse_mark",
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("answered", sa.String(), nullable=False),
        sa.Column("reminded", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_pulse_mark_person")),
        sa.PrimaryKeyConstraint("network", "year", "person", name=op.f("pk_pulse_mark")),
    )


TABLES = ("pulse_mark", "pulse_count", "pulse_asked", "eligible_cases", "concluded")
