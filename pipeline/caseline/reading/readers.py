"""Which function reads which format; a reader's module is imported when its first paper comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import BinaryIO, cast

from caseline.errors import ReadingError
from caseline.reading.article import Article
from caseline.reading.pieces import Piece
from caseline.schema.document import SourceFormat

Read = Callable[[Piece], Article]
Split = Callable[[BinaryIO, str], Iterator[Piece | ReadingError]]


@dataclass(frozen=True, slots=True)
class Reader:
    """Where the functions of a format are.

    Attributes:
        module: The module.
        read: Its function from a piece to an article.
        split: Its function from a file that may hold many articles to pieces, if the format has such files.
    """

    module: str
    read: str
    split: str | None = None


READERS: Mapping[SourceFormat, Reader] = MappingProxyType(
    {
        SourceFormat.TEXT: Reader("caseline.reading.text", "read_text"),
        SourceFormat.MARKDOWN: Reader("caseline.reading.markdown", "read_markdown"),
        SourceFormat.HTML: Reader("caseline.reading.web_page", "read_html"),
        SourceFormat.JATS: Reader("caseline.reading.jats", "read_jats", "split_jats"),
        SourceFormat.PUBMED: Reader("caseline.reading.pubmed", "read_pubmed", "split_pubmed"),
        SourceFormat.BIOC_XML: Reader("caseline.reading.bioc_xml", "read_bioc_xml", "split_bioc_xml"),
        SourceFormat.BIOC_JSON: Reader("caseline.reading.bioc_json", "read_bioc_json", "split_bioc_json"),
        SourceFormat.PUBTATOR: Reader("caseline.reading.pubtator", "read_pubtator", "split_pubtator"),
        SourceFormat.PDF: Reader("caseline.reading.pdf", "read_pdf"),
    }
)


def reader_of(form: SourceFormat, source: str) -> Read:
    """Returns the function that reads a piece of this format.

    Raises:
        ReadingError: When what it needs is not installed; names `source`.
    """
    return cast("Read", _function(form, READERS[form].read, source))


def splitter_of(form: SourceFormat, source: str) -> Split | None:
    """Returns the function that takes a file of this format apart; None where a file is one article.

    Raises:
        ReadingError: When what it needs is not installed; names `source`.
    """
    name = READERS[form].split
    return None if name is None else cast("Split", _function(form, name, source))


def _function(form: SourceFormat, name: str, source: str) -> object:
    try:
        found: object = getattr(import_module(READERS[form].module), name)
    except ImportError as error:
        reason = f"is {form}, and what reads it is not installed ({error}); install Caseline again"
        raise ReadingError(source, reason) from error
    return found
