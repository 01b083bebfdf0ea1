"""Tables as lines: a row a line, its cells parted by bars."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from caseline.reading.clean import CleanText
from caseline.reading.inline import Run, Span, joined, without, write

CELL = " | "
# A text this short is told again in each row that its cell reaches down to.
_LONGEST_AGAIN = 60
# Spans beyond these are errors or attacks.
_WIDEST = 50
_DEEPEST = 500

CutsOf = Callable[[Sequence[Run]], list[Span]]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    Attributes:
        runs: Its text.
        columns: How many columns it is wide.
        rows: How many rows it reaches down.
    """

    runs: Sequence[Run]
    columns: int = 1
    rows: int = 1


def span_of(value: str | None) -> int:
    """Returns the number of columns or rows that an attribute says; 1 where it says none."""
    text = (value or "").strip()
    return max(1, min(int(text[:4]), _DEEPEST)) if text[:4].isdecimal() else 1


def laid_out(rows: Sequence[Sequence[Cell]]) -> Iterator[list[Sequence[Run]]]:
    """Yields the cells of each row by column.

    A cell that reaches down is told again in the rows below where it is short. One that is wide leaves the
    columns after its first empty, so that each column keeps its place.
    """
    reaching: dict[int, tuple[int, Sequence[Run]]] = {}
    for row in rows:
        cells: list[Sequence[Run]] = []
        waiting = iter(row)
        while True:
            rest, above = reaching.get(len(cells), (0, ()))
            if rest:
                reaching[len(cells)] = (rest - 1, above)
                cells.append(above)
                continue
            if (cell := next(waiting, None)) is None:
                break
            _place(cell, cells, reaching)
        # What reaches down beyond the last cell of this row.
        while any(rest and column >= len(cells) for column, (rest, _) in reaching.items()):
            rest, above = reaching.get(len(cells), (0, ()))
            reaching[len(cells)] = (max(0, rest - 1), above)
            cells.append(above if rest else ())
        yield cells


def _place(cell: Cell, cells: list[Sequence[Run]], reaching: dict[int, tuple[int, Sequence[Run]]]) -> None:
    again = cell.runs if len(joined(cell.runs)) <= _LONGEST_AGAIN else ()
    for number in range(min(cell.columns, _WIDEST)):
        if cell.rows > 1:
            reaching[len(cells)] = (cell.rows - 1, again if number == 0 else ())
        cells.append(cell.runs if number == 0 else ())


def write_rows(clean: CleanText, rows: Sequence[Sequence[Cell]], cuts_of: CutsOf) -> None:
    """Adds the rows as the lines of one block; rows without text are left out.

    Raises:
        ReadingError: When the clean text grows beyond its limit.
    """
    for cells in laid_out(rows):
        filled = [(runs, cuts_of(runs)) for runs in cells]
        while filled and not _has_text(*filled[-1]):
            filled.pop()
        for number, (runs, cuts) in enumerate(filled):
            if number:
                clean.add(CELL)
            write(clean, runs, cuts)
        clean.end_line()
    clean.end_block()


def _has_text(runs: Sequence[Run], cuts: Sequence[Span]) -> bool:
    return bool(joined(without(runs, cuts)).strip())
