"""Candidates that their neighbours make implausible."""

from typing import NamedTuple

import pytest

from caseline.nlp.plausible import (
    without_measured,
    without_organisms,
    without_other_ages,
    without_parity,
    without_untied,
)
from caseline.schema.mention import Label


class Span(NamedTuple):
    """Tokens with a label."""

    start: int
    end: int
    label: str
    source: str = "phee"


def words(text: str) -> list[str]:
    return text.lower().split()


def test_what_is_measured_is_no_drug() -> None:
    finding, drug, dose = Span(0, 3, Label.FINDING), Span(0, 1, Label.DRUG), Span(1, 3, Label.DOSE)
    assert without_measured([finding, drug, dose], words("potassium 6.8 mmol/L")) == [finding]


def test_a_drug_level_keeps_its_drug() -> None:
    finding, drug = Span(0, 5, Label.FINDING), Span(0, 1, Label.DRUG)
    assert without_measured([finding, drug], words("lithium level of 2.1 mmol/L")) == [finding, drug]


def test_without_a_measurement_all_stay() -> None:
    drug = Span(0, 1, Label.DRUG)
    assert without_measured([drug], words("potassium 40 mmol daily")) == [drug]


def test_a_cause_without_a_drug_is_left_out() -> None:
    claim = Span(1, 3, Label.CAUSALITY)
    assert without_untied([claim], words("pain due to gallstones")) == []


def test_a_cause_beside_a_drug_stays() -> None:
    claim, drug = Span(1, 3, Label.CAUSALITY), Span(3, 4, Label.DRUG)
    assert without_untied([claim, drug], words("hives due to kava")) == [claim, drug]
    assert without_untied([claim], words("hives due to the drug")) == [claim]


def test_a_judgement_stays_by_itself() -> None:
    claim = Span(1, 4, Label.CAUSALITY)
    assert without_untied([claim], words("was probably due to that")) == [claim]


@pytest.mark.parametrize(
    ("name", "is_drug"),
    [
        pytest.param("epstein - barr virus", False, id="virus"),
        pytest.param("herpes simplex virus 2", False, id="numbered-virus"),
        pytest.param("francisella tularensis", False, id="germ-by-name"),
        pytest.param("e. coli", False, id="genus-shortened"),
        pytest.param("enterococcus faecium", False, id="germ-by-its-ending"),
        pytest.param("sars-cov - 2", False, id="abbreviation"),
        pytest.param("oncolytic herpes virus", True, id="virus-that-is-given"),
        pytest.param("bacillus calmette - guérin", True, id="germ-that-is-given"),
        pytest.param("lactobacillus rhamnosus", True, id="probiotic"),
        pytest.param("ginkgo biloba", True, id="plant"),
        pytest.param("influenza vaccine", True, id="vaccine"),
        pytest.param("antivirals", True, id="against-viruses"),
        pytest.param("glucophage", True, id="brand-that-ends-as-a-germ"),
    ],
)
def test_germs_are_no_drugs(name: str, is_drug: bool) -> None:
    span = Span(0, len(words(name)), Label.DRUG)
    assert without_organisms([span], words(name)) == ([span] if is_drug else [])


def test_a_virus_that_a_lexicon_knows_as_given_is_its_vaccine() -> None:
    vaccine = Span(0, 1, Label.DRUG, "lexicon")
    assert without_organisms([vaccine], words("hpv #2")) == [vaccine]


def test_germs_may_be_events() -> None:
    event = Span(0, 1, Label.EVENT)
    assert without_organisms([event], words("salmonella")) == [event]


@pytest.mark.parametrize(
    ("name", "is_parity"),
    [
        pytest.param("G4P4014", True, id="run-together"),
        pytest.param("G2 P1", True, id="apart"),
        pytest.param("G3P2+1", True, id="with-losses"),
        pytest.param("gravida 3 para 2", True, id="in-words"),
        pytest.param("primigravida", True, id="one-word"),
        pytest.param("multiparous", True, id="adjective"),
        pytest.param("SCORTEN", True, id="score"),
        pytest.param("Apgar score 9", True, id="score-with-a-number"),
        pytest.param("Wells syndrome", False, id="disease-of-the-same-name"),
        pytest.param("G-CSF", False, id="growth-factor"),
        pytest.param("GP120", False, id="protein"),
        pytest.param("P2Y12", False, id="receptor"),
        pytest.param("penicillin G", False, id="drug"),
        pytest.param("G6PD deficiency", False, id="enzyme"),
        pytest.param("G6PD", False, id="enzyme-alone"),
    ],
)
@pytest.mark.parametrize("label", [Label.DRUG, Label.DISORDER])
def test_parity_is_no_drug_and_no_disease(name: str, is_parity: bool, label: Label) -> None:
    span = Span(0, len(words(name)), label)
    assert without_parity([span], words(name)) == ([] if is_parity else [span])


def test_parity_still_tells_a_sex() -> None:
    sex = Span(0, 1, Label.SEX)
    assert without_parity([sex], words("G2P1")) == [sex]


@pytest.mark.parametrize(
    ("text", "start", "end", "is_gestation"),
    [
        pytest.param("a 38 - week gestation girl", 1, 4, True, id="hyphens"),
        pytest.param("a 38-week gestation girl", 1, 2, True, id="one-token"),
        pytest.param("infant of 28 weeks ' gestation", 2, 6, True, id="whole"),
        pytest.param("infant of 28 weeks' gestation", 2, 4, True, id="without-the-word"),
        pytest.param("pediatrician was called", 0, 1, True, id="a-doctor-of-children"),
        pytest.param("pediatric patient", 0, 1, False, id="a-child"),
        pytest.param("at 31 weeks of pregnancy", 1, 3, True, id="pregnancy"),
        pytest.param("a gestational age of 31 weeks", 4, 6, True, id="told-before"),
        pytest.param("a 3 week old infant", 1, 4, False, id="age"),
        pytest.param("a 4-day-old , 38-week gestation girl", 1, 2, False, id="age-beside"),
        pytest.param("a 30-year-old pregnant woman", 1, 2, False, id="mother"),
        pytest.param("gestational diabetes at 31 years", 3, 5, False, id="disease-before"),
    ],
)
def test_weeks_of_a_pregnancy_are_no_age(text: str, start: int, end: int, is_gestation: bool) -> None:
    age = Span(start, end, Label.AGE)
    assert without_other_ages([age], words(text)) == ([] if is_gestation else [age])


def test_a_bound_behind_an_age_is_none() -> None:
    text = words("13 years old ( under 18 years old ) and a 40 year old")
    ages = [Span(0, 3, Label.AGE), Span(5, 8, Label.AGE), Span(11, 14, Label.AGE)]
    assert without_other_ages(ages, text) == [ages[0], ages[2]]


def test_an_age_under_a_bound_alone_stays() -> None:
    age = Span(2, 5, Label.AGE)
    assert without_other_ages([age], words("child under 2 years old")) == [age]


def test_weeks_of_a_pregnancy_may_be_a_time() -> None:
    time = Span(1, 4, Label.TIME)
    assert without_other_ages([time], words("at 31 weeks' gestation")) == [time]
