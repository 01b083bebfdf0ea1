"""Where papers come from: files, folders, and `-` for standard input."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from caseline.batch.run import Failure
from caseline.reading import Article, find_inputs, read_article, split_stream
from caseline.reading.sources import the_only

STDIN = "-"
_STDIN_NAME = "standard input"


def find_sources(paths: Sequence[str]) -> tuple[tuple[str, ...], tuple[Failure, ...]]:
    """Returns the papers that paths stand for, in order, and what is wrong with the other paths."""
    found = find_inputs(path for path in paths if path != STDIN)
    sources = list(found.paths)
    if STDIN in paths:
        # A file counts where it is reached first, so those before `-` are the same without what follows.
        before = find_inputs(paths[: paths.index(STDIN)]).paths
        sources.insert(len(before), STDIN)
    problems = tuple(Failure(problem.path, problem.reason) for problem in found.problems)
    return tuple(sources), problems


def read_source(source: str) -> Article:
    """Reads one paper.

    Raises:
        ReadingError: When it is no paper, or holds several; says what to do.
    """
    if source != STDIN:
        return read_article(source)
    return the_only(split_stream(sys.stdin.buffer, _STDIN_NAME), _STDIN_NAME).model_copy(
        update={"source": STDIN}
    )
