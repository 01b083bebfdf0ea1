"""The input files that paths stand for."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from caseline.errors import ReadingError
from caseline.reading.files import explained, printable_path, why
from caseline.reading.members import papers
from caseline.reading.patterns import compile_pattern
from caseline.reading.remote import address_below, is_remote, list_remote, local_path


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was found.

    Attributes:
        paths: Files to read, in the order given, those of a directory sorted by name.
        problems: One error for each path that stands for nothing.
    """

    paths: tuple[str, ...]
    problems: tuple[ReadingError, ...]


@dataclass(frozen=True, slots=True)
class _File:
    """A file, and what tells whether it was reached before."""

    path: str
    real: str


def find_inputs(paths: Iterable[str | os.PathLike[str]], *, glob: str | None = None) -> Inputs:
    """Returns the files that the paths stand for.

    A directory stands for all regular files in it and in the directories below, but for hidden ones
    (a leading dot); links to directories are not followed. Of those it stands for the papers: images,
    style sheets and the like are left out, and so are the PDF beside an XML file of the same name and what
    stands beside the .nxml in the package of one article (PMC1234567). A file reached twice counts once,
    under the name that comes first. A path that is no directory is passed on as it is: reading says what is
    wrong.

    Args:
        paths: Files and directories, with a scheme such as "s3://" for those that are elsewhere.
        glob: Pattern of the files to take from directories instead, such as "*.nxml" or "2024/**/*.xml":
            with a slash it is matched against the path below the directory, without one against the name.
    """
    matches = compile_pattern(glob) if glob else None
    found: dict[str, str] = {}
    problems: list[ReadingError] = []
    for path in paths:
        given = os.fspath(path)
        try:
            for file in _files(given, matches):
                if isinstance(file, ReadingError):
                    problems.append(file)
                else:
                    found.setdefault(file.real, file.path)
        except ReadingError as error:
            problems.append(error)
    return Inputs(tuple(found.values()), tuple(problems))


def _files(given: str, matches: Callable[[str], bool] | None) -> Iterator[_File | ReadingError]:
    source = printable_path(given)
    if is_remote(given):
        yield from _remote_files(given, source, matches)
        return
    path = local_path(given)
    with explained(source):
        is_folder = stat.S_ISDIR(os.stat(path).st_mode)  # noqa: PTH116 - pathlib would take a "./" off
    if not is_folder:
        yield _File(given, os.path.realpath(path))
        return
    scheme, empty = given[: len(given) - len(path)], True
    for file in _walk(path, matches):
        empty = False
        yield _File(scheme + file.path, file.real) if scheme and isinstance(file, _File) else file
    if empty:
        raise ReadingError(source, _why_empty(matches))


def _remote_files(
    given: str, source: str, matches: Callable[[str], bool] | None
) -> Iterator[_File | ReadingError]:
    with explained(source):
        found = list_remote(given, source)
    if found is None:
        yield _File(given, given)
        return
    named = (name for name in found if not _is_hidden(name))
    kept = list(filter(matches, named) if matches else papers(named))
    if not kept:
        raise ReadingError(source, _why_empty(matches))
    for path in (address_below(given, name) for name in kept):
        yield _File(path, path)


def _walk(top: str, matches: Callable[[str], bool] | None) -> Iterator[_File | ReadingError]:
    """Yields the files in a folder, then those in the folders below, each in the order of names."""
    within = len(os.path.join(top, ""))  # noqa: PTH118 - pathlib would drop a leading "./"
    waiting = [(top, os.path.realpath(top))]
    blocked: list[ReadingError] = []
    while waiting:
        folder, real = waiting.pop()
        try:
            files, below = _listed(folder)
        except OSError as error:
            blocked.append(ReadingError(printable_path(folder), f"cannot be read: {why(error)}"))
            continue
        names = (name for name in files if matches(name[within:])) if matches else papers(files)
        yield from (_File(path, _real(files[path], path, real)) for path in names)
        waiting += ((path, f"{real.rstrip('/')}/{name}") for path, name in reversed(below.items()))
    yield from blocked


def _listed(folder: str) -> tuple[dict[str, str], dict[str, str]]:
    """Returns the files and the folders in a folder, names by paths, sorted; links are marked by a name of none.

    A directory tells the kind of each entry, so that hundreds of thousands need not be asked one by one.
    """
    with os.scandir(folder) as found:
        entries = sorted(
            (entry for entry in found if not entry.name.startswith(".")), key=lambda one: one.name
        )
    files = {entry.path: "" if entry.is_symlink() else entry.name for entry in entries if _is_file(entry)}
    below = {entry.path: entry.name for entry in entries if entry.is_dir(follow_symlinks=False)}
    return files, below


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link that leads nowhere
        return False


def _real(name: str, path: str, folder: str) -> str:
    """Returns a file's own path, whatever links led to it; to ask the system for each would take a minute."""
    return f"{folder.rstrip('/')}/{name}" if name else os.path.realpath(path)


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))


def _why_empty(matches: Callable[[str], bool] | None) -> str:
    if matches is not None:
        return "holds no files that the pattern fits; see which names it has"
    return "holds no files; give a directory with reports, or a file"
