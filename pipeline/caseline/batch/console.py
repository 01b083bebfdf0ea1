"""What a user sees on standard error while papers are processed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from caseline.batch.outcomes import Finished, Step, Without
from caseline.batch.tally import Tally

# Without a terminal a line now and then tells that the run goes on.
_EVERY = 60.0  # seconds

OnStep = Callable[[Step], None]


@contextmanager
def progress(files: int, console: Console, *, shown: bool) -> Iterator[OnStep]:
    """Gives what is told of each paper: it moves a bar on a terminal, and else says a line each minute."""
    if not shown:
        yield _nothing
        return
    if not console.is_terminal:
        yield _Lines(files, console).step
        return
    bar = Progress(
        TextColumn("Extracting"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("files · {task.fields[papers]:,} papers · {task.fields[rate]:.1f}/s ·"),
        TimeElapsedColumn(),
        TextColumn("· left"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        # Records go to standard output, which must not be drawn into the bar.
        redirect_stdout=False,
        redirect_stderr=False,
    )
    task = bar.add_task("", total=files, papers=0, rate=0.0)
    begun = time.monotonic()
    papers = 0

    def step(done: Step) -> None:
        nonlocal papers
        finished = isinstance(done, Finished)
        papers += not finished
        rate = papers / max(time.monotonic() - begun, 1e-9)
        bar.update(task, advance=int(finished), papers=papers, rate=rate)

    with bar:
        yield step


class _Lines:
    """Says how far the run is, a line a minute."""

    def __init__(self, files: int, console: Console) -> None:
        self._files = files
        self._console = console
        self._begun = self._said = time.monotonic()
        self._papers = self._finished = 0
        # Files that an earlier part of the run has done, which took no time.
        self._known = 0
        self._inside = False

    def step(self, done: Step) -> None:
        finished = isinstance(done, Finished)
        self._finished += finished
        self._papers += not finished
        self._known += finished and not self._inside
        self._inside = not finished
        now = time.monotonic()
        if now - self._said < _EVERY:
            return
        self._said = now
        passed = now - self._begun
        left = "not known"
        if self._finished > self._known:
            seconds = passed / (self._finished - self._known) * (self._files - self._finished)
            left = str(timedelta(seconds=round(seconds)))
        self._console.print(
            f"caseline: {self._finished:,} of {self._files:,} files, {count(self._papers, 'paper')}, "
            f"{self._papers / passed:.1f} a second, time left {left}",
            soft_wrap=True,
            highlight=False,
        )


def _nothing(_: Step) -> None:
    pass


@contextmanager
def loading(console: Console, *, shown: bool) -> Iterator[None]:
    """Says on a terminal that the pipeline is being loaded, until it is."""
    if not shown or not console.is_terminal:
        yield
        return
    with console.status("Loading the pipeline"):
        yield


@contextmanager
def telling_how_to_go_on(tally: Tally, console: Console, *, shown: bool) -> Iterator[None]:
    """Says of a run that breaks off that what it has done is kept."""
    try:
        yield
    except BaseException:
        if shown and tally.papers:
            done = count(tally.papers, "paper")
            console.print(
                f"caseline: broken off after {done}; --resume goes on", highlight=False, soft_wrap=True
            )
        raise


def summed_up(tally: Tally) -> str:
    """Returns what came of a run: "3 records from 5 papers (1 failed, 1 duplicate)"."""
    told = f"{count(tally.records, 'record')} from {count(tally.papers, 'paper')}"
    others = [f"{number:,} {kind.value}" for kind in Without if (number := tally.without(kind))]
    return f"{told} ({', '.join(others)})" if others else told


def count(number: int, noun: str) -> str:
    """Returns "1 record", "3 records"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
