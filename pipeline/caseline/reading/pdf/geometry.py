"""Boxes on a page, and pages that are turned."""

from __future__ import annotations

import math
from dataclasses import dataclass

# Left, bottom, right, top, in points.
Box = tuple[float, float, float, float]
# a, b, c, d, e, f of a PDF: x' = a x + c y + e and y' = b x + d y + f.
Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# Text more slanted than this runs across the page, as a watermark does.
_SLANT = math.radians(8)


@dataclass(frozen=True, slots=True)
class Frame:
    """How a sheet lies on the page: text may run upwards, and the page itself may be turned.

    Attributes:
        turns: Quarter turns, anticlockwise, of the direction of reading against the page's own axes.
        page_turns: Quarter turns, clockwise, by which the page is shown.
        bounds: The visible part of the page on its own axes.
    """

    turns: int
    page_turns: int
    bounds: Box

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in the direction of reading."""
        left, bottom, right, top = self.bounds
        flat = (right - left, top - bottom)
        return flat if self.turns % 2 == 0 else (flat[1], flat[0])

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Returns where a point of the page's own axes lies on the sheet, from its lower left corner."""
        left, bottom, right, top = self.bounds
        match self.turns:
            case 0:
                return x - left, y - bottom
            case 1:
                return y - bottom, right - x
            case 2:
                return right - x, top - y
            case _:
                return top - y, x - left

    def box(self, box: Box) -> Box:
        """Returns where a box of the page's own axes lies on the sheet."""
        return around(self.point(box[0], box[1]), self.point(box[2], box[3]))

    def shown(self, box: Box) -> Box:
        """Returns where a box of the sheet lies on the page as shown, from its lower left corner."""
        width, height = self.size
        for _ in range((self.turns - self.page_turns) % 4):
            left, bottom, right, top = box
            box = (height - top, left, height - bottom, right)
            width, height = height, width
        left, bottom, right, top = box
        return round(left, 1), round(bottom, 1), round(right, 1), round(top, 1)


def around(first: tuple[float, float], second: tuple[float, float]) -> Box:
    """Returns the box with these two corners."""
    return (
        min(first[0], second[0]),
        min(first[1], second[1]),
        max(first[0], second[0]),
        max(first[1], second[1]),
    )


def moved(box: Box, matrix: Matrix) -> Box:
    """Returns the box around a box moved by a matrix."""
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return min(xs), min(ys), max(xs), max(ys)


def combined(inner: Matrix, outer: Matrix) -> Matrix:
    """Returns the matrix that moves as `inner` does, and then as `outer` does."""
    a, b, c, d, e, f = inner
    return (
        a * outer[0] + b * outer[2],
        a * outer[1] + b * outer[3],
        c * outer[0] + d * outer[2],
        c * outer[1] + d * outer[3],
        e * outer[0] + f * outer[2] + outer[4],
        e * outer[1] + f * outer[3] + outer[5],
    )


def overlap(first: Box, second: Box) -> Box:
    """Returns what two boxes have in common; its edges are crossed when that is nothing."""
    return (
        max(first[0], second[0]),
        max(first[1], second[1]),
        min(first[2], second[2]),
        min(first[3], second[3]),
    )


def holds(box: Box, x: float, y: float) -> bool:
    """Tells whether a point lies in a box."""
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def quarter_turns(along: float, up: float) -> int | None:
    """Returns the quarter turns, anticlockwise, of a direction; None for a slanted one."""
    if not (along or up) or not math.isfinite(along + up):
        return 0
    quarters = math.atan2(up, along) / (math.pi / 2)
    nearest = round(quarters)
    return nearest % 4 if abs(quarters - nearest) * math.pi / 2 <= _SLANT else None
