"""A trekker is a function of its own, and is of one doelgroep; every post there was stays."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = ("post", "invitation", "enrolment")
BEFORE = "function IN ('lid', 'waarnemer', 'aanspreekpunt', 'voorzitter', 'beheerder')"
AFTER = "function IN ('lid', 'waarnemer', 'aanspreekpunt', 'voorzitter', 'trekker', 'beheerder')"
OF_A_TREKKER = "(function = 'trekker') = (doelgroep IS NOT NULL)"


def upgrade() -> None:
    """On SQLite a table is rebuilt for it; nothing refers to these three."""
    for table in TABLES:
        with op.batch_alter_table(table) as rows:
            rows.add_column(sa.Column("doelgroep", sa.String()))
            rows.drop_constraint(op.f(f"ck_{table}_function"), type_="check")
            rows.create_check_constraint(op.f(f"ck_{table}_function"), AFTER)
            rows.create_check_constraint(op.f(f"ck_{table}_doelgroep"), OF_A_TREKKER)


def downgrade() -> None:
    """A trekker could not be kept before: it goes, and the history says that there was one."""
    for table in TABLES:
        op.execute(sa.text(f"DELETE FROM {table} WHERE function = 'trekker'"))  # noqa: S608
        with op.batch_alter_table(table) as rows:
            rows.drop_constraint(op.f(f"ck_{table}_doelgroep"), type_="check")
            rows.drop_constraint(op.f(f"ck_{table}_function"), type_="check")
            rows.create_check_constraint(op.f(f"ck_{table}_function"), BEFORE)
            rows.drop_column("doelgroep")
