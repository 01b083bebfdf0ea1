"""Records into a database, a transaction each; the same again changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Table

from caseline.errors import CaselineError
from caseline.schema.report import CaseReport
from caseline.store.engine import Database
from caseline.store.rows import Prepared, Rows, prepared
from caseline.store.tables import TABLES

# So often is a record tried again that came in the way of another process.
_TRIES: Final = 5
# PostgreSQL: serialization failure, deadlock, lock not available.
_PASSING: Final = frozenset({"40001", "40P01", "55P03"})
# By their names, which DB-API gives: both drivers have them.
_UNIQUE: Final = frozenset({"IntegrityError", "UniqueViolation"})
_REFUSED: Final = frozenset({"IntegrityError", "DataError"})
# PostgreSQL: a limit of the program, such as the length of a key.
_LIMIT: Final = "54"


class Change(StrEnum):
    """What became of a record.

    `added`: its document is new. `run`: the document is known, the run new for it. `revised`: that run had read
    the document otherwise; both are kept, and the new one counts. `restored`: an earlier record of that run,
    which counts again. `same`: nothing was to be done.
    """

    ADDED = "added"
    RUN = "run"
    REVISED = "revised"
    RESTORED = "restored"
    SAME = "same"


class RefusedRecordError(CaselineError):
    """A record that the database does not take; others may still be."""


class _Known(NamedTuple):
    record: str
    run: str
    number: int


class Loader:
    """Puts records into a database.

    Args:
        database: The database, whose tables are up to date.
        connection: A connection to it, outside of a transaction.
    """

    def __init__(self, database: Database, connection: Connection) -> None:
        self._database = database
        # Underneath SQLAlchemy, which would take as long again for each statement.
        driver: Any = connection.connection.driver_connection
        self._driver = driver
        self._cursor = driver.cursor()
        self._mark = "?" if database.is_sqlite else "%s"
        self._runs: set[str] = set()

    def load(self, report: CaseReport, json: str | None = None) -> Change:
        """Stores a record, whose JSON is kept to the letter; see `put`."""
        return self.put(prepared(report, json))

    def put(self, new: Prepared) -> Change:
        """Stores a record in a transaction of its own.

        Raises:
            RefusedRecordError: When the database does not take this one.
            DatabaseError: When nothing can be written any more.
        """
        with self._database.explained():
            return self._tried(new, _TRIES)

    def _tried(self, new: Prepared, tries: int) -> Change:
        try:
            with self._transaction():
                change = self._store(new)
        except self._database.fault as error:
            if tries > 1 and _is_passing(error):
                return self._tried(new, tries - 1)
            if _is_of_record(error):
                told = " ".join(str(error).split())
                raise RefusedRecordError(f"{new.name}: the database refuses it: {told}") from error
            raise
        self._runs.add(new.run)
        return change

    def _store(self, new: Prepared) -> Change:
        known = self._known(new)
        ours = [each for each in known if each.run == new.run]
        if ours and ours[-1].record == new.record:
            return Change.SAME
        number = known[-1].number + 1 if known else 1
        if any(each.record == new.record for each in ours):
            self._execute("UPDATE records SET number = ? WHERE record_id = ?", number, new.record)
            return Change.RESTORED
        if new.run not in self._runs:
            self._put(new.run_rows, anyway=True)
        self._put(new.numbered(number))
        if not known:
            return Change.ADDED
        return Change.REVISED if ours else Change.RUN

    def _known(self, new: Prepared) -> list[_Known]:
        """Returns the records of the document, the one that counts last; nobody else adds one meanwhile."""
        lock = "" if self._database.is_sqlite else " FOR UPDATE"
        find = f"SELECT 1 FROM documents WHERE document_id = ?{lock}"  # noqa: S608 - our own words alone
        if not self._execute(find, new.document):
            if new.run not in self._runs:
                self._put(new.run_rows, anyway=True)
            self._put(new.document_rows, anyway=True)
            if self._database.is_sqlite:
                return []
            # Another process may have stored it since, and has the lock.
            self._execute(find, new.document)
        read = "SELECT record_id, run_id, number FROM records WHERE document_id = ? ORDER BY number"
        return list(map(_Known._make, self._execute(read, new.document)))

    def _execute(self, sql: str, *values: str | int) -> list[Any]:
        self._cursor.execute(sql.replace("?", self._mark), values)
        return self._cursor.fetchall() if self._cursor.description else []

    def _put(self, rows: Rows, *, anyway: bool = False) -> None:
        """Inserts rows; with `anyway` those that are there already stay as they are."""
        # In the order of the tables, so that parents go before their children.
        for table in (each for each in TABLES if rows.get(each.name)):
            if self._database.is_sqlite or anyway:
                self._cursor.executemany(_insert(table, self._mark, anyway=anyway), rows[table.name])
            else:
                with self._cursor.copy(_copying(table)) as copy:
                    for row in rows[table.name]:
                        copy.write_row(row)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self._database.is_sqlite:
            self._cursor.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._driver.commit()
        except BaseException:
            self._driver.rollback()
            raise


def _is_passing(error: Exception) -> bool:
    """Says whether another process came in the way, so that the same may succeed now."""
    return type(error).__name__ in _UNIQUE or getattr(error, "sqlstate", None) in _PASSING


def _is_of_record(error: Exception) -> bool:
    """Says whether it is this record that cannot be stored, rather than any."""
    kinds = {kind.__name__ for kind in type(error).__mro__}
    state = getattr(error, "sqlstate", None) or ""
    return bool(kinds & _REFUSED) or state.startswith(_LIMIT)


@cache
def _insert(table: Table, mark: str, *, anyway: bool) -> str:
    names = ", ".join(_quoted(column.name) for column in table.columns)
    marks = ", ".join([mark] * len(table.columns))
    ending = " ON CONFLICT DO NOTHING" if anyway else ""
    return f"INSERT INTO {table.name} ({names}) VALUES ({marks}){ending}"  # noqa: S608 - our own words alone


@cache
def _copying(table: Table) -> str:
    names = ", ".join(_quoted(column.name) for column in table.columns)
    return f"COPY {table.name} ({names}) FROM STDIN"


def _quoted(name: str) -> str:
    return f'"{name}"'
