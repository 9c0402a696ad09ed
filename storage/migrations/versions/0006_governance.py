"""The yearly round: KiMi, herijking, agreements that change by two."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_kimi_year()
    create_kimi_meeting()
    create_herijking()
    create_agreement_change()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def create_kimi_year() -> None:
    op.create_table(
        "kimi_year",
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("confirmed_by", sa.Integer()),
        sa.Column("confirmed_at", MOMENT),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["person.id"], name=op.f("fk_kimi_year_confirmed_by")
        ),
        sa.PrimaryKeyConstraint("network", "year", name=op.f("pk_kimi_year")),
    )


def create_kimi_meeting() -> None:
    op.create_table(
        "kimi_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("attendance", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("cancelled_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kimi_meeting")),
    )
    op.create_index(op.f("ix_kimi_meeting_network_at"), "kimi_meeting", ["network", "at"])


def create_herijking() -> None:
    op.create_table(
        "herijking",
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.Integer()),
        sa.Column("confirmed_at", MOMENT),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["person.id"], name=op.f("fk_herijking_confirmed_by")
        ),
        sa.PrimaryKeyConstraint("network", "year", "role", name=op.f("pk_herijking")),
    )


def create_agreement_change() -> None:
    op.create_table(
        "agreement_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("doelgroep", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("agreed_by", sa.Integer()),
        sa.Column("agreed_at", MOMENT),
        sa.Column("refused_at", MOMENT),
        sa.ForeignKeyConstraint(
            ["agreed_by"], ["person.id"], name=op.f("fk_agreement_change_agreed_by")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["person.id"], name=op.f("fk_agreement_change_proposed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_change")),
    )


TABLES = ("agreement_change", "herijking", "kimi_meeting", "kimi_year")
