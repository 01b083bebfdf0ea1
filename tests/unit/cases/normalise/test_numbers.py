"""Numbers in words and figures."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.cases.normalise.numbers import NumberValue, parse_number

_ONES = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]
_ONES += ["seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def _spelt(number: int) -> str:
    if number < 20:
        return _ONES[number - 1]
    tens, ones = divmod(number, 10)
    return _TENS[tens - 2] + (f"-{_ONES[ones - 1]}" if ones else "")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("7", 7, id="figure"),
        pytest.param("1,500", 1500, id="thousands"),
        pytest.param("0.25", 0.25, id="decimal-point"),
        pytest.param("0,6", 0.6, id="decimal-comma"),
        pytest.param("2·5", 2.5, id="decimal-dot"),
        pytest.param("1½", 1.5, id="glyph"),
        pytest.param("2 1/2", 2.5, id="fraction"),
        pytest.param("4(1/2)", 4.5, id="fraction-in-brackets"),
        pytest.param("4 and a half", 4.5, id="figure-and-a-half"),
        pytest.param("two-and-a-half", 2.5, id="words-and-a-half"),
        pytest.param("five and one-half", 5.5, id="words-and-one-half"),
        pytest.param("half a", 0.5, id="half-a"),
        pytest.param(".25", 0.25, id="leading-point"),
        pytest.param("a", 1, id="article"),
        pytest.param("a hundred", 100, id="a-hundred"),
        pytest.param("two hundred and fifty", 250, id="hundreds"),
        pytest.param("one thousand two hundred", 1200, id="thousand"),
    ],
)
def test_exact(text: str, value: float) -> None:
    assert parse_number(text) == NumberValue(value=value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("12 to 24", NumberValue(low=12, high=24), id="to"),
        pytest.param("12–24", NumberValue(low=12, high=24), id="dash"),
        pytest.param("two or three", NumberValue(low=2, high=3), id="or"),
        pytest.param("between 5 and 3", NumberValue(low=3, high=5), id="sorted"),
        pytest.param("4- to 14", NumberValue(low=4, high=14), id="hanging-hyphen"),
        pytest.param("7.4 +/- 3.5", NumberValue(value=7.4, approximate=True), id="mean-and-spread"),
        pytest.param("several", NumberValue(approximate=True), id="several"),
        pytest.param("a few", NumberValue(approximate=True), id="few"),
        pytest.param("a couple of", NumberValue(value=2, approximate=True), id="couple"),
        pytest.param("about 5", NumberValue(value=5, approximate=True), id="about"),
        pytest.param("~5", NumberValue(value=5, approximate=True), id="tilde"),
        pytest.param("at least 3", NumberValue(low=3), id="at-least"),
        pytest.param("up to 3", NumberValue(high=3), id="up-to"),
        pytest.param("B12", None, id="not-in-a-word"),
        pytest.param("nothing at the clinic", None, id="none"),
    ],
)
def test_not_exact(text: str, expected: NumberValue | None) -> None:
    assert parse_number(text) == expected


@settings(deadline=None)
@given(st.integers(1, 99))
def test_spelt_numbers_come_back(number: int) -> None:
    assert parse_number(_spelt(number)) == NumberValue(value=number)


@settings(deadline=None)
@given(st.integers(0, 9_999_999), st.sampled_from(["{}", "{:,}"]))
def test_figures_come_back(number: int, style: str) -> None:
    assert parse_number(style.format(number)) == NumberValue(value=number)


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read(text: str) -> None:
    parse_number(text)
