"""BioC XML: a document, or a collection of them, read one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from caseline.errors import ReadingError
from caseline.reading.article import Article
from caseline.reading.bioc import BiocDocument, Passage, article_of, with_common_facts
from caseline.reading.clean import At
from caseline.reading.pieces import Piece
from caseline.reading.xml import Node, Text, parse_xml
from caseline.reading.xml_sets import split_xml
from caseline.schema.document import SourceFormat

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
    found = split_xml(stream, source, names=("document",), form=SourceFormat.BIOC_XML, fact_of=_fact)
    return with_common_facts(found)


def _fact(element: etree._Element) -> tuple[str, str] | None:
    """Returns key and value of an infon of a collection."""
    if not isinstance(element.tag, str) or (infon := Node(element, "")).name != "infon":
        return None
    key, value = infon.get("key"), infon.string()
    return (key, value) if key and value else None


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
