"""Columns, and the order in which they are read."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from caseline.reading.pdf.geometry import Box
from caseline.reading.pdf.lines import Fragment, row_key

# In points: the least width of the empty strip between two columns, and how far left edges of one column differ.
_NARROWEST = 5.0
_ALIGNED = 2.5
# A column has at least this many rows, of at least this many words in the middle.
_ROWS = 4
_WORDS = 3
_NARROW_COLUMN = 60.0
# Beside a column of prose, a table or figure has so many rows and is so wide.
_ROWS_BESIDE, _WIDE_BESIDE = 6, 75.0
_FILLED = 0.45
_MOST = 0.5
_EMPTY = 0.9
_NEAR_EDGE = 30.0
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class _Strip:
    """An empty strip between columns: from `left` to `right`, between two heights, and how high both are."""

    left: float
    right: float
    bottom: float
    top: float
    height: float


def find_gutters(fragments: Sequence[Fragment], rules: Sequence[Box] = ()) -> list[float]:
    """Returns the left edges of columns that stand beside another one on a side."""
    strip = _best_strip(fragments, rules, _edges(fragments), _ROWS)
    return [] if strip is None else [strip.right]


def in_order(
    fragments: Sequence[Fragment],
    rules: Sequence[Box] = (),
    known: Sequence[float] = (),
    depth: int = 0,
) -> list[list[Fragment]]:
    """Returns the columns of a side, or of a part of it, in the order of reading.

    Args:
        fragments: What is written there.
        rules: What parts it across.
        known: Left edges of columns on other pages: a column there may be short.
        depth: How often it was parted.
    """
    if not fragments:
        return []
    strip = None
    if depth < _DEEPEST:
        strip = _best_strip(fragments, rules, _edges(fragments), _ROWS)
        strip = strip or _best_strip(fragments, rules, known, 1)
    if strip is None:
        return [list(fragments)]
    above = [each for each in fragments if each.middle > strip.top]
    below = [each for each in fragments if each.middle < strip.bottom]
    band = [each for each in fragments if strip.bottom <= each.middle <= strip.top]
    left = [each for each in band if each.right <= strip.right]
    right = [each for each in band if each.right > strip.right]
    columns: list[list[Fragment]] = []
    for part in (above, left, right, below):
        columns += in_order(part, rules, known, depth + 1)
    return columns


def _best_strip(
    fragments: Sequence[Fragment], rules: Sequence[Box], edges: Sequence[float], fewest: int
) -> _Strip | None:
    best: _Strip | None = None
    for edge in edges:
        for strip in _strips(fragments, rules, edge, fewest):
            if best is None or (strip.height, strip.right - strip.left) > (
                best.height,
                best.right - best.left,
            ):
                best = strip
    return best


def _edges(fragments: Sequence[Fragment]) -> list[float]:
    """Returns left edges that several fragments share, without the leftmost of all."""
    lefts = sorted(each.left for each in fragments)
    edges: list[float] = []
    run: list[float] = []
    for left in lefts:
        if run and left - run[0] > _ALIGNED:
            if len(run) >= _ROWS:
                edges.append(run[0])
            run = []
        run.append(left)
    if len(run) >= _ROWS:
        edges.append(run[0])
    return edges


def _strips(fragments: Sequence[Fragment], rules: Sequence[Box], edge: float, fewest: int) -> list[_Strip]:
    """Returns the strips that end at a left edge and are empty over several rows."""
    left, right = edge - _NARROWEST, edge - 0.5
    blocks = sorted(
        [(each.bottom, each.top) for each in fragments if each.left < right and each.right > left]
        + [(rule[1], rule[3]) for rule in rules if rule[0] < left - 30 and rule[2] > right + 30],
        reverse=True,
    )
    ceiling = max(each.top for each in fragments) + 1
    floor = min(each.bottom for each in fragments) - 1
    strips: list[_Strip] = []
    for bottom, top in [*blocks, (floor, floor)]:
        if top < ceiling:
            strip = _strip(fragments, edge, top, ceiling, fewest)
            if strip is not None:
                strips.append(strip)
        ceiling = min(ceiling, bottom)
    return strips


def _strip(
    fragments: Sequence[Fragment], edge: float, bottom: float, top: float, fewest: int
) -> _Strip | None:
    band = [each for each in fragments if bottom <= each.middle <= top]
    left = [each for each in band if each.right <= edge - _NARROWEST]
    right = [each for each in band if each.left >= edge - 0.5]
    if not left or not right:
        return None
    if fewest < _ROWS:
        return _short_strip(left, right, edge, bottom, top)
    columns = _is_column(left) + _is_column(right)
    if columns < 2 and not (columns and _is_beside(left) and _is_beside(right)):
        return None
    low = max(min(each.bottom for each in left), min(each.bottom for each in right))
    high = min(max(each.top for each in left), max(each.top for each in right))
    if high <= low:
        return None
    rows = min(_rows(left, low, high), _rows(right, low, high))
    if rows < (_ROWS if columns == 2 else _ROWS_BESIDE):
        return None
    bottom, top = _trimmed(band, edge, bottom, top)
    return _Strip(max(each.right for each in left), edge - 0.5, bottom, top, high - low)


def _short_strip(
    left: Sequence[Fragment], right: Sequence[Fragment], edge: float, bottom: float, top: float
) -> _Strip | None:
    """Returns the strip before a column of a few lines only, where other pages have a column."""
    aligned = [each for each in right if each.left <= edge + _NEAR_EDGE and len(each.words) >= _WORDS]
    beside = any(
        each.top > min(other.bottom for other in left) and each.bottom < max(other.top for other in left)
        for each in aligned
    )
    if not (beside and _is_column(left) and len(aligned) * 2 >= len(right)):
        return None
    height = max(each.top for each in right) - min(each.bottom for each in right)
    return _Strip(max(each.right for each in left), edge - 0.5, bottom, top, height)


def _trimmed(band: Sequence[Fragment], edge: float, bottom: float, top: float) -> tuple[float, float]:
    """Takes off the ends of a band, beyond an empty row, where the right side has another left edge."""
    gaps = _gaps(band)
    for gap in gaps:
        if _is_other([each for each in band if each.middle > gap], edge):
            top = min(top, gap)
    for gap in reversed(gaps):
        if _is_other([each for each in band if each.middle < gap], edge):
            bottom = max(bottom, gap)
    return (bottom, top) if bottom < top else (min(bottom, top), max(bottom, top))


def _gaps(band: Sequence[Fragment]) -> list[float]:
    """Returns the heights of rows that are empty from side to side, from the lowest to the highest."""
    gaps: list[float] = []
    reached = float("-inf")
    for each in sorted(band, key=lambda fragment: fragment.bottom):
        if each.bottom - reached > _EMPTY * each.size and reached > float("-inf"):
            gaps.append((each.bottom + reached) / 2)
        reached = max(reached, each.top)
    return gaps


def _is_other(part: Sequence[Fragment], edge: float) -> bool:
    """Tells whether a part of a band has text on the right, but none that begins near the edge."""
    right = [each for each in part if each.left >= edge - 0.5]
    if len(right) < 2 or any(each.left <= edge + _NEAR_EDGE for each in right):
        return False
    lefts = sorted(each.left for each in right)
    return any(later - earlier <= _ALIGNED for earlier, later in itertools.pairwise(lefts))


def _rows(fragments: Sequence[Fragment], low: float, high: float) -> int:
    return len({row_key(each) for each in fragments if low <= each.middle <= high})


def _is_beside(fragments: Sequence[Fragment]) -> bool:
    """Tells whether something as wide as a column, such as a table or a figure, may stand beside one."""
    left, right = min(each.left for each in fragments), max(each.right for each in fragments)
    return right - left >= _WIDE_BESIDE


def _is_column(fragments: Sequence[Fragment]) -> bool:
    """Tells a column of prose from cells of a table: most of its text stands in rows that fill it."""
    if len(fragments) < _ROWS:
        return False
    left, right = min(each.left for each in fragments), max(each.right for each in fragments)
    if right - left < _NARROW_COLUMN:
        return False
    words: dict[int, int] = {}
    filled: dict[int, float] = {}
    for each in fragments:
        row = row_key(each)
        words[row] = words.get(row, 0) + len(each.words)
        filled[row] = filled.get(row, 0.0) + each.right - each.left
    full = [row for row, wide in filled.items() if wide >= _FILLED * (right - left) and words[row] >= _WORDS]
    return len(full) >= _ROWS and sum(words[row] for row in full) >= _MOST * sum(words.values())
