"""The engine for many machines: Ray Data hands files to a pool of actors, which load the pipeline once each.

Results come as they are made, so in another order than the papers: to keep the order, what comes behind a long
archive would have to wait in the object store, which is small; by Ray's design, for it was not measured. With a limit they come in order, so that it takes the
papers that the local engine takes.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from caseline.batch.outcomes import STDIN, STDIN_NAME, Finished, Step
from caseline.batch.ray_cluster import connected
from caseline.batch.ray_rows import File
from caseline.batch.tasks import Papers
from caseline.batch.work import Recipe
from caseline.errors import CaselineError, ReadingError
from caseline.reading.files import printable_path

_INSIDE = re.compile("#|!/")


def run_ray(
    papers: Papers, *, recipe: Recipe, workers: int, address: str | None
) -> Generator[Step, None, None]:
    """Yields what becomes of each paper, from actors in a cluster or on this machine.

    Args:
        papers: The papers to read; actors open them by the same paths.
        recipe: How records are made.
        workers: Actors, of one CPU each.
        address: Of the cluster; None for this machine.

    Raises:
        ReadingError: When standard input is to be read, which actors cannot.
        ConfigError: When Ray is not installed or not reached, or the pipeline cannot be loaded.
        CaselineError: When Ray breaks off.
    """
    if STDIN in papers.paths:
        raise ReadingError(STDIN_NAME, "Ray's workers cannot read it; name files")
    files = _files(papers)
    yield from map(Finished, (path for path in papers.paths if path not in files))
    if not files or papers.limit == 0:
        return
    with connected(address, workers=workers):
        # Ray may be missing, which is told by now.
        from caseline.batch.ray_data import stream  # noqa: PLC0415
        from caseline.batch.ray_worker import Job  # noqa: PLC0415

        job = Job(recipe, str(Path.cwd()), _are_relative(files), papers.format, papers.limit)
        ordered = papers.limit is not None
        with closing(stream(tuple(files.values()), job=job, workers=workers, ordered=ordered)) as steps:
            yield from _whole(steps, files=files, limit=papers.limit)


def _whole(steps: Iterable[Step], *, files: Iterable[str], limit: int | None) -> Iterator[Step]:
    """Yields what becomes of so many papers, and sees to it that no file is missing at the end.

    Raises:
        CaselineError: When one is.
    """
    left = set(files)
    papers = 0
    for step in steps:
        yield step
        if isinstance(step, Finished):
            left.discard(step.path)
        else:
            papers += 1
        if papers == limit:
            return
    if left:
        raise CaselineError(
            f"Ray lost what became of {len(left):,} files, such as {min(left)}; --resume goes on"
        )


def _files(papers: Papers) -> dict[str, File]:
    """Returns the files that are not done, each with those of its papers that are."""
    done: dict[str, list[str]] = {path: [] for path in papers.paths if path not in papers.done}
    shown = {printable_path(path): names for path, names in done.items()}
    for name in papers.done:
        # The name of a file may itself look like that of a paper, so every one that fits is told.
        for mark in _INSIDE.finditer(name):
            if (names := shown.get(name[: mark.start()])) is not None:
                names.append(name)
    return {path: File(path, frozenset(names)) for path, names in done.items()}


def _are_relative(paths: Iterable[str]) -> bool:
    return any("://" not in path and not Path(path).is_absolute() for path in paths)
