"""Databases by URL: opened, made safe, and their errors in one line.

SQLite files are in WAL mode: a killed process leaves whole transactions; after a loss of power the last ones may
be missing, and nothing is broken.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from caseline.errors import CaselineError

# Seconds that a process waits for another that writes.
_PATIENCE: Final = 60
# Of SQLite, while it is written to: the log before it is taken over, and the pages kept in memory.
_LOG_PAGES: Final = 8000
_CACHE_KIB: Final = 64_000
_EXAMPLES: Final = "sqlite:///FILE or postgresql://USER@HOST/NAME"
_POSTGRES: Final = frozenset({"postgresql", "postgres", "postgresql+psycopg"})
_SECRET: Final = re.compile(r"(?i)(password|passfile|sslpassword)=[^&\s]*")


class DatabaseError(CaselineError):
    """A database that cannot be used, or a statement that it refuses.

    Args:
        where: The database, without its password.
        reason: What is wrong and what to do.
    """

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class Database:
    """A database; to be used as a context.

    Args:
        address: Its URL.
        readonly: Whether nothing may be written to it, not even by a statement that tries to.

    Raises:
        DatabaseError: When the URL is none of a database that Caseline knows, here; when it cannot be opened or
            a statement is refused, in all blocks.
    """

    def __init__(self, address: str, *, readonly: bool = False) -> None:
        self.url = _url(address)
        self.name = shown(self.url)
        self.readonly = readonly
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self._engine = _sqlite(self.url, readonly=readonly, name=self.name)
        else:
            self._engine = create_engine(self.url, poolclass=NullPool)

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.dispose()

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """Gives a connection, on which the caller begins transactions."""
        with self.explained(), self._engine.connect() as connection:
            if self.readonly and not self.is_sqlite:
                # Of one moment, as in SQLite, whatever is loaded meanwhile.
                connection.execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ")
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Gives a connection within a transaction, so that all answers are of one moment."""
        with self.connected() as connection, connection.begin():
            yield connection

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turns errors of the database into one that says what is wrong, in a line."""
        try:
            yield
        except (SQLAlchemyError, self.fault) as error:
            raise DatabaseError(self.name, self._reason(error)) from error

    @property
    def fault(self) -> type[Exception]:
        """What the driver below raises, where it is used directly because that is faster."""
        error: type[Exception] = self._engine.dialect.loaded_dbapi.Error
        return error

    def _reason(self, error: Exception) -> str:
        told = error.orig if isinstance(error, DBAPIError) else error
        # PostgreSQL's first line says it; the next ones draw an arrow below the statement.
        first = getattr(getattr(told, "diag", None), "message_primary", None)
        text = " ".join((first or str(told)).split()) or type(told).__name__
        text = _SECRET.sub(r"\1=***", text)
        if self.url.password:
            text = text.replace(str(self.url.password), "***")
        code = getattr(told, "sqlite_errorcode", 0) & 0xFF
        return _ADVICE.get(code, "{}").format(text) if isinstance(told, sqlite3.Error) else text


# Without these the driver asks each None and each boolean how it wants to be stored, and makes up an error message
# in between: a tenth of the time of a load. They say what it finds out in the end.
sqlite3.register_adapter(type(None), cast("Callable[[None], None]", {}.get))
sqlite3.register_adapter(bool, int)

_ADVICE: Final = {
    sqlite3.SQLITE_BUSY: "another process is writing to it; try again",
    sqlite3.SQLITE_LOCKED: "another process is writing to it; try again",
    sqlite3.SQLITE_NOTADB: "is not a database of SQLite; name another file by --db",
    sqlite3.SQLITE_AUTH: "only what reads its tables is allowed here",
    sqlite3.SQLITE_FULL: "the disk is full; the record was not stored",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; check the folder and who owns it",
    sqlite3.SQLITE_READONLY: "cannot be written ({}); see who owns it",
}


def shown(url: URL) -> str:
    """Returns a URL as messages show it: without password and options, and of SQLite the file alone."""
    if url.get_backend_name() == "sqlite":
        return url.database or "the database in memory"
    return url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)


def _url(address: str) -> URL:
    scheme = address.partition(":")[0].lower()
    if scheme not in {"sqlite", *_POSTGRES}:
        # Never the address itself, which may hold a password.
        told = f"{scheme}:" if "://" in address else "an address without ://"
        raise DatabaseError("--db", f"{told} is no database that Caseline knows; give {_EXAMPLES}")
    try:
        url = make_url(address)
        if scheme in _POSTGRES:
            return url.set(drivername="postgresql+psycopg")
        known = url.get_dialect().name == "sqlite"
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise DatabaseError("--db", f"is not a URL of a database; give {_EXAMPLES}") from error
    if not known or url.query or url.host:
        raise DatabaseError(
            "--db", "SQLite takes the path of a file only: sqlite:///FILE, or sqlite:////FILE"
        )
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise DatabaseError("--db", "names no file; give sqlite:///FILE")
    return url


def _sqlite(url: URL, *, readonly: bool, name: str) -> Engine:
    path = Path(str(url.database))
    if readonly and not path.is_file():
        raise DatabaseError(name, "is not there; make it with: caseline load RECORDS --db URL")
    if path.is_dir():
        raise DatabaseError(name, "is a folder; name a file in it")
    address = f"{path.absolute().as_uri()}?mode={'ro' if readonly else 'rwc'}"
    if readonly and not (os.access(path.parent, os.W_OK) or path.with_name(f"{path.name}-wal").exists()):
        # In a folder that takes no files SQLite would miss those that it keeps beside; nobody writes here.
        address += "&immutable=1"

    def opened() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, timeout=_PATIENCE, isolation_level=None)

    engine = create_engine("sqlite://", creator=opened, poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        if readonly:
            connection.execute("PRAGMA query_only = ON")
        else:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # Who is going to write says so at once: nobody has to step back half way.
        connection.exec_driver_sql("BEGIN" if readonly else "BEGIN IMMEDIATE")

    return engine
