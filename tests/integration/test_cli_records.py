"""The commands around stored records: show, schema, evaluate; and the help of all."""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from caseline.cli import app
from caseline.schema.export import json_schema_text
from tests.integration import stub_pipeline
from tests.integration.papers import MAN, NOBODY, Run, write

ROOT = Path(__file__).parents[2]
COMMANDS = sorted(get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("out", "count"), [("out.jsonl", 2), ("out.json", 2), ("one.json", 1), ("one.jsonl", 1)]
)
def test_show(run: Run, out: str, count: int) -> None:
    papers = [write("a.txt", MAN), write("b.txt", NOBODY)][:count]
    run("extract", *papers, "-o", out)
    result = run("show", out)
    assert result.exit_code == 0
    assert "male" in result.stdout
    assert re.search(r"negated +│ fever", result.stdout)
    assert ("No patient" in result.stdout) is (count == 2)


def test_show_reads_standard_input(run: Run) -> None:
    data = run("extract", write("a.txt", MAN)).stdout_bytes
    assert "male" in run("show", "-", stdin=data).stdout


def test_show_bad_records_among_good_ones(run: Run) -> None:
    run("extract", write("a.txt", MAN), "-o", "good.jsonl")
    write("bad.jsonl", "{}")
    result = run("show", "none.json", "bad.jsonl", "good.jsonl")
    assert result.exit_code == 1
    assert "a.txt" in result.stdout
    assert result.stderr.splitlines()[0] == "caseline: none.json: cannot be read: No such file or directory"
    assert "caseline: bad.jsonl: not a record of schema" in result.stderr


@pytest.mark.parametrize(
    "args", [["none.json"], ["bad.json", "none.json"], ["."]], ids=["none", "bad", "folder"]
)
def test_show_nothing(run: Run, args: list[str]) -> None:
    write("bad.json", "{}")
    result = run("show", *args)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == len(args)


def test_show_checks_offsets(run: Run) -> None:
    data = run("extract", write("a.txt", MAN)).stdout.replace('"text":"rash"', '"text":"hair"')
    result = run("show", write("moved.jsonl", data))
    assert result.exit_code == 2
    assert "the record says 'hair'" in result.stderr


def test_schema_is_the_record_s(run: Run) -> None:
    result = run("schema")
    assert result.exit_code == 0
    assert result.stdout_bytes.decode() == json_schema_text()


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"caseline {version('caseline')}\n"


def test_no_arguments_shows_the_help(run: Run) -> None:
    result = run()
    assert all(command in result.output for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_has_help(command: str) -> None:
    known: Any = get_command(app)
    found = known.commands[command]
    assert found.help
    assert all(parameter.help for parameter in found.params)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_readme(command: str) -> None:
    assert f"caseline {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def gold(run: Run) -> Path:
    """Gold that the stub reproduces exactly."""
    for name, text in (("a", MAN), ("b", NOBODY)):
        run("extract", write(f"{name}.txt", text), "-o", f"gold/{name}.json")
    stub_pipeline.loaded.clear()
    return Path("gold")


def test_evaluate_extracts_the_texts_of_gold(run: Run, gold: Path) -> None:
    Path("a.txt").unlink()
    result = run("evaluate", "--gold", "gold")
    assert result.exit_code == 0
    assert "2 of 2 documents predicted" in result.stdout
    assert "0 differences" in result.stdout
    assert stub_pipeline.loaded == ["default"]


def test_evaluate_scores_stored_records(run: Run, gold: Path) -> None:
    data = Path("gold/a.json").read_text().replace('"male"', '"female"')
    result = run("evaluate", "--gold", "gold", "--pred", write("pred.json", data))
    assert result.exit_code == 0
    assert "gold 'male', predicted 'female'" in result.stdout
    assert "no prediction: b.txt" in result.stdout
    assert stub_pipeline.loaded == []


def test_evaluate_writes_json(run: Run, gold: Path) -> None:
    run("evaluate", "--gold", "gold", "--json", "new/scores.json")
    report = json.loads(Path("new/scores.json").read_text())
    assert report["differences"] == []
    assert {score["f1"] for score in report["scores"]} == {None, 1.0}


@pytest.mark.parametrize("gate", [False, True], ids=["alone", "with-a-gate"])
def test_evaluate_writes_a_page(run: Run, gold: Path, gate: bool) -> None:
    run("evaluate", "--gold", "gold", "--update-baseline")
    data = Path("gold/a.json").read_text().replace('"male"', '"female"')
    options = ["--gate", "gold/baseline.json"] if gate else []
    pred = write("pred.json", data)
    result = run("evaluate", "--gold", "gold", "--pred", pred, "--html", "new/page.html", *options)
    assert result.exit_code == int(gate)
    assert "new/page.html: written" in result.stderr
    page = Path("new/page.html").read_text(encoding="utf-8")
    assert "<h1>Evaluation of pred.json</h1>" in page
    assert "gold <q>male</q>, predicted <q>female</q>" in page
    assert ("✗ shut" in page) is gate


@pytest.mark.parametrize("named", [False, True], ids=["beside-gold", "named"])
def test_gate_opens_on_its_own_baseline(run: Run, gold: Path, named: bool) -> None:
    path = "gate.json" if named else "gold/baseline.json"
    written = run("evaluate", "--gold", "gold", "--update-baseline", *(["--gate", path] if named else []))
    assert written.exit_code == 0
    assert f"{path}: written" in written.stderr
    result = run("evaluate", "--gold", "gold", "--gate", path)
    assert result.exit_code == 0
    assert "gate: open" in result.stderr


def test_gate_shuts_and_names_the_field(run: Run, gold: Path) -> None:
    run("evaluate", "--gold", "gold", "--update-baseline")
    data = Path("gold/a.json").read_text().replace('"male"', '"female"')
    result = run(
        "evaluate", "--gold", "gold", "--pred", write("p.json", data), "--gate", "gold/baseline.json"
    )
    assert result.exit_code == 1
    assert re.search(r"^caseline: gate: patient\.sex, normalised: F1 0\.0000 is below", result.stderr, re.M)
    assert "gate: open" not in result.stderr


def test_a_gold_text_that_fails_is_reported_and_no_baseline_written(
    run: Run, gold: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stub_pipeline, "extract_article", lambda nlp, article, **_: {}[article.source])
    result = run("evaluate", "--gold", "gold", "--update-baseline")
    assert result.exit_code == 1
    assert "caseline: a.txt: could not be processed" in result.stderr
    assert not Path("gold/baseline.json").exists()


@pytest.mark.parametrize(
    ("args", "message"),
    [
        pytest.param(["--gold", "none"], "none: ", id="gold-missing"),
        pytest.param(["--gold", "empty"], "holds no record", id="gold-empty"),
        pytest.param(["--gold", "gold", "--pred", "none.jsonl"], "none.jsonl: ", id="pred-missing"),
        pytest.param(["--gold", "gold", "--pred", "bad.json"], "bad.json: not a record", id="pred-bad"),
        pytest.param(["--gold", "gold", "--gate", "none.json"], "none.json: ", id="baseline-missing"),
        pytest.param(["--gold", "gold", "--gate", "bad.json"], "bad.json: not a ", id="baseline-bad"),
        pytest.param(["--gold", "gold", "--config", "none"], "no pipeline 'none'", id="config"),
        pytest.param(["--gold", "gold", "--json", "empty"], "empty: is a folder", id="json-is-a-folder"),
        pytest.param(["--gold", "gold", "--html", "empty"], "empty: is a folder", id="html-is-a-folder"),
    ],
)
def test_evaluate_user_errors(run: Run, gold: Path, args: list[str], message: str) -> None:
    write("bad.json", "{}")
    Path("empty").mkdir()
    result = run("evaluate", *args)
    assert result.exit_code == 2
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
