"""BioC XML: a document, or a collection of them, read one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from caseline.errors import ReadingError
from caseline.reading.article import Article
from caseline.reading.bioc import BiocDocument, Passage, article_of
from caseline.reading.clean import At
from caseline.reading.limits import LARGEST_ARTICLE
from caseline.reading.pieces import Piece, numbered
from caseline.reading.xml import Node, Text, broken_xml, check_entities, parse_xml
from caseline.schema.document import SourceFormat

_CHUNK = 65_536
_SEEN = ("collection", "document")
_NO_DOCUMENT = "holds no <document> with passages, so it is no BioC; check its format"


def read_bioc_xml(piece: Piece) -> Article:
    """Reads a BioC document, or a collection that holds one.

    Raises:
        ReadingError: When it is no well-formed BioC, holds several documents, or no text.
    """
    root = parse_xml(piece.data, piece.source, base=piece.base)
    documents = [root] if root.name == "document" else list(root.children("document"))
    if len(documents) > 1:
        raise ReadingError(piece.source, f"holds {len(documents)} documents; read it as a set")
    if not documents or documents[0].first("passage") is None:
        raise ReadingError(piece.source, _NO_DOCUMENT)
    passages = tuple(_passage(node) for node in documents[0].children("passage"))
    facts = dict(piece.facts)
    for node in (root, documents[0]):
        facts |= {key: text.text for key, text in _infons(node).items()}
    if (name := documents[0].first("id")) is not None:
        facts["id"] = name.string()
    return article_of(BiocDocument(passages, facts), piece.source, SourceFormat.BIOC_XML)


def split_bioc_xml(stream: BinaryIO, source: str) -> Iterator[Piece | ReadingError]:
    """Yields the documents of a collection as they are read, so that memory stays flat."""
    return numbered(_split(stream, source))


def _split(stream: BinaryIO, source: str) -> Iterator[Piece | ReadingError]:
    parser = etree.XMLPullParser(
        ("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, tag=_SEEN
    )
    unfinished = found = 0
    broken: ReadingError | None = None
    while broken is None:
        chunk = stream.read(_CHUNK)
        unfinished += len(chunk)
        try:
            _feed(parser, chunk)
        except etree.XMLSyntaxError as error:
            broken = broken_xml(error, source)
        for element in _ended(parser):
            try:
                check_entities(element, source)
            except ReadingError as error:
                yield error
                return
            found += 1
            unfinished = 0
            yield _piece(element, source, found)
        if unfinished > LARGEST_ARTICLE:
            broken = _too_large(source, found)
        if not chunk:
            break
    if broken is not None or not found:
        yield broken or ReadingError(source, _NO_DOCUMENT)


def _feed(parser: etree.XMLPullParser, chunk: bytes) -> None:
    """Parses a chunk; none ends the file."""
    if chunk:
        parser.feed(chunk)
    else:
        parser.close()


def _ended(parser: etree.XMLPullParser) -> Iterator[etree._Element]:
    """Yields the documents that have ended, and frees each when the next is asked for."""
    for event, element in parser.read_events():
        if event != "end" or not isinstance(element, etree._Element) or not _is_document(element):  # noqa: SLF001
            continue
        yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def _is_document(element: etree._Element) -> bool:
    """Tells a document from what is in it or around it."""
    parent = element.getparent()
    return element.tag == "document" and (parent is None or parent.getparent() is None)


def _piece(element: etree._Element, source: str, number: int) -> Piece:
    parent = element.getparent()
    data = etree.tostring(element, encoding="utf-8", with_tail=False)
    if parent is None:
        return Piece(source, data, SourceFormat.BIOC_XML, "/document")
    root = Node(parent, f"/{parent.tag}")
    facts = tuple((key, text.text) for key, text in _infons(root).items())
    return Piece(source, data, SourceFormat.BIOC_XML, f"{root.path}/document[{number}]", facts=facts)


def _too_large(source: str, found: int) -> ReadingError:
    return ReadingError(
        source,
        f"has a document of more than {LARGEST_ARTICLE / 1e6:.0f} MB, which is the limit; split it",
        where=f"document {found + 1}",
    )


def _passage(node: Node) -> Passage:
    """Returns a passage; where it has sentences only, their texts."""
    own = [text for part in node.children("text") for text in part.texts()]
    if not any(text.text.strip() for text in own):
        own = [
            text
            for sentence in node.children("sentence")
            for part in sentence.children("text")
            for text in part.texts()
        ]
    return Passage(tuple(own), _infons(node))


def _infons(node: Node) -> dict[str, Text]:
    """Returns the infons by key; the first counts where there are two, and one in several nodes has no offset."""
    found: dict[str, Text] = {}
    for infon in node.children("infon"):
        texts = [text for text in infon.texts() if text.text.strip()]
        if (key := infon.get("key")) is not None and texts:
            one = texts[0] if len(texts) == 1 else Text(infon.string(), At(infon.path))
            found.setdefault(key, one)
    return found
