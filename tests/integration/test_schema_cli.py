"""`caseline schema` of any version, and `caseline migrate`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from caseline.schema.versions import VERSIONS, schema_text_of
from tests.integration.papers import Run, write

SAMPLES = Path(__file__).parents[1] / "unit" / "schema" / "samples"
ALL = [str(SAMPLES / f"case-report-{version}.json") for version in VERSIONS]


@pytest.mark.parametrize("version", VERSIONS)
def test_the_schema_of_a_version(run: Run, version: str) -> None:
    assert run("schema", "--version", version).stdout_bytes.decode() == schema_text_of(version)


def test_the_versions_are_listed(run: Run) -> None:
    lines = run("schema", "--list").stdout.splitlines()
    assert [line.partition("  ")[0] for line in lines] == list(VERSIONS)


def test_a_schema_that_is_not_there(run: Run) -> None:
    result = run("schema", "--version", "7.0")
    assert result.exit_code == 2
    assert "versions are 1.0, 1.1, 1.2, 1.3, 1.4" in result.stderr


def test_records_are_brought_to_the_current_schema(run: Run) -> None:
    result = run("migrate", *ALL, "-o", "new.jsonl")
    assert result.exit_code == 0
    records = [json.loads(line) for line in Path("new.jsonl").read_text("utf-8").splitlines()]
    assert [record["schema_version"] for record in records] == ["1.4"] * 5
    assert "1 of schema 1.3: 1.3 to 1.4: nothing but the number" in result.stderr
    assert "1 of schema 1.4: as it was" in result.stderr
    assert "new.jsonl: 5 of schema 1.4" in result.stderr
    assert run("migrate", "new.jsonl", "-o", "again.jsonl").exit_code == 0
    assert Path("again.jsonl").read_bytes() == Path("new.jsonl").read_bytes()
    assert run("show", "again.jsonl").exit_code == 0


def test_bad_ones_are_told_and_the_others_written(run: Run) -> None:
    newer = write("newer.json", '{"schema_version": "2.0"}')
    bad = write("bad.jsonl", '{"schema_version": "1.2"}\nnothing\n')
    result = run("migrate", newer, bad, ALL[1], "missing.jsonl", "-o", "new.jsonl")
    assert result.exit_code == 1
    assert "newer.json: it is of schema 2.0, written by a newer Caseline" in result.stderr
    assert "bad.jsonl: line 1: not a record" in result.stderr
    assert "bad.jsonl: line 2: not a record: not JSON" in result.stderr
    assert "missing.jsonl: cannot be read" in result.stderr
    assert len(Path("new.jsonl").read_text("utf-8").splitlines()) == 1


def test_going_back_is_refused(run: Run) -> None:
    result = run("migrate", ALL[3], "-o", "old.jsonl", "--to-version", "1.1")
    assert result.exit_code == 2
    assert "going back to 1.1 would lose what came since" in result.stderr
    assert not Path("old.jsonl").exists()


def test_the_file_itself_is_not_written_over(run: Run) -> None:
    path = write("one.json", Path(ALL[0]).read_text("utf-8"))
    assert run("migrate", path, "-o", path).exit_code == 2
    assert run("migrate", path, "-o", "x.jsonl", "--to-version", "9.9").exit_code == 2


@pytest.mark.parametrize(
    "command", [["show"], ["view", "-o", "x.html"], ["export", "--to", "csv", "-o", "x.csv"]]
)
def test_a_newer_record_is_told_wherever_records_are_read(run: Run, command: list[str]) -> None:
    result = run(command[0], write("newer.json", '{"schema_version": "2.0"}'), *command[1:])
    assert result.exit_code == 2
    assert "written by a newer Caseline" in result.stderr


def test_a_newer_record_is_told_by_evaluate(run: Run) -> None:
    write("gold/newer.json", '{"schema_version": "2.0"}')
    result = run("evaluate", "--gold", "gold")
    assert result.exit_code == 2
    assert "written by a newer Caseline" in result.stderr
