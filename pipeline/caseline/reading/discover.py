"""The input files that paths stand for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from caseline.errors import ReadingError
from caseline.reading.text import printable


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was found.

    Attributes:
        paths: Files to read, in the order given, those of a directory sorted by name.
        problems: One error for each path that stands for nothing.
    """

    paths: tuple[str, ...]
    problems: tuple[ReadingError, ...]


def find_inputs(paths: Iterable[str | os.PathLike[str]], *, glob: str | None = None) -> Inputs:
    """Returns the files that the paths stand for.

    A directory stands for all regular files in it and in the directories below, but for hidden ones
    (a leading dot); links to directories are not followed. A file reached twice counts once, under the
    name that comes first. A path that is no directory is passed on as it is: reading says what is wrong.
    """
    found: dict[str, str] = {}
    problems: list[ReadingError] = []
    for path in paths:
        given = os.fspath(path)
        try:
            files = list(_files(given))
        except ReadingError as error:
            problems.append(error)
            continue
        for file in files:
            if isinstance(file, ReadingError):
                problems.append(file)
            else:
                found.setdefault(os.path.realpath(file), file)
    return Inputs(tuple(found.values()), tuple(problems))


def _files(given: str) -> Iterator[str | ReadingError]:
    source = printable(given)
    try:
        Path(given).stat()
    except FileNotFoundError as error:
        raise ReadingError(source, "does not exist; check the path") from error
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise ReadingError(source, f"cannot be read: {why}") from error
    if not Path(given).is_dir():
        yield given
        return
    files = list(_walk(given))
    if not files:
        raise ReadingError(source, "holds no files; give a directory with reports, or a file")
    yield from files


def _walk(top: str) -> Iterator[str | ReadingError]:
    blocked: list[OSError] = []
    for folder, below, names in os.walk(top, onerror=blocked.append):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(folder, name)  # noqa: PTH118 - pathlib would drop a leading "./"
            if not name.startswith(".") and Path(path).is_file():
                yield path
    for error in blocked:
        yield ReadingError(printable(error.filename), f"cannot be read: {error.strerror}")
