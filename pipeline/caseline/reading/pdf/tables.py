"""Where the tables of a page lie: from a caption, or the line above it, down to the last line across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caseline.reading.pdf.geometry import Box
from caseline.reading.pdf.labels import label_of
from caseline.reading.pdf.lines import Fragment
from caseline.reading.pdf.sides import Side
from caseline.reading.pdf.styles import Styles, same_size
from caseline.schema.document import SectionName

# In points: lines shorter than this are no edges of a table; a caption is not higher; lines at one height.
_SHORTEST = 40.0
_CAPTION_HEIGHT = 130.0
_ABOVE = 16.0
_LEVEL = 2.0
_SAME_EDGE = 25.0
_OVERLAP = 0.5
# A line of prose takes so much of the width and has so many words; a stretch with so much of them is prose.
_COLUMN = 0.38
_PROSE_WORDS = 6
_PROSE_ROWS = 3
_PROSE_SHARE = 0.4
# In heights of the font: notes follow so near below.
_NOTE_GAP = 2.2
_SMALL = 0.96
_FEWEST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a side.

    Attributes:
        box: All of it, with its caption and its notes.
        head: Height of the line above the rows.
        foot: Height of the line below the rows.
        below: Whether the caption stands below the rows.
    """

    box: Box
    head: float
    foot: float
    below: bool = False

    def holds(self, left: float, right: float, middle: float) -> bool:
        """Tells whether text belongs to it."""
        return self.box[1] <= middle <= self.box[3] and left < self.box[2] and right > self.box[0]


@dataclass(frozen=True, slots=True)
class _Edge:
    left: float
    right: float
    height: float


def find_tables(side: Side, styles: Styles) -> list[Table]:
    """Returns the tables that have a caption above and lines across, from the top of the side down."""
    edges = _edges(side)
    captions = sorted(
        (each for each in side.fragments if _is_caption(each, styles)), key=lambda each: -each.baseline
    )
    tables: list[Table] = []
    for caption in captions:
        if any(table.holds(caption.left, caption.right, caption.middle) for table in tables):
            continue
        others = [each for each in captions if each is not caption]
        table = _table(caption, others, edges, side, styles) or _table_above(
            caption, others, edges, side, styles
        )
        if table is not None:
            tables.append(table)
    return tables


def _is_caption(fragment: Fragment, styles: Styles) -> bool:
    label = label_of(" ".join(word.text for word in fragment.words))
    if label is None or label.name is not SectionName.TABLE:
        return False
    first = styles.font(fragment.words[0].font)
    distinct = first.bold or first.name not in styles.names or not same_size(fragment.size, styles.size)
    return distinct or label.marked


def _edges(side: Side) -> list[_Edge]:
    """Returns lines across, and upper and lower edges of boxes, from the highest to the lowest."""
    edges = [
        _Edge(rule[0], rule[2], (rule[1] + rule[3]) / 2)
        for rule in side.rules
        if rule[2] - rule[0] >= _SHORTEST
    ]
    for left, bottom, right, top in side.shapes:
        if right - left >= _SHORTEST and top - bottom < 0.9 * side.height:
            edges += [_Edge(left, right, bottom), _Edge(left, right, top)]
    return sorted(edges, key=lambda edge: -edge.height)


def _table(
    caption: Fragment, captions: Sequence[Fragment], edges: Sequence[_Edge], side: Side, styles: Styles
) -> Table | None:
    """Returns the table below a caption."""
    near = [
        edge
        for edge in edges
        if edge.left <= caption.left + _SAME_EDGE and edge.right > caption.left + _SHORTEST
    ]
    below = [edge for edge in near if caption.bottom - _CAPTION_HEIGHT <= edge.height < caption.baseline]
    if not below:
        return None
    head = below[0]
    left, right = _extent(head, edges, caption)
    foot = head
    for edge in edges:
        if edge.height >= foot.height - _LEVEL or not _belongs(edge, left, right):
            continue
        between = _between(side.fragments, left, right, edge.height, foot.height)
        if any(other in between for other in captions) or _is_prose(between, left, right, styles):
            break
        if between:
            foot = edge
    if foot is head:
        return None
    top = max([caption.top, *(edge.height for edge in near if 0 < edge.height - caption.top < _ABOVE)])
    bottom = _notes(side.fragments, left, right, foot.height, styles)
    return Table((left - 2, bottom, right + 2, top + 1), head.height, foot.height)


def _table_above(
    caption: Fragment, captions: Sequence[Fragment], edges: Sequence[_Edge], side: Side, styles: Styles
) -> Table | None:
    """Returns the table above a caption that stands below it."""
    near = [
        edge
        for edge in reversed(edges)
        if 0 < edge.height - caption.top < _ABOVE * 2
        and edge.left <= caption.left + _SAME_EDGE
        and edge.right > caption.left + _SHORTEST
    ]
    if not near:
        return None
    foot = near[0]
    left, right = _extent(foot, edges, caption)
    head = foot
    for edge in reversed(edges):
        if edge.height <= head.height + _LEVEL or not _belongs(edge, left, right):
            continue
        between = _between(side.fragments, left, right, head.height, edge.height)
        if any(other in between for other in captions) or _is_prose(between, left, right, styles):
            break
        if between:
            head = edge
    rows = _between(side.fragments, left, right, foot.height, head.height)
    if head is foot or len({each.baseline for each in rows}) < _FEWEST_ROWS:
        return None
    bottom = caption.bottom
    for each in sorted(side.fragments, key=lambda fragment: -fragment.baseline):
        close = -each.size < bottom - each.top <= 0.7 * each.size
        if (
            close
            and same_size(each.size, caption.size)
            and left <= each.left
            and each.right <= right + _SAME_EDGE
        ):
            bottom = each.bottom
    return Table((left - 2, bottom - 0.5, right + 2, head.height + 1), head.height, foot.height, below=True)


def _extent(head: _Edge, edges: Sequence[_Edge], caption: Fragment) -> tuple[float, float]:
    """Returns how wide the table is: as the lines at the height of its head are together."""
    level = [edge for edge in edges if abs(edge.height - head.height) <= _LEVEL]
    left = min(edge.left for edge in level if edge.left <= head.right + _SHORTEST)
    right = max(edge.right for edge in level if edge.left <= head.right + _SHORTEST)
    return min(left, caption.left), right


def _belongs(edge: _Edge, left: float, right: float) -> bool:
    common = min(edge.right, right) - max(edge.left, left)
    return common >= _OVERLAP * (edge.right - edge.left) and edge.right <= right + _SAME_EDGE


def _between(
    fragments: Sequence[Fragment], left: float, right: float, bottom: float, top: float
) -> list[Fragment]:
    return [
        each for each in fragments if bottom < each.middle < top and each.left < right and each.right > left
    ]


def _is_prose(fragments: Sequence[Fragment], left: float, right: float, styles: Styles) -> bool:
    """Tells whether much of it is lines of the body, as wide as a column, or the caption of a figure."""
    prose = words = rows = 0
    for each in fragments:
        words += len(each.words)
        if label_of(" ".join(word.text for word in each.words[:6])) is not None:
            return True
        wide = each.right - each.left >= _COLUMN * (right - left)
        if wide and same_size(each.size, styles.size) and len(each.words) >= _PROSE_WORDS:
            prose += len(each.words)
            rows += 1
    return rows >= _PROSE_ROWS and prose >= _PROSE_SHARE * words


def _notes(fragments: Sequence[Fragment], left: float, right: float, foot: float, styles: Styles) -> float:
    """Returns the height down to which notes in small print follow close below."""
    reached = foot - 1
    for each in sorted(fragments, key=lambda fragment: -fragment.baseline):
        if each.middle >= foot or each.left >= right or each.right <= left:
            continue
        small = each.size <= _SMALL * styles.size
        if not small or reached - each.top > _NOTE_GAP * each.size or each.left < left - _SAME_EDGE:
            break
        if label_of(" ".join(word.text for word in each.words)) is not None:
            break
        reached = min(reached, each.bottom - 0.5)
    return reached
