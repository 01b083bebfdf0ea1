"""Gold records: what a curator accepted, as `caseline evaluate --gold` reads it."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from pathlib import Path
from typing import Any

from caseline.batch.write import replacing
from caseline.errors import WritingError
from caseline.schema.document import Document
from caseline.schema.mention import FoundBy
from caseline.schema.report import SCHEMA_VERSION, CaseReport, Provenance

_LONGEST_SLUG = 60
_ID_LENGTH = 12
_OTHER = re.compile(r"[^a-z0-9]+")


def gold_of(report: CaseReport) -> CaseReport:
    """Returns a record as gold: nothing in it tells of the machine any more.

    Mentions stand in the order of their start, end and label and are numbered anew in it; they have no score,
    and a curator has found them all, who answers for those that the machine found first.
    """
    found = report.model_dump(mode="json")
    found["mentions"].sort(key=lambda each: (each["start"], each["end"], each["label"]))
    numbers = {each["id"]: f"m{number}" for number, each in enumerate(found["mentions"], start=1)}
    for each in found["mentions"]:
        each |= {"id": numbers[each["id"]], "score": None, "found_by": FoundBy.CURATOR.value}
    return CaseReport.model_validate(
        {
            "schema_version": SCHEMA_VERSION,
            "document": found["document"],
            "mentions": found["mentions"],
            "cases": _renumbered(found["cases"], numbers),
            "provenance": Provenance(caseline="gold"),
        }
    )


def file_name(document: Document) -> str:
    """Returns the name of a document's gold file: of its source or title, and part of its id."""
    told = Path(document.source).stem if document.source else document.title or "record"
    part = document.id.removeprefix("sha256:")[:_ID_LENGTH]
    return f"{_slug(told) or 'record'}-{part}.json"


def folder_of(folder: Path, line: str) -> Path:
    """Returns the folder of a line's gold: an independent line has one in that of the shared."""
    if not line:
        return folder
    name = _slug(line)
    # Two authors may have one slug, and what is no letter of ASCII has none.
    part = "" if name == line else hashlib.sha256(line.encode()).hexdigest()[:8]
    return folder / "-".join(filter(None, (name, part)))


def write_gold(report: CaseReport, path: Path) -> None:
    """Writes a gold record, which is on the disk then, or leaves the file as it was.

    Raises:
        WritingError: When it cannot be written.
    """
    with replacing(path) as stream:
        stream.write(gold_bytes(report))
        stream.flush()
        os.fsync(stream.fileno())


def remove_gold(path: Path) -> None:
    """Removes a gold record, if there is one.

    Raises:
        WritingError: When it cannot be removed.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise WritingError(path, f"cannot be removed: {error.strerror}") from error


def gold_bytes(report: CaseReport) -> bytes:
    """Returns a record as the bytes of its gold file."""
    return (gold_of(report).to_json(indent=2) + "\n").encode()


def _renumbered(part: Any, numbers: dict[str, str]) -> Any:
    """Returns a part with the new ids of mentions in its evidence."""
    if isinstance(part, list):
        return [_renumbered(item, numbers) for item in part]
    if not isinstance(part, dict):
        return part
    return {
        name: [numbers[key] for key in value] if name == "evidence" else _renumbered(value, numbers)
        for name, value in part.items()
    }


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _OTHER.sub("-", plain)[:_LONGEST_SLUG].strip("-")
