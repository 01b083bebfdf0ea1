"""What a run has done so far: counted, texts seen before told apart, and all of it written down."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import IO

from caseline.batch.journal import FINISHED, MADE, Done, Entry, Journal
from caseline.batch.outcomes import Failure, Finished, Made, Outcome, Step, Without
from caseline.batch.write import explained, lock

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
        """Takes in what became of a paper; returns it, which for a text seen before is a failure.

        What comes again, as from a machine of Ray's that took over from another, is passed over.
        """
        if isinstance(step, Finished):
            if step.path not in self.done.names:
                self._note(step.path, FINISHED)
            return None
        if step.key in self.done.names:
            return None
        if isinstance(step, Made) and (first := self.done.documents.get(step.document)) is not None:
            step = _duplicate(step, first)
        if isinstance(step, Made):
            self._note(step.key, MADE, step.document, output=_append(self._output, step.line + b"\n"))
        else:
            errors = self._errors.append(_line(step)) if self._errors else 0
            self._note(step.key, step.kind.value, errors=errors)
        return step

    def add_all(self, failures: Iterable[Failure], *, told: Callable[[Failure], None]) -> None:
        """Takes in papers that could not even be begun, but for those it knows."""
        for failure in failures:
            if failure.key not in self.done.names:
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


def _append(file: IO[bytes] | None, line: bytes) -> int:
    """Writes a line where there is a file for it; returns how many bytes it took."""
    if file is None:
        return 0
    file.write(line)
    file.flush()
    return len(line)


class _Appended:
    """A file of which the first bytes stay; no other run has it, and it goes when nothing is in it.

    Raises:
        WritingError: When it cannot be written, or another run has it.
    """

    def __init__(self, path: Path, length: int) -> None:
        self._path = path
        with explained(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._stream: IO[bytes] = path.open("ab")
            if path.is_file():
                lock(self._stream, path)
                self._stream.truncate(length)

    def append(self, line: bytes) -> int:
        with explained(self._path):
            return _append(self._stream, line)

    def close(self) -> None:
        with explained(self._path), self._stream:
            if self._path.is_file() and not self._path.stat().st_size:
                self._path.unlink()


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
