"""Reads PubTator files, the format of BC5CDR: title and abstract of papers with chemicals and diseases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from caseline.errors import ReadingError
from caseline.training.texts import LabelledSpan, LabelledText, check_span, labelled

_PASSAGE = re.compile(r"(?P<id>[^|\t]+)\|(?P<kind>[ta])\|(?P<text>.*)")
_MENTION_FIELDS = 5


def read_pubtator(path: Path) -> Iterator[LabelledText]:
    """Yields each paper's title and abstract, joined by a line break, with its mentions.

    Relations are passed over; offsets count the characters of the joined text.

    Raises:
        ReadingError: When a record lacks its title or abstract line, or a mention is malformed.
        AlignmentError: When offsets do not select the mention's text.

    Source:
        BC5CDR, Li et al., Database 2016, https://doi.org/10.1093/database/baw068
    """
    for first, lines in _records(path):
        yield _read_record(path, first, lines)


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yields the lines between blank lines, with the first one's number."""
    record: list[str] = []
    row = 0
    with path.open(encoding="utf-8") as lines:
        for row, line in enumerate(lines, start=1):
            if line.strip():
                record.append(line.rstrip("\n"))
            elif record:
                yield row - len(record), record
                record = []
    if record:
        yield row - len(record) + 1, record


def _read_record(path: Path, first: int, lines: list[str]) -> LabelledText:
    passages = [_PASSAGE.fullmatch(line) for line in lines[:2]]
    kinds = "".join(match["kind"] for match in passages if match is not None)
    if kinds != "ta" or passages[0] is None:
        raise ReadingError(str(path), f"line {first} does not begin a record with `id|t|…` and `id|a|…`")
    text = "\n".join(match["text"] for match in passages if match is not None)
    doc_id = passages[0]["id"]
    mentions = [
        _read_mention(path, row, line.split("\t"), doc_id, text)
        for row, line in enumerate(lines[2:], start=first + 2)
        if line.count("\t") >= _MENTION_FIELDS - 1
    ]
    return labelled(doc_id, text, mentions)


def _read_mention(path: Path, row: int, fields: list[str], doc_id: str, text: str) -> LabelledSpan:
    try:
        start, end = int(fields[1]), int(fields[2])
    except ValueError as error:
        raise ReadingError(str(path), f"line {row}: offsets must be whole numbers") from error
    check_span(doc_id, text, start, end, fields[3])
    return LabelledSpan(start, end, fields[4])
