"""The self-test: what a process says, and what is made of one that fails."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from caseline.doctor import self_test
from caseline.doctor.self_test import SelfTest, faults, run_self_test
from caseline.doctor.trial import EXPECTED, TEXT, found
from caseline.schema.case import Case, Patient
from caseline.schema.document import Document
from caseline.schema.mention import FoundBy, Label, Mention
from caseline.schema.report import CaseReport, Provenance

PASSED = SelfTest(found=EXPECTED, seconds={"import": 1.0, "load": 1.0, "read": 0.1})
NAMES = """Traceback (most recent call last):
  File "a.py", line 1, in <module>
ValueError: first

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "b.py", line 2, in <module>
caseline.errors.ConfigError: no factory caseline_x.

  Available names: one, two
"""


def _script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Puts a module in the place of the trial."""
    (tmp_path / "stand_in.py").write_text(code)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.setattr(self_test, "_START", self_test._START.replace("caseline.doctor.trial", "stand_in"))


def test_an_answer_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = {"import_seconds": 1.5, "load_seconds": 1.0, "read_seconds": 0.25}
    answer = json.dumps({"found": EXPECTED, **seconds})
    _script(tmp_path, monkeypatch, f"import sys\nprint({answer!r})\nprint('a warning', file=sys.stderr)")
    test = run_self_test()
    assert test.passed
    assert test.seconds == {"import": 1.5, "load": 1.0, "read": 0.25}
    assert not list(faults(test))


@pytest.mark.parametrize(
    ("code", "error", "remedy"),
    [
        pytest.param(
            f"import sys; sys.stderr.write({NAMES!r}); sys.exit(1)",
            "caseline.errors.ConfigError: no factory caseline_x. Available names: one, two",
            "mend the faults above",
            id="traceback",
        ),
        pytest.param("import sys; sys.exit(3)", "ended with status 3", "mend the faults above", id="status"),
        pytest.param(
            "import os, signal; os.kill(os.getpid(), signal.SIGILL)",
            "was ended by SIGILL",
            "processor",
            id="signal",
        ),
        pytest.param(
            "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
            "was ended by SIGKILL",
            "memory",
            id="killed",
        ),
        pytest.param("raise MemoryError", "MemoryError", "too little memory", id="memory"),
        pytest.param(
            "raise ValueError('x' * 1000)", f"ValueError: {'x' * 388}…", "mend the faults", id="long"
        ),
        pytest.param("print('[]')", "gave an answer that cannot be read", "mend the faults", id="no-answer"),
        pytest.param("", "gave an answer that cannot be read", "mend the faults", id="silent"),
        pytest.param("import time; time.sleep(60)", "did not end within 2 seconds", "mend", id="hangs"),
    ],
)
def test_a_process_that_fails_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, error: str, remedy: str
) -> None:
    _script(tmp_path, monkeypatch, code)
    test = run_self_test(seconds=2 if "sleep" in code else 60)
    assert test.error == error
    assert not test.passed
    (fault,) = faults(test)
    assert remedy in fault.remedy


def test_no_process_can_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert run_self_test().error == "no process could be started: No such file or directory"


@pytest.mark.parametrize("key", EXPECTED)
def test_each_answer_counts(key: str) -> None:
    test = SelfTest(found={**EXPECTED, key: "another"}, seconds=PASSED.seconds)
    assert test.wrong == (key,)
    (fault,) = faults(test)
    assert fault.what == f"{key}: 'another' was read, {EXPECTED[key]!r} expected"


def _record(**changes: object) -> CaseReport:
    mention = Mention(id="m1", label=Label.DRUG, start=2, end=13, text=TEXT[2:13], found_by=FoundBy.LEXICON)
    known = {
        "document": Document(id=f"sha256:{'0' * 64}", text=TEXT),
        "mentions": (mention,),
        "provenance": Provenance(caseline="test"),
    }
    return CaseReport.model_construct(**{**CaseReport(**known).__dict__, **changes})  # type: ignore[arg-type]


def test_a_record_that_says_nothing() -> None:
    said = found(_record(mentions=(), cases=(Case(id="c1", patient=Patient()),)))
    assert {key: value for key, value in said.items() if value != "nothing"} == {"schema": EXPECTED["schema"]}


def test_offsets_that_select_another_text() -> None:
    assert found(_record())["offsets"] == EXPECTED["offsets"]
    (mention,) = _record().mentions
    said = found(_record(mentions=(mention.model_copy(update={"start": 3, "end": 14}),)))
    assert said["offsets"] == "wrong of m1"
    assert "offsets must select" in said["schema"]
