"""Records as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caseline.export.listing.cells import Cell
from caseline.export.listing.columns import row_of
from caseline.export.listing.told import Told
from caseline.export.targets import Wish
from caseline.schema.report import CaseReport


def rows_of(records: Iterable[CaseReport], wish: Wish) -> Iterator[tuple[Cell, ...]]:
    """Yields a row for each case, in the order of the columns; a record without a case is left out."""
    for record in records:
        if not record.cases:
            wish.leave(record, "left out: tells of no patient, and a row is a case")
        for case in record.cases:
            yield tuple(row_of(Told(record, case)).values())
