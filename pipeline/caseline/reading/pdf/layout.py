"""A PDF as blocks of text in the order of reading, with tables and captions apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from caseline.reading.pdf.blocks import Block, make_blocks
from caseline.reading.pdf.columns import find_gutters, in_order
from caseline.reading.pdf.floats import Stretch, part_floats
from caseline.reading.pdf.furniture import part_furniture
from caseline.reading.pdf.geometry import Box, holds
from caseline.reading.pdf.hyphens import Vocabulary
from caseline.reading.pdf.lines import Fragment, Line, make_lines
from caseline.reading.pdf.numbering import without_line_numbers
from caseline.reading.pdf.painting import Font
from caseline.reading.pdf.sides import Side
from caseline.reading.pdf.styles import Styles, read_styles, same_size, with_leadings
from caseline.reading.pdf.tables import Table, find_tables

# A picture that fills so much of the page is the page itself, as scanned.
_SCAN = 0.5
_FRAME_WIDTH = 100.0
# Titles stand on the first pages, in type at least so much larger than the body.
_FRONT_PAGES = 2
_DISPLAY = 1.25


@dataclass(frozen=True, slots=True)
class Float:
    """A table or a caption, and where it stands."""

    stretch: Stretch
    side: Side
    column: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The text of a PDF in the order of reading.

    Attributes:
        items: Blocks and floats.
        styles: What the body looks like.
        vocabulary: The words of the paper.
        furniture: The running heads, feet and notices of each page.
    """

    items: tuple[Block | Float, ...]
    styles: Styles
    vocabulary: Vocabulary
    furniture: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Column:
    side: Side
    lines: list[Line]
    tables: list[Table]


def lay_out(sides: Sequence[Side], fonts: Sequence[Font]) -> Layout:
    """Returns the text of the pages in the order of reading."""
    parted = part_furniture(without_line_numbers(sides))
    styles = read_styles((each for side in parted.sides for each in side.fragments), fonts)
    clear = [_without_labels(side, styles) for side in parted.sides]
    gutters = sorted(
        {round(edge) + 0.5 for side in clear for edge in find_gutters(side.fragments, _bars(side))}
    )
    columns = [column for side in clear for column in _columns(side, styles, gutters)]
    styles = with_leadings(styles, (column.lines for column in columns))
    items: list[Block | Float] = []
    for number, column in enumerate(columns):
        items += _items(column, number, styles)
    return Layout(
        items=tuple(items),
        styles=styles,
        vocabulary=Vocabulary(line.text for column in columns for line in column.lines),
        furniture=tuple(tuple(texts) for texts in parted.furniture),
    )


def _columns(side: Side, styles: Styles, gutters: Sequence[float]) -> list[_Column]:
    """Returns the columns of a side; a table is put through as one piece."""
    tables = find_tables(side, styles)
    pieces: dict[Fragment, list[Fragment]] = {}
    free = list(side.fragments)
    for table in tables:
        inside = [each for each in free if table.holds(each.left, each.right, each.middle)]
        free = [each for each in free if each not in inside]
        if inside:
            pieces[_piece(inside, table.box)] = inside
    display = _display(free, styles) if side.page <= _FRONT_PAGES else []
    free = [each for each in free if each not in display]
    if display:
        pieces[_piece(display, _around(display))] = display
    columns: list[_Column] = []
    for column in in_order([*free, *pieces], _bars(side), gutters):
        for fragments in _without_display(column, pieces, display):
            columns.append(_Column(side, make_lines(fragments), tables))
    return columns


def _display(fragments: Sequence[Fragment], styles: Styles) -> list[Fragment]:
    """Returns the lines of the largest type that stand below each other: a title, beside which notes may stand."""
    large = [each for each in fragments if each.size >= _DISPLAY * styles.size and len(each.words) > 1]
    if not large:
        return []
    size = max(each.size for each in large)
    lines = sorted(
        (each for each in fragments if same_size(each.size, size)), key=lambda each: -each.baseline
    )
    run = lines[:1]
    for line in lines[1:]:
        near = run[-1].bottom - line.top <= line.size
        if not near or min(line.right, run[-1].right) < max(line.left, run[-1].left):
            break
        run.append(line)
    return run if len(run) > 1 else []


def _without_display(
    column: Sequence[Fragment], pieces: dict[Fragment, list[Fragment]], display: Sequence[Fragment]
) -> Iterable[list[Fragment]]:
    """Yields the fragments of a column with the pieces put back, the title on its own."""
    rest: list[Fragment] = []
    top = float("inf")
    for each in column:
        parts = pieces.get(each, [each])
        if display and parts[0] is display[0]:
            top = each.top
            yield list(display)
        else:
            rest += parts
    above = [each for each in rest if each.middle > top]
    if above:
        yield above
    if len(above) < len(rest):
        yield [each for each in rest if each.middle <= top]


def _around(fragments: Sequence[Fragment]) -> Box:
    return (
        min(each.left for each in fragments),
        min(each.bottom for each in fragments),
        max(each.right for each in fragments),
        max(each.top for each in fragments),
    )


def _piece(fragments: Sequence[Fragment], box: Box) -> Fragment:
    """Returns a fragment that stands for all that lies in a box; the lines of a table may reach into the gutter."""
    height = box[3] - box[1]
    words = tuple(word for each in fragments for word in each.words)
    left, _, right, _ = _around(fragments)
    return Fragment(words, left, right, baseline=box[1] + 0.25 * height, size=height)


def _items(column: _Column, number: int, styles: Styles) -> Iterable[Block | Float]:
    for stretch in part_floats(column.lines, column.side.rules, column.tables, styles):
        if stretch.label is None:
            yield from make_blocks(stretch.lines, column.side, number, styles)
        else:
            yield Float(stretch, column.side, number)


def _without_labels(side: Side, styles: Styles) -> Side:
    """Leaves out what is written on pictures, unless the picture is the whole page."""
    whole = side.width * side.height
    pictures = [box for box in side.images if 0 < _area(box) < _SCAN * whole]
    if not pictures:
        return side
    kept = [each for each in side.fragments if not _is_label(each, pictures, styles)]
    return replace(side, fragments=tuple(kept))


def _is_label(fragment: Fragment, pictures: Sequence[Box], styles: Styles) -> bool:
    if len(fragment.words) > 6 and fragment.size >= 0.85 * styles.size:
        return False
    x, y = (fragment.left + fragment.right) / 2, fragment.middle
    return any(holds(box, x, y) for box in pictures)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _bars(side: Side) -> list[Box]:
    """Returns what parts the page across: lines, pictures, and the upper and lower edges of frames."""
    bars = [rule for rule in side.rules if rule[2] - rule[0] > _FRAME_WIDTH]
    whole = side.width * side.height
    bars += [box for box in side.images if box[2] - box[0] > _FRAME_WIDTH and _area(box) < _SCAN * whole]
    for left, bottom, right, top in side.shapes:
        if right - left > _FRAME_WIDTH and (right - left) * (top - bottom) < _SCAN * whole:
            bars += [(left, bottom, right, bottom), (left, top, right, top)]
    return bars
