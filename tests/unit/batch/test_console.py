"""What is said of a run without a terminal: a line a minute."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from caseline.batch import console
from caseline.batch.outcomes import Failure, Finished, Step

PAPER, END = Failure("a", "is broken"), Finished("a")


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        pytest.param([], "", id="nothing"),
        pytest.param([PAPER], "0 of 10 files, 1 paper, 0.0 a second, time left not known", id="first-paper"),
        pytest.param(
            [PAPER, END], "1 of 10 files, 1 paper, 0.0 a second, time left 0:09:00", id="first-file"
        ),
        pytest.param(
            [END] * 8 + [PAPER, END],
            "9 of 10 files, 1 paper, 0.0 a second, time left 0:01:00",
            id="those-done-before-took-no-time",
        ),
        pytest.param(
            [END] * 8, "8 of 10 files, 0 papers, 0.0 a second, time left not known", id="only-those"
        ),
    ],
)
def test_a_line_a_minute(monkeypatch: pytest.MonkeyPatch, steps: list[Step], said: str) -> None:
    now = 0.0
    monkeypatch.setattr(console.time, "monotonic", lambda: now)
    stream = io.StringIO()
    with console.progress(10, Console(file=stream), shown=True) as step:
        for one in steps[:-1]:
            step(one)
        now = 60.0
        for one in steps[-1:]:
            step(one)
    assert stream.getvalue() == (f"caseline: {said}\n" if said else "")
