"""What a question gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

Cell = str | int | float | bool | None


class Answer(NamedTuple):
    """A table.

    Attributes:
        columns: Names of its columns.
        rows: Its rows, in an order that is the same everywhere; those of a statement of the user's own once only.
    """

    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]
