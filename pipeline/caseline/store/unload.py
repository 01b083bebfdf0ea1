"""Records out of a database, as they came in, and the answers to statements of the user's own."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Connection, inspect, text

from caseline.errors import CaselineError
from caseline.store.answer import Answer, Cell
from caseline.store.engine import Database
from caseline.store.selection import Selection
from caseline.store.tables import TABLES

# So many rows are fetched at a time.
_CHUNK: Final = 200
_COMMENT: Final = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_READING: Final = frozenset({"select", "with", "values"})
# Of SQLite: what a statement that only reads may do.
_MAY: Final = frozenset(
    {
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_READ,
        sqlite3.SQLITE_FUNCTION,
        sqlite3.SQLITE_RECURSIVE,
        sqlite3.SQLITE_TRANSACTION,
    }
)


def stored_records(connection: Connection, run: str | None) -> Iterator[str]:
    """Yields the JSON of records, each to the letter but for the ends of lines of one laid out over several."""
    sql = "SELECT s.json FROM chosen r JOIN records s ON s.record_id = r.record_id ORDER BY s.document_id"
    for (json,) in Selection(run).streamed(connection, sql, chunk=_CHUNK):
        # Inside of strings they are escaped, so these are of the layout.
        yield json.replace("\r", "").replace("\n", "")


def answer_sql(database: Database, connection: Connection, sql: str) -> Answer:
    """Returns what a statement of the user's own gives; it cannot change anything.

    Raises:
        CaselineError: When it is none that reads.
        DatabaseError: When the database refuses it.
    """
    words = re.findall(r"\w+", _COMMENT.sub(" ", sql))
    if not words or words[0].lower() not in _READING:
        raise CaselineError("--sql takes one statement that reads: SELECT, WITH or VALUES")
    statement = sql.strip().rstrip(";").rstrip()
    if database.is_sqlite:
        driver: Any = connection.connection.driver_connection
        driver.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in _MAY else sqlite3.SQLITE_DENY)
    # A percent sign is one, not the place of a value; a cursor of the server takes one statement only.
    options: Any = {"no_parameters": True, "stream_results": True, "max_row_buffer": _CHUNK}
    result = connection.exec_driver_sql(statement, execution_options=options)
    return Answer(tuple(result.keys()), _told(database, result))


def tables_of(connection: Connection) -> Answer:
    """Returns tables and columns, with what they refer to."""
    rows: list[tuple[Cell, ...]] = []
    for table in TABLES:
        keys = {column.name for column in table.primary_key.columns}
        parents: dict[str, list[str]] = {}
        for constraint in table.foreign_key_constraints:
            for name in constraint.column_keys:
                parents.setdefault(name, []).append(constraint.referred_table.name)
        for column in table.columns:
            kind = str(column.type.compile(dialect=connection.dialect)).partition(" COLLATE")[0].lower()
            told = "key" if column.name in keys else "" if column.nullable else "not null"
            of = ", ".join(sorted(parents.get(column.name, ())))
            rows.append((table.name, column.name, kind, told, of))
    views = sorted(set(inspect(connection).get_view_names()) & {"current"})
    rows += [(view, "(as records)", "view", "", "records") for view in views]
    return Answer(("table", "column", "type", "is", "of"), rows)


def counts_of(connection: Connection) -> dict[str, int]:
    """Returns how many rows each table has."""
    return {
        table.name: int(connection.execute(text(f"SELECT count(*) FROM {table.name}")).scalar_one())  # noqa: S608
        for table in TABLES
    }


def _told(database: Database, result: Any) -> Iterator[tuple[Cell, ...]]:
    with database.explained():
        for row in result:
            yield tuple(map(_cell, row))


def _cell(value: Any) -> Cell:
    """Returns a value as both databases would give it, where they differ in kind only."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return value.hex() if isinstance(value, bytes) else str(value)
