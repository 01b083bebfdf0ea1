"""Points that a text counts: hours and minutes of a course, its years and nights, days since an operation."""

import pytest

from caseline.cases.normalise.distance import Days, offset_in_days
from caseline.cases.normalise.timing import TimeValue, parse_time
from caseline.schema.case import Relation, TimeUnit

HOUR = 1 / 24
MINUTE = 1 / 1440


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        pytest.param("at hour 9", 9 * HOUR, 9 * HOUR, id="hour-of-the-course"),
        pytest.param("by hour seventy", 70 * HOUR, 70 * HOUR, id="hour-in-words"),
        pytest.param("hours 3-6", 3 * HOUR, 6 * HOUR, id="hours"),
        pytest.param("from minute twenty-two of the drip", 22 * MINUTE, 22 * MINUTE, id="minute"),
        pytest.param("at the 31st hour", 31 * HOUR, 31 * HOUR, id="at-the-nth-hour-that-has-run"),
        pytest.param(
            "in the fourth hour of the drip", 3 * HOUR, 4 * HOUR, id="in-the-nth-hour-while-it-runs"
        ),
        pytest.param("within the first minute", 0, MINUTE, id="within-the-first-minute"),
        pytest.param("at wk 7", 42, 48, id="week-in-short"),
        pytest.param("on day -4", -4, -4, id="day-before-day-0"),
        pytest.param("days −7 to −5", -7, -5, id="days-before-day-0"),
        pytest.param("on day-4", 3, 3, id="hyphenated-day"),
        pytest.param("by W11", 70, 76, id="week-in-one-letter"),
        pytest.param("on night 4", 3, 3, id="night"),
        pytest.param("in year three of treatment", 730, 1095, id="year-of-a-course"),
        pytest.param("on the fourth day postoperatively", 4, 4, id="day-since-the-operation"),
        pytest.param("3 weeks 4 days after", 25, 25, id="a-number-of-days-is-no-week"),
        pytest.param("cycle 2 day 8", 7, 7, id="a-number-before-it-is-of-something-else"),
    ],
)
def test_counted_points(text: str, low: float, high: float) -> None:
    time = parse_time(text)
    assert time is not None
    assert offset_in_days(time) == Days(pytest.approx(low), pytest.approx(high))


def test_an_hour_is_told_as_it_is_counted() -> None:
    assert parse_time("at hour 9") == TimeValue(
        9, unit=TimeUnit.HOUR, iso8601="PT9H", relation=Relation.AT, is_position=True
    )
    assert parse_time("in the fourth hour") == TimeValue(
        low=3, high=4, unit=TimeUnit.HOUR, relation=Relation.DURING, is_position=True
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("every fourth hour", id="how-often"),
        pytest.param("in the first hour of each dialysis", id="in-each"),
        pytest.param("a W3 electrode", id="letter-in-a-text"),
        pytest.param("a year 4 student", id="a-class-of-a-school"),
        pytest.param("200 mg per wk 3 months", id="a-rate"),
        pytest.param("1 hour 20 minutes later", id="a-length"),
        pytest.param("every hour 3 tablets", id="a-number-of-tablets"),
    ],
)
def test_what_counts_no_point(text: str) -> None:
    time = parse_time(text)
    assert time is None or not time.is_position
