"""Files and strings as articles: clean text, sections, bibliographic data."""

from caseline.reading.article import Article, text_id
from caseline.reading.discover import Inputs, find_inputs
from caseline.reading.metadata import Metadata, find_metadata
from caseline.reading.sections import find_sections
from caseline.reading.text import LARGEST_FILE, article_from_text, read_text

__all__ = [
    "LARGEST_FILE",
    "Article",
    "Inputs",
    "Metadata",
    "article_from_text",
    "find_inputs",
    "find_metadata",
    "find_sections",
    "read_text",
    "text_id",
]
