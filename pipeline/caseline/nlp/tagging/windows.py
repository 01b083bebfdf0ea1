"""Which words the network sees at once: whole sentences, side by side; of a long one overlapping parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from caseline.errors import ConfigError


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
