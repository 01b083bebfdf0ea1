"""The output of a run that can go on after it was killed: records, errors and the journal."""

from __future__ import annotations

import os
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
        part, noted = (target.with_name(f"{target.name}.{end}") for end in ("part", "journal"))
        if not resume and (part.exists() or noted.exists()):
            raise WritingError(
                path,
                f"a run was broken off here; add --resume to go on, or remove {part.name} and {noted.name}",
            )
        journal = Journal(noted, made_by=made_by)
        with closing(journal):
            done = journal.read(output=_size(part), errors=_size(errors))
            with part.open("ab") as output:
                output.truncate(done.output)
                with Tally(errors, output=output, journal=journal, done=done) as tally:
                    try:
                        yield tally
                    finally:
                        _leave(tally, part, journal)
        if tally.records:
            take_place(part, target)
        part.unlink(missing_ok=True)
        journal.remove()


def _leave(tally: Tally, part: Path, journal: Journal) -> None:
    """Takes the files of a run away that ended before anything was done; there is nothing to go on with."""
    if not tally.papers:
        part.unlink()
        journal.remove()


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0
