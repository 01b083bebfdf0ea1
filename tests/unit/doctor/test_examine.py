"""All checks together: verdict, JSON, what a terminal shows."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from caseline.doctor import packages, pipelines
from caseline.doctor.examine import ROOT, examine
from caseline.doctor.findings import Finding
from caseline.doctor.render import render
from caseline.doctor.report import Report
from caseline.doctor.self_test import SelfTest
from caseline.schema.report import SCHEMA_VERSION
from tests.unit.doctor.fakes import Fake, finder, package
from tests.unit.doctor.test_self_test import PASSED

OURS = Fake("caseline", "0.1.0", ["numpy<2"], extras=["web"], python=">=3.11", factories=["caseline_x"])
NUMPY = Fake("numpy", "1.26.4")
KEYS = """format healthy caseline schema python packages pipelines lexicons terminologies files extras others
place self_test faults notes""".split()


@pytest.fixture
def fine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "distribution", finder(OURS, NUMPY))
    monkeypatch.setattr(pipelines, "entry_points", lambda group: OURS.entry_points)


def _shown(report: Report, width: int = 80) -> str:
    stream = io.StringIO()
    Console(file=stream, width=width, force_terminal=False).print(render(report))
    return stream.getvalue()


def _grave(report: Report) -> list[str]:
    return [each.part for each in report.faults]


def test_a_whole_installation_is_healthy(fine: None, tmp_path: Path) -> None:
    report = examine(package(tmp_path), test=lambda: PASSED)
    assert _grave(report) == []
    assert report.schema == "1.10"
    shown = _shown(report)
    assert "Nothing is broken." in shown
    assert "Self-test: passed (imports 1.0 s, load 1.0 s, first sentence 0.1 s)" in shown
    assert "Thanks." in shown
    assert "see below" not in shown


@pytest.mark.parametrize(
    ("installed", "spoilt", "test", "parts"),
    [
        pytest.param([OURS], None, PASSED, ["numpy"], id="package-missing"),
        pytest.param([OURS, Fake("numpy", "2.1")], None, PASSED, ["numpy"], id="package-wrong"),
        pytest.param([NUMPY], None, PASSED, ["caseline"], id="not-installed"),
        pytest.param([OURS, NUMPY], "models/small/tagger/network.onnx", PASSED, ["models/small/tagger/network.onnx"], id="network"),
        pytest.param([OURS, NUMPY], "nlp/lexicons/drugs.csv", PASSED, ["nlp/lexicons/drugs.csv"], id="lexicon"),
        pytest.param([OURS, NUMPY], "nlp/lexicons/manifest.json", PASSED, ["nlp/lexicons/manifest.json"], id="manifest"),
        pytest.param([OURS, NUMPY], "checksums.txt", PASSED, ["checksums.txt"], id="list"),
        pytest.param([OURS, NUMPY], None, SelfTest(error="ImportError: x"), ["self-test"], id="self-test"),
        pytest.param([OURS, NUMPY], None, SelfTest(found=dict.fromkeys(PASSED.found, "no"), seconds=PASSED.seconds), ["self-test"] * 8, id="reads-wrong"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_what_to_do(
    fine: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    installed: list[Fake],
    spoilt: str | None,
    test: SelfTest,
    parts: list[str],
) -> None:
    monkeypatch.setattr(packages, "distribution", finder(*installed))
    root = package(tmp_path)
    if spoilt:
        (root / spoilt).unlink()
    report = examine(root, test=lambda: test)
    assert _grave(report) == parts
    shown = _shown(report)
    assert "Broken" in shown
    assert "Nothing is broken." not in shown
    assert all(each.remedy for each in report.findings)
    assert json.loads(report.to_json())["healthy"] is False


def test_a_note_breaks_nothing(fine: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "caseline.doctor.place.faults",
        lambda found: [Finding("memory", "is low", "close programs", grave=False)],
    )
    report = examine(package(tmp_path), test=None)
    shown = _shown(report)
    assert "Worth knowing" in shown
    assert "Nothing is broken." in shown
    assert "Self-test" not in shown
    read = json.loads(report.to_json())
    assert (read["healthy"], read["self_test"]) == (True, None)
    assert read["notes"] == [{"part": "memory", "what": "is low", "remedy": "close programs"}]


def test_the_keys_of_the_json_are_those_of_the_docs(fine: None, tmp_path: Path) -> None:
    read = json.loads(examine(package(tmp_path), test=lambda: PASSED).to_json())
    assert list(read) == KEYS
    docs = (Path(__file__).parents[3] / "docs/doctor.md").read_text(encoding="utf-8")
    inner = {
        key for name in ("packages", "pipelines", "lexicons", "extras", "others") for key in read[name][0]
    }
    for key in {*KEYS, *inner, *read["place"], *read["self_test"]}:
        assert f"`{key}`" in docs, key


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal(fine: None, tmp_path: Path, width: int) -> None:
    root = package(tmp_path)
    (root / "nlp/lexicons/drugs.csv").unlink()
    report = examine(root, test=lambda: SelfTest(error="x" * 300))
    assert max(map(len, _shown(report, width).splitlines())) <= width


def test_markup_in_an_error_is_shown_as_it_is(fine: None, tmp_path: Path) -> None:
    report = examine(package(tmp_path), test=lambda: SelfTest(error="[bold]E\x1b[31m[/nonsense]"))
    shown = _shown(report)
    assert "[bold]E" in shown
    assert "\x1b" not in shown


def test_our_own_package() -> None:
    report = examine(test=None)
    assert report.schema == SCHEMA_VERSION
    assert {each.name for each in report.pipelines} == {"default", "fast"}
    assert all(each.whole for each in (*report.pipelines, *report.lexicons, *report.terminologies))
    assert len(report.lexicons) >= 13
    assert all(each.rows for each in (*report.lexicons, *report.terminologies))
    assert (ROOT / "__init__.py").is_file()
