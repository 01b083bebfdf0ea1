"""Readers of markup and PDF for tests of what comes before any reader: they take all the text there is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from caseline.errors import ReadingError
from caseline.reading import Article
from caseline.reading.clean import CleanText
from caseline.reading.pieces import Piece
from caseline.reading.readers import READERS, Reader
from caseline.reading.xml import broken_xml, check_entities, parse_xml
from caseline.schema.document import SectionName, SourceFormat

ARTICLES = {
    "article": SourceFormat.JATS,
    "PubmedArticle": SourceFormat.PUBMED,
    "document": SourceFormat.BIOC_XML,
}
TAG = re.compile(rb"<[^>]*>")


def read_markup(piece: Piece) -> Article:
    return _article(piece, parse_xml(piece.data, piece.source).string())


def split_markup(stream: BinaryIO, source: str) -> Iterator[Piece | ReadingError]:
    parser = etree.XMLPullParser(events=("end",), resolve_entities=False, no_network=True, huge_tree=False)
    try:
        while chunk := stream.read(65_536):
            parser.feed(chunk)
        root = parser.close()
    except etree.XMLSyntaxError as error:
        raise broken_xml(error, source) from error
    found = [
        one for one in root.iter() if isinstance(one.tag, str) and etree.QName(one).localname in ARTICLES
    ]
    check_entities(root, source)
    for number, one in enumerate(found, start=1):
        name = source if one is root else f"{source}#{number}"
        data = etree.tostring(one, encoding="utf-8", with_tail=False)
        yield Piece(name, data, ARTICLES[etree.QName(one).localname])


def read_pdf(piece: Piece) -> Article:
    if b"/Page" not in piece.data:
        raise ReadingError(piece.source, "has no pages")
    return read_rest(piece)


def split_json(stream: BinaryIO, source: str) -> Iterator[Piece | ReadingError]:
    data = stream.read()
    try:
        json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ReadingError(source, f"is no JSON: {error}") from error
    yield Piece(source, data, SourceFormat.BIOC_JSON)


def read_rest(piece: Piece) -> Article:
    return _article(piece, TAG.sub(b" ", piece.data).decode("utf-8", "replace"))


def split_rest(stream: BinaryIO, source: str) -> Iterator[Piece | ReadingError]:
    for number, line in enumerate(stream, start=1):
        yield Piece(f"{source}#{number}", line, SourceFormat.PUBTATOR)


def _article(piece: Piece, text: str) -> Article:
    clean = CleanText(piece.source)
    clean.begin_section(SectionName.BODY)
    clean.add(text)
    made = clean.finish()
    return Article(text=made.text, source=piece.source, format=piece.format, sections=made.sections)


OTHERS = {
    SourceFormat.PDF: Reader(__name__, "read_pdf"),
    SourceFormat.BIOC_JSON: Reader(__name__, "read_rest", "split_json"),
    SourceFormat.PUBTATOR: Reader(__name__, "read_rest", "split_rest"),
    SourceFormat.TEXT: READERS[SourceFormat.TEXT],
}
MARKUP = dict.fromkeys(ARTICLES.values(), Reader(__name__, "read_markup", "split_markup"))
STUBS = {form: Reader(__name__, "read_rest") for form in SourceFormat} | OTHERS | MARKUP
