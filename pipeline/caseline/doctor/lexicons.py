"""Lexicons and terminologies: what they hold, whose they are, under which licence, and whom to acknowledge."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from caseline.doctor.findings import Finding
from caseline.doctor.shipped import AGAIN, DataFile

LEXICONS: Final = "nlp/lexicons"
TERMINOLOGIES: Final = "nlp/terminologies"
MANIFEST: Final = "manifest.json"


@dataclass(frozen=True, slots=True)
class Terms:
    """A file of terms or rules.

    Attributes:
        file: Its path below the package.
        rows: Rows of a table, entries of a JSON file; None when they cannot be read.
        sha256: Of its bytes as found.
        whole: Whether it is the file that was shipped.
        name: What it holds.
        system: Systems that its codes are of.
        version: Of its source.
        source: Where it is from.
        licence: Of its source.
        acknowledgements: What the licences want to be said.
    """

    file: str
    rows: int | None
    sha256: str | None
    whole: bool
    name: str
    system: str
    version: str
    source: str
    licence: str
    acknowledgements: tuple[str, ...]


def terms(root: Path, folder: str, found: Iterable[DataFile]) -> tuple[Terms, ...]:
    """Returns the files of terms in a folder, as its manifest describes them; none when there is no manifest."""
    known = {each.path: each for each in found}
    return tuple(
        _terms(root, known.get(f"{folder}/{entry['file']}"), f"{folder}/{entry['file']}", entry)
        for entry in _manifest(root / folder / MANIFEST)
    )


def _terms(root: Path, found: DataFile | None, file: str, entry: Mapping[str, Any]) -> Terms:
    def told(key: str) -> tuple[str, ...]:
        value = entry.get(key) or ()
        return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)

    def words(key: str) -> str:
        return ", ".join(told(key))

    return Terms(
        file=file,
        rows=_rows(root / file),
        sha256=found.sha256 if found else None,
        whole=found is not None and found.fault is None,
        name=words("name"),
        system=words("system"),
        version=words("version"),
        source=words("source"),
        licence=words("licence"),
        acknowledgements=told("acknowledgement"),
    )


def _manifest(path: Path) -> Iterator[Mapping[str, Any]]:
    """Yields the entries of a manifest: those of a list, or of the first list in an object."""
    try:
        read = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return
    if isinstance(read, dict):
        read = next((value for value in read.values() if isinstance(value, list)), ())
    for entry in read if isinstance(read, list) else ():
        if isinstance(entry, dict) and "file" in entry:
            yield entry


def without_manifest(root: Path, folder: str, found: Iterable[Terms]) -> Iterator[Finding]:
    """Yields a fault when a folder of terms is there and its manifest cannot be used."""
    path = f"{folder}/{MANIFEST}"
    if (root / folder).is_dir() and not any(found):
        yield Finding(path, "is missing or broken, so sources and licences cannot be told", AGAIN)


def _rows(path: Path) -> int | None:
    try:
        data = path.read_bytes().decode("utf-8")
        if path.suffix == ".csv":
            return max(sum(1 for _ in csv.reader(io.StringIO(data, newline=""))) - 1, 0)
        return _entries(json.loads(data)) if path.suffix == ".json" else data.count("\n")
    except (OSError, ValueError, csv.Error):
        return None


def _entries(value: Any) -> int:
    """Counts what the lists of a JSON file hold."""
    if isinstance(value, dict):
        return sum(map(_entries, value.values()))
    return len(value) if isinstance(value, list) else 0
