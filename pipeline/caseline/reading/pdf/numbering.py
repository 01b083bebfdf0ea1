"""The numbers that a manuscript has beside its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from caseline.reading.pdf.lines import Fragment, make_fragment
from caseline.reading.pdf.sides import Side

# So many on a page tell that lines are numbered; on other pages of the paper one will do.
_NUMBERED_ROWS = 5
_ALIGNED = 3.0
_NUMBERED_SHARE = 0.6
_NUMBER = re.compile(r"\d{1,4}\Z")


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Numbers below each other, and the edge ("left" or "right") that they share, and where that is."""

    fragments: frozenset[Fragment] = frozenset()
    edge: str = "left"
    at: float = 0.0


def without_line_numbers(sides: Sequence[Side]) -> list[Side]:
    """Leaves out the numbers that a manuscript has beside its lines.

    They rise by the same step from row to row and stand under each other outside of the text.
    """
    found = [_numbers(side) for side in sides]
    known = [numbers for numbers in found if numbers.fragments]
    if not known:
        return list(sides)
    return [
        _without(side, numbers.fragments or _few(side, known[0]))
        for side, numbers in zip(sides, found, strict=True)
    ]


def _numbers(side: Side) -> _Numbers:
    candidates = [each for each in side.fragments if _NUMBER.match(each.words[0].text)]
    return max((_column(candidates, edge, side.fragments) for edge in ("left", "right")), key=_count)


def _count(numbers: _Numbers) -> int:
    return len(numbers.fragments)


def _at(fragment: Fragment, edge: str) -> float:
    word = fragment.words[0]
    return word.left if edge == "left" else word.right


def _column(candidates: Sequence[Fragment], edge: str, fragments: Sequence[Fragment]) -> _Numbers:
    """Returns the fragments that begin with a line number, aligned at one edge of the numbers."""
    ranked = sorted(candidates, key=lambda each: _at(each, edge))
    for first in ranked[: len(ranked) - _NUMBERED_ROWS + 1]:
        at = _at(first, edge)
        column = [each for each in candidates if abs(_at(each, edge) - at) <= _ALIGNED]
        if len(column) < _NUMBERED_ROWS or not _rise(column):
            continue
        right = max(each.words[0].right for each in column)
        beside = [each for each in fragments if each not in column and each.right > right]
        inside = [each for each in beside if each.left < right]
        if len(inside) <= (1 - _NUMBERED_SHARE) * len(beside):
            return _Numbers(frozenset(column), edge, at)
    return _Numbers()


def _rise(column: Sequence[Fragment]) -> bool:
    """Tells whether the numbers rise by one step of one or five from the top to the bottom."""
    read = [int(each.words[0].text) for each in sorted(column, key=lambda each: -each.baseline)]
    return len(steps := {later - earlier for earlier, later in pairwise(read)}) <= 1 and steps <= {1, 5}


def _few(side: Side, known: _Numbers) -> frozenset[Fragment]:
    """Returns the numbers of a page that has only a few lines."""
    column = [
        each
        for each in side.fragments
        if _NUMBER.match(each.words[0].text) and abs(_at(each, known.edge) - known.at) <= _ALIGNED
    ]
    return frozenset(column) if column and _rise(column) else frozenset()


def _without(side: Side, numbers: frozenset[Fragment]) -> Side:
    kept: list[Fragment] = []
    for each in side.fragments:
        if each not in numbers:
            kept.append(each)
        elif len(each.words) > 1:
            kept.append(make_fragment(each.words[1:]))
    return replace(side, fragments=tuple(kept))
