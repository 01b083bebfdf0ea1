"""What every corpus reader yields: a text and the labelled stretches in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from caseline.errors import AlignmentError

_BLANKS = re.compile(r"\s")


@dataclass(frozen=True, slots=True, order=True)
class LabelledSpan:
    """Characters `start` to `end` (half-open) of a text, under a label of its corpus."""

    start: int
    end: int
    label: str

    def overlaps(self, other: LabelledSpan) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A document or a piece of one; spans are sorted, without repeats, and may overlap."""

    id: str
    text: str
    spans: tuple[LabelledSpan, ...]


def labelled(doc_id: str, text: str, spans: Iterable[LabelledSpan]) -> LabelledText:
    """Makes a `LabelledText` with its spans sorted, each once."""
    return LabelledText(id=doc_id, text=text, spans=tuple(sorted(set(spans))))


def check_span(doc_id: str, text: str, start: int, end: int, expected: str) -> None:
    """Checks that offsets select the text an annotation claims, line breaks counting as blanks.

    Raises:
        AlignmentError: When they do not, or select nothing.
    """
    found = text[start:end] if 0 <= start < end else ""
    if not found or _BLANKS.sub(" ", found) != _BLANKS.sub(" ", expected):
        raise AlignmentError(doc_id, start, end, expected, found)
