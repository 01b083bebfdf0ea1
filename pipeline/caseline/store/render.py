"""Answers on a terminal, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from rich.table import Table

from caseline.errors import CaselineError
from caseline.printable import printable
from caseline.store.answer import Answer, Cell
from caseline.store.figures import OUTCOMES, QUANTILES

# What a spreadsheet would take for a formula, full-width signs and blanks before them too.
_FORMULA: Final = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")

# What a terminal shows of a hash, and which columns it leaves out where another one tells the same in short.
_HASH: Final = 15
_DAYS: Final = "days"
_BETWEEN: Final = " | "
_QUANTILES: Final = f"days: {_BETWEEN.join(QUANTILES)}"
_LONGER: Final = {
    "title": "source",
    "doi": "source",
    "years_low": "age",
    "years_high": "age",
    "config": "run_id",
    "model": "run_id",
}
_SHORT: Final = {
    "dechallenge_positive": "dechallenge +",
    "rechallenge_positive": "rechallenge +",
}


def as_table(answer: Answer, *, own: bool = False) -> Table:
    """Returns an answer as a table for a terminal.

    Quantiles share a column, and so do outcomes, and cases with their share; columns that only have longer words
    for what another one tells are left out. JSON and CSV have all. With `own`, a statement of the user's own,
    every column is shown under its name.
    """
    if own:
        return _table(list(map(printable, answer.columns)), list(answer.rows), caption=None)
    told = [_told(dict(zip(answer.columns, row, strict=True))) for row in answer.rows]
    columns = list(dict.fromkeys(name for row in told for name in row)) or list(answer.columns)
    spread = any(_BETWEEN in str(row.get(_DAYS)) for row in told)
    cells = [[row.get(name) for name in columns] for row in told]
    heads = [name.replace("_", " ") for name in columns]
    return _table(heads, cells, caption=_QUANTILES if spread else None)


def _table(heads: Sequence[str], rows: Sequence[Sequence[Cell]], *, caption: str | None) -> Table:
    table = Table(header_style="bold", caption=caption, caption_justify="left")
    for place, head in enumerate(heads):
        numbers = all(isinstance(row[place], int | float | None) for row in rows)
        table.add_column(head, justify="right" if numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(_shown, row))
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
        elif name == "share" and "cases" in made and isinstance(cell, float | int):
            made["cases"] = f"{_shown(made['cases'])} ({cell:.0%})"
        elif name not in _LONGER or not row.get(_LONGER[name]):
            made[_SHORT.get(name, name)] = cell
    return made


def _days(row: dict[str, Cell]) -> str:
    known = row["onset_known"]
    if not known:
        return ""
    if row["onset_min"] == row["onset_max"]:
        return f"{_shown(row['onset_min'])} (n={known})"
    return f"{_BETWEEN.join(_shown(row[f'onset_{name}']) for name in QUANTILES)} (n={known})"


def as_json(answer: Answer) -> Iterator[str]:
    """Yields an answer as a JSON array with an object for each row.

    Raises:
        CaselineError: When two columns have the same name, for one would be lost.
    """
    if twice := [name for name, count in Counter(answer.columns).items() if count > 1]:
        msg = f"JSON has one value for a name: two columns are called {', '.join(twice)}; name them with AS"
        raise CaselineError(msg)
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
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell
