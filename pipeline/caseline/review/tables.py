"""The tables of the desk's database, and how it is opened.

Machine answers and versions are only ever added; triggers refuse all else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from caseline.errors import CaselineError

VERSION: Final = 1
# "case" in ASCII: tells a database of ours from any other.
_APPLICATION: Final = 0x63617365
# Seconds that a call waits for another process to end its writing.
_PATIENCE: Final = 15.0
_TABLES: Final = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    present INTEGER NOT NULL,
    machine INTEGER REFERENCES machines (id),
    folded TEXT NOT NULL
);
CREATE TABLE machines (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents (id),
    digest TEXT NOT NULL,
    taken TEXT NOT NULL,
    summary TEXT NOT NULL,
    names TEXT NOT NULL,
    record TEXT NOT NULL,
    UNIQUE (document, digest)
);
CREATE TABLE versions (
    document INTEGER NOT NULL REFERENCES documents (id),
    line TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    machine INTEGER NOT NULL REFERENCES machines (id),
    author TEXT NOT NULL,
    saved TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'accepted', 'rejected', 'flagged')),
    comment TEXT NOT NULL,
    decision INTEGER NOT NULL,
    edits INTEGER NOT NULL,
    summary TEXT NOT NULL,
    names TEXT NOT NULL,
    changes TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (document, line, number)
);
CREATE TRIGGER machines_stay BEFORE UPDATE ON machines
    BEGIN SELECT RAISE (ABORT, 'machine answers are never changed'); END;
CREATE TRIGGER machines_remain BEFORE DELETE ON machines
    BEGIN SELECT RAISE (ABORT, 'machine answers are never removed'); END;
CREATE TRIGGER versions_stay BEFORE UPDATE ON versions
    BEGIN SELECT RAISE (ABORT, 'versions are never changed'); END;
CREATE TRIGGER versions_remain BEFORE DELETE ON versions
    BEGIN SELECT RAISE (ABORT, 'versions are never removed'); END;
"""


class StoreError(CaselineError):
    """A database that cannot be used.

    Args:
        path: The file.
        reason: What is wrong and what to do.
        passing: Whether the same may succeed later.
    """

    def __init__(self, path: Path, reason: str, *, passing: bool = False) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason
        self.passing = passing


def connect(path: Path) -> sqlite3.Connection:
    """Opens a database, which is made where there is none.

    Raises:
        StoreError: When it cannot be opened, is not ours, or was made by a newer Caseline.
    """
    # As an address: a name such as `file:x` is a name then, too.
    address = f"{path.absolute().as_uri()}?mode=rwc"
    try:
        database = sqlite3.connect(
            address, uri=True, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
        )
    except sqlite3.Error as error:
        raise explained(path, error) from error
    database.row_factory = sqlite3.Row
    try:
        _prepare(path, database)
    except sqlite3.Error as error:
        database.close()
        raise explained(path, error) from error
    except StoreError:
        database.close()
        raise
    return database


def explained(path: Path, error: sqlite3.Error) -> StoreError:
    """Returns an error of SQLite as one that says what to do."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return StoreError(path, "another process is writing to it; try again", passing=True)
    if code == sqlite3.SQLITE_NOTADB:
        return StoreError(path, "is not a database of SQLite; name another file by --db")
    if code == sqlite3.SQLITE_FULL:
        return StoreError(path, "the disk is full; nothing was saved")
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
        return StoreError(path, f"cannot be written ({error}); see who owns it, or name another by --db")
    return StoreError(path, f"SQLite says: {error}")


def _prepare(path: Path, database: sqlite3.Connection) -> None:
    database.execute("PRAGMA foreign_keys = ON")
    # Before anything is written, so that what is not ours stays as it is.
    is_new = _is_new(path, database)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    if is_new:
        _create(database)


def _is_new(path: Path, database: sqlite3.Connection) -> bool:
    """Says whether a database is empty; in one transaction, as another process may fill it right now."""
    with _transaction(database, "BEGIN"):
        found = _number(database, "user_version")
        ours = _number(database, "application_id") == _APPLICATION
        filled = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if filled and not ours:
        raise StoreError(path, "is a database of another program; name another file by --db")
    if found > VERSION:
        reason = (
            f"was written by a newer Caseline (tables {found}, this one knows {VERSION}); update Caseline"
        )
        raise StoreError(path, reason)
    return not filled


def _create(database: sqlite3.Connection) -> None:
    with _transaction(database, "BEGIN IMMEDIATE"):
        if _number(database, "user_version") == VERSION:
            return
        for statement in _statements():
            database.execute(statement)
        database.execute(f"PRAGMA application_id = {_APPLICATION}")
        database.execute(f"PRAGMA user_version = {VERSION}")


@contextmanager
def _transaction(database: sqlite3.Connection, begin: str) -> Iterator[None]:
    database.execute(begin)
    try:
        yield
        database.execute("COMMIT")
    finally:
        if database.in_transaction:
            database.execute("ROLLBACK")


def _statements() -> list[str]:
    found, lines = [], ""
    for line in _TABLES.strip().splitlines(keepends=True):
        lines += line
        if sqlite3.complete_statement(lines):
            found.append(lines)
            lines = ""
    return found


def _number(database: sqlite3.Connection, pragma: str) -> int:
    return int(database.execute(f"PRAGMA {pragma}").fetchone()[0])
