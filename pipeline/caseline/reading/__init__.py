"""Files and strings as articles: clean text, sections, bibliographic data."""

from caseline.reading.article import Article, text_id
from caseline.reading.discover import Inputs, find_inputs
from caseline.reading.formats import Container, tell_format
from caseline.reading.limits import LARGEST_FILE, LARGEST_TEXT
from caseline.reading.metadata import Metadata, find_metadata
from caseline.reading.pieces import Piece
from caseline.reading.sections import find_sections
from caseline.reading.sources import read_article, read_piece, split_source, split_stream
from caseline.reading.text import article_from_text, read_text

__all__ = [
    "LARGEST_FILE",
    "LARGEST_TEXT",
    "Article",
    "Container",
    "Inputs",
    "Metadata",
    "Piece",
    "article_from_text",
    "find_inputs",
    "find_metadata",
    "find_sections",
    "read_article",
    "read_piece",
    "read_text",
    "split_source",
    "split_stream",
    "tell_format",
    "text_id",
]
