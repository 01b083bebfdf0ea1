"""Plain running text without the marks of the literature in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from caseline.reading.citation_cuts import citation_cuts
from caseline.reading.citation_rules import Spans, bracket_marks
from caseline.reading.clean import At, CleanText
from caseline.reading.inline import Run
from caseline.reading.unlinked_citations import with_unlinked

_BEFORE_STOP = re.compile(r"\s{1,3}(?=[.,;:)\]])")


def citation_marks(texts: Sequence[str]) -> list[Spans]:
    """Returns what is to be cut out of each paragraph of a paper: its marks, and what goes along with them.

    Args:
        texts: All paragraphs of the paper in their order: how it cites is told from all of them.
    """
    return [
        citation_cuts(with_unlinked([Run(text)], spans)) if spans else []
        for text, spans in zip(texts, bracket_marks(texts), strict=True)
    ]


def ending(text: str, start: int, end: int) -> tuple[int, int]:
    """Returns a mark with the space behind it that stands before a full stop or comma.

    Where a full stop stands in front of it already ("et al. [5]."), the one behind goes, too.
    """
    if (space := _BEFORE_STOP.match(text, end)) is not None:
        end = space.end()
    doubled = text.endswith(".", 0, start) and text.startswith(".", end)
    return (start, end + 1) if doubled else (start, end)


def add_without(clean: CleanText, text: str, at: At | None, spans: Spans) -> None:
    """Appends running text without the marks in it.

    Raises:
        ReadingError: When the clean text grows beyond its limit.
    """
    for start, end in _kept(len(text), spans):
        if start and text[start - 1] in ")]" and text[start].isalnum():
            clean.add(" ")
        clean.add(text[start:end], moved(at, start))


def moved(at: At | None, by: int) -> At | None:
    """Returns the place of the character that stands `by` characters further on."""
    if at is None or at.offset is None:
        return at
    return At(at.path, at.offset + by, at.page, at.box)


def _kept(length: int, spans: Spans) -> Iterator[tuple[int, int]]:
    """Yields what lies between the spans."""
    reached = 0
    for start, end in spans:
        if reached < start:
            yield reached, start
        reached = max(reached, end)
    if reached < length:
        yield reached, length
