"""Columns of the tables, in the order of the CDM's DDL, and their CSV.

Source: OHDSI CommonDataModel, DDL of version 5.4.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, TypeAlias

Value: TypeAlias = str | int | date | None
Row: TypeAlias = Mapping[str, Value]
_REPLACEMENT: Final = "\ufffd"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the CDM.

    Attributes:
        name: Its name.
        columns: Its columns, in order.
        widths: How many characters a column holds, where it has a bound.
    """

    name: str
    columns: tuple[str, ...]
    widths: Mapping[str, int] = field(default_factory=dict)


NOTE: Final = Table(
    "NOTE",
    (
        "note_id",
        "person_id",
        "note_date",
        "note_datetime",
        "note_type_concept_id",
        "note_class_concept_id",
        "note_title",
        "note_text",
        "encoding_concept_id",
        "language_concept_id",
        "provider_id",
        "visit_occurrence_id",
        "visit_detail_id",
        "note_source_value",
        "note_event_id",
        "note_event_field_concept_id",
    ),
    {"note_title": 250, "note_source_value": 50},
)
NOTE_NLP: Final = Table(
    "NOTE_NLP",
    (
        "note_nlp_id",
        "note_id",
        "section_concept_id",
        "snippet",
        "offset",
        "lexical_variant",
        "note_nlp_concept_id",
        "note_nlp_source_concept_id",
        "nlp_system",
        "nlp_date",
        "nlp_datetime",
        "term_exists",
        "term_temporal",
        "term_modifiers",
    ),
    {
        "snippet": 250,
        "offset": 50,
        "lexical_variant": 250,
        "nlp_system": 250,
        "term_exists": 1,
        "term_temporal": 50,
        "term_modifiers": 2000,
    },
)
# Not of the CDM: what its columns had no room for, whole.
CUT: Final = Table("CUT", ("table_name", "row_id", "column_name", "kept", "value"))


def csv_of(table: Table, rows: Iterable[Row]) -> Iterable[bytes]:
    """Yields a table as CSV (RFC 4180, UTF-8): texts are quoted, so that an empty one is not null."""
    yield (",".join(table.columns) + "\r\n").encode()
    for row in rows:
        yield (",".join(_cell(row.get(column)) for column in table.columns) + "\r\n").encode()


def storable(text: str) -> str:
    """Returns a text as databases take it: none has a place for U+0000, which becomes U+FFFD."""
    return text.replace("\0", _REPLACEMENT)


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value)
