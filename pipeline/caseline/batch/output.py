"""Where the records of a run go: a file that a broken-off run goes on with, another file, or a stream."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from caseline.batch.keeping import files_beside, keeping
from caseline.batch.outcomes import Made
from caseline.batch.tally import ERRORS_NAME, Tally
from caseline.batch.write import Format, replacing, write_records
from caseline.errors import WritingError

# As Path shows "s3://bucket/file"; one letter is a drive of Windows.
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")

Take = Callable[[Iterable[Made]], None]


@dataclass(frozen=True, slots=True)
class Target:
    """Where records go.

    Attributes:
        out: The file; None for a stream.
        style: JSON or JSON Lines.
        errors: The file of errors; by default `errors.jsonl` beside `out`.
        resume: Whether to go on with a run that was broken off.
        several: Whether more than one file is read.
    """

    out: Path | None
    style: Format
    errors: Path | None = None
    resume: bool = False
    several: bool = False

    @property
    def keeps(self) -> bool:
        """Whether a run can go on with it: JSON Lines in a regular file."""
        return self.style is Format.JSONL and self.out is not None and _may_be_regular(self.out)

    @property
    def errors_file(self) -> Path | None:
        """The file of errors, if there is one."""
        if self.errors is None and self.out is not None and _may_be_regular(self.out):
            return self.out.parent / ERRORS_NAME
        return self.errors

    def check(self, given: Iterable[str]) -> None:
        """Checks, before any work is done, that it would replace none of the papers given, and can be resumed.

        Raises:
            WritingError: When it would, or cannot.
        """
        papers = set(map(os.path.realpath, given))
        for file in filter(None, (self.out, self.errors_file)):
            if _SCHEME.fullmatch(file.parts[0] if file.parts else ""):
                raise WritingError(file, "is no file of this machine; name one, and copy it there at the end")
            if os.path.realpath(file) in papers:
                raise WritingError(file, "is one of the papers to read; name another file")
        if self.out and self.errors and os.path.realpath(self.errors) in self._records:
            raise WritingError(self.errors, "is where the records go; name another file for --errors")
        if self.resume and not self.keeps:
            raise WritingError(
                self.out or Path("standard output"),
                "only JSON Lines in a file can be resumed; give -o FILE.jsonl",
            )

    def without_own(self, sources: Iterable[str]) -> tuple[str, ...]:
        """Returns the sources without the files of this run, which may stand in a folder of papers."""
        own = {*self._records, os.path.realpath(self.errors_file)} if self.errors_file else self._records
        names = {Path(path).name for path in own}
        # To ask the system for each of a million would take minutes.
        return tuple(
            source
            for source in sources
            if source.rpartition(os.sep)[2] not in names or os.path.realpath(source) not in own
        )

    @property
    def _records(self) -> frozenset[str]:
        if self.out is None:
            return frozenset()
        target = Path(os.path.realpath(self.out))
        return frozenset(map(str, (target, *files_beside(target))))


@contextmanager
def opened(
    target: Target, *, made_by: Mapping[str, Any], stream: Callable[[], BinaryIO]
) -> Iterator[tuple[Tally, Take]]:
    """Gives what counts the papers, and what takes the records.

    Args:
        target: Where to.
        made_by: What decides about the records, for the journal.
        stream: Standard output, asked for when records go there.

    Raises:
        WritingError: When a file cannot be written.
    """
    if target.keeps and target.out is not None and (errors := target.errors_file) is not None:
        with keeping(target.out, errors=errors, made_by=made_by, resume=target.resume) as kept:
            yield kept, _exhaust
        return
    with Tally(target.errors_file) as tally:
        if target.out is None:
            yield tally, _writer(stream(), target)
        else:
            with replacing(target.out) as file:
                yield tally, _writer(file, target)


def _writer(stream: BinaryIO, target: Target) -> Take:
    return lambda records: write_records(records, stream, style=target.style, several=target.several)


def _exhaust(records: Iterable[Made]) -> None:
    for _ in records:
        pass


def _may_be_regular(path: Path) -> bool:
    return not path.exists() or path.is_file()
