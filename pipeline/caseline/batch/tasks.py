"""The papers of a run, file by file, and the batches they go to workers in."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from caseline.batch.outcomes import STDIN, Failure, Finished
from caseline.batch.work import guarded
from caseline.errors import ReadingError
from caseline.reading.files import printable_path
from caseline.reading.pieces import Piece
from caseline.reading.sources import split_source, split_stream
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
        done: Keys of papers and paths of files that an earlier part of the run has done.
        limit: Most papers, not counting those done.
    """

    paths: tuple[str, ...]
    format: SourceFormat | None = None
    done: Collection[str] = frozenset()
    limit: int | None = None


def find_tasks(papers: Papers) -> Iterator[Task]:
    """Yields the papers, those that cannot be read, and the end of each file, in order."""
    left = papers.limit
    for path in papers.paths:
        for task in () if path in papers.done else _told_apart(path, papers.format):
            if (task.source if isinstance(task, Piece) else task.key) in papers.done:
                continue
            if left == 0:
                return
            left = None if left is None else left - 1
            yield task
        yield Finished(path)


def _told_apart(path: str, form: SourceFormat | None) -> Iterator[Piece | Failure]:
    """Yields what is in a file, each paper under a name of its own, which is the same in every run.

    Names in an archive may differ in nothing that can be shown, and errors are often named as the whole file.
    """
    # Numbers take less room than the names of half a million papers.
    times: Counter[int] = Counter()
    errors = 0
    for found in _split(path, form):
        if isinstance(found, Failure):
            errors += 1
            yield replace(found, name=f"{printable_path(path)}#error {errors}")
            continue
        name, given = found.source, hash(found.source)
        while times[hash(name)]:
            times[given] += 1
            name = f"{found.source} ({times[given]})"
        times[hash(name)] += 1
        yield found if name == found.source else replace(found, source=name)


def _split(path: str, form: SourceFormat | None) -> Iterator[Piece | Failure]:
    found = (
        split_stream(sys.stdin.buffer, STDIN, format=form)
        if path == STDIN
        else split_source(path, format=form)
    )
    # After a fault it is at its end.
    while (one := guarded(printable_path(path), partial(next, found, None))) is not None:
        yield failure_of(one) if isinstance(one, ReadingError) else one


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
