"""caseline export --to e2b, as people run it."""

from __future__ import annotations

import shutil
from pathlib import Path

import e2br3
import pytest

from caseline.export.e2b.settings import SAMPLE
from caseline.schema.report import CaseReport
from tests.integration.papers import Run, write
from tests.unit.export.e2b.samples import full, mother_and_child


@pytest.fixture
def settings(run: Run) -> str:
    shutil.copy(SAMPLE, "wrapper.toml")
    return "wrapper.toml"


def _empty() -> CaseReport:
    data = full().model_dump(mode="json")
    data["document"]["source"] = "review.txt"
    return CaseReport.model_validate(data | {"cases": []})


def _records(*records: CaseReport) -> str:
    return write("records.jsonl", "".join(f"{record.to_json()}\n" for record in records))


def test_one_file_with_all(run: Run, settings: str) -> None:
    records = _records(mother_and_child(), _empty())
    result = run("export", records, "--to", "e2b", "--settings", settings, "-o", "out.xml")
    assert result.exit_code == 0, result.stderr
    assert result.stderr.splitlines() == [
        "caseline: review.txt: no case, and an ICSR needs a patient, a suspect drug and an event; not written",
        "caseline: out.xml: 1 record for e2b",
    ]
    assert len(e2br3.parse("out.xml").messages) == 2


def test_a_folder_with_a_file_for_each_record(run: Run, settings: str) -> None:
    records = _records(full(), _empty())
    command = ("export", records, "--to", "e2b", "--settings", settings, "-o", "out")
    result = run(*command)
    assert result.exit_code == 0, result.stderr
    assert [path.name for path in Path("out").iterdir()] == ["one.xml"]
    assert run(*command).exit_code == 0  # the same again changes nothing
    Path("out/one.xml").write_text("corrected", "utf-8")
    result = run(*command)
    assert result.exit_code == 2
    assert "is there already and differs" in result.stderr
    assert run(*command, "--overwrite").exit_code == 0
    assert len(e2br3.parse("out/one.xml").messages) == 1


def test_without_settings_a_sample_is_named(run: Run) -> None:
    result = run("export", _records(full()), "--to", "e2b", "-o", "out.xml")
    assert result.exit_code == 2
    assert "e2b needs --settings FILE" in result.stderr
    assert str(SAMPLE) in result.stderr.replace("\n", "")
    assert not Path("out.xml").exists()


def test_wrong_settings_write_nothing(run: Run, settings: str) -> None:
    Path(settings).write_text(SAMPLE.read_text("utf-8").replace("[report]", "[report]\ncolour = 1"), "utf-8")
    result = run("export", _records(full()), "--to", "e2b", "--settings", settings, "-o", "out.xml")
    assert result.exit_code == 2
    assert "wrapper.toml: report.colour: is no key of these settings" in result.stderr
    assert not Path("out.xml").exists()


def test_nothing_to_write(run: Run, settings: str) -> None:
    result = run("export", _records(_empty()), "--to", "e2b", "--settings", settings, "-o", "out.xml")
    assert result.exit_code == 2
    assert "no record holds a case that an ICSR can be made of" in result.stderr
    assert not Path("out.xml").exists()
