"""Indexes that questions need and loading does not: set aside for a large load, made again after it.

A random place in each of them, for each row, costs more than all else. SQLite only: PostgreSQL has its own ways.
A load that was killed leaves them away; questions give the same answers, slower, and the next load makes them again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Connection, inspect
from sqlalchemy.schema import CreateIndex, DropIndex, Index

from caseline.store.engine import Database
from caseline.store.tables import TABLES

_INDEXES: Final = tuple(
    sorted((index for table in TABLES for index in table.indexes), key=lambda index: str(index.name))
)


def missing(connection: Connection) -> list[Index]:
    """Returns the indexes that are not there."""
    inspected = inspect(connection)
    there = {each["name"] for table in TABLES for each in inspected.get_indexes(table.name)}
    return [index for index in _INDEXES if index.name not in there]


def restore(connection: Connection) -> None:
    """Makes the indexes that are not there."""
    for index in missing(connection):
        connection.execute(CreateIndex(index))


@contextmanager
def set_aside(database: Database) -> Iterator[None]:
    """Does without the indexes in a block, and makes them again, whatever happened in it."""
    with database.connected() as connection, connection.begin():
        away = missing(connection)
        for index in _INDEXES:
            if index not in away:
                connection.execute(DropIndex(index))
    try:
        yield
    finally:
        with database.connected() as connection, connection.begin():
            restore(connection)
