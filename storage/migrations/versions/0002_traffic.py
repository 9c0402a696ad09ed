"""The tables of the traffic with the messenger, and of what the bot itself remembers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_card()
    create_errand()
    create_handled_update()
    create_failed_update()
    create_set_aside()
    create_draft()
    create_asked()
    create_job()
    create_fact()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def create_card() -> None:
    op.create_table(
        "card",
        sa.Column("alert", sa.String(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("drawn_version", sa.Integer(), nullable=False),
        sa.Column("text_hash", sa.String(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["alert"], ["alert.id"], name=op.f("fk_card_alert"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_card_group_id")),
        sa.PrimaryKeyConstraint("alert", name=op.f("pk_card")),
    )
    op.create_index(op.f("ix_card_group_id_message_id"), "card", ["group_id", "message_id"])


def create_errand() -> None:
    op.create_table(
        "errand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("group_id", sa.Integer()),
        sa.Column("user_id", sa.BigInteger()),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("alert", sa.String()),
        sa.Column("tag", sa.String()),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("key", sa.String()),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("not_before", MOMENT, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("wanted_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("taken_at", MOMENT),
        sa.Column("settled_at", MOMENT),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("error", sa.Text()),
        sa.CheckConstraint(
            "state IN ('waiting', 'taken', 'done', 'dropped', 'failed')",
            name=op.f("ck_errand_state"),
        ),
        sa.ForeignKeyConstraint(["group_id"], ["chat_group.id"], name=op.f("fk_errand_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errand")),
        sqlite_autoincrement=True,
    )
    index_errand()


def index_errand() -> None:
    op.create_index(op.f("ix_errand_alert_tag"), "errand", ["alert", "tag"])
    op.create_index(op.f("ix_errand_state_rank_id"), "errand", ["state", "rank", "id"])
    op.create_index(
        "uq_errand_taken_address",
        "errand",
        ["address"],
        unique=True,
        sqlite_where=sa.text("state = 'taken'"),
        postgresql_where=sa.text("state = 'taken'"),
    )
    op.create_index(
        "uq_errand_waiting_key",
        "errand",
        ["key"],
        unique=True,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )


def create_handled_update() -> None:
    op.create_table(
        "handled_update",
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("update_id", "fingerprint", name=op.f("pk_handled_update")),
    )
    op.create_index(op.f("ix_handled_update_at"), "handled_update", ["at"])


def create_failed_update() -> None:
    op.create_table(
        "failed_update",
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("update_id", "fingerprint", name=op.f("pk_failed_update")),
    )


def create_set_aside() -> None:
    op.create_table(
        "set_aside",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("trace", sa.Text(), nullable=False),
        sa.Column("payload", sa.LargeBinary()),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_aside")),
    )
    op.create_index("uq_set_aside_update", "set_aside", ["update_id", "fingerprint"], unique=True)


def create_draft() -> None:
    op.create_table(
        "draft",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_draft")),
    )


def create_asked() -> None:
    op.create_table(
        "asked",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("args", sa.Text(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_asked")),
    )


def create_job() -> None:
    op.create_table(
        "job",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", "period", name=op.f("pk_job")),
    )


def create_fact() -> None:
    op.create_table(
        "fact",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_fact")),
    )


TABLES = (
    "fact",
    "job",
    "asked",
    "draft",
    "set_aside",
    "failed_update",
    "handled_update",
    "errand",
    "card",
)
