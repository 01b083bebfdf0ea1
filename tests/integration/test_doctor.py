"""`caseline doctor` as it is started, on this installation and on a spoilt copy; and what a wheel holds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from caseline.doctor.examine import ROOT
from caseline.doctor.self_test import run_self_test
from caseline.doctor.shipped import LIST_NAME, listed
from caseline.doctor.trial import EXPECTED
from tests.integration.papers import Run

PROJECT = ROOT.parents[1]


def _caseline(*args: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **({"PYTHONPATH": str(path)} if path else {})}
    command = [sys.executable, *args]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Returns a folder with a copy of the package, whose files are links until they are replaced."""
    shutil.copytree(
        ROOT, tmp_path / "source/caseline", ignore=shutil.ignore_patterns("__pycache__"), copy_function=_link
    )
    return tmp_path / "source"


def _link(source: str, target: str) -> None:
    Path(target).symlink_to(source)


def test_this_installation_works() -> None:
    run = _caseline("-m", "caseline", "doctor", "--json")
    assert run.returncode == 0, run.stdout + run.stderr
    read = json.loads(run.stdout)
    assert read["healthy"] is True
    assert read["self_test"]["found"] == EXPECTED
    assert read["self_test"]["load_seconds"] > 0
    assert run.stderr == ""


def test_a_spoilt_installation_is_told(copy: Path) -> None:
    network = copy / "caseline/models/default/tagger/network.onnx"
    short = network.read_bytes()[:100_000]
    network.unlink()
    network.write_bytes(short)
    (copy / "caseline/nlp/lexicons/hpo.csv").unlink()
    run = _caseline("-m", "caseline", "doctor", "--no-self-test", path=copy)
    assert run.returncode == 1, run.stderr
    assert "network.onnx: is cut short" in " ".join(run.stdout.split())
    assert "hpo.csv: is missing" in " ".join(run.stdout.split())
    assert run.stderr == ""


def test_the_self_test_sees_a_network_that_is_cut_short(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    network = copy / "caseline/models/default/tagger/network.onnx"
    network.unlink()
    network.write_bytes(b"short")
    monkeypatch.setattr(sys, "path", [str(copy), *sys.path])
    assert "onnxruntime cannot run the network" in str(run_self_test().error)


def test_where_the_command_does_not_start() -> None:
    run = _caseline("-m", "caseline.doctor")
    assert run.returncode == 0, run.stdout + run.stderr
    assert json.loads(run.stdout)["healthy"] is True


def test_the_doctor_is_in_the_help(run: Run) -> None:
    result = run("doctor", "--help")
    assert "--no-self-test" in result.stdout


def test_a_wheel_holds_every_data_file(tmp_path: Path) -> None:
    builders = pytest.importorskip(
        "hatchling.builders.wheel", reason="hatchling builds the package, not the tests"
    )
    included = {
        file.distribution_path for file in builders.WheelBuilder(str(PROJECT)).recurse_included_files()
    }
    names = [each.path for each in listed(ROOT)]
    assert names
    assert [name for name in (*names, LIST_NAME, "py.typed") if f"caseline/{name}" not in included] == []
