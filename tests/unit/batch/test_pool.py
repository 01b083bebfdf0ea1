"""A pool whose worker dies or is ended while it hands a result over."""

from __future__ import annotations

import os
import struct
import time
from concurrent.futures.process import BrokenProcessPool

import pytest

from caseline.batch import pool as pools
from caseline.batch.outcomes import Failure
from caseline.batch.pool import Pool, run_pool
from caseline.batch.work import Extract, Recipe
from caseline.errors import CaselineError
from caseline.reading import Article
from caseline.reading.pieces import Piece
from caseline.schema.document import SourceFormat
from caseline.schema.report import CaseReport

PAPER = Piece("a.txt", b"A man.", SourceFormat.TEXT)


class Slow(Recipe):
    """Takes its time over each paper."""

    def load(self) -> Extract:
        return _extract


class Unfit(Recipe):
    """Dies as it loads."""

    def load(self) -> Extract:
        os._exit(1)


def _extract(article: Article) -> CaseReport:
    time.sleep(60)
    raise ValueError(article.source)


def hand_over_half(pool: Pool) -> None:
    """Writes what a worker has written of its result when it dies at that moment."""
    os.write(pool._executor._result_queue._writer.fileno(), struct.pack("!i", 1000) + b"half")


def test_papers_are_not_blamed_for_workers_that_cannot_begin() -> None:
    with pytest.raises(CaselineError, match="die before they have read anything"):
        list(run_pool([PAPER], recipe=Unfit(), workers=2))


def test_half_a_result_keeps_nobody_waiting() -> None:
    with Pool(Slow(), 1) as pool:
        pool.submit((PAPER,))
        hand_over_half(pool)
        manager = pool._executor._executor_manager_thread
        began = time.monotonic()
    manager.join(10)
    assert not manager.is_alive()
    assert time.monotonic() - began < 10


def test_a_worker_that_dies_over_half_a_result_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "_LOOK", 0.1)
    with Pool(Slow(), 2) as pool:
        future = pool.submit((PAPER,))
        hand_over_half(pool)
        time.sleep(0.5)
        next(iter(pool._running())).kill()
        with pytest.raises(BrokenProcessPool):
            pool.result(future)
        pool.restart()
        failure = Failure("b.txt", "is broken")
        assert pool.result(pool.submit((failure,))) == (failure,)
