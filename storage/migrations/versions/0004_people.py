"""The register grows: marks to sign with, who asks in, who is in a group; the fuller history."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_alias()
    create_enrolment()
    create_group_member()
    create_review()
    create_note()
    create_legal_hold()
    widen_person()
    widen_history()
    keep_the_old_signatures()


def downgrade() -> None:
    for column in ("on_behalf", "channel", "result"):
        op.drop_column("history", column)
    for column in ("suspended_at", "seen_at", "tested_at"):
        op.drop_column("person", column)
    for table in TABLES:
        op.drop_table(table)


def create_alias() -> None:
    op.create_table(
        "alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_alias_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alias")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("uq_alias_person_month"), "alias", ["person", "month"], unique=True)


def create_enrolment() -> None:
    op.create_table(
        "enrolment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("function", sa.String(), nullable=False),
        sa.Column("role", sa.String()),
        sa.Column("sub_roles", sa.String(), nullable=False),
        sa.Column("invited_by", sa.Integer()),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.Column("settled_at", MOMENT),
        sa.Column("outcome", sa.String()),
        sa.CheckConstraint(
            "function IN ('lid', 'waarnemer', 'aanspreekpunt', 'voorzitter', 'beheerder')",
            name=op.f("ck_enrolment_function"),
        ),
        sa.ForeignKeyConstraint(
            ["invited_by"], ["person.id"], name=op.f("fk_enrolment_invited_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
    )
    op.create_index(op.f("ix_enrolment_user_id"), "enrolment", ["user_id"])


def create_group_member() -> None:
    op.create_table(
        "group_member",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("is_in", sa.Boolean(), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("unknown_since", MOMENT),
        sa.Column("accepted_by", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["accepted_by"], ["person.id"], name=op.f("fk_group_member_accepted_by")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["chat_group.id"], name=op.f("fk_group_member_group_id")
        ),
        sa.PrimaryKeyConstraint("group_id", "user_id", name=op.f("pk_group_member")),
    )


def create_review() -> None:
    op.create_table(
        "review",
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("person", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answer", sa.String()),
        sa.Column("answered_by", sa.Integer()),
        sa.Column("answered_at", MOMENT),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_review_answered_by")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_review_person")),
        sa.PrimaryKeyConstraint("network", "role", "period", "person", name=op.f("pk_review")),
    )


def create_note() -> None:
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alert", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["alert"], ["alert.id"], name=op.f("fk_note_alert"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index(op.f("ix_note_alert"), "note", ["alert"])


def create_legal_hold() -> None:
    op.create_table(
        "legal_hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alert", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("since_at", MOMENT, nullable=False),
        sa.Column("until_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    op.create_index(op.f("ix_legal_hold_alert"), "legal_hold", ["alert"])


def widen_person() -> None:
    for column in ("suspended_at", "seen_at", "tested_at"):
        op.add_column("person", sa.Column(column, MOMENT))


def widen_history() -> None:
    for column in ("on_behalf", "channel", "result"):
        op.add_column("history", sa.Column(column, sa.String()))


def keep_the_old_signatures() -> None:
    """Until now people signed with their own number: it stays theirs, as the mark of no month."""
    op.execute("INSERT INTO alias (id, person, month) SELECT id, id, '' FROM person")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SELECT setval('alias_id_seq', (SELECT COALESCE(MAX(id), 0) + 1 FROM alias))")


TABLES = ("legal_hold", "note", "review", "group_member", "enrolment", "alias")
