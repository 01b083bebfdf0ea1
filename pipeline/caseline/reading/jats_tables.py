"""Tables of JATS, in the models of HTML and of OASIS (CALS)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from caseline.reading.clean import BLOCK, LINE
from caseline.reading.inline import Run
from caseline.reading.jats_inline import Inline, Paper, runs_in
from caseline.reading.table_rows import Cell, span_of
from caseline.reading.xml import Node

_ROWS = frozenset({"tr", "row"})
_CELLS = frozenset({"td", "th", "entry"})
_STOPS = (".", ",", ";", ":", "(", "/")


def table_rows(table: Node, paper: Paper) -> list[list[Cell]]:
    """Returns the rows of a `table` (or `oasis:table`), those of its head first as they stand."""
    columns = {name: number for number, name in enumerate(_column_names(table))}
    inline = Inline(paper, in_table=True)
    return [
        [_cell(cell, columns, inline) for cell in row.children(*_CELLS)] for row in _descend(table, _ROWS)
    ]


def _descend(node: Node, names: frozenset[str]) -> Iterator[Node]:
    for child in node.children():
        if child.name in names:
            yield child
        elif child.name not in _CELLS:
            yield from _descend(child, names)


def _column_names(table: Node) -> Iterator[str]:
    for number, column in enumerate(_descend(table, frozenset({"colspec"})), start=1):
        yield column.get("colname") or str(number)


def _cell(cell: Node, columns: dict[str, int], inline: Inline) -> Cell:
    wide = span_of(cell.get("colspan"))
    first, last = columns.get(cell.get("namest") or ""), columns.get(cell.get("nameend") or "")
    if first is not None and last is not None:
        wide = max(1, last - first + 1)
    more = cell.get("morerows")
    high = span_of(more) + 1 if more and more != "0" else span_of(cell.get("rowspan"))
    return Cell(_one_line(runs_in(cell, inline, gap=BLOCK)), wide, high)


def _one_line(runs: list[Run]) -> list[Run]:
    """Returns the runs with a semicolon between the paragraphs of a cell, where no other stop is.

    A line break is a space: it mostly keeps a column narrow.
    """
    made: list[Run] = []
    waiting = ""
    for run in runs:
        if run.at is None and run.text in {LINE, BLOCK}:
            waiting = max(waiting, run.text)
        elif run.text.strip():
            if waiting and made:
                last = made[-1] = replace(made[-1], text=made[-1].text.rstrip())
                stopped = last.text.endswith(_STOPS) or not (waiting == BLOCK or _is_entry(last, run))
                made.append(Run(" " if stopped else "; "))
            waiting = ""
            made.append(run)
        elif made and not waiting:
            made.append(run)
    return made


def _is_entry(before: Run, after: Run) -> bool:
    """Tells a list of entries, one a line, from a line that goes on."""
    return before.text.endswith((")", "%")) and after.text.lstrip()[:1].isupper()
