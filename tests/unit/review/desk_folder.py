"""A folder of records with a database, as the desk finds them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from caseline.review.desk import Desk
from caseline.review.intake import Taken, take_in
from caseline.review.settings import Settings
from caseline.review.states import Status
from caseline.review.store import Store
from caseline.schema import CaseReport


def write(folder: Path, reports: Iterable[CaseReport], name: str = "records.jsonl") -> None:
    """Writes records as extract does."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("".join(f"{report.to_json()}\n" for report in reports), encoding="utf-8")


def filled(store: Store, folder: Path) -> Taken:
    """Takes a folder's records in; whatever cannot be read fails the test."""
    problems: list[str] = []
    taken = take_in(store, folder, on_failure=problems.append)
    assert not problems
    return taken


def desk(store: Store, folder: Path, author: str = "ann", **settings: Any) -> Desk:
    """Returns the desk of an author."""
    return Desk(Settings(folder=folder, author=author, **settings), store)


def accept(found: Desk, key: str, comment: str = "") -> Path:
    """Accepts the current version of a record; returns where its gold is."""
    _, path = found.decide(key, base=found.head(key).version, status=Status.ACCEPTED, comment=comment)
    assert path
    return path


def key_of(report: CaseReport) -> str:
    """Returns the key of a record."""
    return report.document.id.removeprefix("sha256:")[:16]
