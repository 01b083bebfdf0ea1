"""Which words the network sees at once: whole sentences, side by side; of a long one overlapping parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from caseline.errors import ConfigError

# Shares of an overlapping window: what lies before the words that are read, and up to where they are read.
_BEFORE = 0.2
_READ = 0.95


@dataclass(frozen=True, slots=True)
class Window:
    """Words `start` to `end` are seen together; of them `first` to `last` are read from this window."""

    start: int
    end: int
    first: int
    last: int


def windows(sentences: Sequence[tuple[int, int]], lengths: Sequence[int], *, limit: int) -> list[Window]:
    """Returns windows that read each word of the sentences once.

    A window takes as many sentences as fit into `limit` pieces. A sentence that does not fit is seen in
    parts that overlap by half; a word is read where it stands farthest from an edge.

    Args:
        sentences: First word of each and one past its last, in order.
        lengths: How many pieces each word has.
        limit: Most pieces of a window; a single word may have more.

    Raises:
        ConfigError: When `limit` is not positive.
    """
    if limit < 1:
        raise ConfigError(f"a window of {limit} pieces holds nothing; allow at least 1")
    made: list[Window] = []
    begin = end = size = 0
    for start, stop in sentences:
        length = sum(lengths[start:stop])
        if size and size + length > limit:
            made.append(Window(begin, end, begin, end))
            size = 0
        if length > limit:
            made += _parts(start, stop, lengths, limit)
            continue
        begin = begin if size else start
        end, size = stop, size + length
    if size:
        made.append(Window(begin, end, begin, end))
    return made


def _parts(start: int, stop: int, lengths: Sequence[int], limit: int) -> Iterator[Window]:
    bounds = list(_bounds(start, stop, lengths, limit))
    first = start
    for place, (begin, end) in enumerate(bounds):
        last = stop if place + 1 == len(bounds) else max(first, (bounds[place + 1][0] + end + 1) // 2)
        if last > first:
            yield Window(begin, end, first, last)
        first = last


def _bounds(start: int, stop: int, lengths: Sequence[int], limit: int) -> Iterator[tuple[int, int]]:
    begin = start
    while True:
        end, size = begin, 0
        while end < stop and (end == begin or size + lengths[end] <= limit):
            size += lengths[end]
            end += 1
        yield begin, end
        if end == stop:
            return
        begin = max(begin + 1, (begin + end) // 2)


def overlapping(sentences: Sequence[tuple[int, int]], lengths: Sequence[int], *, limit: int) -> list[Window]:
    """Returns windows that read each word of the sentences once, with sentences before and behind it.

    The arguments and errors are those of `windows`.
    """
    if limit < 1:
        raise ConfigError(f"a window of {limit} pieces holds nothing; allow at least 1")
    units = [unit for start, stop in sentences for unit in _cut(start, stop, lengths, limit)]
    sizes = [sum(lengths[start:stop]) for start, stop in units]
    made: list[Window] = []
    first = 0
    while first < len(units):
        begin, before = first, 0
        while begin and before + sizes[begin - 1] <= min(limit * _BEFORE, limit - sizes[first]):
            begin -= 1
            before += sizes[begin]
        end, size = first, before
        last = first + 1
        while end < len(units) and size + sizes[end] <= limit:
            size += sizes[end]
            end += 1
            last = end if size <= limit * _READ else last
        end = max(end, first + 1)
        last = end if end == len(units) else last
        made.append(Window(units[begin][0], units[end - 1][1], units[first][0], units[last - 1][1]))
        first = last
    return made


def _cut(start: int, stop: int, lengths: Sequence[int], limit: int) -> Iterator[tuple[int, int]]:
    """Yields a sentence in stretches of at most `limit` pieces."""
    begin, size = start, 0
    for place in range(start, stop):
        if place > begin and size + lengths[place] > limit:
            yield begin, place
            begin, size = place, 0
        size += lengths[place]
    if stop > begin:
        yield begin, stop
