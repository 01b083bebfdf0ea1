"""Out and back again: what a Bundle carries of a record is read back from it, and a dropped field is seen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from caseline.export.fhir.bundle import bundle
from caseline.export.fhir.writer import check
from caseline.schema.report import CaseReport
from tests.record_strategies import records
from tests.unit.export.example import example
from tests.unit.export.fhir.full import full
from tests.unit.export.fhir.projection import facts
from tests.unit.export.fhir.reading import facts_of

ROOT = Path(__file__).parents[4]
ANY = settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))


def _paths() -> list[Path]:
    gold = [path for path in sorted((ROOT / "annotations").rglob("*.json")) if path.name != "baseline.json"]
    return [*gold, *sorted((ROOT / "tests" / "golden").glob("*.json"))]


def _record(path: Path) -> CaseReport:
    data = json.loads(path.read_text(encoding="utf-8"))
    for mention in data["mentions"]:
        # Golden records tell only that there is a score.
        mention["score"] = 0.5 if isinstance(mention["score"], str) else mention["score"]
    if data["provenance"]["caseline"] is None:
        data["provenance"] = {"caseline": "golden"}
    return CaseReport.from_json(json.dumps(data))


@pytest.mark.parametrize("path", _paths(), ids=lambda path: path.stem)
def test_gold_and_golden_records_come_back(path: Path) -> None:
    record = _record(path)
    made = bundle(record)
    check(made)
    assert facts_of(json.dumps(made)) == facts(record)


@ANY
@given(record=records())
def test_any_record_comes_back(record: CaseReport) -> None:
    made = bundle(record)
    check(made)
    assert facts_of(json.dumps(made)) == facts(record)


@pytest.mark.parametrize("record", [example(), full()], ids=["example", "full"])
def test_examples_come_back(record: CaseReport) -> None:
    made = bundle(record)
    check(made)
    assert facts_of(json.dumps(made)) == facts(record)
