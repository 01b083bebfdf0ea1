"""Paragraphs and headings of a column: lines that belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from caseline.reading.headings import line_heading
from caseline.reading.lines import ends_sentence, split_lines
from caseline.reading.pdf.lines import Line
from caseline.reading.pdf.sides import Side
from caseline.reading.pdf.styles import Styles, same_size

# In usual distances of lines: a wider gap begins a new block.
_WIDE = 1.32
# In heights of the font: an indent is so wide.
_INDENT, _DEEPEST_INDENT = 0.6, 7.0
_FLUSH = 0.45
_SHORT = 0.93
# A line of capitals has so many letters.
_LETTERS = 5
# Larger than the body by this factor: a title or heading, which is broken where it reads well.
_LARGE = 1.1
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+\S")
# A title that ends a line so goes on in the next one: "…: a / Case Report".
_LINKED = re.compile(
    r"(?:[,:;–—-]|\b(?:an?|the|of|in|on|with|by|to|for|from|and|or|as|after))\Z", re.IGNORECASE
)
_BULLET = re.compile(r"[•●▪■◦‣➢➤✓]\s?\S")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, or a part of one that ends with its column.

    Attributes:
        lines: Its lines.
        side: The page, or the part of it, that it stands on.
        left: Left edge of its column.
        right: Right edge of its column.
        column: Number of the column in the document.
    """

    lines: tuple[Line, ...]
    side: Side
    left: float
    right: float
    column: int

    @property
    def text(self) -> str:
        """The text as printed, lines joined by spaces."""
        return " ".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        """Height of the font of most of its lines."""
        sizes = sorted(line.size for line in self.lines)
        return sizes[len(sizes) // 2]

    @property
    def top(self) -> float:
        """Height of its upper edge."""
        return self.lines[0].top

    @property
    def bottom(self) -> float:
        """Height of its lower edge."""
        return self.lines[-1].bottom

    @property
    def is_indented(self) -> bool:
        """Whether its first line is."""
        return self.lines[0].left - self.left > _INDENT * self.lines[0].size

    @property
    def is_full(self) -> bool:
        """Whether its last line reaches the right edge of the column."""
        return self.lines[-1].right >= self.left + _SHORT * (self.right - self.left)


def make_blocks(lines: Sequence[Line], side: Side, column: int, styles: Styles) -> list[Block]:
    """Returns the blocks of lines that follow each other in a column."""
    if not lines:
        return []
    left = _edge([line.left for line in lines])
    right = max(line.right for line in lines)
    groups: list[list[Line]] = [[lines[0]]]
    for index in range(1, len(lines)):
        if _begins(groups[-1], lines, index, left, right, styles):
            groups.append([])
        groups[-1].append(lines[index])
    return [Block(tuple(group), side, left, right, column) for group in groups]


def _edge(lefts: list[float]) -> float:
    """Returns the left edge that most lines share; of several such the leftmost."""
    best = min(lefts)
    most = 0
    for left in sorted(set(lefts)):
        count = sum(1 for other in lefts if abs(other - left) <= 2)
        if count > most * 1.2:
            best, most = left, count
    return best


def _begins(
    group: Sequence[Line], lines: Sequence[Line], index: int, left: float, right: float, styles: Styles
) -> bool:
    """Tells whether a block begins on the line, below the lines of `group`."""
    above, line = lines[index - 1], lines[index]
    if not same_size(above.size, line.size) and not _is_mixed(above, line, styles):
        return True
    gap = above.baseline - line.baseline
    if gap > _WIDE * max(styles.leading(line.size), line.size) or gap < 0:
        return True
    broken = line.text[:1].islower() or above.text.endswith("-")
    going_on = broken and not ends_sentence(above.text)
    if styles.is_bold(above) != styles.is_bold(line):
        return not (
            going_on and (above.right >= left + _SHORT * (right - left) or not _room(above, line, right))
        )
    if styles.is_bold(line) and not going_on and _parts_headings(above, line, right, styles):
        return True
    if styles.is_italic(above) != styles.is_italic(line) and not going_on and _room(above, line, right):
        return True
    if _is_capital(above) != _is_capital(line) and (styles.is_bold(line) or _is_capital(above)):
        return True
    if _NUMBERED.match(line.text) and (styles.is_bold(line) or styles.is_italic(line)):
        return True
    if line.size > styles.size * _LARGE:
        return False
    if _BULLET.match(line.text) or _is_indented(group, lines, index) or _is_back(group, line):
        return True
    return _room(above, line, right) and not going_on


def _parts_headings(above: Line, line: Line, right: float, styles: Styles) -> bool:
    """Tells whether one bold line ends and another begins: a title and a heading, or two headings."""
    if not _room(above, line, right) or _LINKED.search(above.text):
        return False
    fonts = {styles.font(each.font).name.partition("-")[0] for each in (above, line)}
    return len(fonts) > 1 or is_known_heading(above.text) or is_known_heading(line.text)


def heads_below(title: str, text: str) -> bool:
    """Tells whether a line below a title is a heading, and not the end of the title."""
    return is_known_heading(text) and _LINKED.search(title) is None


def is_known_heading(text: str) -> bool:
    """Tells whether the words of a line are those of a heading."""
    return bool(text) and line_heading(split_lines(text), 0) is not None


def _is_mixed(above: Line, line: Line, styles: Styles) -> bool:
    """Tells whether one of the lines begins with a heading in larger type, run into the text of the other."""
    sizes = {word.size for word in (above.words[-1], line.words[0])}
    return (
        min(above.size, line.size) in sizes
        and len(sizes) == 1
        and styles.is_body(min(above, line, key=_size))
    )


def _size(line: Line) -> float:
    return line.size


def _is_capital(line: Line) -> bool:
    return line.text.isupper() and sum(map(str.isalpha, line.text)) >= _LETTERS


def _is_indented(group: Sequence[Line], lines: Sequence[Line], index: int) -> bool:
    """Tells an indented first line from the second line of a hanging paragraph."""
    line = lines[index]
    indent = line.left - group[-1].left
    if not _INDENT * line.size < indent < _DEEPEST_INDENT * line.size:
        return False
    below = lines[index + 1] if index + 1 < len(lines) else None
    return (
        below is None or below.left < line.left - _FLUSH * line.size or not same_size(below.size, line.size)
    )


def _is_back(group: Sequence[Line], line: Line) -> bool:
    """Tells whether the line goes back to the edge below a hanging paragraph."""
    return (
        len(group) > 1
        and abs(group[0].left - line.left) <= _FLUSH * line.size
        and all(each.left - line.left > _INDENT * line.size for each in group[1:])
    )


def _room(above: Line, line: Line, right: float) -> bool:
    """Tells whether the first word of the line would have fitted on the line above, which so ended on purpose."""
    first = 0.0
    for word, spaced in zip(line.words, line.spaces, strict=True):
        if spaced:
            break
        first = word.right - line.left
    return above.right + first + 0.8 * line.size < right
