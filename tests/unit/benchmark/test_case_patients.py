"""Ages and sexes of annotations, read and compared with those of a record."""

from __future__ import annotations

import pytest

from caseline.benchmark.case_patients import AgeRange, is_age, read_age, read_sex
from caseline.schema.case import Age, SexValue, TimeUnit

YEAR, MONTH, WEEK, DAY = TimeUnit.YEAR, TimeUnit.MONTH, TimeUnit.WEEK, TimeUnit.DAY
AGES = [
    pytest.param("47-year-old", (47, 47, YEAR), id="years"),
    pytest.param("A 47 year old", (47, 47, YEAR), id="article"),
    pytest.param("47\u2013year\u2013old", (47, 47, YEAR), id="dashes"),
    pytest.param("47 - yr - old", (47, 47, YEAR), id="yr"),
    pytest.param("47\u2009years", (47, 47, YEAR), id="thin-blank"),
    pytest.param("47yo", (47, 47, YEAR), id="yo"),
    pytest.param("47 y/o", (47, 47, YEAR), id="y/o"),
    pytest.param("aged 31 years", (31, 31, YEAR), id="aged"),
    pytest.param("age of 19", (19, 19, YEAR), id="no-unit"),
    pytest.param("2.5 years", (2.5, 2.5, YEAR), id="decimal"),
    pytest.param("14-month-old", (14, 14, MONTH), id="months"),
    pytest.param("6 weeks old", (6, 6, WEEK), id="weeks"),
    pytest.param("3-day-old", (3, 3, DAY), id="days"),
    pytest.param("four-year-old", (4, 4, YEAR), id="word"),
    pytest.param("Sixty-two-year-old", (62, 62, YEAR), id="tens-and-word"),
    pytest.param("seventy year old", (70, 70, YEAR), id="tens"),
    pytest.param("fourteen months", (14, 14, MONTH), id="teens"),
    pytest.param("60s", (60, 69, YEAR), id="decade"),
    pytest.param("early 70's", (70, 79, YEAR), id="part-of-a-decade"),
    pytest.param("in her seventies", (70, 79, YEAR), id="decade-in-words"),
    pytest.param("young", None, id="word-of-age"),
    pytest.param("middle-aged", None, id="no-number"),
]


@pytest.mark.parametrize(("text", "expected"), AGES)
def test_ages(text: str, expected: tuple[float, float, TimeUnit] | None) -> None:
    assert read_age(text) == (None if expected is None else AgeRange(*expected))


SEXES = [
    pytest.param("woman", SexValue.FEMALE, id="woman"),
    pytest.param("Lady", SexValue.FEMALE, id="capital"),
    pytest.param("primipara", SexValue.FEMALE, id="role"),
    pytest.param("male infant", SexValue.MALE, id="two-words"),
    pytest.param("boy", SexValue.MALE, id="boy"),
    pytest.param("patient", None, id="none"),
    pytest.param("male or female", None, id="both"),
]


@pytest.mark.parametrize(("text", "expected"), SEXES)
def test_sexes(text: str, expected: SexValue | None) -> None:
    assert read_sex(text) is expected


def age(unit: TimeUnit | None, value: float | None = None, low: float | None = None) -> Age:
    return Age(text="x", value=value, unit=unit, low=low, high=None if low is None else low + 9)


PAIRS = [
    pytest.param(AgeRange(47, 47, YEAR), age(YEAR, 47), True, id="same"),
    pytest.param(AgeRange(47, 47, YEAR), age(YEAR, 48), False, id="another"),
    pytest.param(AgeRange(47, 47, YEAR), age(MONTH, 47), False, id="another-unit"),
    pytest.param(AgeRange(18, 18, MONTH), age(YEAR, 1.5), True, id="months-are-years"),
    pytest.param(AgeRange(14, 14, DAY), age(WEEK, 2), True, id="days-are-weeks"),
    pytest.param(AgeRange(60, 60, DAY), age(MONTH, 2), False, id="days-are-no-months"),
    pytest.param(AgeRange(70, 79, YEAR), age(YEAR, low=70), True, id="decade"),
    pytest.param(AgeRange(70, 79, YEAR), age(YEAR, 70), False, id="decade-is-no-year"),
    pytest.param(AgeRange(47, 47, YEAR), age(None), False, id="words-only"),
    pytest.param(AgeRange(47, 47, YEAR), None, False, id="missing"),
]


@pytest.mark.parametrize(("gold", "predicted", "right"), PAIRS)
def test_ages_are_compared(gold: AgeRange, predicted: Age | None, right: bool) -> None:
    assert is_age(gold, predicted) is right
