"""Running text with the marks of the literature made known that no markup tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from caseline.reading.citation_rules import is_raised_mark
from caseline.reading.inline import Run, Span, joined, part_of

_BESIDE = 40


def with_unlinked(
    runs: Sequence[Run], spans: Sequence[Span] = (), *, highest: int | None = None
) -> Sequence[Run]:
    """Returns the runs with such marks known as marks.

    Args:
        runs: The runs of a block.
        spans: Where marks stand in their joined text, sorted, without overlap.
        highest: How many references the paper has, where that is known; a larger number is no mark.
    """
    if not spans and not any(run.raised and not run.cited for run in runs):
        return runs
    text = joined(runs)
    made: list[Run] = []
    begin = number = 0
    for run in runs:
        end = begin + len(run.text)
        while number < len(spans) and spans[number][1] <= begin:
            number += 1
        if run.cited:
            made.append(run)
        elif run.raised and is_raised_mark(
            text[max(0, begin - _BESIDE) : begin], run.text, text[end : end + 2], highest=highest
        ):
            made.append(Run(run.text, run.at, raised=True, cited=-len(spans) - len(made) - 1))
        else:
            made += _parted(run, begin, spans, number)
        begin = end
    return made


def _parted(run: Run, begin: int, spans: Sequence[Span], number: int) -> Iterator[Run]:
    """Yields a run in parts where marks begin and end in it; `number` is that of the first that may."""
    reached, end = begin, begin + len(run.text)
    while number < len(spans) and spans[number][0] < end:
        first, last = max(spans[number][0], reached), min(spans[number][1], end)
        if reached < first:
            yield part_of(run, begin, reached, first)
        if first < last:
            yield part_of(run, begin, first, last, cited=-number - 1)
        reached = max(reached, last)
        number += 1
    if reached < end:
        yield part_of(run, begin, reached, end)
