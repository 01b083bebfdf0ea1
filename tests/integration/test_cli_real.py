"""The command line with the pipeline that ships, on the reports of `corpus/`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.language import Language
from typer.testing import CliRunner, Result

from caseline import pipeline
from caseline.cli import app
from caseline.schema.case import SexValue
from caseline.schema.report import CaseReport
from tests.integration.papers import NOBODY, records, write

CORPUS = Path(__file__).parents[2] / "corpus"
PETECHIAE = "alemtuzumab-petechiae-epistaxis.txt"
APLASIA = "alemtuzumab-red-cell-aplasia.txt"
Real = Callable[..., Result]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load()


@pytest.fixture
def run(nlp: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Real:
    """Runs a command with the shipped pipeline, which takes seconds to load and so is loaded once."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pipeline, "load", lambda config, **_: nlp)
    for path in CORPUS.glob("*.txt"):
        write(f"papers/{path.name}", path.read_bytes())
    return lambda *args: CliRunner().invoke(app, args, prog_name="caseline", catch_exceptions=False)


@pytest.fixture
def both(run: Real) -> dict[str, CaseReport]:
    result = run("extract", "papers")
    assert result.exit_code == 0, result.stderr
    return {Path(record.document.source or "").name: record for record in records(result.stdout_bytes)}


def test_the_text_is_the_file_s(both: dict[str, CaseReport]) -> None:
    for name in (PETECHIAE, APLASIA):
        assert both[name].document.text == (CORPUS / name).read_bytes().decode()


@pytest.mark.parametrize(("name", "age"), [(PETECHIAE, 58), (APLASIA, 28)])
def test_one_woman_one_suspect(both: dict[str, CaseReport], name: str, age: int) -> None:
    [case] = both[name].cases
    assert case.patient.age
    assert (case.patient.age.value, case.patient.age.unit) == (age, "a")
    assert case.patient.sex
    assert case.patient.sex.value is SexValue.FEMALE
    assert [drug.name for drug in case.drugs] == ["alemtuzumab"]


def test_a_headache_of_others_is_left_out(both: dict[str, CaseReport]) -> None:
    [headache] = [mention for mention in both[PETECHIAE].mentions if mention.text == "headache"]
    assert headache.excluded == "general_knowledge"


def test_a_text_without_patient_and_a_bad_file(run: Real) -> None:
    write("papers/nobody.txt", NOBODY)
    write("papers/empty.txt", b"")
    result = run("extract", "papers", "-o", "out.jsonl")
    assert result.exit_code == 1
    found = {record.document.source: record for record in records(Path("out.jsonl").read_bytes())}
    assert len(found) == len(list(Path("papers").iterdir())) - 1
    assert found["papers/nobody.txt"].cases == ()
    assert "caseline: papers/empty.txt: is empty" in result.stderr


def test_same_input_same_bytes(run: Real) -> None:
    assert run("extract", "papers").stdout_bytes == run("extract", "papers").stdout_bytes


def test_the_summary_tells_the_case(run: Real) -> None:
    run("extract", f"papers/{PETECHIAE}", "-o", "out.jsonl")
    shown = run("show", "out.jsonl").stdout
    for words in ("58 years, female, Caucasian", "dose 2", "petechiae", "epistaxis", "Left out", "headache"):
        assert words in shown
