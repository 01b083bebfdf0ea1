"""Any record comes back from both databases: its JSON to the letter, and each field from its column."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from caseline.schema.report import CaseReport
from caseline.store.engine import Database
from caseline.store.load import Change, Loader
from caseline.store.rows import Shredded
from caseline.store.tables import TABLES, T
from caseline.store.unload import stored_records
from caseline.store.upgrade import upgrade
from tests.databases import drop_postgres, new_postgres
from tests.record_strategies import records
from tests.unit.store.told import dump, expected, told

ROOT = Path(__file__).parents[3]
GOLD = sorted(path for path in (ROOT / "annotations").rglob("*.json") if path.name != "baseline.json")
HUGE = st.sampled_from([1e300, -1e300, 10**200, -(2**63), 2**63, 2**64 + 1, 5e-324, -0.0, 0.1])


class Store:
    """A database that is emptied after each record."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def through(self, report: CaseReport, text: str | None = None) -> tuple[list[str], dict[str, Any]]:
        """Returns the JSON that a record comes back as, and what the tables tell of it."""
        with self.database.connected() as connection:
            loader = Loader(self.database, connection)
            try:
                assert loader.load(report, text) is Change.ADDED
                assert loader.load(report, text) is Change.SAME
                with connection.begin():
                    found = list(stored_records(connection, None))
                    return found, told(dump(connection), Shredded(report).record)
            finally:
                with connection.begin():
                    for name in ("documents", "runs"):
                        connection.execute(delete(T[name]))
                    for table in TABLES:
                        assert connection.execute(table.select()).first() is None, table.name


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    is_sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path_factory.mktemp('store')}/store.db" if is_sqlite else new_postgres()
    with Database(url) as database:
        upgrade(database)
        yield Store(database)
    if not is_sqlite:
        drop_postgres(url)


ANY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@ANY
@given(report=records())
def test_any_record_comes_back(store: Store, report: CaseReport) -> None:
    texts, found = store.through(report)
    assert [text.encode() for text in texts] == [report.to_json().encode()]
    assert found == expected(report)


@ANY
@given(value=HUGE, low=HUGE, year=st.integers(-(2**70), 2**70))
def test_any_number_comes_back(store: Store, value: float, low: float, year: int) -> None:
    onset = {
        "text": "",
        "value": value,
        "low": low,
        "unit": "a",
        "anchor": {"kind": "dose", "ordinal": 2**80},
    }
    case = {
        "id": "c1",
        "patient": {"age": {"text": "", "value": value, "high": low, "unit": "s"}},
        "events": [{"id": "e1", "name": "x", "onset": onset}],
    }
    document = {"id": f"sha256:{0:064}", "text": "", "year": year}
    report = CaseReport.model_validate(
        {"document": document, "cases": [case], "provenance": {"caseline": "test"}}
    )
    texts, found = store.through(report)
    assert texts == [report.to_json()]
    wanted = expected(report)
    wanted["cases"][0]["events"][0]["onset"]["anchor"]["ordinal"] = None
    assert found == wanted


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_each_gold_record_comes_back(store: Store, path: Path) -> None:
    report = CaseReport.from_json(path.read_bytes())
    texts, found = store.through(report)
    assert texts == [report.to_json()]
    assert found == expected(report)


def test_json_is_kept_to_the_letter(store: Store) -> None:
    """Other spaces, escapes and an order of its own; line ends of the layout alone go."""
    report = CaseReport.from_json(GOLD[0].read_bytes())
    odd = json.dumps(
        json.loads(report.to_json()), ensure_ascii=True, sort_keys=True, separators=(" ,  ", " : ")
    )
    texts, found = store.through(report, odd)
    assert texts == [odd]
    assert found == expected(report)
    laid_out = report.to_json(indent=2).replace("\n", "\r\n")
    texts, _ = store.through(report, laid_out)
    assert texts == [laid_out.replace("\r\n", "")]
    assert CaseReport.from_json(texts[0]) == report


@pytest.mark.parametrize("table", sorted(set(T) - {"authors"}))
def test_the_comparison_fails_when_a_table_is_dropped(table: str, store: Store) -> None:
    """The control: gold records fill each table between them, and none may be empty unnoticed."""
    for path in GOLD:
        report = CaseReport.from_json(path.read_bytes())
        rows = _rows(report)
        if rows[table] and _told_without(rows, table, report) != expected(report):
            return
    assert table in {"runs", "run_data", "mention_parts", "conflicts"}, "no gold record has such a row"


@pytest.mark.parametrize(
    "column",
    [
        "name",
        "onset_value",
        "onset_anchor_kind",
        "outcome",
        "severity",
        "certainty",
        "duration_unit",
        "causality",
    ],
)
def test_the_comparison_fails_when_a_column_is_dropped(column: str) -> None:
    for path in GOLD:
        report = CaseReport.from_json(path.read_bytes())
        rows = _rows(report)
        assert told(rows, Shredded(report).record) == expected(report)
        for row in rows["events"]:
            row[column] = None
        if told(rows, Shredded(report).record) != expected(report):
            return
    pytest.fail("nobody noticed")


def _rows(report: CaseReport) -> dict[str, list[dict[str, Any]]]:
    shredded = Shredded(report)
    made = shredded.run_rows() | shredded.document_rows() | shredded.record_rows(1, report.to_json())
    return {
        table.name: [dict(zip(table.columns.keys(), row, strict=True)) for row in made.get(table.name, [])]
        for table in TABLES
    }


def _told_without(
    rows: dict[str, list[dict[str, Any]]], table: str, report: CaseReport
) -> dict[str, Any] | None:
    try:
        return told(rows | {table: []}, Shredded(report).record)
    except (IndexError, StopIteration, ValueError):
        return None
