"""The parts of a Markdown file in their order: headings, paragraphs, items of lists, rows of tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from caseline.reading.mapped import Mapped

_BAR = Mapped.made(" | ")


class PartKind(StrEnum):
    """What a part is."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    ROW = "row"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file.

    Attributes:
        kind: What it is.
        text: Its text without the marks.
        level: Level of a heading; 0 for others.
        is_strong: Whether all of it is printed bold, as headings without a mark are.
    """

    kind: PartKind
    text: Mapped
    level: int = 0
    is_strong: bool = False


def row_of(cells: Sequence[Mapped]) -> Part:
    """Returns a row of a table; empty cells at its end are left out."""
    filled = list(cells)
    while filled and not filled[-1].text.strip():
        filled.pop()
    parts: list[Mapped] = []
    for cell in filled:
        parts += [_BAR, cell] if parts else [cell]
    return Part(PartKind.ROW, Mapped.joined(parts))
