"""The duty roster: windows, week patterns, shifts, absence, handovers, imports."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_reach_window()
    create_week_shift()
    create_day_shift()
    create_absence()
    create_handover()
    create_roster_draft()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def create_reach_window() -> None:
    op.create_table(
        "reach_window",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("owner", sa.Integer(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("windows", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["person.id"], name=op.f("fk_reach_window_owner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reach_window")),
    )
    op.create_index(
        op.f("ix_reach_window_network_role_starts_at"),
        "reach_window",
        ["network", "role", "starts_at"],
    )


def create_week_shift() -> None:
    op.create_table(
        "week_shift",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.String(), nullable=False),
        sa.Column("closes", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date()),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_week_shift_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_week_shift")),
    )
    op.create_index(op.f("ix_week_shift_network_role"), "week_shift", ["network", "role"])


def create_day_shift() -> None:
    op.create_table(
        "day_shift",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("opens", sa.String(), nullable=False),
        sa.Column("closes", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("until_at", MOMENT),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_day_shift_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_shift")),
    )
    op.create_index(op.f("ix_day_shift_network_role_day"), "day_shift", ["network", "role", "day"])


def create_absence() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_absence_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_person"), "absence", ["person"])


def create_handover() -> None:
    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("giver", sa.Integer(), nullable=False),
        sa.Column("taker", sa.Integer(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("returns", sa.Integer()),
        sa.Column("accepted_at", MOMENT),
        sa.Column("ended_at", MOMENT),
        sa.ForeignKeyConstraint(["giver"], ["person.id"], name=op.f("fk_handover_giver")),
        sa.ForeignKeyConstraint(["taker"], ["person.id"], name=op.f("fk_handover_taker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    op.create_index(
        op.f("ix_handover_network_role_ends_at"), "handover", ["network", "role", "ends_at"]
    )


def create_roster_draft() -> None:
    op.create_table(
        "roster_draft",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_roster_draft")),
    )


TABLES = ("roster_draft", "handover", "absence", "day_shift", "week_shift", "reach_window")
