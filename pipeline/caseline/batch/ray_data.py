"""The dataset of a run on Ray: files go to a pool of actors, and what becomes of their papers streams back."""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from contextlib import closing
from typing import cast

import pyarrow as pa
import ray.data
from ray.data import ActorPoolStrategy, DataContext
from ray.exceptions import RayError

from caseline.batch.outcomes import Step
from caseline.batch.ray_cluster import one_line
from caseline.batch.ray_rows import File, Refused, file_row, row_step
from caseline.batch.ray_worker import Job, Worker
from caseline.errors import CaselineError, ConfigError

# A task is long enough that handing it out costs nothing, and short enough that all actors end together.
_FILES = 8
_TASKS = 4  # for each actor, at least
# None waits behind a long one.
_AHEAD = 1
# Results travel in blocks of about this length; an actor waits when two of its blocks are not fetched yet.
_BLOCK_BYTES = 1_000_000


def stream(files: Sequence[File], *, job: Job, workers: int, ordered: bool) -> Generator[Step, None, None]:
    """Yields what becomes of each paper, and the end of each file.

    Args:
        files: The files.
        job: What the actors are told.
        workers: Most actors.
        ordered: Whether results come in the order of the files, or as they are made.

    Raises:
        ConfigError: When the pipeline cannot be loaded.
        CaselineError: When Ray breaks off.
    """
    tasks = math.ceil(len(files) / min(_FILES, math.ceil(len(files) / workers / _TASKS)))
    dataset = ray.data.from_items(list(map(file_row, files)), override_num_blocks=tasks)
    _configure(dataset.context, ordered=ordered)
    results = dataset.map_batches(
        Worker,
        fn_constructor_args=(job,),
        batch_size=None,
        batch_format="pyarrow",
        compute=ActorPoolStrategy(size=min(workers, tasks), max_tasks_in_flight_per_actor=_AHEAD),
        num_cpus=1,
    )
    found = iter(results.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=0))
    try:
        # What goes on in the background must end before Ray does.
        with closing(cast("Generator[pa.Table, None, None]", found)) as tables:
            for table in tables:
                for step in map(row_step, table.to_pylist()):
                    if isinstance(step, Refused):
                        raise ConfigError(step.reason)
                    yield step
    except RayError as error:
        raise CaselineError(f"Ray broke off: {one_line(error)}; --resume goes on") from error


def _configure(context: DataContext, *, ordered: bool) -> None:
    context.target_max_block_size = _BLOCK_BYTES
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    # Whoever takes the records may pause, and a cluster may be busy.
    context.execution_no_progress_timeout_s = -1
    context.execution_options.preserve_order = ordered
