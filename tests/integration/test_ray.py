"""The tests of Ray, in processes of their own.

Ray's core ends the process that drives it, without a word, when it loses its node, as happens on a very busy
machine; it must not take the other tests along. Only then is it tried again: a test that fails has failed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TRIES = 3
# The last line of pytest, which a process that Ray has ended does not come to.
_SUMMARY = re.compile(r"^=* ?\d+ (passed|failed|skipped)\b.* in [\d.]+s", re.MULTILINE)
_PASSED = re.compile(r"^\d+ passed\b", re.MULTILINE)


def test_runs_on_ray() -> None:
    for _ in range(TRIES):
        told = _tested("tests/integration/ray_runs.py")
        if _SUMMARY.search(told.stdout):
            break
    assert told.returncode == 0, told.stdout + told.stderr
    assert _PASSED.search(told.stdout), told.stdout


def test_a_failure_is_no_end_without_a_word(tmp_path: Path) -> None:
    """The control: what is tried again, and what is not."""
    failing, ending = tmp_path / "test_failing.py", tmp_path / "test_ending.py"
    failing.write_text("def test_it():\n    assert False\n", encoding="utf-8")
    ending.write_text("import os\ndef test_it():\n    os._exit(1)\n", encoding="utf-8")
    failed, ended = _tested(str(failing)), _tested(str(ending))
    assert (failed.returncode, ended.returncode) == (1, 1)
    assert _SUMMARY.search(failed.stdout)
    assert not _SUMMARY.search(ended.stdout)


def _tested(file: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "--no-header", "-p", "no:cacheprovider", file]
    return subprocess.run(
        command,
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")},
        capture_output=True,
        text=True,
        check=False,
    )
