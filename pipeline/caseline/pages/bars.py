"""Bars with whiskers and marks, drawn as SVG for a cell beside the number they show.

A bar is decoration: the number stands in a table, so screen readers are not told of the drawing. Shapes tell
things apart, colours only help; everything is placed in per cent, so a bar is as wide as its cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from caseline.pages.tables import Markup, text

_HEIGHT = 20
_GRID = 4


class Shape(StrEnum):
    """How a mark looks: a triangle from above or from below, or a line across."""

    ABOVE = "above"
    BELOW = "below"
    LINE = "line"


class Fill(StrEnum):
    """How a bar looks: filled, an outline, or in the colours of a gain and of a loss."""

    FULL = "full"
    OUTLINE = "outline"
    GOOD = "good"
    BAD = "bad"
    SOFT = "soft"


# Around the point (0, 0) of a mark; a line is as high as the bar.
_PATHS = {
    Shape.ABOVE: ("0", "M-5 0H5L0 6.5Z"),
    Shape.BELOW: (f"{_HEIGHT}", "M-5 0H5L0 -6.5Z"),
    Shape.LINE: ("0", f"M0 0V{_HEIGHT}"),
}


@dataclass(frozen=True, slots=True)
class Scale:
    """What the left and the right end of a cell stand for; bars begin at 0, or at the end next to it."""

    low: float = 0.0
    high: float = 1.0

    def place(self, value: float) -> float:
        """Returns where a value stands, from 0 to 100; what lies outside stands at the end."""
        if self.high <= self.low:
            return 0.0
        return 100 * min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))


@dataclass(frozen=True, slots=True)
class Mark:
    """A further value on a bar, such as the precision beside F1."""

    value: float
    shape: Shape


@dataclass(frozen=True, slots=True)
class Bar:
    """One value, or none; `low` to `high` is drawn as a whisker, and `marks` where they stand."""

    value: float | None
    low: float | None = None
    high: float | None = None
    marks: tuple[Mark, ...] = ()
    fill: Fill = Fill.FULL


def draw(*bars: Bar, scale: Scale | None = None) -> Markup:
    """Returns bars below each other as one drawing.

    Args:
        bars: The bars; one without value leaves its place empty.
        scale: From 0 to 1 by default.
    """
    known = scale or Scale()
    return Markup("".join(_svg(bar, known) for bar in bars))


def legend(*entries: tuple[Bar, str]) -> Markup:
    """Returns what shapes mean: a small drawing of each, on a scale from 0 to 1, and words."""
    items = (f"<li>{_svg(bar, Scale(), swatch=True)} {text(words)}</li>" for bar, words in entries)
    return Markup(f'<ul class="legend">{"".join(items)}</ul>')


def line(values: Sequence[tuple[float, float]], *, title: str) -> Markup:
    """Returns points (x, y) joined by a line, x and y from their lowest to their highest value, y from 0.

    Args:
        values: The points, in order of x.
        title: What is seen, told to screen readers as well.
    """
    wide, high = 240, 48
    first, last = (values[0][0], values[-1][0]) if values else (0.0, 0.0)
    across, up = Scale(first, last), Scale(0.0, max((y for _, y in values), default=0.0))
    points = " ".join(
        f"{across.place(x) * wide / 100:.1f},{high - up.place(y) * (high - 4) / 100:.1f}" for x, y in values
    )
    return Markup(
        f'<svg class="line" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" role="img">'
        f"<title>{text(title)}</title>"
        f'<line class="axis" x1="0" y1="{high}" x2="{wide}" y2="{high}"/><polyline points="{points}"/></svg>'
    )


def _svg(bar: Bar, scale: Scale, *, swatch: bool = False) -> str:
    size = f'width="{"3.2em" if swatch else "100%"}" height="{_HEIGHT}"'
    parts = (
        *(() if swatch else _grid(scale)),
        _body(bar, scale),
        _whisker(bar, scale),
        *(_mark(mark, scale) for mark in bar.marks),
    )
    return (
        f'<svg class="bar" {size} aria-hidden="true" focusable="false">{"".join(filter(None, parts))}</svg>'
    )


def _grid(scale: Scale) -> tuple[str, ...]:
    zero = scale.place(0.0)
    return (
        *(_upright("grid", 100 * step / _GRID) for step in range(_GRID + 1)),
        _upright("axis", zero),
    )


def _body(bar: Bar, scale: Scale) -> str:
    if bar.value is None:
        return ""
    start, end = sorted((scale.place(0.0), scale.place(bar.value)))
    return f'<rect class="{bar.fill}" x="{start:.2f}%" y="6.5" width="{end - start:.2f}%" height="{_HEIGHT - 13}"/>'


def _whisker(bar: Bar, scale: Scale) -> str:
    if bar.low is None or bar.high is None:
        return ""
    low, high = scale.place(bar.low), scale.place(bar.high)
    middle = _HEIGHT // 2
    across = f'x1="{low:.2f}%" y1="{middle}" x2="{high:.2f}%" y2="{middle}"'
    ends = (
        f'<line class="whisker" x1="{end:.2f}%" y1="{middle - 4}" x2="{end:.2f}%" y2="{middle + 4}"/>'
        for end in (low, high)
    )
    # Over a filled bar a dark line needs a light edge.
    return f'<line class="halo" {across}/><line class="whisker" {across}/>{"".join(ends)}'


def _mark(mark: Mark, scale: Scale) -> str:
    top, path = _PATHS[mark.shape]
    return (
        f'<svg x="{scale.place(mark.value):.2f}%" y="{top}" overflow="visible">'
        f'<path class="mark {mark.shape}" d="{path}"/></svg>'
    )


def _upright(kind: str, place: float) -> str:
    return f'<line class="{kind}" x1="{place:.2f}%" y1="0" x2="{place:.2f}%" y2="100%"/>'
