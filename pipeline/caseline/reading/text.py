"""Plain text, as a file or a string, as an article."""

from __future__ import annotations

from caseline.errors import ReadingError
from caseline.reading.article import Article
from caseline.reading.encoding import decode
from caseline.reading.limits import LARGEST_TEXT
from caseline.reading.metadata import find_metadata
from caseline.reading.pieces import Piece
from caseline.reading.sections import find_sections
from caseline.schema.document import SourceFormat


def read_text(piece: Piece) -> Article:
    """Reads plain text.

    The clean text is the decoded file, character for character: line ends stay as they are (also
    CR LF), a byte order mark is taken off. So offsets hold in the file as well. Encodings: UTF-8, or
    UTF-16 with a byte order mark; others are never guessed.

    Raises:
        ReadingError: When it is empty, binary, larger than `LARGEST_TEXT` bytes, or in another encoding.
    """
    if len(piece.data) > LARGEST_TEXT:
        raise ReadingError(
            piece.source,
            f"has more than {LARGEST_TEXT / 1e6:.0f} MB, which is the limit for plain text; "
            "split it into one file a report",
        )
    return _article(decode(piece.data, piece.source), piece.source, form=SourceFormat.TEXT)


def article_from_text(text: str, *, source: str | None = None) -> Article:
    """Returns the article of a string, which stays as it is.

    Raises:
        ReadingError: When there is nothing but white space in it.
    """
    if not text.strip():
        raise ReadingError(source or "the text", "is empty; give the text of a report")
    return _article(text, source)


def _article(text: str, source: str | None, *, form: SourceFormat | None = None) -> Article:
    sections = find_sections(text)
    found = find_metadata(text, sections)
    return Article(text=text, source=source, format=form, sections=sections, **dict(found))
