"""Calendar dates."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.cases.normalise.dates import days_between, parse_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("3 May 2012", "2012-05-03", id="day-first"),
        pytest.param("3rd of May, 2012", "2012-05-03", id="ordinal"),
        pytest.param("May 3, 2012", "2012-05-03", id="month-first"),
        pytest.param("Sept. 14, 2005", "2005-09-14", id="short-month"),
        pytest.param("2012-05-03", "2012-05-03", id="iso"),
        pytest.param("25/12/2012", "2012-12-25", id="day-above-twelve"),
        pytest.param("12/25/2012", "2012-12-25", id="month-before-day"),
        pytest.param("05.05.2012", "2012-05-05", id="same-either-way"),
        pytest.param("late May 2012", "2012-05", id="month"),
        pytest.param("in 2012", "2012", id="year"),
        pytest.param("03/05/2012", None, id="two-days"),
        pytest.param("31 February 2012", None, id="no-such-day"),
        pytest.param("3 May", None, id="no-year"),
        pytest.param("it may be 3", None, id="no-date"),
    ],
)
def test_dates(text: str, expected: str | None) -> None:
    assert parse_date(text) == expected


@settings(deadline=None)
@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d %b %Y"]),
)
def test_dates_come_back(day: date, style: str) -> None:
    assert parse_date(day.strftime(style)) == day.isoformat()


def test_days_between() -> None:
    assert days_between("2012-02-27", "2012-03-01") == 3
    assert days_between("2012-03-01", "2012-02-27") == -3
    assert days_between("2012-02", "2012-03-01") is None


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read(text: str) -> None:
    parse_date(text)
