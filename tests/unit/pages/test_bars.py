"""Bars: placed in per cent of their scale, told apart by shape, free of styles and of foreign markup."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from caseline.pages.bars import Bar, Fill, Mark, Scale, Shape, draw, legend, line

FINITE = st.floats(-1e6, 1e6)


def _rect(drawn: str) -> tuple[float, float]:
    rect = html.fromstring(f"<div>{drawn}</div>").find(".//rect")
    assert rect is not None
    return float(rect.get("x").rstrip("%")), float(rect.get("width").rstrip("%"))


@pytest.mark.parametrize(
    ("value", "scale", "expected"),
    [
        pytest.param(0.25, None, (0, 25), id="from-the-left"),
        pytest.param(30.0, Scale(0, 60), (0, 50), id="own-scale"),
        pytest.param(5.0, Scale(-10, 10), (50, 25), id="to-the-right-of-0"),
        pytest.param(-5.0, Scale(-10, 10), (25, 25), id="to-the-left-of-0"),
        pytest.param(2.0, None, (0, 100), id="too-long"),
        pytest.param(0.0, None, (0, 0), id="nothing"),
        pytest.param(1.0, Scale(0, 0), (0, 0), id="scale-without-length"),
    ],
)
def test_where_a_bar_is(value: float, scale: Scale | None, expected: tuple[float, float]) -> None:
    assert _rect(draw(Bar(value), scale=scale)) == expected


@given(FINITE, FINITE, FINITE)
def test_nothing_leaves_the_cell(value: float, one: float, other: float) -> None:
    low, high = sorted((one, other))
    start, width = _rect(draw(Bar(value), scale=Scale(low, high)))
    assert 0 <= start <= 100
    assert 0 <= width <= 100.01
    assert math.isfinite(start + width)


def test_whisker_goes_from_low_to_high() -> None:
    lines = html.fromstring(f"<div>{draw(Bar(0.5, low=0.4, high=0.7))}</div>").xpath(
        "//line[@class='whisker']"
    )
    across, left, right = lines
    assert (across.get("x1"), across.get("x2")) == ("40.00%", "70.00%")
    assert (left.get("x1"), right.get("x1")) == ("40.00%", "70.00%")


@pytest.mark.parametrize("bar", [Bar(0.5), Bar(0.5, low=0.4), Bar(0.5, high=0.4)])
def test_no_whisker_without_both_ends(bar: Bar) -> None:
    assert "whisker" not in draw(bar)


def test_no_value_no_bar_but_its_marks() -> None:
    drawn = draw(Bar(None, marks=(Mark(0.3, Shape.ABOVE),)))
    assert "<rect" not in drawn
    assert 'x="30.00%"' in drawn


def test_every_shape_and_every_fill_differs() -> None:
    assert len({draw(Bar(0.5, marks=(Mark(0.3, shape),))) for shape in Shape}) == len(Shape)
    paths = {draw(Bar(None, marks=(Mark(0.3, shape),))).partition(' d="')[2] for shape in Shape}
    assert len(paths) == len(Shape)
    assert len({draw(Bar(0.5, fill=fill)) for fill in Fill}) == len(Fill)


def test_several_bars_stand_below_each_other() -> None:
    assert draw(Bar(0.1), Bar(0.2)).count('<svg class="bar"') == 2


def test_a_drawing_has_no_style_and_is_not_read_aloud() -> None:
    drawn = draw(Bar(0.5, low=0.1, high=0.9, marks=tuple(Mark(0.2, shape) for shape in Shape)))
    (root,) = etree.fromstring(f"<div>{drawn}</div>")
    assert not root.xpath("//@style")
    assert root.get("aria-hidden") == "true"


def test_words_are_escaped() -> None:
    bad = "<script>x</script>\u202e"
    for drawn in (legend((Bar(0.5), bad)), line([(0, 1), (5, 2)], title=bad)):
        assert "<script" not in drawn
        assert "\u202e" not in drawn
        assert "&lt;script&gt;" in drawn


def test_line_goes_from_left_to_right_and_up() -> None:
    (found,) = html.fromstring(line([(200, 0), (400, 10)], title="t")).xpath("//polyline/@points")
    (x1, y1), (x2, y2) = (map(float, pair.split(",")) for pair in found.split())
    assert (x1, x2) == (0, 240)
    assert y1 > y2


@pytest.mark.parametrize("values", [[], [(1.0, 0.0)]])
def test_line_of_little(values: list[tuple[float, float]]) -> None:
    assert "nan" not in line(values, title="t").lower()
