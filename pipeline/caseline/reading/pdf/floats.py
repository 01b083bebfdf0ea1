"""Tables and captions within a column: where they begin, and where the prose goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caseline.reading.lines import ends_sentence
from caseline.reading.pdf.geometry import Box
from caseline.reading.pdf.labels import Label, label_of
from caseline.reading.pdf.lines import Line
from caseline.reading.pdf.styles import Styles, same_size
from caseline.reading.pdf.tables import Table
from caseline.schema.document import SectionName

# In heights of the font: a gap within a line that parts two cells, and one between lines that ends a caption.
CELL_GAP = 0.9
_CLOSE = 1.35
_NOTE_GAP = 2.6
_FULL = 0.85
_WIDE = 0.6
_PROSE_WORDS = 6
_LONGEST_CAPTION_LINES = 40
# Rules are parts of one table when no more than so much of the page lies between them.
_RULE_GAP = 0.75


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of a column that belong together.

    Attributes:
        lines: The lines of prose, or of the caption.
        label: The label of a figure or a table; None for prose.
        rows: The lines of the table.
        notes: The lines below the table.
    """

    lines: tuple[Line, ...]
    label: Label | None = None
    rows: tuple[Line, ...] = ()
    notes: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class _Column:
    lines: Sequence[Line]
    left: float
    right: float
    rules: Sequence[Box]
    tables: Sequence[Table]
    styles: Styles


def part_floats(
    lines: Sequence[Line], rules: Sequence[Box], tables: Sequence[Table], styles: Styles
) -> list[Stretch]:
    """Returns the stretches of a column in their order.

    Args:
        lines: The lines of the column.
        rules: The lines drawn across the side.
        tables: The tables found on the side.
        styles: What the body looks like.
    """
    if not lines:
        return []
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    near = [rule for rule in rules if rule[0] < right and rule[2] > left]
    column = _Column(lines, left, right, near, tables, styles)
    stretches: list[Stretch] = []
    prose: list[Line] = []
    index = 0
    while index < len(lines):
        table = _known_table(column, index)
        if table is not None:
            stretches += [Stretch(tuple(prose))] if prose else []
            prose = []
            stretches.append(table)
            index += len(table.lines) + len(table.rows) + len(table.notes)
            continue
        label = caption_label(lines, index, styles)
        if label is None:
            prose.append(lines[index])
            index += 1
            continue
        if prose:
            stretches.append(Stretch(tuple(prose)))
            prose = []
        stretch = _float(column, index, label)
        stretches.append(stretch)
        index += len(stretch.lines) + len(stretch.rows) + len(stretch.notes)
    if prose:
        stretches.append(Stretch(tuple(prose)))
    return stretches


def caption_label(lines: Sequence[Line], index: int, styles: Styles) -> Label | None:
    """Returns the label of the caption that begins on a line; a sentence broken before "Figure 2" is none."""
    line = lines[index]
    label = label_of(line.text)
    if label is None:
        return None
    first = line.words[0]
    distinct = (
        not same_size(line.size, styles.size)
        or styles.font(first.font).bold
        or styles.font(first.font).name not in styles.names
    )
    if index == 0:
        return label if distinct or label.marked else None
    above = lines[index - 1]
    near = above.baseline - line.baseline <= _CLOSE * max(styles.leading(line.size), line.size)
    if (
        near
        and same_size(above.size, line.size)
        and above.font == line.font
        and not ends_sentence(above.text)
    ):
        return label if distinct and label.marked and styles.font(first.font).bold else None
    return label if distinct or (label.marked and not near) else None


def cells(line: Line) -> list[list[int]]:
    """Returns the words of each cell of a line, by their index."""
    parts: list[list[int]] = []
    for index, word in enumerate(line.words):
        last = line.words[index - 1]
        if parts and word.left - last.right <= CELL_GAP * min(line.size, 12.0):
            parts[-1].append(index)
        else:
            parts.append([index])
    return parts


def _float(column: _Column, begin: int, label: Label) -> Stretch:
    if label.name is SectionName.FIGURE:
        end = _caption_end(column, begin)
        return Stretch(tuple(column.lines[begin:end]), label)
    head = _table_head_end(column, begin)
    end = _rows_end(column, head)
    notes = _notes_end(column, end) if end > head else end
    lines = column.lines
    return Stretch(tuple(lines[begin:head]), label, tuple(lines[head:end]), tuple(lines[end:notes]))


def _known_table(column: _Column, begin: int) -> Stretch | None:
    """Returns the table, as it was found by its lines, that begins on a line."""
    first = column.lines[begin]
    for table in column.tables:
        if not table.holds(first.left, first.right, _middle(first)):
            continue
        end = begin + 1
        while end < len(column.lines) and table.holds(
            column.lines[end].left, column.lines[end].right, _middle(column.lines[end])
        ):
            end += 1
        lines = column.lines[begin:end]
        above = tuple(line for line in lines if _middle(line) > table.head)
        rows = tuple(line for line in lines if table.foot <= _middle(line) <= table.head)
        below = tuple(line for line in lines if _middle(line) < table.foot)
        caption, notes = (below, above) if table.below else (above, below)
        label = next((found for line in caption if (found := label_of(line.text))), None)
        if label is not None:
            return Stretch(caption, label, rows, notes)
    return None


def _middle(line: Line) -> float:
    return line.baseline + 0.25 * line.size


def _caption_end(column: _Column, begin: int) -> int:
    """A caption goes on in lines of its height that stand close below."""
    lines = column.lines
    end = begin + 1
    while end < len(lines) and end - begin < _LONGEST_CAPTION_LINES:
        above, line = lines[end - 1], lines[end]
        if not same_size(above.size, line.size) or _is_far(above, line, column.styles):
            break
        if caption_label(lines, end, column.styles) is not None:
            break
        if column.styles.is_body(line):
            if not column.styles.is_body(above) and end > begin + 1:
                break
            short = above.right < column.left + _FULL * (column.right - column.left)
            if short and ends_sentence(above.text):
                break
        end += 1
    return end


def _is_far(above: Line, line: Line, styles: Styles) -> bool:
    gap = above.baseline - line.baseline
    return gap > _CLOSE * max(styles.leading(line.size), 1.1 * line.size)


def _table_head_end(column: _Column, begin: int) -> int:
    """The caption of a table ends at a rule, at a row of cells, or where the style changes."""
    lines = column.lines
    end = begin + 1
    label_alone = len(lines[begin].text) <= 12
    while end < len(lines) and end - begin < _LONGEST_CAPTION_LINES:
        above, line = lines[end - 1], lines[end]
        first = end == begin + 1 and label_alone
        if _rule_between(column, above, line) or len(cells(line)) > 1:
            break
        if not first and (not same_size(above.size, line.size) or _is_far(above, line, column.styles)):
            break
        if caption_label(lines, end, column.styles) is not None:
            break
        if _ends_paragraph(above, column) and not first:
            break
        end += 1
    return end


def _ends_paragraph(line: Line, column: _Column) -> bool:
    short = line.right < column.left + _FULL * (column.right - column.left)
    return short and (ends_sentence(line.text) or not column.styles.is_body(line))


def _rule_between(column: _Column, above: Line, line: Line) -> bool:
    return any(
        line.baseline + 0.3 * line.size < (rule[1] + rule[3]) / 2 < above.baseline
        and rule[2] - rule[0] > 0.3 * (column.right - column.left)
        for rule in column.rules
    )


def _rows_end(column: _Column, begin: int) -> int:
    """The rows go on down to the last rule with nothing but cells above it, else as long as there are cells."""
    lines = column.lines
    if begin >= len(lines):
        return begin
    floor = _lowest_rule(column, begin)
    end = begin
    while end < len(lines):
        line = lines[end]
        if caption_label(lines, end, column.styles) is not None:
            break
        above_floor = floor is not None and line.baseline > floor
        if not above_floor and (_is_prose_line(column, end) or _heads_prose(column, end)):
            break
        end += 1
    return end


def _lowest_rule(column: _Column, begin: int) -> float | None:
    """Returns the height of the last rule of the table that begins at a line."""
    lines = column.lines
    ceiling = lines[begin].top + 3 * lines[begin].size
    heights = sorted(
        {round(rule[1]) for rule in column.rules if rule[1] < ceiling and rule[2] - rule[0] > 20},
        reverse=True,
    )
    lowest: float | None = None
    index = begin
    for height in heights:
        between = []
        while index < len(lines) and lines[index].baseline > height:
            between.append(index)
            index += 1
        if any(caption_label(lines, each, column.styles) for each in between):
            break
        prose = [each for each in between if _is_prose_line(column, each)]
        if len(prose) * 2 > len(between) and len(prose) > 2:
            break
        lowest = height
    return lowest


def _is_prose_line(column: _Column, index: int) -> bool:
    """Tells whether a line is one of the body: its style, one cell, and a neighbour that is as wide."""
    lines = column.lines
    line = lines[index]
    if not column.styles.is_body(line) or len(cells(line)) > 1:
        return False
    if _is_wide(line, column):
        return True
    below = lines[index + 1] if index + 1 < len(lines) else None
    above = lines[index - 1] if index else None
    return any(
        near is not None and column.styles.is_body(near) and len(cells(near)) == 1 and _is_wide(near, column)
        for near in (above, below)
    )


def _heads_prose(column: _Column, index: int) -> bool:
    """Tells whether a line looks as headings do and stands above a line of the body."""
    line, styles = column.lines[index], column.styles
    distinct = styles.is_bold(line) or line.size > styles.size
    below = index + 1 < len(column.lines) and _is_prose_line(column, index + 1)
    return distinct and below and len(cells(line)) == 1


def _is_wide(line: Line, column: _Column) -> bool:
    return line.right - line.left >= _WIDE * (column.right - column.left) and len(line.words) >= _PROSE_WORDS


def _notes_end(column: _Column, begin: int) -> int:
    """Notes below a table are smaller than the body, or stand close below in another font."""
    lines = column.lines
    end = begin
    while end < len(lines) and not column.styles.is_body(lines[end]):
        line, above = lines[end], lines[end - 1]
        if above.baseline - line.baseline > _NOTE_GAP * line.size or line.size >= column.styles.size:
            break
        if caption_label(lines, end, column.styles) is not None:
            break
        end += 1
    return end
