"""The output of a run that can go on after it was killed: records, errors and the journal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from caseline.batch.journal import Journal
from caseline.batch.tally import Tally
from caseline.batch.write import explained, take_place
from caseline.errors import WritingError


@contextmanager
def keeping(path: Path, *, errors: Path, made_by: Mapping[str, Any], resume: bool) -> Iterator[Tally]:
    """Gives what appends to the records of `path`, which is there when the block has ended well.

    Until then the records stand in `path` with `.part` behind it, beside a journal; an error or a kill leaves
    both for `resume`. A run that made no record leaves an old file as it is.

    Raises:
        WritingError: When a file cannot be written, or a broken-off run is there and `resume` is not set.
    """
    with explained(path):
        target = Path(os.path.realpath(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        part, noted = files_beside(target)
        broken_off = part.exists() or noted.exists()
        # Their place is that of a run, wherever it is begun from.
        place = os.path.relpath(os.path.realpath(errors), target.parent)
        journal = Journal(noted, made_by={**made_by, "errors": place})
        with closing(journal):
            if broken_off and not resume:
                raise WritingError(
                    path,
                    f"a run was broken off here; add --resume to go on, or remove {part.name} and {noted.name}",
                )
            if broken_off and not part.exists():
                _take_back(target, part, journal, errors)
            done = journal.read(output=_size(part), errors=_size(errors))
            try:
                with part.open("ab") as output:
                    output.truncate(done.output)
                    with Tally(errors, output=output, journal=journal, done=done) as tally:
                        yield tally
            finally:
                if not done.counts:  # there is nothing to go on with
                    part.unlink(missing_ok=True)
                    journal.remove()
            # While the journal is still held: another run may be waiting for its place.
            if tally.records:
                take_place(part, target)
            part.unlink(missing_ok=True)
            journal.remove()


def files_beside(target: Path) -> tuple[Path, Path]:
    """Returns where the records of a run stand until it ends, and its journal."""
    return target.with_name(f"{target.name}.part"), target.with_name(f"{target.name}.journal")


def _take_back(target: Path, part: Path, journal: Journal, errors: Path) -> None:
    """Makes the records the part again that they were, when the kill came after they had taken their place."""
    length = _size(target)
    if length and journal.read(output=length, errors=_size(errors)).output == length:
        target.replace(part)


def _size(path: Path) -> int:
    """Returns how long a file is; what is none, such as a terminal, has kept all that it was told."""
    if path.is_file():
        return path.stat().st_size
    return sys.maxsize if path.exists() else 0
