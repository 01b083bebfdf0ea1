"""Tables of the CDM as its DDL for DuckDB makes them, and what they hold after loading our files.

Source of the columns: OHDSI CommonDataModel, DDL of version 5.4 for DuckDB.
"""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from caseline.export.omop import Omop
from caseline.export.targets import Wish
from caseline.schema.report import CaseReport

DDL: Mapping[str, tuple[tuple[str, str], ...]] = {
    "NOTE": (
        ("note_id", "integer NOT NULL PRIMARY KEY"),
        ("person_id", "integer NOT NULL"),
        ("note_date", "date NOT NULL"),
        ("note_datetime", "TIMESTAMP NULL"),
        ("note_type_concept_id", "integer NOT NULL"),
        ("note_class_concept_id", "integer NOT NULL"),
        ("note_title", "varchar(250) NULL"),
        ("note_text", "TEXT NOT NULL"),
        ("encoding_concept_id", "integer NOT NULL"),
        ("language_concept_id", "integer NOT NULL"),
        ("provider_id", "integer NULL"),
        ("visit_occurrence_id", "integer NULL"),
        ("visit_detail_id", "integer NULL"),
        ("note_source_value", "varchar(50) NULL"),
        ("note_event_id", "integer NULL"),
        ("note_event_field_concept_id", "integer NULL"),
    ),
    "NOTE_NLP": (
        ("note_nlp_id", "integer NOT NULL PRIMARY KEY"),
        ("note_id", "integer NOT NULL REFERENCES NOTE (note_id)"),
        ("section_concept_id", "integer NULL"),
        ("snippet", "varchar(250) NULL"),
        ("offset", "varchar(50) NULL"),
        ("lexical_variant", "varchar(250) NOT NULL"),
        ("note_nlp_concept_id", "integer NULL"),
        ("note_nlp_source_concept_id", "integer NULL"),
        ("nlp_system", "varchar(250) NULL"),
        ("nlp_date", "date NOT NULL"),
        ("nlp_datetime", "TIMESTAMP NULL"),
        ("term_exists", "varchar(1) NULL"),
        ("term_temporal", "varchar(50) NULL"),
        ("term_modifiers", "varchar(2000) NULL"),
    ),
}


def written(
    records: Iterable[CaseReport], *, settings: Path | None = None, left: list[str] | None = None
) -> dict[str, bytes]:
    """Returns the files of an export by name."""
    told: list[str] = [] if left is None else left
    wish = Wish(folder=True, settings=settings, leave=lambda record, reason: told.append(reason))
    return {name: b"".join(pieces) for name, pieces in Omop().write(records, wish)}


def _definition(table: str, *, checked: bool = False) -> str:
    columns = [f'"{name}" {kind}' for name, kind in DDL[table]]
    if checked:
        for name, kind in DDL[table]:
            if kind.startswith("varchar("):
                width = kind.partition("(")[2].partition(")")[0]
                columns.append(f'CHECK (length("{name}") <= {width})')
            if kind.startswith("integer"):
                columns.append(
                    f"CHECK (typeof(\"{name}\") IN ('integer', 'null') AND \"{name}\" < 2147483648)"
                )
    return f"CREATE TABLE {table} ({', '.join(columns)})"


def in_duckdb(files: Mapping[str, bytes], folder: Path) -> duckdb.DuckDBPyConnection:
    """Loads the files into tables of the DDL."""
    database = duckdb.connect()
    for table in DDL:
        path = folder / f"{table}.csv"
        path.write_bytes(files[path.name])
        database.execute(_definition(table))
        database.execute(
            f"COPY {table} FROM '{path}' (FORMAT csv, HEADER, NULLSTR '', ALLOW_QUOTED_NULLS false)"
        )
    return database


def in_sqlite(files: Mapping[str, bytes]) -> sqlite3.Connection:
    """Loads the files into tables of the DDL, whose widths and types are checked."""
    database = sqlite3.connect(":memory:")
    database.execute("PRAGMA foreign_keys = ON")
    for table in DDL:
        database.execute(_definition(table, checked=True))
        header, *rows = csv.reader(io.StringIO(files[f"{table}.csv"].decode(), newline=""), strict=True)
        marks = ", ".join("?" * len(header))
        assert header == [name for name, _ in DDL[table]]
        needed = [name for name, kind in DDL[table] if "NOT NULL" in kind]
        database.executemany(
            f"INSERT INTO {table} VALUES ({marks})",
            [
                [value if value or name in needed else None for name, value in zip(header, row, strict=True)]
                for row in rows
            ],
        )
    return database


def rows_of(database: Any, query: str) -> list[dict[str, Any]]:
    """Returns what a query finds, by column."""
    found = database.execute(query)
    names = [one[0] for one in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
