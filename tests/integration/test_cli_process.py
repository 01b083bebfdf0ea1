"""The command as a process: streams, signals, terminals, start-up time."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from tests.integration import stub_pipeline
from tests.integration.papers import MAN, records

STUB = Path(stub_pipeline.__file__)


def process(*args: str, **options: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, str(STUB), *args],
        stdout=options.pop("stdout", subprocess.PIPE),
        stderr=options.pop("stderr", subprocess.PIPE),
        env={**os.environ, "COLUMNS": "80", **options.pop("env", {})},
        **options,
    )


def test_help_is_quick_and_takes_no_heavy_library_along() -> None:
    heavy = [
        "spacy",
        "scipy",
        "numpy",
        "medspacy",
        "torch",
        "sqlalchemy",
        "alembic",
        "pyarrow",
        "fhir",
        "xlsxwriter",
        "lxml",
    ]
    code = f"import caseline.cli, sys; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_python_dash_m() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "caseline", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"caseline {version('caseline')}\n"


def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"{number}.txt").write_text(MAN * (number + 1))
    with process("extract", str(tmp_path), "--quiet") as running:
        assert running.stdout
        assert running.stderr
        assert running.stdout.readline().startswith(b'{"schema_version"')
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(timeout=30) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "args", [["extract", "a.txt"], ["extract", "a.txt", "-o", "/dev/full"], ["schema"]], ids=" ".join
)
def test_a_full_disk(tmp_path: Path, args: list[str]) -> None:
    (tmp_path / "a.txt").write_text(MAN)
    with Path("/dev/full").open("wb") as full, process(*args, cwd=tmp_path, stdout=full) as running:
        assert running.stderr
        assert re.fullmatch(rb"caseline: .*No space left on device\n", running.stderr.read())
        assert running.wait(timeout=30) == 2


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
@pytest.mark.parametrize(
    ("args", "status"),
    [(["extract", "a.txt"], 2), (["schema"], 2), (["extract", "a.txt", "-o", "out"], 0)],
    ids=["extract", "schema", "out"],
)
def test_closed_standard_output(tmp_path: Path, args: list[str], status: int) -> None:
    (tmp_path / "a.txt").write_text(MAN)
    command = ["sh", "-c", 'exec "$@" >&-', "sh", sys.executable, str(STUB), *args]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == status
    assert len(done.stderr.splitlines()) == 1
    assert ("standard output: is closed" in done.stderr) is (status == 2)


def test_a_run_interrupted_before_its_first_paper_leaves_no_file(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    # A shell's background jobs ignore interrupts, and so would what they start; a handler is not inherited.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        started = process("extract", "-", "-o", str(out), stdin=subprocess.PIPE)
    finally:
        signal.signal(signal.SIGINT, before)
    with started as running:
        deadline = time.monotonic() + 30
        while not (tmp_path / "out.jsonl.part").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        assert (tmp_path / "out.jsonl.part").exists()
        time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=30) == 130
        assert running.stderr
        assert b"Traceback" not in running.stderr.read()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("args", "readable"),
    [
        pytest.param([], True, id="summary"),
        pytest.param(["--to", "jsonl"], False, id="to"),
        pytest.param(["-o", "-"], False, id="out-dash"),
    ],
)
def test_a_terminal_shows_the_summary(tmp_path: Path, args: list[str], readable: bool) -> None:
    (tmp_path / "a.txt").write_text(MAN)
    ours, theirs = os.openpty()
    with process("extract", "a.txt", *args, cwd=tmp_path, stdout=theirs, env={"NO_COLOR": "1"}) as running:
        os.close(theirs)
        shown = read_terminal(ours)
        assert running.wait(timeout=30) == 0
    assert ("Left out" in shown) is readable
    assert ("schema_version" in shown) is not readable


def read_terminal(descriptor: int) -> str:
    data = b""
    try:
        while piece := os.read(descriptor, 65536):
            data += piece
    except OSError:  # Linux says EIO where others say end of file.
        pass
    finally:
        os.close(descriptor)
    return data.decode()


def test_a_terminal_without_unicode(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MAN.replace("dose", "d\u00f6se \u2265"))
    with process("extract", "a.txt", "-o", "a.jsonl", cwd=tmp_path) as running:
        assert running.wait(timeout=30) == 0
    with process("show", "a.jsonl", cwd=tmp_path, env={"PYTHONIOENCODING": "ascii"}) as running:
        assert running.stdout
        shown = running.stdout.read()
        assert running.wait(timeout=30) == 0
    assert b"male" in shown
    assert shown.isascii()


def test_json_is_utf_8_whatever_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MAN.replace("dose", "d\u00f6se \u2265"), encoding="utf-8")
    with process("extract", "a.txt", cwd=tmp_path, env={"PYTHONIOENCODING": "latin-1"}) as running:
        assert running.stdout
        data = running.stdout.read()
        assert running.wait(timeout=30) == 0
    assert "d\u00f6se \u2265" in records(data)[0].document.text
