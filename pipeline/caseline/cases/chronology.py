"""Points of a course and the distances between them, resolved to days from one of them."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from caseline.cases.normalise.distance import AT_ONCE, Days


class Point(NamedTuple):
    """A moment of the course: its kind, what it is of, and a number where there are several."""

    kind: str
    ref: str = ""
    number: int = 0


# The day before 1 January of year 1, from which dates count; dates of an assumed year have their own.
CALENDAR = Point("calendar")
ASSUMED_CALENDAR = Point("calendar", "assumed")


@dataclass(frozen=True, slots=True)
class Link:
    """How many days after `first` the point `second` lies."""

    first: Point
    second: Point
    days: Days


@dataclass
class Chronology:
    """The links told, in order of the text; of links that differ the narrower counts, then the earlier."""

    links: list[Link] = field(default_factory=list)

    def add(self, first: Point, second: Point, days: Days) -> None:
        """Adds that `second` lies some days after `first`."""
        if first != second:
            self.links.append(Link(first, second, days))

    def resolve(self, root: Point) -> dict[Point, Days]:
        """Returns how far from `root` each point lies that links reach, by the path that leaves least open.

        Points that are only known to lie before or after have one bound.
        """
        near = _neighbours(self.links)
        found: dict[Point, Days] = {}
        order = 0
        queue: list[tuple[float, int, int, Point, Days]] = [(0.0, 0, 0, root, AT_ONCE)]
        while queue:
            _, hops, _, point, days = heapq.heappop(queue)
            if point in found:
                continue
            found[point] = days
            for other, step in near.get(point, ()):
                reached = days + step
                if other in found or (reached.low is None and reached.high is None):
                    continue
                order += 1
                heapq.heappush(queue, (reached.width, hops + 1, order, other, reached))
        return found


def _neighbours(links: Iterable[Link]) -> Mapping[Point, list[tuple[Point, Days]]]:
    near: dict[Point, list[tuple[Point, Days]]] = defaultdict(list)
    for link in links:
        near[link.first].append((link.second, link.days))
        near[link.second].append((link.first, -link.days))
    return near
