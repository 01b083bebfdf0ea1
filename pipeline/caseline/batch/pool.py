"""The local engine: worker processes that load the pipeline once each, results in the order of the papers."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import wait as wait_for
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from multiprocessing.connection import wait as wait_for_any
from multiprocessing.process import BaseProcess
from typing import TypeVar

from caseline.batch.outcomes import Failure, Step
from caseline.batch.tasks import Papers, Task, batches
from caseline.batch.work import Extract, Recipe, process
from caseline.errors import CaselineError
from caseline.reading.pieces import Piece

# Batches under way for each worker: enough that none waits while the slowest of them is awaited.
_AHEAD = 4
_LOOK = 2.0  # seconds
DIED = (
    "the process that read it died, of too little memory or a fault in a library; "
    "read it alone with --workers 1, or give it as plain text"
)
UNFIT = (
    "processes die before they have read anything, of too little memory for the pipeline or a fault in a library; "
    "give fewer --workers"
)

T = TypeVar("T")
Batch = tuple[Task, ...]
Steps = tuple[Step, ...]


def run_here(tasks: Iterable[Task], *, recipe: Recipe, extract: Extract) -> Generator[Step, None, None]:
    """Yields what becomes of each paper, worked out in this process."""
    for task in tasks:
        yield (
            process(task, extract=extract, case_reports=recipe.case_reports)
            if isinstance(task, Piece)
            else task
        )


def run_pool(tasks: Iterable[Task], *, recipe: Recipe, workers: int) -> Generator[Step, None, None]:
    """Yields what becomes of each paper, in order, from worker processes.

    A worker that dies takes no paper along: what was under way is done again, and the paper that kills a
    worker even when it is alone is recorded as failed.

    Raises:
        ConfigError: When the pipeline cannot be loaded.
        CaselineError: When workers die before they have read anything.
    """
    waiting = batches(tasks)
    with ExitStack() as stack:
        pool = stack.enter_context(Pool(recipe, workers))
        under_way: deque[tuple[Batch, Future[Steps]]] = deque()
        while True:
            while len(under_way) < workers * _AHEAD and (batch := next(waiting, None)) is not None:
                under_way.append((batch, pool.submit(batch)))
            if not under_way:
                return
            batch, future = under_way.popleft()
            try:
                steps = pool.result(future)
            except BrokenProcessPool:
                pool.restart()
                with Pool(recipe, 1) as cell:
                    cell.check()
                    steps = tuple(run_alone(batch, pool=cell))
                under_way = deque((lost, pool.again(lost, done)) for lost, done in under_way)
            yield from steps


def run_alone(tasks: Iterable[Task], *, pool: Pool) -> Generator[Step, None, None]:
    """Yields what becomes of each paper, one after the other, in a pool of one process.

    A paper that kills it harms no other, and is recorded as failed.

    Raises:
        ConfigError: When the pipeline cannot be loaded.
    """
    for task in tasks:
        if not isinstance(task, Piece):
            yield task
            continue
        try:
            yield from pool.result(pool.submit((task,)))
        except BrokenProcessPool:
            pool.restart()
            yield Failure(task.source, DIED)


class Pool:
    """Worker processes that can be had anew after one died.

    Args:
        recipe: How records are made.
        workers: Processes.
    """

    def __init__(self, recipe: Recipe, workers: int) -> None:
        self._recipe = recipe
        self._workers = workers
        self._executor = self._start()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def submit(self, batch: Batch) -> Future[Steps]:
        """Hands a batch to the workers; a pool that broke meanwhile says so in the future."""
        try:
            return self._executor.submit(_do, batch)
        except BrokenProcessPool as error:
            future: Future[Steps] = Future()
            future.set_exception(error)
            return future

    def check(self) -> None:
        """Sees to it that a worker lives as long as it is given no paper.

        Raises:
            ConfigError: When the pipeline cannot be loaded.
            CaselineError: When it dies.
        """
        try:
            self.result(self.submit(()))
        except BrokenProcessPool as error:
            raise CaselineError(UNFIT) from error

    def result(self, future: Future[T]) -> T:
        """Waits for what workers give.

        Raises:
            BrokenProcessPool: When one died, also one that died while it handed over, of which the executor
                learns nothing: it waits for the rest, and the other workers for their turn.
        """
        while not wait_for([future], timeout=_LOOK).done:
            if wait_for_any([worker.sentinel for worker in self._running()], timeout=0):
                raise BrokenProcessPool("a worker died")
        return future.result()

    def again(self, batch: Batch, future: Future[Steps]) -> Future[Steps]:
        """Hands a batch in again unless it was done before the pool broke."""
        return future if future.done() and future.exception() is None else self.submit(batch)

    def survives(self, risk: Callable[[Papers], None], papers: Papers) -> bool:
        """Says whether a worker lives through something; if not, there are new ones."""
        try:
            self.result(self._executor.submit(risk, papers))
        except BrokenProcessPool:
            self.restart()
            return False
        return True

    def restart(self) -> None:
        """Starts new workers in the place of the old ones."""
        self._stop()
        self._executor = self._start()

    def _start(self) -> ProcessPoolExecutor:
        # A fork would share the threads' locks of the libraries that the pipeline is made of.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._workers, context, _begin, (self._recipe,))

    def _stop(self) -> None:
        """Ends the workers at once: what they have under way is not awaited."""
        running = self._running()
        results = self._executor._result_queue  # noqa: SLF001 - see below
        self._executor.shutdown(wait=False, cancel_futures=True)
        for worker in running:
            worker.terminate()
        for worker in running:
            worker.join()
        # One that was handing over leaves half a result, for whose rest the executor would wait for ever.
        if results is not None:
            results._writer.close()  # type: ignore[attr-defined]  # noqa: SLF001

    def _running(self) -> tuple[BaseProcess, ...]:
        return tuple((self._executor._processes or {}).values())  # noqa: SLF001 - public from 3.14 on


class _Worker:
    """What a worker process keeps from paper to paper."""

    recipe: Recipe
    extract: Extract | CaselineError


def _begin(recipe: Recipe) -> None:
    """Loads the pipeline when a worker starts; an error is kept for whoever asks for a record."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _Worker.recipe = recipe
    try:
        _Worker.extract = recipe.load()
    except CaselineError as error:
        _Worker.extract = error


def _end_with_parent() -> None:
    """Ends a worker whose parent was killed; it would wait for papers for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(batch: Batch) -> Steps:
    extract = _Worker.extract
    if isinstance(extract, CaselineError):
        raise extract
    return tuple(run_here(batch, recipe=_Worker.recipe, extract=extract))
