"""The tables of the register: people, groups, alerts and their history."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_person()
    create_post()
    create_invitation()
    create_chat_group()
    create_alert()
    create_alert_number()
    create_consultation()
    create_history()
    create_chain_head()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def create_person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.BigInteger()),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("reach", sa.String(), nullable=False),
        sa.Column("enrolled_at", MOMENT, nullable=False),
        sa.Column("removed_at", MOMENT),
        sa.CheckConstraint(
            "reach IN ('open', 'nooit_gestart', 'geblokkeerd')", name=op.f("ck_person_reach")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("user_id", name=op.f("uq_person_user_id")),
    )


def create_post() -> None:
    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("function", sa.String(), nullable=False),
        sa.Column("role", sa.String()),
        sa.Column("sub_roles", sa.String(), nullable=False),
        sa.Column("since_at", MOMENT, nullable=False),
        sa.Column("until_at", MOMENT),
        sa.CheckConstraint(
            "function IN ('lid', 'waarnemer', 'aanspreekpunt', 'voorzitter', 'beheerder')",
            name=op.f("ck_post_function"),
        ),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_post_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
    )
    op.create_index(op.f("ix_post_network_role_function"), "post", ["network", "role", "function"])
    op.create_index(op.f("ix_post_person"), "post", ["person"])


def create_invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("function", sa.String(), nullable=False),
        sa.Column("role", sa.String()),
        sa.Column("sub_roles", sa.String(), nullable=False),
        sa.Column("made_by", sa.Integer()),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
        sa.Column("used_by", sa.Integer()),
        sa.CheckConstraint(
            "function IN ('lid', 'waarnemer', 'aanspreekpunt', 'voorzitter', 'beheerder')",
            name=op.f("ck_invitation_function"),
        ),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_invitation_made_by")),
        sa.ForeignKeyConstraint(["used_by"], ["person.id"], name=op.f("fk_invitation_used_by")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_invitation")),
    )


def create_chat_group() -> None:
    op.create_table(
        "chat_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("doelgroep", sa.String(), nullable=False),
        sa.Column("chat_id", sa.BigInteger()),
        sa.Column("bound_by", sa.Integer()),
        sa.Column("bound_at", MOMENT, nullable=False),
        sa.Column("lost_at", MOMENT),
        sa.ForeignKeyConstraint(["bound_by"], ["person.id"], name=op.f("fk_chat_group_bound_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_group")),
        sa.UniqueConstraint("chat_id", name=op.f("uq_chat_group_chat_id")),
    )
    op.create_index("uq_chat_group_doelgroep", "chat_group", ["network", "doelgroep"], unique=True)


def create_alert() -> None:
    op.create_table(
        "alert",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("doelgroep", sa.String(), nullable=False),
        sa.Column("drill", sa.Boolean(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("raised_at", MOMENT, nullable=False),
        sa.Column("clock_at", MOMENT, nullable=False),
        sa.Column("ended", sa.String()),
        sa.Column("closed_at", MOMENT),
        sa.Column("reference", sa.String()),
        sa.Column("next_due_at", MOMENT),
        sa.Column("state", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "ended IN ('overleg_gehouden', 'ingetrokken', 'vergissing', 'dubbel', "
            "'geen_overleg_nodig', 'gemist')",
            name=op.f("ck_alert_ended"),
        ),
        sa.CheckConstraint(
            "phase IN ('open', 'gepland', 'in_overleg', 'opvolging', 'gesloten')",
            name=op.f("ck_alert_phase"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
    )
    op.create_index(
        op.f("ix_alert_network_doelgroep_clock_at"), "alert", ["network", "doelgroep", "clock_at"]
    )
    op.create_index(op.f("ix_alert_network_reference"), "alert", ["network", "reference"])
    op.create_index(op.f("ix_alert_next_due_at"), "alert", ["next_due_at"])


def create_alert_number() -> None:
    op.create_table(
        "alert_number",
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("prefix", "month", name=op.f("pk_alert_number")),
    )


def create_consultation() -> None:
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("doelgroep", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("by_role", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
    )
    op.create_index(op.f("ix_consultation_at"), "consultation", ["at"])


def create_history() -> None:
    op.create_table(
        "history",
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("by_person", sa.Integer()),
        sa.Column("by_role", sa.String()),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_history")),
    )
    op.create_index(op.f("ix_history_subject"), "history", ["subject"])


def create_chain_head() -> None:
    op.create_table(
        "chain_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("forgotten", sa.BigInteger(), nullable=False),
        sa.Column("anchor", sa.String(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_chain_head_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chain_head")),
    )


TABLES = (
    "chain_head",
    "history",
    "consultation",
    "alert_number",
    "alert",
    "chat_group",
    "invitation",
    "post",
    "person",
)
