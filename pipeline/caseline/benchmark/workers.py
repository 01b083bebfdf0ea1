"""Fresh processes that measure, one a pipeline, seen from the process that asks them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

from caseline.benchmark.one_core import ONE_THREAD
from caseline.benchmark.record import StartUp
from caseline.errors import CaselineError

# What a fresh process reads first; of no corpus.
FIRST_TEXT = (
    "A 47-year-old woman developed a generalised rash two days after the first dose of ceftriaxone. "
    "Ceftriaxone was stopped and she recovered within a week."
)
_START_UP = """\
import sys, time
from caseline.benchmark.one_core import pin
pin()
import caseline
nlp = caseline.load(sys.argv[1])
print(time.process_time(), flush=True)
caseline.extract(sys.argv[2], nlp=nlp).to_json()
print(time.process_time(), flush=True)
"""


class MeasuringError(CaselineError):
    """A process that measures has failed."""


class Worker:
    """A process with one pipeline. Its standard error goes to the null device."""

    def __init__(self, system: str, texts: Sequence[str]) -> None:
        self.name = system
        self._process = _start("-m", "caseline.benchmark.worker")
        self.pinned = str(self.ask("open", system=system, texts=list(texts)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ask(self, task: str, **arguments: Any) -> Any:
        """Returns the answer to a task.

        Raises:
            MeasuringError: When the task failed or the process is gone.
        """
        try:
            self._process.stdin.write(json.dumps({"task": task, "arguments": arguments}) + "\n")  # type: ignore[union-attr]
            self._process.stdin.flush()  # type: ignore[union-attr]
            line = self._process.stdout.readline()  # type: ignore[union-attr]
        except BrokenPipeError:
            line = ""
        answer = json.loads(line) if line else {"failed": "the process ended"}
        if "failed" in answer:
            self.close()
            msg = f"{self.name}: could not be measured ({task}): {answer['failed']}"
            raise MeasuringError(msg)
        return answer["done"]

    def close(self) -> None:
        """Ends the process."""
        _end(self._process)


def start_up(config: str, *, times: int) -> StartUp:
    """Starts fresh processes, one after the other, each until its first record.

    Raises:
        MeasuringError: When one fails.
    """
    runs = [_start_up_once(config) for _ in range(times)]
    columns = [tuple(round(value, 3) for value in column) for column in zip(*runs, strict=True)]
    names = ("ready_wall", "ready_cpu", "first_record_wall", "first_record_cpu")
    return StartUp(**dict(zip(names, columns, strict=True)))


def _start_up_once(config: str) -> tuple[float, float, float, float]:
    begin = time.perf_counter()
    process = _start("-c", _START_UP, config, FIRST_TEXT)
    marks: list[float] = []
    for _ in ("ready", "first record"):
        line = process.stdout.readline()  # type: ignore[union-attr]
        if not line:
            _end(process)
            msg = f"{config}: could not be measured: a fresh process did not start"
            raise MeasuringError(msg)
        marks += [time.perf_counter() - begin, float(line)]
    _end(process)
    return marks[0], marks[1], marks[2], marks[3]


def _start(*arguments: str) -> subprocess.Popen[str]:
    # -P: nothing in the current folder passes for a module.
    return subprocess.Popen(  # noqa: S603 - our own interpreter and modules
        [sys.executable, "-P", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        env=os.environ | ONE_THREAD,
    )


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()
