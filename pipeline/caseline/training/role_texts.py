"""Texts whose treatments and diseases are labelled with the part they play.

A label is a letter, with small letters behind it where a report has several culprits: `Sa` did what has an `a`.

    treatments: S suspect or interacting, C concomitant, T therapy, N none of the patient's
    diseases:   E event, D condition of the patient, H over before the episode, N none of the patient's
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from caseline.errors import ReadingError
from caseline.schema.case import OutcomeStatus
from caseline.training.phee import numbered_lines
from caseline.training.texts import LabelledSpan, LabelledText, labelled

T = TypeVar("T")

TREATMENT_CODES = "SCTN"
DISEASE_CODES = "EDHN"
# Texts of our own that hold their marks, by the name of their files.
MARKED = ("marked", "papers", "notes")
# What each marked name is, beside them.
KINDS_FILE = "kinds.tsv"
DISEASE = "disease"
_MARK = re.compile(r"\[\[(?P<text>[^\[\]|]+)\|(?P<code>[A-Za-z]+)\]\]")
_STATUSES = frozenset(status.value for status in OutcomeStatus)
_KINDS = frozenset({"drug", "procedure", DISEASE, "other"})
_CODE = re.compile(rf"[{TREATMENT_CODES}{DISEASE_CODES}][a-z]*")


def read_marked(path: Path) -> Iterator[LabelledText]:
    """Yields texts that hold their marks, as `[[words|CODE]]`; one JSON object a line with `id` and `text`.

    Raises:
        ReadingError: When a line is no such object, or a mark is malformed.
    """
    for row, record in _lines(path, {"id": str, "text": str}):
        parts: list[str] = []
        spans = []
        last = length = 0
        marked = record["text"]
        for mark in _MARK.finditer(marked):
            parts += [marked[last : mark.start()], mark["text"]]
            start = length + mark.start() - last
            length = start + len(mark["text"])
            spans.append(LabelledSpan(start, length, _checked(path, row, mark["code"])))
            last = mark.end()
        parts.append(marked[last:])
        text = "".join(parts)
        if "[[" in text or "]]" in text:
            raise ReadingError(str(path), f"line {row}: a mark is not [[words|CODE]]")
        yield labelled(record["id"], text, spans)


def name_of(words: str) -> str:
    """Returns marked words as the file of kinds has them: in small letters, one blank between two."""
    return " ".join(words.lower().split())


def read_kinds(path: Path) -> dict[str, frozenset[str]]:
    """Returns what each marked name can be, of `drug`, `procedure`, `disease` and `other`, by `name_of` it.

    Args:
        path: A name, a tab and a kind a line; a name with several kinds has a line for each.

    Raises:
        ReadingError: When a line is no such pair.
    """
    try:
        lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadingError(str(path), f"cannot be read: {error}") from error
    kinds: dict[str, frozenset[str]] = {}
    for row, line in enumerate(lines, start=1):
        name, tab, kind = line.partition("\t")
        if not (name and tab and kind in _KINDS):
            raise ReadingError(str(path), f"line {row} is no name with its kind, {', '.join(sorted(_KINDS))}")
        kinds[name] = kinds.get(name, frozenset()) | {kind}
    return kinds


def read_standoff(path: Path, texts: Mapping[str, str]) -> Iterator[LabelledText]:
    """Yields texts of a corpus with our labels, which stand apart as `[start, end, code]`.

    Args:
        path: One JSON object a line, with `id`, `length` of the text and `roles`.
        texts: The corpus's texts by their ids.

    Raises:
        ReadingError: When a line is no such object, or its text is missing or of another length.
    """
    for row, record in _lines(path, {"id": str, "length": int, "roles": list}):
        text = texts.get(record["id"])
        if text is None or len(text) != record["length"]:
            raise ReadingError(
                str(path), f"line {row} labels {record['id']}, which the corpus lacks or has in another form"
            )
        yield labelled(record["id"], text, [_span(path, row, entry, len(text)) for entry in record["roles"]])


def read_endings(path: Path, lengths: Mapping[str, int]) -> dict[str, tuple[LabelledSpan, ...]]:
    """Returns by text the stretches that tell how something ended, labelled with an OutcomeStatus.

    Args:
        path: One JSON object a line, with `id`, `length` of the text and `endings`: `[start, end, status, of]`. `of` is
            what ended, in the text's words, `P` for the patient or all of it, `D` for the disease; it is not read.
        lengths: Characters of each text by its id.

    Raises:
        ReadingError: When a line is no such object, or its text is missing or of another length.
    """
    return read_labels(path, "endings", lengths, _ending)


def read_labels(
    path: Path,
    kind: str,
    lengths: Mapping[str, int],
    read: Callable[[Path, int, object, int], T],
) -> dict[str, tuple[T, ...]]:
    """Returns by text the labels of a kind that stand apart from it.

    Args:
        path: One JSON object a line, with `id`, `length` of the text and a list under the kind's name.
        kind: Of the labels.
        lengths: Characters of each text by its id.
        read: Gives the label of an entry, from the file, the line's number, the entry and the text's length.

    Raises:
        ReadingError: When a line is no such object, or its text is missing or of another length.
    """
    found: dict[str, tuple[T, ...]] = {}
    for row, record in _lines(path, {"id": str, "length": int, kind: list}):
        length = lengths.get(record["id"])
        if length is None or length != record["length"]:
            raise ReadingError(
                str(path), f"line {row} labels {record['id']}, which is missing or has another form"
            )
        found[record["id"]] = tuple(read(path, row, entry, length) for entry in record[kind])
    return found


def labels_beside(
    path: Path,
    kind: str,
    texts: Iterable[LabelledText],
    read: Callable[[Path, Mapping[str, int]], dict[str, tuple[T, ...]]],
) -> dict[str, tuple[T, ...]]:
    """Returns the labels of a kind in the file that stands beside that of the texts, none where there is no such file."""
    labels = path.with_name(f"{path.stem}-{kind}.jsonl")
    return read(labels, {text.id: len(text.text) for text in texts}) if labels.is_file() else {}


def cover(text: LabelledText, start: int, end: int, codes: Iterable[str]) -> set[str]:
    """Returns the labels of some codes that share half of the shorter of the two stretches, or more."""
    wanted = frozenset(codes)
    return {
        span.label
        for span in text.spans
        if span.label[0] in wanted
        and 2 * (min(end, span.end) - max(start, span.start)) >= min(end - start, span.end - span.start)
    }


def _lines(path: Path, fields: Mapping[str, type]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        lines = list(numbered_lines(path))
    except (OSError, UnicodeDecodeError) as error:
        raise ReadingError(str(path), f"cannot be read: {error}") from error
    for row, line in lines:
        try:
            record = json.loads(line)
            is_known = all(isinstance(record[name], kind) for name, kind in fields.items())
        except (ValueError, KeyError, TypeError) as error:
            raise ReadingError(str(path), f"line {row} is no record of roles: {error!r}") from error
        if not is_known:
            wanted = ", ".join(f"{name} ({kind.__name__})" for name, kind in fields.items())
            raise ReadingError(str(path), f"line {row} is no record of roles; it must have {wanted}")
        yield row, record


def _span(path: Path, row: int, entry: object, length: int) -> LabelledSpan:
    match entry:
        case [int(start), int(end), str(code)] if 0 <= start < end <= length:
            return LabelledSpan(start, end, _checked(path, row, code))
    raise ReadingError(str(path), f"line {row}: {entry!r} is no [start, end, code], or lies outside its text")


def _ending(path: Path, row: int, entry: object, length: int) -> LabelledSpan:
    match entry:
        case [int(start), int(end), str(status), str()] if 0 <= start < end <= length and status in _STATUSES:
            return LabelledSpan(start, end, status)
    raise ReadingError(
        str(path), f"line {row}: {entry!r} is no [start, end, status, of], or lies outside its text"
    )


def _checked(path: Path, row: int, code: str) -> str:
    if _CODE.fullmatch(code) is None:
        raise ReadingError(str(path), f"line {row}: {code!r} is no code of a role")
    return code
