"""Rows of a table from its lines: cells, and cells that are broken over several lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from caseline.reading.pdf.floats import cells
from caseline.reading.pdf.lines import Line

# In heights of the font: lines of one broken cell are not further apart.
_CLOSE = 1.35
_FEWER = 0.6
_NUMERIC = re.compile(r"[\W\d]*\d[\W\d]*\Z|[-–—+*]\Z")
_FLUSH = 6.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text line by line, and each line it stands on."""

    parts: tuple[tuple[str, Line], ...]
    left: float
    right: float


def make_rows(lines: Sequence[Line]) -> list[list[Cell]]:
    """Returns the rows of a table; a line that only goes on with cells above it makes no row of its own."""
    rows: list[list[Cell]] = []
    last: Line | None = None
    for line in lines:
        row = _row(line)
        if rows and last is not None and _goes_on(rows[-1], row, last, line):
            rows[-1] = _joined(rows[-1], row)
        else:
            rows.append(row)
        last = line
    return rows


def _row(line: Line) -> list[Cell]:
    row: list[Cell] = []
    for indices in cells(line):
        text = "".join(
            (" " if line.spaces[index] and index != indices[0] else "") + line.words[index].text
            for index in indices
        )
        right = max(line.words[index].right for index in indices)
        row.append(Cell(((text, line),), line.words[indices[0]].left, right))
    return row


def _goes_on(above: Sequence[Cell], row: Sequence[Cell], last: Line, line: Line) -> bool:
    """Tells whether the line has no first cell, and words only, each below a cell of the row above."""
    if last.baseline - line.baseline > _CLOSE * line.size or len(above) < 2:
        return False
    if row[0].left <= above[0].left + _FLUSH or len(row) > _FEWER * len(above):
        return False
    return all(not _NUMERIC.match(cell.parts[0][0]) and _below(above, cell) is not None for cell in row)


def _below(above: Sequence[Cell], cell: Cell) -> int | None:
    """Returns the cell of the row above that a cell stands under."""
    best = max(range(len(above)), key=lambda index: _common(above[index], cell))
    return best if _common(above[best], cell) > 0 else None


def _common(first: Cell, second: Cell) -> float:
    return min(first.right, second.right) - max(first.left, second.left)


def _joined(above: Sequence[Cell], row: Sequence[Cell]) -> list[Cell]:
    joined = list(above)
    for cell in row:
        index = _below(above, cell)
        if index is not None:
            upper = joined[index]
            joined[index] = Cell(
                (*upper.parts, *cell.parts), min(upper.left, cell.left), max(upper.right, cell.right)
            )
    return joined
