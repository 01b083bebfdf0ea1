"""PubTator text: "PMID|t|title", "PMID|a|abstract", then annotations; records are parted by blank lines.

Places are offsets in the decoded file. Annotations and relations of others are never read.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import BinaryIO

from caseline.errors import ReadingError
from caseline.reading.article import Article
from caseline.reading.bioc_kinds import stands_for_nothing
from caseline.reading.clean import At, CleanText, plain
from caseline.reading.encoding import decode
from caseline.reading.limits import LARGEST_ARTICLE
from caseline.reading.paper_facts import pmcid_of, pmid_of
from caseline.reading.pieces import Piece, numbered
from caseline.schema.document import SectionName, SourceFormat

_LINE = re.compile(r"(?P<name>[^\t|]{1,100})\|(?P<part>[a-z])\|(?P<text>.*)")
_TITLE = re.compile(rb"\s*[^\t|]{1,100}\|t\|")
_SECTIONS = {"t": SectionName.TITLE, "a": SectionName.ABSTRACT}
_TOO_LARGE = f"has a record of more than {LARGEST_ARTICLE / 1e6:.0f} MB, which is the limit; split it"
_SHAPE = "a record has lines such as 12345|t|TITLE and 12345|a|ABSTRACT, then annotations with tabs"


@dataclass(frozen=True, slots=True)
class _Part:
    """A title or another text of a record, and its place in the decoded file."""

    name: str
    section: SectionName
    text: str
    offset: int


@dataclass(slots=True)
class _Record:
    """The lines of a record so far, and the offset of the first."""

    offset: int = 0
    lines: list[bytes] = field(default_factory=list)
    size: int = 0
    titled: bool = False

    def take(self, line: bytes) -> None:
        self.lines.append(line)
        self.size += len(line)
        self.titled = self.titled or _TITLE.match(line) is not None


def read_pubtator(piece: Piece) -> Article:
    """Reads one record.

    Raises:
        ReadingError: When it is no record of PubTator, holds several, or no text.
    """
    parts = list(_parts(piece))
    names = {part.name for part in parts}
    if len(names) > 1 or sum(part.section is SectionName.TITLE for part in parts) > 1:
        raise ReadingError(piece.source, "holds several records; read it as a set")
    clean = CleanText(piece.source)
    for part in parts:
        clean.begin_section(part.section)
        if not stands_for_nothing(part.text):
            clean.add(part.text, At(offset=part.offset))
        clean.end_block()
    built = clean.finish()
    name = parts[0].name
    title = next((plain(part.text) for part in parts if part.section is SectionName.TITLE), "")
    return Article(
        text=built.text,
        sections=built.sections,
        source_map=built.source_map,
        source=piece.source,
        format=SourceFormat.PUBTATOR,
        title=title.removesuffix(".") or None,
        pmid=pmid_of(name),
        pmcid=pmcid_of(name, bare=False),
    )


def _parts(piece: Piece) -> Iterator[_Part]:
    """Yields the texts of a record; lines with tabs are annotations."""
    offset = piece.offset
    for number, raw in enumerate(decode(piece.data, piece.source).split("\n"), start=1):
        line = _LINE.fullmatch(raw.rstrip("\r"))
        if line is not None:
            section = _SECTIONS.get(line["part"], SectionName.BODY)
            yield _Part(line["name"].strip(), section, line["text"], offset + line.start("text"))
        elif raw.strip() and "\t" not in raw:
            raise ReadingError(
                piece.source, f"is no PubTator: {_SHAPE}", where=f"line {number} of the record"
            )
        offset += len(raw) + 1


def split_pubtator(stream: BinaryIO, source: str) -> Iterator[Piece | ReadingError]:
    """Yields the records of a file as they are read."""
    return numbered(_split(stream, source))


def _split(stream: BinaryIO, source: str) -> Iterator[Piece | ReadingError]:
    record = _Record()
    offset = found = 0
    for line in _lines(stream):
        ends = not line.strip() or (record.titled and _TITLE.match(line) is not None)
        if ends and record.lines:
            yield _piece(record, source)
            found += 1
            record = _Record()
        if line.strip():
            record.offset = record.offset if record.lines else offset
            record.take(line)
        if record.size > LARGEST_ARTICLE:
            yield ReadingError(source, _TOO_LARGE, where=f"record {found + 1}")
            return
        # Bytes that are no UTF-8 cost their own record, when it is read.
        offset += len(line.decode("utf-8", "replace"))
    if record.lines or not found:
        yield _piece(record, source)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yields the lines, without a byte order mark; one that is too long in pieces."""
    first = stream.readline(LARGEST_ARTICLE + 1).removeprefix(BOM_UTF8)
    yield from chain((first,), iter(lambda: stream.readline(LARGEST_ARTICLE + 1), b""))


def _piece(record: _Record, source: str) -> Piece:
    return Piece(source, b"".join(record.lines), SourceFormat.PUBTATOR, offset=record.offset)
