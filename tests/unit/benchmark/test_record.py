"""The JSON of a benchmark: there and back, compact, and strangers' files refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from caseline.benchmark.record import read_benchmark
from caseline.errors import ReadingError, SchemaError
from tests.unit.benchmark.results import benchmark, config

WHOLE = benchmark(config(tuple(range(10)), (1.0, 2.0)))


def test_there_and_back(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(WHOLE.to_json(), encoding="utf-8")
    assert read_benchmark(path) == WHOLE


def test_counts_take_one_line_a_column() -> None:
    assert '"strict": [0,1,2,3,4,5,6,7,8,9]' in WHOLE.to_json()
    assert json.loads(WHOLE.to_json()) == json.loads(WHOLE.model_dump_json())


def test_files_of_schema_1_0_can_be_read(tmp_path: Path) -> None:
    data = json.loads(WHOLE.to_json())
    data["schema_version"] = "1.0"
    for result in data["configs"]:
        del result["cases"], result["case_time"]
    path = tmp_path / "x.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    (old,) = read_benchmark(path).configs
    assert (old.cases, old.case_time) == ((), None)
    assert old.scores == WHOLE.configs[0].scores


STRANGERS = [
    pytest.param("", "JSON", id="empty"),
    pytest.param("{}", "Field required", id="empty-object"),
    pytest.param("[1]", "the file", id="list"),
    pytest.param(WHOLE.to_json().replace("caseline-benchmark", "other"), "schema_name", id="other-schema"),
    pytest.param(WHOLE.to_json().replace('"1.1"', '"9.0"', 1), "schema_version", id="other-version"),
    pytest.param(WHOLE.to_json().replace('"seed": 13', '"seed": 13, "more": 1'), "more", id="extra-field"),
]


@pytest.mark.parametrize(("content", "message"), STRANGERS)
def test_strangers_are_refused(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(
        SchemaError, match=r"x\.json: not a benchmark of schema caseline-benchmark 1\.1"
    ) as info:
        read_benchmark(path)
    assert message in str(info.value)
    assert "\n" not in str(info.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="No such file"):
        read_benchmark(tmp_path / "x.json")
