"""Times to bounds in days: months by the calendar, about, a few, days of a course."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.cases.normalise.distance import Days, length_in_days, offset_in_days
from caseline.cases.normalise.timing import parse_duration, parse_time

HOUR = 1 / 24


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        pytest.param("three days after the dose", 3, 3, id="days"),
        pytest.param("two weeks later", 14, 14, id="weeks"),
        pytest.param("six hours after the dose", 6 * HOUR, 6 * HOUR, id="hours"),
        pytest.param("within 12 to 24 hours after the dose", 12 * HOUR, 1, id="hours-range"),
        pytest.param("within 3 days of starting", 0, 3, id="within"),
        pytest.param("two months after starting", 59, 62, id="months-by-the-calendar"),
        pytest.param("a year later", 365, 366, id="year"),
        pytest.param("about ten days after", 8, 12, id="about"),
        pytest.param("about a week after", 6, 8, id="about-a-week"),
        pytest.param("a couple of days later", 2, 3, id="couple"),
        pytest.param("a few days later", 2, 5, id="few"),
        pytest.param("several weeks later", 21, 63, id="several"),
        pytest.param("some days later", 2, None, id="some"),
        pytest.param("more than 28 days after", 28, None, id="at-least"),
        pytest.param("shortly after the dose", 0, None, id="shortly"),
        pytest.param("immediately after the dose", 0, 0, id="immediately"),
        pytest.param("the same day", 0, 0, id="same-day"),
        pytest.param("later that evening", 0, 0, id="later-that-evening"),
        pytest.param("the next day", 1, 1, id="next-day"),
        pytest.param("the next morning", 1, 1, id="next-morning"),
        pytest.param("overnight", 0, 1, id="overnight"),
        pytest.param("four days before starting", -4, -4, id="before"),
        pytest.param("the day before", -1, -1, id="day-before"),
        pytest.param("on day 8 of treatment", 7, 7, id="day-of-a-course"),
        pytest.param("on the third day of treatment", 2, 2, id="third-day"),
        pytest.param("on the second day after surgery", 2, 2, id="day-after"),
        pytest.param("on POD#2", 2, 2, id="postoperative"),
        pytest.param("on day +12", 12, 12, id="day-plus"),
        pytest.param("in week 4", 21, 27, id="week-of-a-course"),
    ],
)
def test_offsets(text: str, low: float | None, high: float | None) -> None:
    time = parse_time(text)
    assert time is not None
    assert offset_in_days(time) == Days(
        None if low is None else pytest.approx(low), None if high is None else pytest.approx(high)
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("on 3 May 2012", id="a-date-is-no-distance"),
        pytest.param("at 3 months", id="from-something-unsaid"),
        pytest.param("6 weeks", id="no-relation-is-a-length"),
    ],
)
def test_what_is_no_offset(text: str) -> None:
    time = parse_time(text)
    assert time is not None
    found = offset_in_days(time)
    assert found is None or time.relation is None


@settings(deadline=None)
@given(st.integers(1, 600), st.integers(1, 600), st.sampled_from(["days", "weeks", "months", "years"]))
def test_more_of_a_unit_is_longer(first: int, second: int, unit: str) -> None:
    lower, upper = sorted((first, second))
    short, long = (parse_duration(f"{number} {unit}") for number in (lower, upper))
    assert short is not None
    assert long is not None
    less, more = length_in_days(short), length_in_days(long)
    assert less is not None
    assert more is not None
    assert less.low is not None
    assert less.high is not None
    assert more.low is not None
    assert more.high is not None
    assert less.low <= less.high
    assert (less.low, less.high) <= (more.low, more.high)


@settings(deadline=None)
@given(st.text() | st.text(st.sampled_from("0123456789 -daywekmonthfirstabouvlhPOD#½,./+")))
def test_bounds_of_any_text_are_ordered(text: str) -> None:
    time = parse_time(text)
    found = offset_in_days(time) if time is not None else None
    if found is not None and found.low is not None and found.high is not None:
        assert found.low <= found.high


def test_adding_keeps_open_bounds_open() -> None:
    assert Days(1, None) + Days(2, 3) == Days(3, None)
    assert -Days(1, None) == Days(None, -1)
    assert Days(1, 4).width == 3
    assert Days(None, 4).width == float("inf")
