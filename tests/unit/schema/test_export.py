"""The committed JSON Schema is the models', and the gold records keep to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from caseline.schema.export import json_schema, json_schema_text
from caseline.schema.report import SCHEMA_VERSION
from tests.unit.schema.sample import REPORT

ANNOTATIONS = Path(__file__).parents[3] / "annotations"
GOLD = sorted(path for path in ANNOTATIONS.rglob("*.json") if path.name != "baseline.json")
VALIDATOR = Draft202012Validator(json_schema())


def test_the_committed_file_is_the_models_schema() -> None:
    committed = files("caseline.schema").joinpath(f"case-report-{SCHEMA_VERSION}.json").read_text("utf-8")
    assert committed == json_schema_text()


@pytest.mark.parametrize(
    "version", [pytest.param("1.0", id="of-its-time"), pytest.param("1.4", id="of-today")]
)
def test_a_stored_record_of_1_0_keeps_to_the_schema(version: str) -> None:
    schema = json.loads(files("caseline.schema").joinpath(f"case-report-{version}.json").read_text("utf-8"))
    record = json.loads((Path(__file__).parent / "samples" / "case-report-1.0.json").read_bytes())
    assert [error.message for error in Draft202012Validator(schema).iter_errors(record)] == []


def test_parts_keep_to_it() -> None:
    record = json.loads(REPORT.to_json())
    record["mentions"][0]["parts"] = [[0, 2], [5, 9]]
    assert VALIDATOR.is_valid(record)
    record["mentions"][0]["parts"] = [[0, 2, 5]]
    assert not VALIDATOR.is_valid(record)


def test_it_is_a_json_schema() -> None:
    Draft202012Validator.check_schema(json_schema())
    assert json_schema()["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


def test_there_are_gold_records() -> None:
    assert len(GOLD) >= 8


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in GOLD])
def test_gold_records_keep_to_it(path: Path) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(json.loads(path.read_bytes()))] == []


def test_the_sample_keeps_to_it() -> None:
    assert VALIDATOR.is_valid(json.loads(REPORT.to_json()))


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda record: record.update(colour="red"), id="unknown-field"),
        pytest.param(lambda record: record["mentions"][0].update(colour="red"), id="unknown-field-below"),
        pytest.param(lambda record: record.update(schema_version="2.0"), id="version"),
        pytest.param(lambda record: record.pop("document"), id="part-missing"),
        pytest.param(lambda record: record["mentions"][0].update(label="WEATHER"), id="label"),
        pytest.param(lambda record: record["mentions"][0].update(id="x1"), id="mention-id"),
        pytest.param(lambda record: record["mentions"][0].update(start="1"), id="offset-as-text"),
        pytest.param(lambda record: record["mentions"][0].update(start=-1), id="negative-offset"),
        pytest.param(lambda record: record["cases"][0]["drugs"][0].update(role="guilty"), id="role"),
        pytest.param(lambda record: record["cases"][0]["events"][0].update(id="d1"), id="event-id"),
        pytest.param(lambda record: record["document"].update(id="md5:00"), id="document-id"),
    ],
)
def test_damaged_records_do_not(damage: Callable[[dict[str, Any]], object]) -> None:
    record = json.loads(REPORT.to_json())
    damage(record)
    assert not VALIDATOR.is_valid(record)


@pytest.mark.parametrize(
    "name", [pytest.param(name, id=name) for name in ["CaseReport", *sorted(json_schema()["$defs"])]]
)
def test_every_part_is_described(name: str) -> None:
    schema = json_schema()
    part = schema if name == "CaseReport" else schema["$defs"][name]
    assert part.get("description", "").endswith(".")
