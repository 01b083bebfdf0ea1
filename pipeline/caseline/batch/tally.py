"""What a run has done so far: counted, texts seen before told apart, and all of it written down."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import IO

from caseline.batch.journal import FINISHED, MADE, Done, Entry, Journal
from caseline.batch.outcomes import Failure, Finished, Made, Outcome, Step, Without

ERRORS_NAME = "errors.jsonl"


class Tally:
    """Counts what becomes of papers, and keeps the files of a run.

    Args:
        errors: The file of errors, if there is to be one; what an earlier run left in it is cut off.
        output: Takes each record before anybody is told of it.
        journal: Takes a line for each paper after what it gave.
        done: What an earlier part of the run has done.
    """

    def __init__(
        self,
        errors: Path | None = None,
        *,
        output: IO[bytes] | None = None,
        journal: Journal | None = None,
        done: Done | None = None,
    ) -> None:
        self.done = done or Done()
        self._errors = _Appended(errors, self.done.errors) if errors else None
        self._output = output
        self._journal = journal

    def __enter__(self) -> Tally:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def records(self) -> int:
        """How many records there are."""
        return self.done.counts[MADE]

    def without(self, kind: Without) -> int:
        """Returns how many papers have no record for this reason."""
        return self.done.counts[kind]

    @property
    def papers(self) -> int:
        """How many papers are done."""
        return self.done.counts.total()

    def add(self, step: Step) -> Outcome | None:
        """Takes in what became of a paper; returns it, which for a text seen before is a failure."""
        if isinstance(step, Finished):
            if step.path not in self.done.names:
                self._note(step.path, FINISHED)
            return None
        if isinstance(step, Made) and (first := self.done.documents.get(step.document)) is not None:
            step = _duplicate(step, first)
        if isinstance(step, Made):
            self._note(step.source, MADE, step.document, output=_append(self._output, step.line + b"\n"))
        else:
            self._note(step.source, step.kind.value, errors=_append(self._errors, _line(step)))
        return step

    def add_all(self, failures: Iterable[Failure], *, told: Callable[[Failure], None]) -> None:
        """Takes in papers that could not even be begun, but for those it knows."""
        for failure in failures:
            if failure.source not in self.done.names:
                self.add(failure)
                told(failure)

    def close(self) -> None:
        """Closes the file of errors."""
        if self._errors:
            self._errors.close()

    def _note(
        self, source: str, kind: str, document: str | None = None, *, output: int = 0, errors: int = 0
    ) -> None:
        entry = Entry(source, kind, document, self.done.output + output, self.done.errors + errors)
        if self._journal is not None:
            self._journal.add(entry)
        self.done.add(entry)


def _append(file: IO[bytes] | _Appended | None, line: bytes) -> int:
    """Writes a line where there is a file for it; returns how many bytes it took."""
    if file is None:
        return 0
    file.write(line)
    file.flush()
    return len(line)


class _Appended:
    """A file of which the first bytes stay; it is made when there is something to write."""

    def __init__(self, path: Path, length: int) -> None:
        self._path = path
        self._stream: IO[bytes] | None = None
        if path.is_file() and path.stat().st_size > length:
            os.truncate(path, length)

    def write(self, line: bytes) -> None:
        if self._stream is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._stream = self._path.open("ab")
        self._stream.write(line)

    def flush(self) -> None:
        if self._stream is not None:
            self._stream.flush()

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()


def _duplicate(made: Made, first: str) -> Failure:
    reason = f"has the same text as {first}, whose record stands for both"
    return Failure(made.source, reason, kind=Without.DUPLICATE)


def _line(failure: Failure) -> bytes:
    line = {
        "path": failure.source,
        "kind": failure.kind.value,
        "reason": failure.reason,
        "where": failure.where,
    }
    return json.dumps(line, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
