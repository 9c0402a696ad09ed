"""The beginning of the history, and the triggers that keep it from being rewritten."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COLUMNS = ("id", "count", "hash", "forgotten", "anchor", "signature")
START = "0" * 64  # what the first row of the history is chained to

SQLITE_TRIGGERS = (
    """
    CREATE TRIGGER history_not_changed BEFORE UPDATE ON history
    BEGIN SELECT RAISE(ABORT, 'history is not changed'); END
    """,
    """
    CREATE TRIGGER history_not_removed BEFORE DELETE ON history
    WHEN OLD.sequence > COALESCE((SELECT forgotten FROM chain_head), 0)
    BEGIN SELECT RAISE(ABORT, 'history is not removed'); END
    """,
)
POSTGRESQL_TRIGGERS = (
    """
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'history is not changed'; END $$
    """,
    """
    CREATE FUNCTION refuse_removal() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.sequence > COALESCE((SELECT forgotten FROM chain_head), 0) THEN
            RAISE EXCEPTION 'history is not removed';
        END IF;
        RETURN OLD;
    END $$
    """,
    """
    CREATE TRIGGER history_not_changed BEFORE UPDATE ON history
    FOR EACH ROW EXECUTE FUNCTION refuse_change()
    """,
    """
    CREATE TRIGGER history_not_removed BEFORE DELETE ON history
    FOR EACH ROW EXECUTE FUNCTION refuse_removal()
    """,
    """
    CREATE TRIGGER history_not_emptied BEFORE TRUNCATE ON history
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """,
)


def upgrade() -> None:
    head = sa.table("chain_head", *map(sa.column, COLUMNS))
    op.bulk_insert(head, [dict(zip(COLUMNS, (1, 0, START, 0, START, ""), strict=True))])
    op.execute("INSERT INTO fact (name, value) VALUES ('outbox', 'turn')")
    for trigger in SQLITE_TRIGGERS if on_sqlite() else POSTGRESQL_TRIGGERS:
        op.execute(trigger)


def downgrade() -> None:
    if on_sqlite():
        op.execute("DROP TRIGGER history_not_changed")
        op.execute("DROP TRIGGER history_not_removed")
    else:
        op.execute("DROP FUNCTION refuse_change, refuse_removal CASCADE")
    op.execute("DELETE FROM chain_head")
    op.execute("DELETE FROM fact WHERE name = 'outbox'")


def on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
