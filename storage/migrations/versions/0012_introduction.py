"""When somebody came to the end of the introduction; of who came before it nothing is known."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("introduced_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("person", "introduced_at")
