"""Where papers come from: files, folders, and `-` for standard input."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from caseline.batch.run import Failure
from caseline.errors import ReadingError
from caseline.reading import LARGEST_FILE, Article, article_from_text, find_inputs, read_text
from caseline.reading.encoding import decode

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
        ReadingError: When it is not the text of a paper; says what to do.
    """
    return _read_stdin() if source == STDIN else read_text(source)


def _read_stdin() -> Article:
    data = sys.stdin.buffer.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        limit = f"{LARGEST_FILE / 1e6:.0f} MB"
        raise ReadingError(_STDIN_NAME, f"is larger than {limit}; give one report at a time")
    return article_from_text(decode(data, _STDIN_NAME), source=STDIN)
