"""Hours of the clock and days of the week."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.cases.normalise.dates import read_clock, read_weekday
from tests.unit.cases.test_timeline import steps


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        pytest.param("22:10 on January 6, 2023", 1330, id="before-a-date"),
        pytest.param("03/14/2021 13:40", 820, id="behind-a-date"),
        pytest.param("9 am", 540, id="am"),
        pytest.param("1.30 p.m.", 810, id="pm"),
        pytest.param("12:15 a.m.", 15, id="past-midnight"),
        pytest.param("12 pm", 720, id="noon"),
        pytest.param("38.5", None, id="decimal"),
        pytest.param("25:10", None, id="no-hour"),
        pytest.param("3 May 2012", None, id="date-alone"),
    ],
)
def test_clock(text: str, minutes: int | None) -> None:
    assert read_clock(text) == minutes


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_minute_of_the_day_is_read(hour: int, minute: int) -> None:
    assert read_clock(f"at {hour}:{minute:02}") == hour * 60 + minute


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("by the Friday", 4, id="friday"),
        pytest.param("Tuesday morning", 1, id="part"),
        pytest.param("the next day", None, id="none"),
    ],
)
def test_weekday(text: str, day: int | None) -> None:
    assert read_weekday(text) == day


@settings(deadline=None)
@given(st.integers(0, 1439), st.integers(1, 900))
def test_a_later_hour_is_of_the_same_day_or_the_next(first: int, apart: int) -> None:
    second = (first + apart) % 1440
    source = (
        f"He took [kava](DRUG) at [{first // 60}:{first % 60:02}](TIME)."
        f" At [{second // 60}:{second % 60:02}](TIME) he developed [hives](EVENT)."
    )
    day = 1 + (first + apart) // 1440
    assert ("onset", "hives", day, None) in steps(source)


def test_an_hour_told_in_retrospect_lies_before() -> None:
    source = (
        "He took [kava](DRUG) at [10:05](TIME). At [9:50](TIME) he had been given [saline](THERAPY)."
        " At [10:15](TIME) he developed [hives](EVENT)."
    )
    assert ("onset", "hives", 1, None) in steps(source)


def test_a_weekday_without_a_day_before_it_has_no_day() -> None:
    source = "He started [kava](DRUG). On [Friday](TIME) he developed [hives](EVENT)."
    assert ("onset", "hives", 5, None) not in steps(source)
