"""What a user sees on standard error while papers are processed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def progress(sources: Sequence[str], console: Console, *, shown: bool) -> Iterator[Iterable[str]]:
    """Gives the sources back, with a bar on `console` that moves as they are taken."""
    if not shown or not console.is_terminal:
        yield sources
        return
    bar = Progress(
        TextColumn("Extracting"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        # Records go to standard output, which must not be drawn into the bar.
        redirect_stdout=False,
        redirect_stderr=False,
    )
    with bar:
        yield bar.track(sources)


@contextmanager
def loading(console: Console, *, shown: bool) -> Iterator[None]:
    """Says on a terminal that the pipeline is being loaded, until it is."""
    if not shown or not console.is_terminal:
        yield
        return
    with console.status("Loading the pipeline"):
        yield


def count(number: int, noun: str) -> str:
    """Returns "1 record", "3 records"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
