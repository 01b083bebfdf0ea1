"""A process that measures one pipeline: reads tasks from standard input, one JSON object a line, and answers so.

It is started by `caseline.benchmark.workers`, so that each pipeline has a process of its own on one core.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any, TextIO

from caseline.benchmark.one_core import pin
from caseline.errors import CaselineError


class Tasks:
    """The tasks by name; each takes keyword arguments and returns a JSON value."""

    def open(self, *, system: str, texts: list[str]) -> str:
        """Loads a pipeline and warms it up; says how the process is pinned."""
        pinned = pin()
        # Numeric libraries count the cores when they are imported, so not before this.
        from caseline.benchmark import systems  # noqa: PLC0415

        self._systems = systems
        self._texts = texts
        self._system: Any = systems.open_system(system)
        systems.warm_up(self._system, texts)
        return pinned

    def round(self) -> Any:
        """Times one way through the texts."""
        return self._systems.time_run(self._system, self._texts)

    def mentions(self) -> Any:
        """Times one way through the texts, to mentions only."""
        return self._systems.time_work(lambda: self._system.mentions(self._texts))

    def cases(self) -> Any:
        """Times one way through the texts, to mentions and cases."""
        return self._systems.time_work(lambda: self._system.cases(self._texts))

    def stages(self) -> Any:
        """Times each step of one way through the texts."""
        return self._system.stages(self._texts)

    def memory(self, *, documents: int, every: int) -> Any:
        """Reads the memory while the texts go through again and again."""
        from caseline.benchmark.memory import watch  # noqa: PLC0415

        return watch(self._system.run(islice(cycle(self._texts), documents)), every=every)


def serve(requests: TextIO, answers: TextIO) -> None:
    """Does the tasks until there are no more; what goes wrong is an answer as well."""
    for answer in _answers(requests):
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def _answers(requests: TextIO) -> Iterator[dict[str, Any]]:
    tasks = Tasks()
    for line in requests:
        task = json.loads(line)
        try:
            yield {"done": getattr(tasks, task["task"])(**task["arguments"])}
        except (
            CaselineError,
            ArithmeticError,
            ImportError,
            LookupError,
            OSError,
            RuntimeError,
            ValueError,
        ) as error:
            yield {"failed": f"{type(error).__name__}: {error}"}


def main() -> None:
    """Serves on the standard streams; what libraries print goes to standard error."""
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answers:
        os.dup2(2, 1)
        sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        serve(sys.stdin, answers)


if __name__ == "__main__":
    main()
