"""Where records, machine answers and versions are kept: one SQLite file, to which several processes may write.

What a call was told is saved is on the disk. A version is written only where the caller knew the one before
it, which is checked in the very transaction that writes.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from pydantic import TypeAdapter

from caseline.errors import CaselineError
from caseline.review.changes import Change, changes
from caseline.review.rows import names_in, summary_of
from caseline.review.search import folded, holds, terms
from caseline.review.states import Accepted, Head, Listed, Status, Version
from caseline.review.tables import StoreError, connect, explained
from caseline.schema.report import CaseReport

_CHANGES = TypeAdapter(tuple[Change, ...])
_HEAD = """
SELECT d.id AS document, d.key, d.name, coalesce(v.number, 0) AS version, coalesce(v.status, 'open') AS status,
    coalesce(v.comment, '') AS comment, v.author, v.saved, m.id AS machine, m.id <> d.machine AS newer,
    coalesce(v.decision, 0) AS decision, coalesce(v.edits, 0) AS edits, coalesce(v.changes, '[]') AS changes,
    m.digest AS answer, m.record AS made, coalesce(v.record, m.record) AS record
FROM documents d
LEFT JOIN versions v ON v.document = d.id AND v.line = :line
    AND v.number = (SELECT max(number) FROM versions WHERE document = d.id AND line = :line)
JOIN machines m ON m.id = coalesce(
    v.machine, (SELECT id FROM machines WHERE document = d.id AND digest = :answer), d.machine)
"""
_LIST = """
SELECT d.key, coalesce(v.number, 0) AS version, coalesce(v.status, 'open') AS status,
    coalesce(v.comment, '') AS comment, v.author, v.saved, coalesce(v.edits, 0) AS edits,
    m.id <> d.machine AS newer, coalesce(v.summary, m.summary) AS summary, coalesce(v.names, m.names) AS names
FROM documents d
LEFT JOIN versions v ON v.document = d.id AND v.line = :line
    AND v.number = (SELECT max(number) FROM versions WHERE document = d.id AND line = :line)
JOIN machines m ON m.id = coalesce(v.machine, d.machine)
WHERE d.present OR EXISTS (SELECT 1 FROM versions WHERE document = d.id AND line = :line)
ORDER BY d.id
"""
_ACCEPTED = """
SELECT d.key, d.name, v.saved, v.record, m.record AS made
FROM documents d
JOIN versions v ON v.document = d.id AND v.line = :line AND v.status = 'accepted' AND v.decision
    AND v.number = (SELECT max(number) FROM versions WHERE document = d.id AND line = :line AND decision)
JOIN machines m ON m.id = v.machine
ORDER BY d.key
"""
_DECIDED = """
SELECT d.key, v.status FROM documents d
JOIN versions v ON v.document = d.id AND v.line = :line AND v.decision
    AND v.number = (SELECT max(number) FROM versions WHERE document = d.id AND line = :line AND decision)
ORDER BY d.key
"""


class UnknownRecordError(CaselineError):
    """A key or a version that the database does not hold."""


class ConflictError(CaselineError):
    """A save that is based on another version than the current one, or on a machine answer that is not known.

    Args:
        current: The version that is.
    """

    def __init__(self, current: Head) -> None:
        who = f", which {current.author} saved" if current.author else ""
        newer = f"version {current.version}{who}" if current.version else "the machine's answer"
        super().__init__(f"{newer} is newer than the one this is based on")
        self.current = current


class Store:
    """The database of one folder; to be used as a context, and from any thread.

    Args:
        path: The SQLite file, which is made where there is none.

    Raises:
        StoreError: When it cannot be opened or written, here and in all methods.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._database = connect(path)
        self._place = _place(path)
        self._lock = threading.RLock()
        self._texts: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Gives the database for one transaction, in which nobody else writes."""
        with self._held("BEGIN IMMEDIATE") as database:
            # SQLite would go on to write to a file that nobody can open any more.
            if _place(self.path) != self._place:
                reason = (
                    "is not the file any more that was opened; nothing was saved; put it back, or start anew"
                )
                raise StoreError(self.path, reason)
            yield database

    def rows(self, line: str) -> list[Listed]:
        """Returns what the list shows of each record, as a line has it."""
        with self._held("BEGIN") as database:
            return [Listed(**dict(row)) for row in database.execute(_LIST, {"line": line})]

    def search(self, query: str, *, line: str) -> list[str]:
        """Returns the keys of the records that hold all words of a query; of all where it has none."""
        wanted = terms(query)
        rows = self.rows(line)
        if not wanted:
            return [row.key for row in rows]
        texts = self._folded(row.key for row in rows)
        return [row.key for row in rows if holds(wanted, texts[row.key], row.names)]

    def head(self, key: str, *, line: str) -> Head:
        """Returns the current version of a record.

        Raises:
            UnknownRecordError: When there is no such record.
        """
        with self._held("BEGIN") as database:
            return self._head(database, key, line)

    def save(
        self,
        key: str,
        report: CaseReport,
        *,
        line: str,
        base: int,
        author: str,
        answer: str | None = None,
        check: Callable[[Head], None] = lambda _: None,
    ) -> Head:
        """Keeps a record as a new version; a record that is just as the current one makes none.

        Args:
            key: The record's key.
            report: The record.
            line: The line.
            base: The version that was edited.
            author: Who saves.
            answer: The machine answer that was edited, where `base` is 0; else the newest is meant.
            check: Told of the current version before the record is kept; when it fails nothing is kept.

        Raises:
            UnknownRecordError: When there is no such record.
            ConflictError: When `base` is not the current version, or there is no such answer.
        """
        with self.writing() as database:
            head = self._head(database, key, line, answer)
            text = report.to_json()
            if text == head.record or CaseReport.model_validate_json(head.record) == report:
                return head
            _expect(head, base, answer)
            check(head)
            status = Status.OPEN if head.status is Status.ACCEPTED else head.status
            version = _Draft(head, line, author, status, head.comment, decision=False)
            return self._add(database, version, text, report)

    def decide(
        self,
        key: str,
        *,
        line: str,
        base: int,
        author: str,
        status: Status,
        comment: str,
        answer: str | None = None,
        then: Callable[[Head], None] = lambda _: None,
    ) -> Head:
        """Keeps a decision as a new version of the same record; the same once more makes none.

        Args:
            key: The record.
            line: The line.
            base: The version that was decided upon.
            author: Who decided.
            status: What.
            comment: And why.
            answer: The machine answer that was decided upon, where `base` is 0; else the newest is meant.
            then: Done before the decision is kept; when it fails nothing is kept.

        Raises:
            UnknownRecordError: When there is no such record.
            ConflictError: When `base` is not the current version, or there is no such answer.
        """
        with self.writing() as database:
            head = self._head(database, key, line, answer)
            told = (status, comment, author) == (head.status, head.comment, head.author) and head.decision
            # The second: the call was served before, and its answer was lost.
            if told and base in {head.version, head.version - 1}:
                then(head)
                return head
            _expect(head, base, answer)
            draft = _Draft(head, line, author, status, comment, decision=True)
            decided = self._add(database, draft, head.record)
            then(decided)
            return decided

    def versions(self, key: str, *, line: str) -> list[Version]:
        """Returns all versions of a record, the newest first, the machine's answer last.

        Raises:
            UnknownRecordError: When there is no such record.
        """
        asked = (
            "SELECT number AS version, author, saved, status, comment, edits FROM versions "
            "WHERE document = ? AND line = ? ORDER BY number DESC"
        )
        with self._held("BEGIN") as database:
            head = self._head(database, key, line)
            found = [Version(**dict(row)) for row in database.execute(asked, (head.document, line))]
        return [*found, Version()]

    def version(self, key: str, number: int, *, line: str) -> tuple[Version, str]:
        """Returns one version and its record as JSON; 0 is the machine's answer.

        Raises:
            UnknownRecordError: When there is no such record, or no such version of it.
        """
        asked = (
            "SELECT number AS version, author, saved, status, comment, edits, record FROM versions "
            "WHERE document = ? AND line = ? AND number = ?"
        )
        with self._held("BEGIN") as database:
            head = self._head(database, key, line)
            if number == 0:
                return Version(), head.made
            if not 0 < number <= head.version:
                msg = f"record {key} has no version {number}; it has 0 to {head.version}"
                raise UnknownRecordError(msg)
            found = dict(database.execute(asked, (head.document, line, number)).fetchone())
        record = found.pop("record")
        return Version(**found), record

    def lines(self) -> list[str]:
        """Returns the lines that have versions; the shared one first, whose name is empty."""
        with self._held("BEGIN") as database:
            return [row[0] for row in database.execute("SELECT DISTINCT line FROM versions ORDER BY line")]

    def accepted(self, line: str) -> list[Accepted]:
        """Returns what a line's last decisions have accepted."""
        with self._held("BEGIN") as database:
            return [Accepted(**dict(row)) for row in database.execute(_ACCEPTED, {"line": line})]

    def decisions(self, line: str) -> dict[str, Status]:
        """Returns the last decision on each record of a line, by key."""
        with self._held("BEGIN") as database:
            return {key: Status(status) for key, status in database.execute(_DECIDED, {"line": line})}

    def names(self) -> dict[str, str]:
        """Returns the name of each record's gold file, by key."""
        with self._held("BEGIN") as database:
            return dict(tuple(row) for row in database.execute("SELECT key, name FROM documents"))

    @contextmanager
    def _held(self, begin: str) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                self._database.execute(begin)
                yield self._database
                self._database.execute("COMMIT")
            except sqlite3.Error as error:
                raise explained(self.path, error) from error
            finally:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")

    def _head(self, database: sqlite3.Connection, key: str, line: str, answer: str | None = None) -> Head:
        given = {"line": line, "key": key, "answer": answer}
        row = database.execute(f"{_HEAD} WHERE d.key = :key", given).fetchone()
        if row is None:
            msg = f"there is no record {key}"
            raise UnknownRecordError(msg)
        return Head(**dict(row))

    def _add(
        self, database: sqlite3.Connection, draft: _Draft, text: str, report: CaseReport | None = None
    ) -> Head:
        head = draft.head
        report = report or CaseReport.model_validate_json(text)
        found = changes(CaseReport.model_validate_json(head.made), report)
        database.execute(
            "INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(head.document, draft.line, head.version + 1, head.machine, draft.author, now()),
                *(draft.status.value, draft.comment, int(draft.decision), len(found)),
                *(summary_of(report).model_dump_json(), names_in(report)),
                *(_CHANGES.dump_json(found).decode(), text),
            ),
        )
        return self._head(database, head.key, draft.line)

    def _folded(self, keys: Iterator[str]) -> dict[str, str]:
        """Returns the texts ready to be searched; they never change, so they are read once."""
        unknown = [key for key in keys if key not in self._texts]
        with self._held("BEGIN") as database:
            for key in unknown:
                row = database.execute("SELECT folded FROM documents WHERE key = ?", (key,)).fetchone()
                self._texts[key] = row[0]
        return self._texts


@dataclass(frozen=True, slots=True)
class _Draft:
    """A version about to be added."""

    head: Head
    line: str
    author: str
    status: Status
    comment: str
    decision: bool


def _expect(head: Head, base: int, answer: str | None) -> None:
    """Checks that a caller has looked at the current version, and at the machine answer that it is taken for."""
    if base != head.version or (not base and answer not in {None, head.answer}):
        raise ConflictError(head)


def _place(path: Path) -> tuple[int, int] | None:
    """Returns what tells a file from any other, also from one that takes its name; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def now() -> str:
    """Returns the time as ISO 8601, UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def text_of(report: CaseReport) -> str:
    """Returns the text of a record, ready to be searched."""
    return folded(report.document.text)
