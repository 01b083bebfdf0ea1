"""Points in time without a number of units: mornings later, by morning, within the hour, at once, the eve."""

import pytest

from caseline.cases.normalise.distance import Days, offset_in_days
from caseline.cases.normalise.timing import TimeValue, parse_time
from caseline.schema.case import Relation, TimeUnit

AFTER, BEFORE, WITHIN, AT = Relation.AFTER, Relation.BEFORE, Relation.WITHIN, Relation.AT
DURING = Relation.DURING


@pytest.mark.parametrize(
    ("text", "relation", "low", "high"),
    [
        pytest.param("four mornings later", AFTER, 4, 4, id="mornings-later"),
        pytest.param("two or three evenings before", BEFORE, -3, -2, id="evenings-before"),
        pytest.param("a few afternoons after", AFTER, 2, 5, id="a-few-afternoons"),
        pytest.param("the following midday", AFTER, 1, 1, id="following-midday"),
        pytest.param("the ensuing month", AFTER, 28, 31, id="ensuing"),
        pytest.param("the month after", AFTER, 28, 31, id="month-after"),
        pytest.param("the afternoon before", BEFORE, -1, -1, id="afternoon-before"),
        pytest.param("that very afternoon", AT, 0, 0, id="that-very"),
        pytest.param("in the same instant", AT, 0, 0, id="same-instant"),
        pytest.param("within the hour", WITHIN, 0, 1 / 24, id="within-the-hour"),
        pytest.param("within that same month", WITHIN, 0, 31, id="within-that-month"),
        pytest.param("by the early morning", AFTER, 0, 1, id="by-morning"),
        pytest.param("towards daybreak", AFTER, 0, 1, id="towards-daybreak"),
        pytest.param("through the night", AFTER, 0, 1, id="through-the-night"),
        pytest.param("since yesterday", BEFORE, -1, -1, id="yesterday"),
        pytest.param("the day before yesterday", BEFORE, -2, -2, id="day-before-yesterday"),
        pytest.param("on the eve of the graft", BEFORE, -1, -1, id="eve"),
        pytest.param("right after the drops", AFTER, 0, 0, id="right-after"),
        pytest.param("straight away", AFTER, 0, 0, id="straight-away"),
        pytest.param("moments later", AFTER, 0, 0, id="moments"),
        pytest.param("later same day", AFTER, 0, 0, id="later-same-day"),
        pytest.param("some time later", AFTER, 0, None, id="some-time"),
        pytest.param("not long after the drops", AFTER, 0, None, id="long-after"),
        pytest.param("a short while before the drops", BEFORE, None, 0, id="a-while-before"),
        pytest.param("in the same month", DURING, -31, 31, id="same-month"),
        pytest.param("during that very week", DURING, -7, 7, id="that-week"),
        pytest.param("thereafter", AFTER, 0, None, id="thereafter"),
        pytest.param("from that moment onwards", AFTER, 0, None, id="from-then-on"),
        pytest.param("beforehand", BEFORE, None, 0, id="beforehand"),
        pytest.param("at that very moment", AT, 0, 0, id="at-that-moment"),
    ],
)
def test_moments(text: str, relation: Relation, low: float | None, high: float | None) -> None:
    time = parse_time(text)
    assert time is not None
    assert time.relation is relation
    assert offset_in_days(time) == Days(
        None if low is None else pytest.approx(low), None if high is None else pytest.approx(high)
    )


def test_within_the_hour_is_one_hour() -> None:
    expected = TimeValue(1, unit=TimeUnit.HOUR, iso8601="PT1H", relation=WITHIN)
    assert parse_time("within the hour") == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("on four mornings", id="how-many-mornings"),
        pytest.param("within the week of the graft", id="the-week-of-something"),
        pytest.param("by the evening tablet", id="by-a-tablet"),
        pytest.param("by day and by night", id="by-night"),
        pytest.param("in the evening", id="may-be-a-habit"),
        pytest.param("through the night nurse", id="through-a-nurse"),
        pytest.param("yesterday's tablets", id="yesterday-of-something"),
        pytest.param("on the eve of Christmas", id="a-feast"),
        pytest.param("the right eye after", id="right-of-something"),
        pytest.param("three capsules at once", id="together"),
        pytest.param("all at once", id="all-together"),
        pytest.param("moments of doubt", id="moments-of"),
        pytest.param("as long before", id="as-long"),
        pytest.param("the same week of the month", id="week-of-something"),
        pytest.param("thereafter the pills", id="order-of-something-else"),
        pytest.param("at this time of life", id="time-of-life"),
        pytest.param("the third time after", id="how-many-times"),
    ],
)
def test_what_is_no_moment(text: str) -> None:
    assert parse_time(text) is None


def test_a_date_goes_before_what_is_vague() -> None:
    time = parse_time("in the night to 4 June 2019")
    assert time is not None
    assert time.date == "2019-06-04"
