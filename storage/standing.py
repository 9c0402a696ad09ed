"""What the role of the bot may do on PostgreSQL beyond its work (S48)."""

from dataclasses import dataclass

from sqlalchemy import create_engine, text

ASKED = """
SELECT
    (SELECT rolsuper FROM pg_roles WHERE rolname = current_user),
    has_schema_privilege(current_schema(), 'CREATE')
        OR pg_has_role((SELECT relowner FROM pg_class WHERE oid = 'history'::regclass), 'USAGE'),
    has_table_privilege('history', 'UPDATE') OR has_table_privilege('history', 'TRUNCATE')
        OR (has_table_privilege('history', 'DELETE') AND NOT row_security_active('history'))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What somebody can do who has taken over the bot."""

    is_superuser: bool
    changes_tables: bool
    rewrites_log: bool


def standing(url: str) -> Standing:
    """Of the role in this address of PostgreSQL."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            superuser, tables, log = connection.execute(text(ASKED)).one()
    finally:
        engine.dispose()
    return Standing(is_superuser=superuser, changes_tables=tables, rewrites_log=log)
