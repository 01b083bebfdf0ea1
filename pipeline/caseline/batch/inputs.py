"""Where papers come from: files, folders, archives, and `-` for standard input."""

from __future__ import annotations

from collections.abc import Sequence

from caseline.batch.outcomes import Failure
from caseline.batch.tasks import failure_of
from caseline.reading import find_inputs

STDIN = "-"


def find_sources(
    paths: Sequence[str], *, glob: str | None = None
) -> tuple[tuple[str, ...], tuple[Failure, ...]]:
    """Returns the files that paths stand for, in order, and what is wrong with the other paths.

    With `glob` only those files of folders that match it count.
    """
    found = find_inputs((path for path in paths if path != STDIN), glob=glob)
    sources = list(found.paths)
    if STDIN in paths:
        # A file counts where it is reached first, so those before `-` are the same without what follows.
        before = find_inputs(paths[: paths.index(STDIN)], glob=glob).paths
        sources.insert(len(before), STDIN)
    return tuple(sources), tuple(failure_of(problem) for problem in found.problems)
