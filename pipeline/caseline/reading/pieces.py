"""One article's raw form, and where it came from: what is handed to a reader, also in another process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from caseline.errors import ReadingError
from caseline.schema.document import SourceFormat


@dataclass(frozen=True, slots=True)
class Piece:
    """A file with one article, or one article of a file that holds many.

    Attributes:
        source: Its name: the path as given, with `!/member` for a file in an archive and `#number` for an
            article of a set, counted from 1.
        data: The raw form: a whole file, or an element of a set.
        format: What it is.
        base: XPath or JSON Pointer of the element in the whole file, for a piece of a set; its paths begin so.
        offset: First character of the piece in the decoded file, where places are offsets and no paths.
        facts: What the set says of every article in it, by key, such as its licence.
    """

    source: str
    data: bytes
    format: SourceFormat
    base: str = ""
    offset: int = 0
    facts: tuple[tuple[str, str], ...] = ()


def numbered(found: Iterator[Piece | ReadingError]) -> Iterator[Piece | ReadingError]:
    """Yields the articles of a set under their numbers ("set.xml#3"); one that is alone keeps its name.

    What could not be split off is an error with its own place, and takes a number all the same.
    """
    first = next(found, None)
    if first is None:
        return
    second = next(found, None)
    if second is None:
        yield first
        return
    for number, one in enumerate(chain((first, second), found), start=1):
        yield replace(one, source=f"{one.source}#{number}") if isinstance(one, Piece) else one
