"""The text of a page that runs in one direction, as fragments, and what is drawn around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caseline.reading.pdf.geometry import Box, Frame
from caseline.reading.pdf.lines import Fragment, make_fragments
from caseline.reading.pdf.painting import Font, Sheet
from caseline.reading.pdf.words import make_words

# Text across the main direction is a table laid on its side when there is this much of it, else a notice.
_MUCH = 400
_MANY_ROWS = 6
# Pieces of one line stand at one height and so near to each other.
_LEVEL, _BREAK = 1.5, 3.0


@dataclass(frozen=True, slots=True)
class Side:
    """A page, or the part of it that is laid on its side.

    Attributes:
        page: Number of the page, counted from 1.
        frame: How it lies on the page.
        fragments: The text, in the order of the file.
        rules: Horizontal lines.
        shapes: Other drawn shapes.
        images: Pictures.
    """

    page: int
    frame: Frame
    fragments: tuple[Fragment, ...]
    rules: tuple[Box, ...]
    shapes: tuple[Box, ...]
    images: tuple[Box, ...]

    @property
    def width(self) -> float:
        """Width in the direction of reading."""
        return self.frame.size[0]

    @property
    def height(self) -> float:
        """Height in the direction of reading."""
        return self.frame.size[1]


def make_sides(sheets: Sequence[Sheet], fonts: Sequence[Font]) -> list[Side]:
    """Returns the sides of a page, the main one first; notices along the margin are left out."""
    sides: list[Side] = []
    for sheet in sheets:
        fragments = make_fragments(make_words(sheet.glyphs, fonts))
        if sides and not _is_laid_text(sheet, fragments):
            continue
        sides.append(
            Side(
                page=sheet.page,
                frame=sheet.frame,
                fragments=tuple(fragments),
                rules=tuple(join_rules(sheet.rules)),
                shapes=tuple(sheet.shapes),
                images=tuple(sheet.images),
            )
        )
    return sides


def join_rules(rules: Sequence[Box]) -> list[Box]:
    """Joins lines that are drawn piece by piece, such as the edges of cells."""
    joined: list[Box] = []
    for rule in sorted(rules, key=lambda each: (round(each[1]), each[0])):
        last = joined[-1] if joined else None
        if last is not None and abs(rule[1] - last[1]) <= _LEVEL and rule[0] <= last[2] + _BREAK:
            joined[-1] = (last[0], min(last[1], rule[1]), max(last[2], rule[2]), max(last[3], rule[3]))
        else:
            joined.append(rule)
    return joined


def _is_laid_text(sheet: Sheet, fragments: Sequence[Fragment]) -> bool:
    return len(sheet.glyphs) >= _MUCH and len({round(each.baseline / 4) for each in fragments}) >= _MANY_ROWS
