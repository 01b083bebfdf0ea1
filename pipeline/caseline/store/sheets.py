"""Rows of one record while they are put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from caseline.schema.base import Code
from caseline.store.values import key_of, maybe_text, number_of, text_of

Value = str | int | float | bool | None
# The columns condition_id, drug_id, event_id, therapy_id: the item that a row is of, if any.
Owner = tuple[str | None, str | None, str | None, str | None]
NO_ITEM: Owner = (None, None, None, None)


class Sheets:
    """Rows by table, all of one record, whose id stands first in each.

    Args:
        record: Id of the record.
    """

    def __init__(self, record: str) -> None:
        self.record = record
        self.rows: dict[str, list[tuple[Value, ...]]] = defaultdict(list)

    def add(self, table: str, *values: Value) -> None:
        """Adds a row."""
        self.rows[table].append((self.record, *values))

    def listed(self, table: str, texts: Iterable[str], *owner: str) -> None:
        """Adds a row for each text, with its place."""
        rows = self.rows[table]
        for place, each in enumerate(texts):
            rows.append((self.record, *owner, place, text_of(each)))

    def evidence(
        self, mentions: Iterable[str], case: str, owner: Owner, field: str, place: int | None = None
    ) -> None:
        """Adds the mentions that support a field of a case or of one of its items."""
        rows = self.rows["evidence"]
        for mention in mentions:
            rows.append((self.record, len(rows), mention, case, *owner, field, place))

    def codes(self, codes: Iterable[Code], case: str, owner: Owner) -> None:
        """Adds the codes of an item of a case."""
        rows = self.rows["codes"]
        for code in codes:
            display = None if code.display is None else key_of(code.display)
            rows.append((self.record, len(rows), case, *owner, *_told(code), key_of(code.code), display))

    def mention_codes(self, codes: Iterable[Code], mention: str) -> None:
        """Adds the codes of a mention."""
        rows = self.rows["mention_codes"]
        for place, code in enumerate(codes):
            rows.append((self.record, mention, place, *_told(code)))


def _told(code: Code) -> tuple[Value, ...]:
    match = code.match and str(code.match)
    return text_of(code.system), text_of(code.code), maybe_text(code.display), match, number_of(code.score)
