"""Records are made ready in a process of their own, with the same results in the same order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from caseline.errors import CaselineError
from caseline.store import ahead
from caseline.store.ahead import prepare, prepare_each
from caseline.store.rows import Prepared, prepared
from tests.unit.store.stories import stories

REPORTS = stories()
# More than one chunk.
PIECES = [(number, REPORTS[number % len(REPORTS)].to_json().encode()) for number in range(61)]


def test_a_record_is_made_ready() -> None:
    assert _told(prepare(REPORTS[0].to_json().encode())) == _told(prepared(REPORTS[0]))


@pytest.mark.parametrize("apart", [True, False])
def test_all_come_in_order_and_broken_ones_say_why(apart: bool) -> None:
    pieces = [*PIECES[:30], (99, b"{}"), (98, b"\xff"), *PIECES[30:]]
    found = list(prepare_each(iter(pieces), apart=apart))
    assert [what for what, _ in found] == [what for what, _ in pieces]
    for (_, data), (what, made) in zip(pieces, found, strict=True):
        assert _told(made) == _told(prepare(data))
        assert isinstance(made, str) == (what in {98, 99})


def test_little_is_read_ahead() -> None:
    taken = []

    def endless() -> Iterator[tuple[int, bytes]]:
        for number in range(10_000):
            taken.append(number)
            yield PIECES[number % len(PIECES)]

    stream = prepare_each(endless(), apart=True)
    next(stream)
    assert len(taken) <= 200
    stream.close()


def test_a_process_that_is_killed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_prepare_all", _killed)
    with pytest.raises(CaselineError, match="was killed, perhaps for want of memory; load the rest again"):
        list(prepare_each(cycle(PIECES), apart=True))


_ENDLESS = """
import multiprocessing, os, itertools
from caseline.store.ahead import prepare_each

if __name__ == "__main__":
    told = set()
    for _ in prepare_each(((None, b"{}") for _ in itertools.count()), apart=True):
        for child in multiprocessing.active_children():
            if child.pid not in told:
                told.add(child.pid)
                print(child.pid, flush=True)
"""


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="processes are looked up in /proc")
def test_the_other_process_ends_with_one_that_is_killed(tmp_path: Path) -> None:
    program = tmp_path / "endless.py"
    program.write_text(_ENDLESS, encoding="utf-8")
    with subprocess.Popen([sys.executable, str(program)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        other = Path("/proc", process.stdout.readline().strip())
        assert other.exists()
        time.sleep(2)  # it has started, and waits for work
        process.kill()
    ends = time.monotonic() + 20
    while _runs(other) and time.monotonic() < ends:
        time.sleep(0.1)
    assert not _runs(other)


def _runs(process: Path) -> bool:
    """Says whether a process is there and more than what nobody has asked about yet."""
    try:
        return process.joinpath("stat").read_text().rpartition(") ")[2][0] != "Z"
    except FileNotFoundError:
        return False


def _told(made: Prepared | str) -> object:
    return made if isinstance(made, str) else (made[:-1], made.numbered(7))


def _killed(path: Path, sizes: list[int]) -> None:
    os.kill(os.getpid(), signal.SIGKILL)
