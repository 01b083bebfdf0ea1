"""Which stretches lie inside others, found in one sweep instead of by comparing each with each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

_NOWHERE = float("inf")


def holders(bounds: Sequence[tuple[int, int]]) -> list[bool]:
    """Says of each half-open stretch whether another lies in it; two with the same bounds lie in each other."""
    found = [False] * len(bounds)
    # Of the stretches that begin where one does or behind it, the two that end first: one of them is another.
    first = second = _NOWHERE
    places = sorted(range(len(bounds)), key=lambda place: bounds[place][0], reverse=True)
    for _, group in groupby(places, key=lambda place: bounds[place][0]):
        same = list(group)
        for place in same:
            first, second = sorted((first, second, bounds[place][1]))[:2]
        for place in same:
            found[place] = second <= bounds[place][1]
    return found
