"""`caseline view`: what is written where, and with which exit status."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from typer.testing import CliRunner, Result

from caseline.cli import app

AUTHORED = Path(__file__).parents[3] / "annotations/authored"
MMR = AUTHORED / "mmr-vaccine-limp-toddler.json"
LITHIUM = AUTHORED / "lithium-mother-and-newborn.json"
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)

    def invoke(*args: str | Path, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(app, ["view", *map(str, args)], input=stdin, prog_name="caseline")

    return invoke


def count(page: Path) -> int:
    """Returns how many records a page holds."""
    return len(html.parse(str(page)).xpath("//script[starts-with(@id, 'r-')]"))


def test_page_is_called_report_by_default(run: Run) -> None:
    result = run(MMR, LITHIUM)
    assert result.exit_code == 0
    assert result.stderr == "caseline: report.html: 2 records\n"
    assert count(Path("report.html")) == 2


def test_page_and_its_title_can_be_named(run: Run) -> None:
    assert run(MMR, "-o", "out/mmr.html", "--title", "Vaccines & more").exit_code == 0
    assert "Vaccines & more" in html.parse("out/mmr.html").xpath("string(//header)")


def test_standard_input_is_read(run: Run) -> None:
    assert run("-", stdin=MMR.read_bytes()).exit_code == 0
    assert count(Path("report.html")) == 1


def test_records_beside_a_bad_file_are_shown(run: Run) -> None:
    Path("bad.json").write_text('{"schema_version": "9"}', encoding="utf-8")
    result = run("bad.json", MMR, "missing.jsonl")
    assert result.exit_code == 1
    assert "bad.json: cannot be read: schema_version" in result.stderr
    assert "missing.jsonl: cannot be read" in result.stderr
    assert count(Path("report.html")) == 1


def test_without_any_record_nothing_is_written(run: Run) -> None:
    Path("report.html").write_text("older", encoding="utf-8")
    Path("bad.json").write_text("", encoding="utf-8")
    result = run("bad.json")
    assert result.exit_code == 2
    assert Path("report.html").read_text(encoding="utf-8") == "older"


def test_page_never_replaces_its_records(run: Run) -> None:
    Path("cases.json").write_bytes(MMR.read_bytes())
    result = run("cases.json", "-o", "./cases.json")
    assert result.exit_code == 2
    assert "holds the records themselves" in result.stderr
    assert Path("cases.json").read_bytes() == MMR.read_bytes()
