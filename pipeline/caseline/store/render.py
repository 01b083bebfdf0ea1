"""Answers on a terminal, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from itertools import chain
from typing import Final

from rich.table import Table

from caseline.printable import printable
from caseline.store.answer import Answer, Cell
from caseline.store.figures import OUTCOMES, QUANTILES

# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

# What a terminal shows of a hash, and which columns it leaves out where another one tells the same in short.
_HASH: Final = 15
_DAYS: Final = f"days: {' | '.join(QUANTILES)}"
_LONGER: Final = {
    "title": "source",
    "doi": "source",
    "years_low": "age",
    "years_high": "age",
    "config": "run_id",
    "model": "run_id",
}


def as_table(answer: Answer) -> Table:
    """Returns an answer as a table for a terminal.

    Quantiles share a column, and so do outcomes; columns that hold nothing, or only longer words for what another
    one tells, are left out. JSON and CSV have all.
    """
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    told = [_told(row) for row in rows]
    columns = list(dict.fromkeys(name for row in told for name in row)) or list(answer.columns)
    table = Table(header_style="bold")
    for name in columns:
        numbers = all(isinstance(row.get(name), int | float | None) for row in told)
        table.add_column(printable(name), justify="right" if numbers else "left", overflow="fold")
    for row in told:
        table.add_row(*(_shown(row.get(name)) for name in columns))
    return table


def _told(row: dict[str, Cell]) -> dict[str, Cell]:
    """Returns a row as a terminal shows it."""
    made: dict[str, Cell] = {}
    asked = "onset_known" in row
    for name, cell in row.items():
        if asked and name.startswith("onset_"):
            made[_DAYS] = _days(row)
        elif "not_told" in row and name in OUTCOMES:
            counts = (f"{row[outcome]} {outcome}" for outcome in OUTCOMES if row[outcome])
            made["outcomes"] = ", ".join(counts).replace("_", " ")
        elif name not in _LONGER or not row.get(_LONGER[name]):
            made[name] = cell
    return made


def _days(row: dict[str, Cell]) -> str:
    known = row["onset_known"]
    if not known:
        return ""
    if row["onset_min"] == row["onset_max"]:
        return f"{_shown(row['onset_min'])} (n={known})"
    return f"{' | '.join(_shown(row[f'onset_{name}']) for name in QUANTILES)} (n={known})"


def as_json(answer: Answer) -> Iterator[str]:
    """Yields an answer as a JSON array with an object for each row."""
    empty = True
    for row in answer.rows:
        yield "[\n" if empty else ",\n"
        empty = False
        yield json.dumps(dict(zip(answer.columns, row, strict=True)), ensure_ascii=False)
    yield "[]\n" if empty else "\n]\n"


def as_csv(answer: Answer) -> Iterator[str]:
    """Yields an answer as CSV with a head; text that a spreadsheet would calculate has a ' before it."""
    for row in chain([answer.columns], answer.rows):
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow([_harmless(cell) for cell in row])
        yield line.getvalue()


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return f"{cell:.4g}"
    text = printable(str(cell))
    return f"{text[:_HASH]}…" if text.startswith("sha256:") else text


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
