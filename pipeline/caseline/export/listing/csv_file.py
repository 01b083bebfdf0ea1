"""The listing as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from caseline.export.listing.cells import Cell, clean, guarded
from caseline.export.listing.columns import COLUMNS
from caseline.export.listing.rows import rows_of
from caseline.export.listing.words import number_words
from caseline.export.targets import Wish
from caseline.export.tools import Files
from caseline.schema.report import CaseReport

# Without it Excel takes UTF-8 for the code page of the machine.
_BOM: Final = b"\xef\xbb\xbf"


class Csv:
    """A file of comma-separated values (RFC 4180), UTF-8 with a mark, texts guarded against formulas."""

    suffixes: tuple[str, ...] = (".csv",)
    folder = False
    settled = False

    def write(self, records: Iterable[CaseReport], wish: Wish) -> Files:
        """Yields the file."""
        yield "", self._lines(records, wish)

    def _lines(self, records: Iterable[CaseReport], wish: Wish) -> Iterator[bytes]:
        yield _BOM + _line(column.name for column in COLUMNS)
        for row in rows_of(records, wish):
            yield _line(row)


def _line(row: Iterable[Cell]) -> bytes:
    return (",".join(map(_field, row)) + "\r\n").encode()


def _field(cell: Cell) -> str:
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return number_words(cell)
    # Apostrophes may make it longer than a cell.
    return '"' + clean(guarded(cell)).replace('"', '""') + '"'
