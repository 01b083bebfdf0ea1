"""Runs migrations on the connection that `store.upgrade` gives, in its transaction."""

from __future__ import annotations

from alembic import context

from caseline.store.tables import TABLES
from caseline.store.upgrade import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=TABLES[0].metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
context.run_migrations()
