"""Records are checked and made into rows in a process of their own, while this one writes."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Final, TypeVar

from caseline.errors import AlignmentError, CaselineError, SchemaError
from caseline.schema.report import CaseReport
from caseline.store.rows import Prepared, prepared

T = TypeVar("T")
# Records that are handed over at once, and how often ahead: neither process waits, and little is held.
_CHUNK: Final = 25
_AHEAD: Final = 3
_WHILE_IT_STARTS: Final = 5
# Objects made before the process looks for what can be freed.
_OBJECTS: Final = 100_000


def prepare(data: bytes) -> Prepared | str:
    """Returns a record of JSON ready to be stored, or what is wrong with it."""
    try:
        return prepared(CaseReport.from_json(data), data.decode())
    except (SchemaError, AlignmentError) as error:
        return str(error)


def prepare_each(pieces: Iterable[tuple[T, bytes]], *, apart: bool) -> Iterator[tuple[T, Prepared | str]]:
    """Yields records ready to be stored, or what is wrong with them, in order, with what each came with.

    Args:
        pieces: What is told of a record, and its JSON.
        apart: Whether another process does it, which takes a moment to start.

    Raises:
        CaselineError: When that process was killed.
    """
    if not apart:
        yield from ((what, prepare(data)) for what, data in pieces)
        return
    rest = iter(pieces)
    with _seldom_collected():
        yield from _prepared_apart(rest)


def _prepared_apart(rest: Iterator[tuple[T, bytes]]) -> Iterator[tuple[T, Prepared | str]]:
    with TemporaryDirectory(prefix="caseline-") as folder:
        # A fork would take the connection to the database along.
        pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), _start)
        try:
            started = pool.submit(_ready)
            while not started.done() and (first := list(islice(rest, _WHILE_IT_STARTS))):
                yield from ((what, prepare(data)) for what, data in first)
            yield from _prepared_ahead(pool, rest, Path(folder))
        except BrokenProcessPool as error:
            msg = "the process that reads records was killed, perhaps for want of memory; load the rest again"
            raise CaselineError(msg) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _prepared_ahead(
    pool: ProcessPoolExecutor, rest: Iterator[tuple[T, bytes]], folder: Path
) -> Iterator[tuple[T, Prepared | str]]:
    # Records go over in files: before Python 3.11.5 a process that was killed while more than a pipe holds was written to
    # it left the other waiting for ever (https://github.com/python/cpython/issues/94777).
    waiting: deque[tuple[list[T], Future[list[Prepared | str]]]] = deque()
    numbers = count()
    while True:
        while len(waiting) < _AHEAD and (chunk := list(islice(rest, _CHUNK))):
            path = folder / str(next(numbers))
            path.write_bytes(b"".join(data for _, data in chunk))
            made = pool.submit(_prepare_all, path, [len(data) for _, data in chunk])
            waiting.append(([what for what, _ in chunk], made))
        if not waiting:
            return
        told, future = waiting.popleft()
        yield from zip(told, future.result(), strict=True)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    before = gc.get_threshold()
    _collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _collect_seldom() -> None:
    """What is imported stays, and records hold no cycles: there is little to collect."""
    gc.freeze()
    gc.set_threshold(_OBJECTS)


def _start() -> None:
    _collect_seldom()
    Thread(target=_end_with_the_other, daemon=True).start()


def _end_with_the_other() -> None:
    # One that was killed cannot say so, and this one would wait for work for ever.
    if other := multiprocessing.parent_process():
        other.join()
        os._exit(1)


def _ready() -> None:
    """Is done when the process has started."""


def _prepare_all(path: Path, sizes: list[int]) -> list[Prepared | str]:
    with path.open("rb") as file:
        made = [prepare(file.read(size)) for size in sizes]
    path.unlink()
    return made
