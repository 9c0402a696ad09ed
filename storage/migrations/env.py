"""Runs the migrations on the connection that storage/database.py hands over."""

from alembic import context
from sqlmodel import SQLModel

from storage import (
    duty_tables,
    figure_tables,
    governance_tables,
    people_tables,
    tables,
    traffic_tables,
)

TABLES = (
    duty_tables,
    figure_tables,
    governance_tables,
    people_tables,
    tables,
    traffic_tables,
)  # naming them has described them to the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
