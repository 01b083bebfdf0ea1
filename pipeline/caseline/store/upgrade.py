"""The tables of a database, made or brought up to date by Alembic."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from caseline.store.engine import Database, DatabaseError
from caseline.store.indexes import restore
from caseline.store.tables import T

# Not Alembic's own name, so that a database can be shared with a program that uses it, too.
VERSION_TABLE: Final = "caseline_version"
_FOLDER: Final = Path(__file__).parent / "migrations"
# Any number will do, as long as it is always the same.
_LOCK: Final = 0x63617365


class State(StrEnum):
    """What a database holds: no tables of ours, those of an older Caseline, or those that this one knows."""

    NEW = "new"
    OLDER = "older"
    CURRENT = "current"


def config_for(connection: Connection | None = None) -> Config:
    """Returns Alembic's settings for a connection that is in a transaction."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def state_of(database: Database, connection: Connection) -> State:
    """Returns how up to date the tables are.

    Raises:
        DatabaseError: When they are of a newer Caseline, or not Caseline's.
    """
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    found = context.get_current_revision()
    scripts = ScriptDirectory.from_config(config_for())
    if found is None:
        taken = sorted(set(inspect(connection).get_table_names()) & set(T))
        if taken:
            reason = f"has a table {taken[0]} that is not Caseline's; name another database by --db"
            raise DatabaseError(database.name, reason)
        return State.NEW
    if found == scripts.get_current_head():
        return State.CURRENT
    if found not in {script.revision for script in scripts.walk_revisions()}:
        reason = f"was written by a newer Caseline (tables {found}); update Caseline"
        raise DatabaseError(database.name, reason)
    return State.OLDER


def upgrade(database: Database, *, older: bool = True) -> State:
    """Makes the tables, or brings them up to date, in one transaction; returns what was there before.

    Indexes that a killed load of many records left away are made again.

    Args:
        database: The database.
        older: Whether tables of an older Caseline are changed.

    Raises:
        DatabaseError: When that is not possible, or not wanted.
    """
    with database.connected() as connection, connection.begin():
        if not database.is_sqlite:
            _prepare(database, connection)
        state = state_of(database, connection)
        if state is State.OLDER and not older:
            reason = "was written by an older Caseline; leave out --no-upgrade to bring it up to date"
            raise DatabaseError(database.name, reason)
        if state is not State.CURRENT:
            command.upgrade(config_for(connection), "head")
        if database.is_sqlite:
            restore(connection)
        return state


def check(database: Database, connection: Connection) -> None:
    """Checks that questions can be asked.

    Raises:
        DatabaseError: When the tables are not there, or not those that this Caseline knows.
    """
    state = state_of(database, connection)
    if state is State.NEW:
        raise DatabaseError(database.name, "holds no records; load some with: caseline load RECORDS --db URL")
    if state is State.OLDER:
        reason = "was written by an older Caseline; bring it up to date with: caseline load --db URL"
        raise DatabaseError(database.name, reason)


def _prepare(database: Database, connection: Connection) -> None:
    encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    if encoding != "UTF8":
        reason = f"is a database of {encoding}, which cannot hold every text; make one with ENCODING 'UTF8'"
        raise DatabaseError(database.name, reason)
    # Of two that come at once, the second finds the tables made.
    connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
