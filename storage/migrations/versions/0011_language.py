"""In which language somebody reads: chosen, or as Telegram says; nothing is known of it before."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

COLUMNS = (
    ("person", "language"),
    ("person", "telegram_language"),
    ("enrolment", "telegram_language"),
)


def upgrade() -> None:
    """In SQL that both databases read: the check comes along, and no table is rebuilt for it."""
    for table, column in COLUMNS:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR "
            f"CONSTRAINT ck_{table}_{column} CHECK ({column} IN ('nl', 'en'))"
        )


def downgrade() -> None:
    for table, column in COLUMNS:
        op.drop_column(table, column)
