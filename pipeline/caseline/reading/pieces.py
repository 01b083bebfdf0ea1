"""One article's raw form, and where it came from: what is handed to a reader, also in another process."""

from __future__ import annotations

from dataclasses import dataclass

from caseline.schema.document import SourceFormat


@dataclass(frozen=True, slots=True)
class Piece:
    """A file with one article, or one article of a file that holds many.

    Attributes:
        source: Its name: the path as given, with `!/member` for a file in an archive and `#number` for an
            article of a set, counted from 1.
        data: The raw form: a whole file, or an element of a set.
        format: What it is.
        base: XPath of the element in the whole file, for a piece of a set; it replaces `/*` in its paths.
    """

    source: str
    data: bytes
    format: SourceFormat
    base: str = ""
