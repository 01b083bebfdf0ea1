"""Where the records of a run go: a file that a broken-off run goes on with, another file, or a stream."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from caseline.batch.keeping import keeping
from caseline.batch.outcomes import Made
from caseline.batch.tally import ERRORS_NAME, Tally
from caseline.batch.write import Format, check_target, replacing, write_records
from caseline.errors import WritingError

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

    def check(self, sources: Iterable[str]) -> None:
        """Checks, before any work is done, that it would replace none of the papers, and can be resumed.

        Raises:
            WritingError: When it would, or cannot.
        """
        if self.out is not None:
            check_target(self.out, sources)
        if self.resume and not self.keeps:
            raise WritingError(
                self.out or Path("standard output"),
                "only JSON Lines in a file can be resumed; give -o FILE.jsonl",
            )


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
