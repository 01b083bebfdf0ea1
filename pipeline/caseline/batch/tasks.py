"""The papers of a run, file by file, and the batches they go to workers in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from caseline.batch.outcomes import Failure, Finished
from caseline.errors import ReadingError
from caseline.reading.pieces import Piece
from caseline.reading.sources import split_source
from caseline.schema.document import SourceFormat

# A batch is long enough that passing it on costs nothing, and short enough that all workers end together.
_BATCH_BYTES = 200_000
_BATCH_PIECES = 32

Task = Piece | Failure | Finished


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers to read.

    Attributes:
        paths: Files, archives and sets, in their order.
        format: What they all are, where that is not to be told by their content.
        done: Names of papers and paths of files that an earlier part of the run has done.
        limit: Most papers, not counting those done.
    """

    paths: tuple[str, ...]
    format: SourceFormat | None = None
    done: Collection[str] = frozenset()
    limit: int | None = None


def find_tasks(papers: Papers) -> Iterator[Task]:
    """Yields the papers, those that cannot be read, and the end of each file, in order.

    A file counts as done when it is named itself: an error that names a whole set or archive is its last.
    """
    left = papers.limit
    for path in papers.paths:
        for piece in () if path in papers.done else split_source(path, format=papers.format):
            name = piece.source if isinstance(piece, Piece) else piece.path
            if name in papers.done:
                continue
            if left == 0:
                return
            left = None if left is None else left - 1
            yield piece if isinstance(piece, Piece) else failure_of(piece)
        yield Finished(path)


def failure_of(error: ReadingError) -> Failure:
    """Returns what is recorded of a paper that cannot be read."""
    return Failure(error.path, error.reason, error.where)


def batches(tasks: Iterable[Task]) -> Iterator[tuple[Task, ...]]:
    """Yields the tasks in order, in batches of about the same length of text."""
    batch: list[Task] = []
    size = 0
    for task in tasks:
        batch.append(task)
        size += len(task.data) if isinstance(task, Piece) else 0
        if size >= _BATCH_BYTES or len(batch) >= _BATCH_PIECES:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)
