"""Runs over many papers: worker processes, kills, resuming, filters and limits."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tests.integration import stub_pipeline
from tests.integration.papers import MAN, NOBODY, Run, sources, write

STUB = Path(stub_pipeline.__file__)
MANY = 60
TRIAL = (
    "Background: Hypertension is common. Methods: In this randomised, double-blind, placebo-controlled trial 412 "
    "patients in 31 centres were assigned to lisinopril or placebo. Results: The mean pressure fell by 9 mm Hg "
    "(95% CI 7 to 11; P<0.001). Conclusions: Lisinopril lowers the pressure of patients with hypertension.\n"
)


def command(*args: str, cwd: Path) -> subprocess.Popen[bytes]:
    """Starts the command with the stub for a pipeline."""
    return subprocess.Popen(
        [sys.executable, str(STUB), "extract", *args],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def done(*args: str, cwd: Path) -> tuple[int, str]:
    """Runs the command to its end; returns its exit status and what it said."""
    running = command(*args, cwd=cwd)
    _, said = running.communicate(timeout=120)
    return running.returncode, said.decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Sixty slow papers, one that is twice there and one that cannot be read."""
    papers = tmp_path / "papers"
    papers.mkdir()
    for number in range(MANY):
        (papers / f"{number:03}.txt").write_text(f"SLOW. A {number + 20}-year-old man had a rash.\n")
    (papers / "again.txt").write_bytes((papers / "000.txt").read_bytes())
    (papers / "bad.txt").write_bytes(b"A man\x00\x01\x02")
    return tmp_path


@pytest.fixture
def unbroken(folder: Path) -> tuple[bytes, bytes]:
    """What one process makes of them without a break: the records and the errors."""
    status, said = done("papers", "-o", "one/cases.jsonl", cwd=folder)
    assert status == 1, said
    assert f"{MANY} records from {MANY + 2} papers (1 failed, 1 duplicate)" in said
    return results(folder / "one")


def results(folder: Path) -> tuple[bytes, bytes]:
    """Returns the records and the errors; nothing else may stand in the folder."""
    assert sorted(path.name for path in folder.iterdir()) == ["cases.jsonl", "errors.jsonl"]
    return (folder / "cases.jsonl").read_bytes(), (folder / "errors.jsonl").read_bytes()


def until(found: Callable[[], object], *, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


def test_two_workers_write_the_same_bytes(folder: Path, unbroken: tuple[bytes, bytes]) -> None:
    status, said = done("papers", "-o", "two/cases.jsonl", "--workers", "2", cwd=folder)
    assert status == 1, said
    assert results(folder / "two") == unbroken


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize("kill", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM], ids=lambda kill: kill.name)
def test_a_killed_run_goes_on(
    folder: Path, unbroken: tuple[bytes, bytes], workers: str, kill: signal.Signals
) -> None:
    args = ("papers", "-o", "cut/cases.jsonl", "--workers", workers)
    part = folder / "cut" / "cases.jsonl.part"
    # A shell's background jobs ignore interrupts, and so would what they start.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        running = command(*args, cwd=folder)
    finally:
        signal.signal(signal.SIGINT, before)
    until(lambda: lines(part) >= 3)
    children = psutil.Process(running.pid).children(recursive=True)
    running.send_signal(kill)
    _, said = running.communicate(timeout=30)
    assert b"Traceback" not in said
    assert (b"--resume goes on" in said) is (kill is signal.SIGINT)
    assert 3 <= lines(part) < MANY
    assert not (folder / "cut" / "cases.jsonl").exists()
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []
    status, text = done(*args, cwd=folder)
    assert status == 2
    assert "add --resume to go on" in text
    status, text = done(*args, "--resume", cwd=folder)
    assert status == 1, text
    assert results(folder / "cut") == unbroken


def test_a_worker_that_is_killed_takes_no_paper_along(folder: Path, unbroken: tuple[bytes, bytes]) -> None:
    running = command("papers", "-o", "hurt/cases.jsonl", "--workers", "2", cwd=folder)
    until(lambda: lines(folder / "hurt" / "cases.jsonl.part") >= 1)
    workers = [
        child for child in psutil.Process(running.pid).children() if "spawn_main" in " ".join(child.cmdline())
    ]
    assert len(workers) == 2
    workers[0].kill()
    _, said = running.communicate(timeout=60)
    assert running.returncode == 1, said
    assert results(folder / "hurt") == unbroken


def test_a_paper_that_kills_its_worker_is_recorded_and_the_others_come_out(
    folder: Path, unbroken: tuple[bytes, bytes]
) -> None:
    (folder / "papers" / "020x.txt").write_text("DEADLY. A man.")
    status, said = done("papers", "-o", "sick/cases.jsonl", "--workers", "2", cwd=folder)
    assert status == 1, said
    records, errors = results(folder / "sick")
    assert records == unbroken[0]
    told = [json.loads(line) for line in errors.splitlines() if b"020x" in line]
    assert [(error["path"], error["kind"]) for error in told] == [("papers/020x.txt", "failed")]
    assert "the process that read it died" in told[0]["reason"]


def test_a_pipeline_that_workers_cannot_load_is_one_line(folder: Path) -> None:
    status, said = done("papers", "-o", "no/cases.jsonl", "--workers", "2", "--config", "none", cwd=folder)
    assert status == 2
    assert said.splitlines() == ["caseline: no pipeline 'none': name one of default"]
    assert list((folder / "no").iterdir()) == []


@pytest.fixture
def few(run: Run) -> Run:
    """Three papers: one of a man, one of nobody, one that is empty."""
    write("papers/a.txt", MAN)
    write("papers/b.txt", NOBODY)
    write("papers/c.txt", "")
    write("papers/d.md", MAN * 2)
    return run


def errors(path: str = "errors.jsonl") -> list[dict[str, str]]:
    return [json.loads(line) for line in Path(path).read_bytes().splitlines()]


def test_errors_stand_beside_the_output(few: Run) -> None:
    result = few("extract", "papers", "none.txt", "-o", "new/out.jsonl")
    assert result.exit_code == 1
    assert [(error["path"], error["kind"]) for error in errors("new/errors.jsonl")] == [
        ("none.txt", "failed"),
        ("papers/c.txt", "failed"),
    ]
    assert "is empty" in errors("new/errors.jsonl")[1]["reason"]


def test_a_run_does_not_read_its_own_files(few: Run) -> None:
    first = few("extract", "papers", "-o", "papers/out.jsonl")
    assert few("extract", "papers", "-o", "papers/out.jsonl").stderr == first.stderr
    assert "3 records from 4 papers (1 failed)" in first.stderr


def test_errors_stand_where_they_are_wanted(few: Run) -> None:
    few("extract", "papers", "--errors", "said.jsonl")
    assert [error["path"] for error in errors("said.jsonl")] == ["papers/c.txt"]


def test_without_errors_there_is_no_file_of_them(few: Run) -> None:
    assert few("extract", "papers/a.txt", "-o", "out.jsonl").exit_code == 0
    assert not Path("errors.jsonl").exists()


def test_a_paper_that_fails_may_stop_the_run(few: Run) -> None:
    result = few("extract", "papers", "-o", "out.jsonl", "--on-error", "raise")
    assert result.exit_code == 1
    assert "papers/c.txt: is empty" in result.stderr
    assert "the run stops here" in result.stderr
    Path("papers/c.txt").write_text(MAN * 3)
    assert few("extract", "papers", "-o", "out.jsonl", "--on-error", "raise", "--resume").exit_code == 0
    assert sources(Path("out.jsonl").read_bytes()) == [
        f"papers/{name}" for name in ("a.txt", "b.txt", "c.txt", "d.md")
    ]


def test_a_filter_leaves_papers_aside_and_says_so_in_the_file_of_errors(few: Run) -> None:
    write("papers/b.txt", TRIAL)
    result = few("extract", "papers", "-o", "out.jsonl", "--filter", "case-reports")
    assert sources(Path("out.jsonl").read_bytes()) == ["papers/a.txt", "papers/d.md"]
    assert ("papers/b.txt", "filtered") in [(error["path"], error["kind"]) for error in errors()]
    assert "is no case report: " in errors()[0]["reason"]
    assert "papers/b.txt" not in result.stderr
    assert "2 records from 4 papers (1 failed, 1 filtered)" in result.stderr


@pytest.mark.parametrize(
    ("limit", "expected"), [("1", ["a.txt"]), ("3", ["a.txt", "b.txt"]), ("9", ["a.txt", "b.txt", "d.md"])]
)
def test_a_limit_counts_papers(few: Run, limit: str, expected: list[str]) -> None:
    result = few("extract", "papers", "--limit", limit)
    assert sources(result.stdout_bytes) == [f"papers/{name}" for name in expected]


def test_a_pattern_chooses_among_the_files_of_folders(few: Run) -> None:
    assert sources(few("extract", "papers", "--glob", "*.md").stdout_bytes) == ["papers/d.md"]


@pytest.mark.parametrize(
    "args", [["-o", "out.json"], [], ["-o", "out.jsonl", "--to", "json"]], ids=["json", "stream", "to"]
)
def test_only_json_lines_in_a_file_can_be_resumed(few: Run, args: list[str]) -> None:
    result = few("extract", "papers", "--resume", *args)
    assert result.exit_code == 2
    assert "only JSON Lines in a file can be resumed" in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_one_line(few: Run) -> None:
    result = few("extract", "papers", "-o", "out.jsonl", "--errors", "/dev/full")
    assert result.exit_code == 2
    assert "No space left on device" in result.stderr
