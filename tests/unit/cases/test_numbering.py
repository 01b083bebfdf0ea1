"""The numbers by which a series tells its patients apart."""

import pytest

from caseline.cases.numbering import named_in, number_behind, number_of
from tests.narratives import narrative


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("Case 1: a man took kava.", "1", id="case"),
        pytest.param("In patient B (54 years, female), hives appeared.", "2", id="in-patient-b"),
        pytest.param("Pt. 3: 34F, hives.", "3", id="pt"),
        pytest.param("Twin B had hives.", "2", id="twin"),
        pytest.param("The second patient was a woman.", "2", id="the-second"),
        pytest.param("First case: a man took kava.", "1", id="first-case"),
        pytest.param("The first, a 24-year-old man, took kava.", "1", id="the-first-alone"),
        pytest.param("The younger, aged 8, had hives.", "2", id="the-younger"),
        pytest.param("(2) A woman took kava.", "2", id="a-list"),
        pytest.param("The first was given at noon.", None, id="not-a-dose"),
        pytest.param("The first episode passed.", None, id="not-an-episode"),
        pytest.param("Patients took kava.", None, id="no-number"),
        pytest.param("2.5 mg were given.", None, id="not-an-amount"),
    ],
)
def test_number_of(text: str, number: str | None) -> None:
    assert number_of(narrative(text).sentences[0], None) == number


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("In this patient a rash came, in this case a biopsy.", [], id="an-article"),
        pytest.param("We gave the patient 2 mg, and 3 hours later the patient 3 doses.", [], id="amounts"),
        pytest.param("The second had no effect.", [], id="a-dose"),
        pytest.param("Pain in patient A, none in patient B.", ["1", "2"], id="letters"),
        pytest.param("It went in patient 1 and stayed in patient 2.", ["1", "2"], id="two"),
        pytest.param("Patients 1 and 3 took kava.", ["1", "3"], id="patients-1-and-3"),
        pytest.param("The former recovered; the latter did not.", ["former", "latter"], id="former-latter"),
        pytest.param("The first patient died.", ["1"], id="the-first-patient"),
        pytest.param("In one case 12 days passed.", [], id="a-length"),
        pytest.param("The first dose was tolerated.", [], id="a-dose"),
    ],
)
def test_named_in(text: str, numbers: list[str]) -> None:
    assert [item.number for item in named_in(narrative(text).sentences[0])] == numbers


def test_a_number_behind() -> None:
    text = "a man (patient 2) took kava"
    assert number_behind(text, len("a man")) == "2"
    assert number_behind(text, len("a man (patient 2)")) is None
