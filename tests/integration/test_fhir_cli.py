"""`caseline export --to fhir`: what is written where, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fhir.resources.bundle import Bundle
from typer.testing import CliRunner

from caseline.cli import app
from caseline.export.fhir import writer
from caseline.schema.report import CaseReport
from tests.unit.export.example import example
from tests.unit.export.fhir.full import full
from tests.unit.export.fhir.projection import facts
from tests.unit.export.fhir.reading import facts_of

BOTH = [full(), example()]


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    path = tmp_path / "records.jsonl"
    path.write_text("".join(f"{record.to_json()}\n" for record in BOTH), encoding="utf-8")
    return path


@pytest.fixture
def one(tmp_path: Path) -> Path:
    path = tmp_path / "one.json"
    path.write_text(full().to_json(), encoding="utf-8")
    return path


def _run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["export", *map(str, arguments), "--to", "fhir"])
    return result.exit_code, result.output


def test_one_record_is_a_bundle_in_a_json(one: Path, tmp_path: Path) -> None:
    out = tmp_path / "bundle.json"
    code, said = _run(one, "-o", out)
    assert (code, "1 record for fhir" in said) == (0, True)
    assert facts_of(out.read_bytes()) == facts(full())


def test_several_are_a_bundle_a_line(stored: Path, tmp_path: Path) -> None:
    out = tmp_path / "bundles.ndjson"
    code, said = _run(stored, "-o", out)
    assert (code, "2 records for fhir" in said) == (0, True)
    lines = out.read_text(encoding="utf-8").splitlines()
    assert [facts_of(line) for line in lines] == [facts(record) for record in BOTH]
    assert all(Bundle.model_validate_json(line).type == "collection" for line in lines)


def test_a_folder_has_a_file_a_record(stored: Path, tmp_path: Path) -> None:
    out = tmp_path / "bundles"
    assert _run(stored, "-o", out)[0] == 0
    assert sorted(path.name for path in out.iterdir()) == ["full.json", "one.json"]
    assert facts_of((out / "one.json").read_bytes()) == facts(example())


def test_the_same_records_give_the_same_bytes(stored: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "a.ndjson", tmp_path / "b.ndjson"
    assert [_run(stored, "-o", out)[0] for out in (first, second)] == [0, 0]
    assert first.read_bytes() == second.read_bytes()


def test_several_are_not_put_into_one_json(stored: Path, tmp_path: Path) -> None:
    out = tmp_path / "bundle.json"
    code, said = _run(stored, "-o", out)
    assert code == 2
    assert "there are 2 records; name a .ndjson or a folder" in " ".join(said.split())
    assert not out.exists()


def test_a_file_that_differs_is_not_replaced_in_a_folder(one: Path, tmp_path: Path) -> None:
    out = tmp_path / "bundles"
    assert _run(one, "-o", out)[0] == 0
    (out / "full.json").write_text("{}", encoding="utf-8")
    assert _run(one, "-o", out)[0] == 2
    assert _run(one, "-o", out, "--overwrite")[0] == 0
    assert json.loads((out / "full.json").read_text(encoding="utf-8"))["resourceType"] == "Bundle"


def test_settings_are_not_taken(one: Path, tmp_path: Path) -> None:
    code, said = _run(one, "-o", tmp_path / "x.json", "--settings", tmp_path / "s.toml")
    assert (code, "fhir takes no --settings" in said) == (2, True)


def test_without_the_extra_it_says_how_to_install_it(
    one: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "find_spec", lambda name: None)
    code, said = _run(one, "-o", tmp_path / "x.json")
    assert code == 2
    assert "pip install 'caseline[fhir]'" in " ".join(said.split())


def test_a_record_that_cannot_be_read_leaves_the_others(stored: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{}", encoding="utf-8")
    out = tmp_path / "bundles.ndjson"
    code, said = _run(bad, stored, "-o", out)
    assert (code, "bad.json" in said) == (1, True)
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2


def test_an_old_record_is_exported(tmp_path: Path) -> None:
    data = example().model_dump(mode="json") | {"schema_version": "1.0"}
    for mention in data["mentions"]:
        mention.pop("parts", None)
    old = CaseReport.model_validate(data)
    path, out = tmp_path / "old.json", tmp_path / "old-bundle.json"
    path.write_text(old.to_json(), encoding="utf-8")
    assert _run(path, "-o", out)[0] == 0
    assert facts_of(out.read_bytes()) == facts(old)
