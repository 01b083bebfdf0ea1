"""The command line in a new folder, with a stub for a pipeline."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from caseline.cli import app
from tests.integration import stub_pipeline
from tests.integration.papers import Run


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "caseline.pipeline", stub_pipeline)
    monkeypatch.setattr("caseline.pipeline", stub_pipeline, raising=False)
    monkeypatch.setattr(stub_pipeline, "loaded", [])


@pytest.fixture
def run(stub: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command; a traceback fails the test."""
    monkeypatch.chdir(tmp_path)

    def invoke(*args: str, stdin: bytes | None = None) -> Result:
        result = CliRunner().invoke(app, args, input=stdin, prog_name="caseline")
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert "Traceback" not in result.output
        return result

    return invoke
