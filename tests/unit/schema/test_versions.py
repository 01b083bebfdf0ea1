"""Records of every version of the schema: they fit it, are read today, and lose nothing on the way to a newer one.

The samples of 1.1 to 1.4 were extracted by the code of their time.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from caseline.errors import SchemaError
from caseline.schema.migrate import STEPS, Step, check_target, migrate
from caseline.schema.report import SCHEMA_VERSION, CaseReport
from caseline.schema.versions import CURRENT, HISTORY, VERSIONS, is_newer, problem_with, schema_text_of

SAMPLES = Path(__file__).parent / "samples"
EACH = pytest.mark.parametrize("version", VERSIONS)


def _sample(version: str) -> str:
    return (SAMPLES / f"case-report-{version}.json").read_text("utf-8")


def _walk(value: Any) -> Any:
    """Yields every object of a record."""
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from _walk(one)
    elif isinstance(value, list):
        for one in value:
            yield from _walk(one)


def _all_kept(old: Any, new: Any) -> bool:
    """Says whether a newer record has every value of an older; it may have more fields."""
    if isinstance(old, dict):
        return isinstance(new, dict) and all(name in new and _all_kept(old[name], new[name]) for name in old)
    if isinstance(old, list):
        pairs = zip(old, new, strict=False)
        return isinstance(new, list) and len(old) == len(new) and all(_all_kept(*pair) for pair in pairs)
    return bool(old == new)


@EACH
def test_a_sample_is_of_its_version(version: str) -> None:
    assert json.loads(_sample(version))["schema_version"] == version


@EACH
def test_a_sample_fits_its_schema_and_every_later_one(version: str) -> None:
    record = json.loads(_sample(version))
    for other in VERSIONS[VERSIONS.index(version) :]:
        validator = Draft202012Validator(json.loads(schema_text_of(other)))
        assert [error.message for error in validator.iter_errors(record)] == [], other


@pytest.mark.parametrize("version", VERSIONS[1:])
def test_a_sample_uses_what_was_new(version: str) -> None:
    record = json.loads(_sample(version))
    before = VERSIONS[VERSIONS.index(version) - 1]
    record["schema_version"] = before
    assert not Draft202012Validator(json.loads(schema_text_of(before))).is_valid(record)
    with pytest.raises(SchemaError, match=f"since schema {version}"):
        CaseReport.from_json(json.dumps(record))


@pytest.mark.parametrize(
    ("version", "fields"),
    [
        pytest.param("1.1", {"parts", "min_score"}, id="1.1"),
        pytest.param("1.2", {"conflicts", "method", "score", "start"}, id="1.2"),
        pytest.param(
            "1.3", {"authors", "article_type", "licence", "language", "format", "source_map"}, id="1.3"
        ),
        pytest.param("1.4", {"match", "terminologies"}, id="1.4"),
    ],
)
def test_what_was_new_is_all_there(version: str, fields: set[str]) -> None:
    told = {name for one in _walk(json.loads(_sample(version))) for name, value in one.items() if value}
    assert fields <= told


@EACH
def test_a_sample_is_read_today_and_written_as_it_was(version: str) -> None:
    stored = json.loads(_sample(version))
    assert json.loads(CaseReport.from_json(_sample(version)).to_json()) == stored


@EACH
def test_a_sample_migrates_and_keeps_every_value(version: str) -> None:
    found = migrate(_sample(version))
    old, new = json.loads(_sample(version)), json.loads(found.record.to_json())
    assert found.since == old.pop("schema_version") == version
    assert new["schema_version"] == CURRENT == SCHEMA_VERSION
    assert _all_kept(old, new)
    assert new["provenance"] == old["provenance"]
    assert len(found.changes) == len(VERSIONS) - 1 - VERSIONS.index(version)
    again = migrate(found.record.to_json())
    assert again.record.to_json() == found.record.to_json()
    assert again.changes == ()


def test_a_lost_value_would_be_noticed() -> None:
    old = json.loads(_sample("1.1"))
    new = json.loads(migrate(_sample("1.1")).record.to_json())
    del old["schema_version"]
    next(one for one in new["mentions"] if one.get("parts")).pop("parts")
    assert not _all_kept(old, new)


@pytest.mark.parametrize("version", VERSIONS[1:])
def test_going_back_is_refused(version: str) -> None:
    with pytest.raises(SchemaError, match=r"going back to 1\.0 would lose"):
        migrate(_sample(version), to="1.0")


def test_a_record_may_go_only_part_of_the_way() -> None:
    found = migrate(_sample("1.1"), to="1.2")
    assert found.record.schema_version == "1.2"
    assert found.changes == ("1.1 to 1.2: nothing but the number",)


def test_steps_lead_from_every_version_to_the_next() -> None:
    assert list(STEPS) == list(VERSIONS[:-1])
    assert [step.until for step in STEPS.values()] == list(VERSIONS[1:])
    assert [one.name for one in HISTORY] == sorted(VERSIONS, key=lambda one: tuple(map(int, one.split("."))))


def test_a_step_that_changes_more_is_followed_and_told() -> None:
    def renamed(record: dict[str, Any]) -> dict[str, Any]:
        provenance = {**record["provenance"], "caseline": "0.9"}
        return {**record, "schema_version": "1.4", "provenance": provenance}

    record = json.loads(_sample("1.3"))
    found = migrate(
        json.dumps(record), steps={**STEPS, "1.3": Step("1.4", "the version of Caseline", renamed)}
    )
    assert found.record.provenance.caseline == "0.9"
    assert found.changes == ("1.3 to 1.4: the version of Caseline",)


def test_what_a_migration_breaks_is_no_record() -> None:
    def broken(record: dict[str, Any]) -> dict[str, Any]:
        return {**record, "schema_version": "1.4", "mentions": None}

    with pytest.raises(SchemaError, match="mentions"):
        migrate(_sample("1.3"), steps={**STEPS, "1.3": Step("1.4", "all", broken)})


@pytest.mark.parametrize(
    ("version", "said"),
    [
        pytest.param("1.5", "written by a newer Caseline.*up to 1.4: upgrade", id="newer-minor"),
        pytest.param("2.0", "written by a newer Caseline.*up to 1.4: upgrade", id="newer-major"),
        pytest.param("1.10", "written by a newer Caseline", id="two-digits"),
        pytest.param("0.9", "none that Caseline ever wrote", id="older"),
        pytest.param("soon", "none that Caseline ever wrote", id="word"),
        pytest.param(2, "none that Caseline ever wrote", id="number"),
        pytest.param(None, "none that Caseline ever wrote", id="null"),
        pytest.param(["1.4"], "none that Caseline ever wrote", id="list"),
    ],
)
def test_records_of_other_versions_are_told_apart(version: Any, said: str) -> None:
    record = {**json.loads(_sample("1.0")), "schema_version": version, "colour": "what only it has"}
    for read in (CaseReport.from_json, migrate):
        with pytest.raises(SchemaError, match=said):
            read(json.dumps(record))


@pytest.mark.parametrize("data", ["", "[]", "{}", "3", '{"document": {}}', "{"])
def test_what_is_no_record_is_not_migrated(data: str) -> None:
    with pytest.raises(SchemaError, match="not a record"):
        migrate(data)


def test_versions_are_compared_as_numbers() -> None:
    assert is_newer("1.10", "1.9")
    assert not is_newer("1.4", "1.4")
    assert problem_with("1.2") is None


@EACH
def test_every_schema_is_in_the_package(version: str) -> None:
    schema = json.loads(schema_text_of(version))
    Draft202012Validator.check_schema(schema)
    assert schema["$id"].endswith(version)


def test_a_schema_or_target_that_is_not_there_is_told() -> None:
    with pytest.raises(SchemaError, match=r"versions are 1\.0, 1\.1"):
        schema_text_of("0.9")
    with pytest.raises(SchemaError, match=r"there is no schema 1\.9"):
        check_target("1.9")
