"""The listing as a workbook of Excel."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from caseline.errors import CaselineError
from caseline.export.listing.cells import Cell, is_like_a_formula
from caseline.export.listing.columns import COLUMNS
from caseline.export.listing.rows import rows_of
from caseline.export.listing.words import number_words
from caseline.export.targets import Wish
from caseline.export.tools import Files
from caseline.schema.report import CaseReport

if TYPE_CHECKING:
    import xlsxwriter

# Of a sheet, with its heading.
MOST_ROWS: Final = 1_048_576
# Larger whole numbers, such as a misread year, are written as texts: Excel has no form for them.
_MOST_NUMBER: Final = 10**300
_MADE: Final = datetime(2000, 1, 1)
_HEADING: Final = {"bold": True, "bg_color": "#DDE6ED", "bottom": 1, "text_wrap": True, "valign": "top"}
_BODY: Final = {"text_wrap": True, "valign": "top"}
_SHOWN_LEFT: Final = 2
# Heights in points; longer texts are cut in sight, not in the cell.
_LINE: Final = 15
_MOST_LINES: Final = 12
_MOST_HEADING: Final = 3


class Xlsx:
    """A workbook: numbers are numbers, every text is a text and never a formula or a link."""

    suffixes: tuple[str, ...] = (".xlsx",)
    folder = False
    settled = False

    def __init__(self, most_rows: int = MOST_ROWS) -> None:
        self._most_rows = most_rows

    def write(self, records: Iterable[CaseReport], wish: Wish) -> Files:
        """Yields the file.

        Raises:
            CaselineError: When xlsxwriter is not installed.
        """
        try:
            import xlsxwriter  # noqa: PLC0415 - optional
        except ImportError as error:
            msg = "xlsx needs XlsxWriter; install it with: pip install 'caseline[xlsx]'"
            raise CaselineError(msg) from error
        content = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        }
        with xlsxwriter.Workbook(content, options) as book:
            book.set_properties({"title": "Line listing of case reports", "created": _MADE})
            self._fill(book, rows_of(records, wish))
        yield "", (content.getvalue(),)

    def _fill(self, book: xlsxwriter.Workbook, rows: Iterable[Sequence[Cell]]) -> None:
        formats = {
            "heading": book.add_format(_HEADING),
            "body": book.add_format(_BODY),
            "quoted": book.add_format({**_BODY, "quote_prefix": True}),
            "id": book.add_format({"valign": "top"}),
        }
        left = iter(rows)
        number = 0
        while (some := list(islice(left, self._most_rows - 1))) or not number:
            number += 1
            _sheet(book, "Cases" if number == 1 else f"Cases {number}", some, formats)


def _lines(row: Sequence[Cell]) -> int:
    """Returns how many lines a row shows; not all programs find out for themselves."""
    needed = 1
    for cell, column in zip(row[1:], COLUMNS[1:], strict=True):
        if isinstance(cell, str):
            lines = sum(1 + len(line) // (column.width - 2) for line in cell.split("\n"))
            needed = max(needed, lines)
    return min(needed, _MOST_LINES)


def _sheet(
    book: xlsxwriter.Workbook, name: str, rows: Sequence[Sequence[Cell]], formats: dict[str, Any]
) -> None:
    """Writes a sheet: its heading stays in sight and filters, text is wrapped."""
    sheet = book.add_worksheet(name)
    for place, column in enumerate(COLUMNS):
        sheet.write_string(0, place, column.name, formats["heading"])
        sheet.set_column(place, place, column.width)
    sheet.set_row(0, _LINE * _MOST_HEADING)
    for number, row in enumerate(rows, start=1):
        sheet.set_row(number, _LINE * _lines(row))
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                # So marked, it stays a text when somebody edits the cell.
                plain = "body" if place else "id"
                style = formats["quoted" if is_like_a_formula(cell) else plain]
                _write_text(sheet, number, place, cell, style)
            elif cell is not None and abs(cell) > _MOST_NUMBER:
                sheet.write_string(number, place, number_words(cell), formats["body"])
            elif cell is not None:
                sheet.write_number(number, place, cell, formats["body"])
    sheet.freeze_panes(1, _SHOWN_LEFT)
    sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)


def _write_text(sheet: Any, number: int, place: int, text: str, style: Any) -> None:
    """Writes a text to the letter; XlsxWriter puts one between <r> and </r> into the file as XML of its own."""
    if text.startswith("<r>") and text.endswith("</r>"):
        sheet.write_rich_string(number, place, *text[:2], text[2:], style)
    else:
        sheet.write_string(number, place, text, style)
