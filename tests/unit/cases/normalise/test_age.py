"""Ages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.cases.normalise.age import AgeGroup, AgeValue, parse_age
from caseline.schema.case import TimeUnit

YEAR, MONTH, WEEK, DAY = TimeUnit.YEAR, TimeUnit.MONTH, TimeUnit.WEEK, TimeUnit.DAY


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("58-year-old", AgeValue(58, unit=YEAR), id="years"),
        pytest.param("thirteen-year-old", AgeValue(13, unit=YEAR), id="words"),
        pytest.param("4(1/2)-year-old", AgeValue(4.5, unit=YEAR), id="fraction"),
        pytest.param("two and a half years old", AgeValue(2.5, unit=YEAR), id="half"),
        pytest.param("aged 7 months", AgeValue(7, unit=MONTH), id="months"),
        pytest.param("3 weeks of age", AgeValue(3, unit=WEEK), id="weeks"),
        pytest.param("11-day-old", AgeValue(11, unit=DAY), id="days"),
        pytest.param("2 years 6 months old", AgeValue(30, unit=MONTH), id="years-and-months"),
        pytest.param("28 yo", AgeValue(28, unit=YEAR), id="yo"),
        pytest.param("sexagenarian", AgeValue(low=60, high=69, unit=YEAR), id="sexagenarian"),
        pytest.param("mid-40s", AgeValue(low=44, high=46, unit=YEAR), id="mid"),
        pytest.param("77-y-old", AgeValue(77, unit=YEAR), id="y-old"),
        pytest.param("58", AgeValue(58, unit=YEAR), id="bare"),
        pytest.param("aged 62", AgeValue(62, unit=YEAR), id="aged"),
        pytest.param("seventies", AgeValue(low=70, high=79, unit=YEAR), id="seventies"),
        pytest.param("early 60s", AgeValue(low=60, high=63, unit=YEAR), id="early"),
        pytest.param("late forties", AgeValue(low=47, high=49, unit=YEAR), id="late"),
        pytest.param("seventh decade of life", AgeValue(low=60, high=69, unit=YEAR), id="decade"),
        pytest.param("octogenarian", AgeValue(low=80, high=89, unit=YEAR), id="octogenarian"),
        pytest.param("10-15 years", AgeValue(low=10, high=15, unit=YEAR), id="range"),
        pytest.param("16 years and younger", AgeValue(high=16, unit=YEAR), id="and-younger"),
        pytest.param("elderly", AgeValue(group=AgeGroup.ELDERLY), id="elderly"),
        pytest.param("neonate", AgeValue(group=AgeGroup.NEONATE), id="neonate"),
        pytest.param("infants", AgeValue(group=AgeGroup.INFANT), id="infant"),
        pytest.param("middle-aged", AgeValue(group=AgeGroup.ADULT), id="middle-aged"),
        pytest.param("postmenopausal", None, id="none"),
        pytest.param("2020", None, id="not-a-year"),
        pytest.param("0", None, id="not-nought"),
    ],
)
def test_ages(text: str, expected: AgeValue | None) -> None:
    assert parse_age(text) == expected


@settings(deadline=None)
@given(st.integers(1, 110), st.sampled_from(["{}-year-old", "{} years of age", "aged {}", "{} yo"]))
def test_years_come_back(years: int, style: str) -> None:
    assert parse_age(style.format(years)) == AgeValue(years, unit=YEAR)


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read(text: str) -> None:
    parse_age(text)
