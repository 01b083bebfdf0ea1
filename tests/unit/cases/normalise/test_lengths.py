"""Lengths of time: what stands before their number, what follows it, parts of an hour."""

import pytest

from caseline.cases.normalise.timing import DurationValue, parse_duration, parse_time
from caseline.schema.case import TimeUnit


def _length(
    value: float | None,
    unit: str,
    iso: str | None = None,
    *,
    low: float | None = None,
    high: float | None = None,
    approximate: bool = False,
) -> DurationValue:
    return DurationValue(value, low, high, TimeUnit(unit), iso, approximate)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("an 11-week course of rifampicin", _length(11, "wk", "P11W"), id="article-is-no-number"),
        pytest.param("a further eight days", _length(8, "d", "P8D"), id="article-apart"),
        pytest.param("two 5-day courses", _length(5, "d", "P5D"), id="number-of-courses"),
        pytest.param("a week", _length(1, "wk", "P1W"), id="article-as-number"),
        pytest.param("half an hour", _length(0.5, "h", "PT0.5H"), id="half"),
        pytest.param("two hundred days", _length(200, "d", "P200D"), id="hundreds"),
        pytest.param("three weeks four days", _length(25, "d", "P25D"), id="compound-in-words"),
        pytest.param("some fifteen hours", _length(15, "h", approximate=True), id="some-before-a-number"),
        pytest.param("some hours", _length(None, "h", approximate=True), id="some-as-number"),
        pytest.param("an hour or two", _length(None, "h", low=1, high=2), id="or-two"),
        pytest.param("a month or three", _length(None, "mo", low=1, high=3), id="or-three"),
        pytest.param("six days or so", _length(6, "d", approximate=True), id="or-so"),
        pytest.param("a day or more", _length(None, "d", low=1), id="or-more"),
        pytest.param("a day or two weeks", _length(1, "d", "P1D"), id="another-length-behind-or"),
        pytest.param("a quarter of an hour", _length(0.25, "h", "PT0.25H"), id="quarter"),
        pytest.param("three quarters of an hour", _length(0.75, "h", "PT0.75H"), id="three-quarters"),
        pytest.param("three quarters of the tablets", None, id="quarters-of-something-else"),
        pytest.param("a single month", _length(1, "mo", "P1M"), id="single"),
        pytest.param("five good years", _length(5, "a", "P5Y"), id="good"),
        pytest.param("all month", _length(1, "mo", "P1M"), id="all"),
        pytest.param("for another week", _length(1, "wk", "P1W"), id="another"),
        pytest.param("throughout the entire day", _length(1, "d", "P1D"), id="entire"),
        pytest.param("all night", _length(1, "d", approximate=True), id="all-night"),
        pytest.param("on another day of the month", None, id="another-of-several"),
        pytest.param("all weekly doses", None, id="all-of-something"),
        pytest.param("x12d", _length(12, "d", "P12D"), id="sign"),
        pytest.param("x12", None, id="sign-without-a-unit"),
        pytest.param("for wks", _length(None, "wk", approximate=True), id="for-a-short-unit"),
        pytest.param("a good dose", None, id="good-without-a-unit"),
    ],
)
def test_lengths(text: str, expected: DurationValue | None) -> None:
    assert parse_duration(text) == expected


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        pytest.param("mins after the drops", TimeUnit.MINUTE, id="short-unit-alone"),
        pytest.param("in the small hours", None, id="small-hours"),
        pytest.param("in the early hours of the next day", TimeUnit.DAY, id="early-hours-of-a-day"),
        pytest.param("in the hours after the drops", TimeUnit.HOUR, id="hours"),
    ],
)
def test_units_without_a_number(text: str, unit: TimeUnit | None) -> None:
    time = parse_time(text)
    assert (time.unit if time is not None else None) is unit
