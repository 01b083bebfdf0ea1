"""A run over papers: the engine it takes, and what is told of each paper."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from caseline import __version__
from caseline.batch.outcomes import Failure, Made, Step
from caseline.batch.pool import run_here, run_pool
from caseline.batch.tally import Tally
from caseline.batch.tasks import Papers, find_tasks
from caseline.batch.work import Extract, Recipe
from caseline.errors import StoppedError
from caseline.schema.document import SourceFormat
from caseline.schema.report import SCHEMA_VERSION


class Engine(StrEnum):
    """What the papers are worked out on: processes of this machine, or Ray's."""

    LOCAL = "local"
    RAY = "ray"


class OnError(StrEnum):
    """What a paper that fails means for the run: `skip` records it and goes on, `raise` stops."""

    SKIP = "skip"
    RAISE = "raise"


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be done.

    Attributes:
        paths: Files, archives and sets.
        recipe: How records are made.
        format: What the papers are, where that is not to be told by their content.
        limit: Most papers.
        workers: Processes; with one, the papers are worked out in this process.
        engine: What they run on.
        ray_address: Of the cluster; None for this machine.
        on_error: What a paper that fails means.
    """

    paths: tuple[str, ...]
    recipe: Recipe
    format: SourceFormat | None = None
    limit: int | None = None
    workers: int = 1
    engine: Engine = Engine.LOCAL
    ray_address: str | None = None
    on_error: OnError = OnError.SKIP

    @property
    def runs_here(self) -> bool:
        """Whether this process makes the records itself."""
        return self.engine is Engine.LOCAL and self.workers == 1


def made_by(request: Request) -> dict[str, object]:
    """Returns what decides about the records of a run; one is only gone on with when it is the same."""
    recipe = request.recipe
    return {
        "caseline": __version__,
        "schema": SCHEMA_VERSION,
        "config": recipe.config,
        "config_sha256": _digest(Path(recipe.config)),
        "min_score": recipe.min_score,
        "case_reports": recipe.case_reports,
        "meddra": recipe.meddra,
        "terminologies": list(recipe.terminologies),
        "format": request.format,
    }


def _digest(config: Path) -> str | None:
    """Returns the SHA-256 of a config that is a file or a folder, not a name."""
    file = config / "config.cfg" if config.is_dir() else config
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None


def run(
    request: Request,
    tally: Tally,
    *,
    load: Callable[[], Extract],
    on_failure: Callable[[Failure], None],
    on_step: Callable[[Step], None],
) -> Generator[Made, None, None]:
    """Yields the records as they are made; those that an earlier part of the run made do not come again.

    Close it when it is left early, since workers go on until then.

    Args:
        request: What is to be done.
        tally: Told of each paper first, so that what is yielded is kept already.
        load: Loads the pipeline, where this process makes the records.
        on_failure: Told of each paper without a record.
        on_step: Told of each paper and of the end of each file.

    Raises:
        StoppedError: When a paper fails and that is to stop the run.
        ConfigError: When the pipeline cannot be loaded.
    """
    limit = None if request.limit is None else max(0, request.limit - tally.papers)
    papers = Papers(request.paths, request.format, tally.done.names, limit)
    with closing(_steps(request, papers, load)) as steps:
        for step in steps:
            if request.on_error is OnError.RAISE and isinstance(step, Failure) and step.is_fault:
                on_failure(step)
                raise StoppedError(step.source)
            outcome = tally.add(step)
            on_step(step)
            if isinstance(outcome, Failure):
                on_failure(outcome)
            elif outcome is not None:
                yield outcome


def _steps(request: Request, papers: Papers, load: Callable[[], Extract]) -> Generator[Step, None, None]:
    if request.engine is Engine.RAY:
        # Ray is an extra, and heavy.
        from caseline.batch.ray_engine import run_ray  # noqa: PLC0415

        return run_ray(papers, recipe=request.recipe, workers=request.workers, address=request.ray_address)
    tasks = find_tasks(papers)
    if request.runs_here:
        return run_here(tasks, recipe=request.recipe, extract=load())
    return run_pool(tasks, recipe=request.recipe, workers=request.workers)
