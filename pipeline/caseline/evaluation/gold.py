"""Reading sets of records from disk, and pairing gold with predictions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from caseline.errors import AlignmentError, ReadingError, SchemaError
from caseline.schema import CaseReport, Document

BASELINE_NAME = "baseline.json"


@dataclass(frozen=True, slots=True)
class Pairing:
    """Gold records beside the predictions for the same text.

    Args:
        pairs: Every gold record with its prediction; an empty record stands for a missing one.
        missing: Sources of the gold records without a prediction.
        ignored: Sources of the predictions without a gold record.
    """

    pairs: tuple[tuple[CaseReport, CaseReport], ...]
    missing: tuple[str, ...]
    ignored: tuple[str, ...]


def load_records(path: Path) -> dict[str, CaseReport]:
    """Reads and checks the records of a folder, a JSON Lines file or a JSON file, by document id.

    A folder gives every `*.json` of it but `baseline.json`, one record a file; a JSON file holds one
    record or an array of them. The order is that
    of source, then id, wherever the records came from.

    Raises:
        ReadingError: When the path cannot be read or holds no record.
        SchemaError: When something is not a record, or a document occurs twice.
        AlignmentError: When an offset does not select its text; names the file.
    """
    records: dict[str, CaseReport] = {}
    found_in: dict[str, str] = {}
    for where, data in _pieces(path):
        record = _record(where, data)
        key = record.document.id
        if key in records:
            msg = f"{where}: the document {key} is in {found_in[key]} already; keep one record of it"
            raise SchemaError(msg)
        records[key], found_in[key] = record, where
    if not records:
        raise ReadingError(str(path), "holds no record; give a folder of *.json, a .jsonl or a .json file")
    return dict(sorted(records.items(), key=lambda pair: (source_of(pair[1]), pair[0])))


def pair_records(gold: Mapping[str, CaseReport], predicted: Mapping[str, CaseReport]) -> Pairing:
    """Pairs by document id, which is the SHA-256 of the text, in the order of source and id."""
    ordered = sorted(gold.values(), key=lambda record: (source_of(record), record.document.id))
    pairs = tuple((record, predicted.get(record.document.id) or _nothing(record)) for record in ordered)
    return Pairing(
        pairs=pairs,
        missing=tuple(source_of(record) for record in ordered if record.document.id not in predicted),
        ignored=tuple(sorted(source_of(record) for key, record in predicted.items() if key not in gold)),
    )


def source_of(record: CaseReport) -> str:
    """Returns the path the record names, or else its document id."""
    return record.document.source or record.document.id


def digest(records: Mapping[str, CaseReport]) -> str:
    """Returns `sha256:…` of the records as JSON Lines in the order of their document ids."""
    total = hashlib.sha256()
    for key in sorted(records):
        total.update(records[key].to_json().encode() + b"\n")
    return f"sha256:{total.hexdigest()}"


def _nothing(gold: CaseReport) -> CaseReport:
    """Returns what a pipeline that finds nothing would have said of the same text."""
    known = gold.document
    document = Document(id=known.id, source=known.source, text=known.text)
    return CaseReport(document=document, provenance=gold.provenance)


def _pieces(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yields the JSON of each record with the name to use for it in messages."""
    if path.is_dir():
        for file in sorted(path.glob("*.json")):
            if file.name != BASELINE_NAME:
                yield str(file), _bytes(file)
    elif path.suffix == ".jsonl":
        for number, line in enumerate(_bytes(path).split(b"\n"), start=1):
            if line.strip():
                yield f"{path}, line {number}", line
    elif path.suffix == ".json":
        yield from _listed(path, _bytes(path))
    else:
        reason = "is neither a folder, nor a .jsonl, nor a .json file" if path.exists() else "is not there"
        raise ReadingError(str(path), reason)


def _listed(path: Path, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yields the records of a JSON array, or the one record that the file is."""
    if not data.lstrip().startswith(b"["):
        yield str(path), data
        return
    try:
        items = json.loads(data)
    except ValueError as error:
        msg = f"{path}: not JSON: {error}"
        raise SchemaError(msg) from error
    for number, item in enumerate(items, start=1):
        yield f"{path}, record {number}", json.dumps(item).encode()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReadingError(str(path), error.strerror or "cannot be read") from error


def _record(where: str, data: bytes) -> CaseReport:
    try:
        record = CaseReport.from_json(data)
    except SchemaError as error:
        msg = f"{where}: {error}"
        raise SchemaError(msg) from error
    except AlignmentError as error:
        raise _located(where, data, error) from error
    actual = f"sha256:{hashlib.sha256(record.document.text.encode()).hexdigest()}"
    if record.document.id != actual:
        msg = f"{where}: document.id is {record.document.id}, but the SHA-256 of its text is {actual}"
        raise SchemaError(msg)
    return record


def _located(where: str, data: bytes, error: AlignmentError) -> AlignmentError:
    """Returns the same error with the file in front of the document id."""
    record = CaseReport.model_validate_json(data)
    expected = next(
        mention.text
        for mention in record.mentions
        if (mention.start, mention.end) == (error.start, error.end)
        and mention.text != record.document.text[mention.start : mention.end]
    )
    found = record.document.text[error.start : error.end]
    return AlignmentError(f"{where}: {error.doc_id}", error.start, error.end, expected, found)
