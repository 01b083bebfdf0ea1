"""Does it work? A process of its own reads one sentence, so that what crashes there is told here."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from caseline.doctor.findings import Finding
from caseline.doctor.trial import EXPECTED

_MODULE = "caseline.doctor.trial"
# Much longer than the slowest machine took; a process that hangs must end.
_SECONDS: Final = 300.0
# The process finds what this one finds, however this one was started.
_START = f"import sys, runpy; sys.path[:] = sys.argv.pop().split({os.pathsep!r}); runpy.run_module({_MODULE!r}, run_name='__main__')"
# The line of a traceback that names the exception; its message may go on below.
_RAISED = re.compile(r"^(?:\w+\.)*\w*(?:Error|Exception|Exit|Interrupt)\b", re.MULTILINE)
_LONGEST: Final = 400


@dataclass(frozen=True, slots=True)
class SelfTest:
    """What came of it.

    Attributes:
        error: Why nothing was read, if so.
        found: What was read, by the keys of `EXPECTED`.
        seconds: How long imports, loading and reading took.
    """

    error: str | None = None
    found: Mapping[str, str] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)

    @property
    def wrong(self) -> tuple[str, ...]:
        """What was read otherwise than it should be."""
        return tuple(key for key, value in EXPECTED.items() if self.found.get(key) != value)

    @property
    def passed(self) -> bool:
        """Whether all was read as it should be."""
        return self.error is None and not self.wrong


def run_self_test(*, seconds: float = _SECONDS) -> SelfTest:
    """Loads the packaged pipeline in another process and reads a sentence with it."""
    path = os.pathsep.join(os.path.abspath(each) if each else os.getcwd() for each in sys.path)  # noqa: PTH100, PTH109
    command = [sys.executable, "-c", _START, path]
    try:
        run = subprocess.run(command, capture_output=True, timeout=seconds, check=False)  # noqa: S603 - ours
    except subprocess.TimeoutExpired:
        return SelfTest(error=f"did not end within {seconds:g} seconds")
    except OSError as error:
        return SelfTest(error=f"no process could be started: {error.strerror}")
    if run.returncode:
        return SelfTest(error=_reason(run.returncode, run.stderr))
    return _answer(run.stdout)


def _answer(output: bytes) -> SelfTest:
    try:
        read: Any = json.loads(output)
        seconds = {key: float(read[f"{key}_seconds"]) for key in ("import", "load", "read")}
        return SelfTest(found=dict(read["found"]), seconds=seconds)
    except (ValueError, KeyError, TypeError):
        return SelfTest(error="gave an answer that cannot be read")


def _reason(status: int, messages: bytes) -> str:
    """Returns what the process said last on one line, or the signal that ended it."""
    if status < 0:
        return f"was ended by {signal.Signals(-status).name}"
    text = messages.decode(errors="replace")
    raised = list(_RAISED.finditer(text))
    said = " ".join(text[raised[-1].start() :].split()) if raised else ""
    return f"{said[:_LONGEST]}…" if len(said) > _LONGEST else said or f"ended with status {status}"


def faults(found: SelfTest) -> Iterator[Finding]:
    """Yields what is wrong with what came out."""
    if found.error is not None:
        remedy = "mend the faults above first; if there is none, install Caseline again"
        if "SIGILL" in found.error:
            remedy = "this processor lacks instructions that onnxruntime or numpy use; use another machine"
        if "SIGKILL" in found.error or "MemoryError" in found.error:
            remedy = "there was too little memory; close other programs"
        yield Finding("self-test", found.error, remedy)
        return
    for key in found.wrong:
        what = f"{key}: {found.found.get(key, 'nothing')!r} was read, {EXPECTED[key]!r} expected"
        yield Finding(
            "self-test", what, "mend the faults above first; if there is none, install Caseline again"
        )
