"""Times, durations."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.cases.normalise.timing import DurationValue, TimeValue, parse_duration, parse_time
from caseline.schema.case import Relation, TimeUnit

AFTER, BEFORE, WITHIN, AT, DURING = (
    Relation.AFTER,
    Relation.BEFORE,
    Relation.WITHIN,
    Relation.AT,
    Relation.DURING,
)
_NAMES = {"day": "P{}D", "week": "P{}W", "month": "P{}M", "year": "P{}Y", "hour": "PT{}H", "minute": "PT{}M"}
_UNITS = {
    "day": TimeUnit.DAY,
    "week": TimeUnit.WEEK,
    "month": TimeUnit.MONTH,
    "year": TimeUnit.YEAR,
    "hour": TimeUnit.HOUR,
    "minute": TimeUnit.MINUTE,
}


def _time(
    relation: Relation | None,
    value: float | None,
    unit: str | None,
    iso: str | None = None,
    *,
    low: float | None = None,
    high: float | None = None,
    approximate: bool = False,
    date: str | None = None,
) -> TimeValue:
    return TimeValue(value, low, high, TimeUnit(unit) if unit else None, iso, approximate, relation, date)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("one day after receiving the second dose", _time(AFTER, 1, "d", "P1D"), id="after"),
        pytest.param("several months after", _time(AFTER, None, "mo", approximate=True), id="several"),
        pytest.param(
            "within 12 to 24 hours after exposure", _time(WITHIN, None, "h", low=12, high=24), id="range"
        ),
        pytest.param("within 24 hours", _time(WITHIN, 24, "h", "PT24H"), id="within"),
        pytest.param("two days later", _time(AFTER, 2, "d", "P2D"), id="later"),
        pytest.param("5 days prior to admission", _time(BEFORE, 5, "d", "P5D"), id="prior"),
        pytest.param("three years ago", _time(BEFORE, 3, "a", "P3Y"), id="ago"),
        pytest.param("three weeks into therapy", _time(AFTER, 3, "wk", "P3W"), id="into"),
        pytest.param("after 3 weeks of treatment", _time(AFTER, 3, "wk", "P3W"), id="after-of"),
        pytest.param("about 10 minutes after", _time(AFTER, 10, "min", approximate=True), id="about"),
        pytest.param("a few days after", _time(AFTER, None, "d", approximate=True), id="few"),
        pytest.param("within hours of the dose", _time(WITHIN, None, "h", approximate=True), id="no-number"),
        pytest.param("half an hour after", _time(AFTER, 0.5, "h", "PT0.5H"), id="half"),
        pytest.param("the next morning", _time(AFTER, 1, "d", approximate=True), id="next-morning"),
        pytest.param("the following week", _time(AFTER, 1, "wk", "P1W"), id="following-week"),
        pytest.param("the same evening", _time(AT, None, None), id="same"),
        pytest.param(
            "later that evening", _time(AFTER, None, "h", approximate=True), id="later-that-evening"
        ),
        pytest.param("on the day of admission", _time(AT, None, None), id="day-of"),
        pytest.param("the day before admission", _time(BEFORE, 1, "d", "P1D"), id="day-before"),
        pytest.param("the previous day", _time(BEFORE, 1, "d", "P1D"), id="previous-day"),
        pytest.param("a fortnight later", _time(AFTER, 2, "wk", "P2W"), id="fortnight"),
        pytest.param("overnight", _time(AFTER, 1, "d", approximate=True), id="overnight"),
        pytest.param("shortly after the dose", _time(AFTER, None, None, approximate=True), id="shortly"),
        pytest.param("on day 8 of cycle 2", _time(AT, 8, "d", "P8D"), id="day-8"),
        pytest.param("on the fifth day of treatment", _time(AT, 5, "d", "P5D"), id="fifth-day"),
        pytest.param("on the twenty-first day", _time(AT, 21, "d", "P21D"), id="twenty-first-day"),
        pytest.param("within the first week", _time(WITHIN, 1, "wk", "P1W"), id="first-week"),
        pytest.param("on the second day after surgery", _time(AFTER, 2, "d", "P2D"), id="day-after"),
        pytest.param("on POD#2", _time(AT, 2, "d", "P2D"), id="postoperative-day"),
        pytest.param("on HD 5", _time(AT, 5, "d", "P5D"), id="hospital-day"),
        pytest.param("days 3-5", _time(AT, None, "d", low=3, high=5), id="days"),
        pytest.param("at 3 pm", None, id="hour-of-the-clock"),
        pytest.param("on 3 May 2012", _time(AT, None, None, date="2012-05-03"), id="date"),
        pytest.param("3 weeks", _time(None, 3, "wk", "P3W"), id="bare"),
        pytest.param("after the second course", _time(AFTER, None, None), id="after-a-course"),
        pytest.param("during the seventh infusion of kava", _time(DURING, None, None), id="during-a-dose"),
        pytest.param("after six doses", _time(AFTER, None, None), id="after-so-many"),
        pytest.param("after the treatment", None, id="after-what-nobody-counts"),
        pytest.param("at the fourth jab", _time(DURING, None, None), id="at-a-dose"),
        pytest.param("in cycle seven", _time(DURING, None, None), id="in-a-cycle"),
        pytest.param("from the sixth round on", _time(AFTER, None, None), id="from-a-round"),
        pytest.param("prior to the 4th jab", _time(BEFORE, None, None), id="before-a-dose"),
        pytest.param("at a dose of 40 mg", None, id="how-much"),
        pytest.param("in 4 divided doses", None, id="how-it-is-divided"),
        pytest.param("on the third ward", None, id="nth-of-something-else"),
        pytest.param("on the day of the fourth jab", _time(AT, None, None), id="day-of-a-dose"),
        pytest.param("on the third morning after it", _time(AFTER, 3, "d", "P3D"), id="third-morning"),
        pytest.param("", None, id="empty"),
    ],
)
def test_times(text: str, expected: TimeValue | None) -> None:
    assert parse_time(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("for 6 months", DurationValue(6, unit=TimeUnit.MONTH, iso8601="P6M"), id="months"),
        pytest.param("over 6 weeks", DurationValue(6, unit=TimeUnit.WEEK, iso8601="P6W"), id="over"),
        pytest.param("ten-day", DurationValue(10, unit=TimeUnit.DAY, iso8601="P10D"), id="hyphen"),
        pytest.param("1.5 years", DurationValue(1.5, unit=TimeUnit.YEAR, iso8601="P1.5Y"), id="decimal"),
        pytest.param(
            "2 years and 3 months", DurationValue(27, unit=TimeUnit.MONTH, iso8601="P27M"), id="compound"
        ),
        pytest.param("two decades", DurationValue(20, unit=TimeUnit.YEAR, iso8601="P20Y"), id="decades"),
        pytest.param("4-6 months", DurationValue(low=4, high=6, unit=TimeUnit.MONTH), id="range"),
        pytest.param("more than 28 days", DurationValue(low=28, unit=TimeUnit.DAY), id="more-than"),
        pytest.param("nearly 50 years", DurationValue(50, unit=TimeUnit.YEAR, approximate=True), id="nearly"),
        pytest.param("for years", DurationValue(unit=TimeUnit.YEAR, approximate=True), id="for-years"),
        pytest.param("the past year", DurationValue(1, unit=TimeUnit.YEAR, iso8601="P1Y"), id="past-year"),
        pytest.param("16 h", DurationValue(16, unit=TimeUnit.HOUR, iso8601="PT16H"), id="short-unit"),
        pytest.param("x 7/7", DurationValue(7, unit=TimeUnit.DAY, iso8601="P7D"), id="sevenths"),
        pytest.param("2/52", DurationValue(2, unit=TimeUnit.WEEK, iso8601="P2W"), id="fifty-seconds"),
        pytest.param("strength 5/5", None, id="a-fraction-is-no-length"),
        pytest.param("lifelong", None, id="no-length"),
    ],
)
def test_durations(text: str, expected: DurationValue | None) -> None:
    assert parse_duration(text) == expected


@settings(deadline=None)
@given(st.integers(2, 999), st.sampled_from(sorted(_NAMES)), st.sampled_from(["{} {}s", "{}-{}"]))
def test_lengths_come_back(number: int, name: str, style: str) -> None:
    expected = DurationValue(number, unit=_UNITS[name], iso8601=_NAMES[name].format(number))
    assert parse_duration(style.format(number, name)) == expected


@settings(deadline=None)
@given(st.text() | st.text(st.sampled_from("0123456789 -daywekmonthfirst½,./")))
def test_any_text_is_read(text: str) -> None:
    for value in (parse_time(text), parse_duration(text)):
        assert value is None or value.iso8601 is None or (value.value is not None and not value.approximate)
        if value is not None and value.low is not None and value.high is not None:
            assert value.low <= value.high
