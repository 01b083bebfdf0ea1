"""From the files of a folder to the database: each text once, with every answer that machines gave on it."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from caseline.batch.stored import read_good
from caseline.errors import ReadingError
from caseline.review.gold import file_name
from caseline.review.rows import names_in, summary_of
from caseline.review.store import Store, now, text_of
from caseline.schema.report import SCHEMA_VERSION, CaseReport

_KEY_LENGTH = 16
_MOST_TOLD = 3
_SUFFIXES = frozenset({".json", ".jsonl"})


@dataclass(frozen=True, slots=True)
class Taken:
    """What a folder gave.

    Attributes:
        records: How many texts it has records of.
        new: How many of these the database had no record of.
        answers: How many machine answers were new on texts it had.
    """

    records: int
    new: int
    answers: int


@dataclass(frozen=True, slots=True)
class _Answer:
    """A record of a file, ready to be stored."""

    document: str
    name: str
    digest: str
    text: str
    summary: str
    names: str
    folded: str


def take_in(store: Store, folder: Path, *, on_failure: Callable[[str], None]) -> Taken:
    """Puts the records of a folder's files into the database.

    Of two records of one text the later counts as the newer machine answer: files in the order of their
    time, then their name, and records in the order of the file. Texts that no file has any more stay in the
    database, and in the list where somebody has worked on them.

    Args:
        store: The database.
        folder: The folder; its own files only, not those of folders in it.
        on_failure: Told what could not be read.

    Raises:
        ReadingError: When there is no such folder.
        StoreError: When the database cannot be written.
    """
    found: dict[str, list[_Answer]] = {}
    for path in _files(folder):
        for report in _records(path, on_failure):
            answer = _answer(report)
            found.setdefault(answer.document, []).append(answer)
    new = answers = 0
    with store.writing() as database:
        database.execute("UPDATE documents SET present = 0")
        known = dict(tuple(row) for row in database.execute("SELECT document, id FROM documents"))
        for document, given in found.items():
            number = known.get(document) or _add_document(database, given[0])
            added = [_add_machine(database, number, answer) for answer in given]
            new += document not in known
            answers += sum(added) if document in known else 0
            _point_to(database, number, given[-1])
    return Taken(len(found), new, answers)


def _files(folder: Path) -> list[Path]:
    try:
        files = [path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES and path.is_file()]
    except NotADirectoryError as error:
        raise ReadingError(str(folder), "is a file; name the folder it is in") from error
    except OSError as error:
        raise ReadingError(str(folder), error.strerror or "cannot be read") from error
    shown = (path for path in files if not path.name.startswith("."))
    return sorted(shown, key=lambda path: (path.stat().st_mtime_ns, path.name))


def _records(path: Path, on_failure: Callable[[str], None]) -> Iterator[CaseReport]:
    failures: list[ReadingError] = []
    for report in read_good(str(path), on_failure=failures.append):
        actual = hashlib.sha256(report.document.text.encode()).hexdigest()
        if report.document.id == f"sha256:{actual}":
            yield report
        else:
            reason = f"document.id {report.document.id[:19]}… is not the SHA-256 of its text; extract it anew"
            failures.append(ReadingError(str(path), reason))
    for failure in failures[:_MOST_TOLD]:
        on_failure(f"left out: {failure}")
    if len(failures) > _MOST_TOLD:
        on_failure(f"left out: {path}: {len(failures) - _MOST_TOLD} more records that cannot be read")


def _answer(report: CaseReport) -> _Answer:
    # Every older record is one of the current schema too, and may then be given what came with it.
    current = report.model_copy(update={"schema_version": SCHEMA_VERSION})
    text = current.to_json()
    return _Answer(
        document=report.document.id,
        name=file_name(report.document),
        digest=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        summary=summary_of(current).model_dump_json(),
        names=names_in(current),
        folded=text_of(current),
    )


def _add_document(database: sqlite3.Connection, answer: _Answer) -> int:
    key = answer.document.removeprefix("sha256:")[:_KEY_LENGTH]
    added = database.execute(
        "INSERT INTO documents (key, document, name, present, folded) VALUES (?, ?, ?, 1, ?)",
        (key, answer.document, answer.name, answer.folded),
    )
    return added.lastrowid or 0


def _add_machine(database: sqlite3.Connection, document: int, answer: _Answer) -> int:
    """Adds an answer unless it is known; returns how many were added."""
    return database.execute(
        "INSERT INTO machines (document, digest, taken, summary, names, record) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT DO NOTHING",
        (document, answer.digest, now(), answer.summary, answer.names, answer.text),
    ).rowcount


def _point_to(database: sqlite3.Connection, document: int, answer: _Answer) -> None:
    database.execute(
        "UPDATE documents SET present = 1, machine = "
        "(SELECT id FROM machines WHERE document = ? AND digest = ?) WHERE id = ?",
        (document, answer.digest, document),
    )
