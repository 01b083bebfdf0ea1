"""The listing read back as people's programs read it: csv and openpyxl."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from openpyxl import load_workbook

from caseline.export.listing import Csv, Xlsx
from caseline.export.targets import Wish
from caseline.schema.report import CaseReport


def written(writer: Csv | Xlsx, records: Iterable[CaseReport], left: list[str] | None = None) -> bytes:
    """Returns the file."""
    told: list[str] = [] if left is None else left
    wish = Wish(folder=False, settings=None, leave=lambda record, reason: told.append(reason))
    ((name, pieces),) = writer.write(records, wish)
    assert name == ""
    return b"".join(pieces)


def csv_rows(data: bytes) -> list[dict[str, str]]:
    """Returns the rows of a CSV file by column."""
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, strict=True))


def xlsx_cells(data: bytes) -> list[list[Any]]:
    """Returns the cells of a workbook, sheet after sheet, headings left out."""
    book = load_workbook(io.BytesIO(data))
    return [list(row) for sheet in book for row in sheet.iter_rows(min_row=2)]


def xlsx_rows(data: bytes) -> list[dict[str, Any]]:
    """Returns the rows of a workbook by column."""
    names = [cell.value for cell in next(load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(max_row=1))]
    return [dict(zip(names, (cell.value for cell in row), strict=True)) for row in xlsx_cells(data)]
