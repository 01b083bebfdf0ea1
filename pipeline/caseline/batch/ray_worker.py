"""What an actor of Ray does: it loads the pipeline once, and takes files to what becomes of their papers."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import pyarrow as pa
import ray

from caseline import __version__
from caseline.batch.outcomes import Failure, Finished, Step
from caseline.batch.pool import DIED, Pool, run_alone, run_here
from caseline.batch.ray_rows import LINE, TOLD, File, Refused, row_file, step_row
from caseline.batch.tasks import Papers, find_tasks
from caseline.batch.work import Extract, Recipe
from caseline.errors import CaselineError, ConfigError
from caseline.schema.document import SourceFormat

_SCHEMA = pa.schema({TOLD: pa.binary(), LINE: pa.binary()})

Run = Callable[[Papers], Iterator[Step]]


@dataclass(frozen=True, slots=True)
class Job:
    """What all actors are told.

    Attributes:
        recipe: How records are made.
        folder: The driver's folder, where relative paths start.
        needs_folder: Whether there are any.
        format: What the papers are, where that is not to be told by their content.
        limit: Most papers that are not done yet.
        caseline: The driver's version.
    """

    recipe: Recipe
    folder: str
    needs_folder: bool
    format: SourceFormat | None = None
    limit: int | None = None
    caseline: str = __version__

    def papers(self, file: File) -> Papers:
        """Returns the papers of a file."""
        return Papers((file.path,), self.format, file.done, self.limit)

    def begin(self, *, again: bool) -> Run:
        """Makes an actor ready; returns what takes papers to what becomes of them.

        Args:
            again: Whether the actor died before; it then runs no risk any more.

        Raises:
            ConfigError: When its machine has another Caseline, no such folder or no such pipeline.
            CaselineError: When a process dies before it has read anything.
        """
        if self.caseline != __version__:
            raise ConfigError(
                f"{socket.gethostname()} has caseline {__version__}, and the driver {self.caseline}; "
                "install the same everywhere"
            )
        try:
            os.chdir(self.folder)
        except OSError as error:
            if self.needs_folder:
                raise ConfigError(
                    f"{socket.gethostname()} has no folder {self.folder}; name papers by a path that all "
                    "machines have"
                ) from error
        if again:
            pool = Pool(self.recipe, 1)
            pool.check()
            return partial(_carefully, pool=pool)
        return partial(_here, recipe=self.recipe, extract=self.recipe.load())


class Worker:
    """Takes tables of files to tables of what becomes of their papers, one at a time.

    Ray restarts an actor that dies and hands it the same files again. What killed it may be a paper, so it then
    works out each in a process of its own, as the local engine does.
    """

    def __init__(self, job: Job) -> None:
        self._job = job
        self._run: Run | Refused
        try:
            self._run = job.begin(again=bool(ray.get_runtime_context().was_current_actor_reconstructed))
        except CaselineError as error:
            self._run = Refused(str(error))

    def __call__(self, files: pa.Table) -> Iterator[pa.Table]:
        """Yields a table of one row for each paper and for the end of each file."""
        for row in files.to_pylist():
            for step in self._steps(row_file(row)):
                yield pa.Table.from_pylist([step_row(step)], schema=_SCHEMA)

    def _steps(self, file: File) -> Iterator[Step | Refused]:
        if isinstance(self._run, Refused):
            yield self._run
            return
        try:
            yield from self._run(self._job.papers(file))
        except CaselineError as error:
            yield Refused(str(error))


def _here(papers: Papers, *, recipe: Recipe, extract: Extract) -> Iterator[Step]:
    yield from run_here(find_tasks(papers), recipe=recipe, extract=extract)


def _carefully(papers: Papers, *, pool: Pool) -> Iterator[Step]:
    if pool.survives(_read, papers):
        yield from run_alone(find_tasks(papers), pool=pool)
        return
    for path in papers.paths:
        yield Failure(path, DIED)
        yield Finished(path)


def _read(papers: Papers) -> None:
    """Reads a file to its end, in a process that may die of it."""
    for _ in find_tasks(papers):
        pass
