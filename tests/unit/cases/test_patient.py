"""Age, sex and ethnicity with their evidence."""

import pytest

from caseline.cases.exclusion import exclusions
from caseline.cases.introductions import Introduction
from caseline.cases.narrative import Found
from caseline.cases.patient import patient_of
from caseline.cases.people import Person, people
from caseline.cases.statements import subjects
from caseline.schema.case import Patient, SexValue
from caseline.schema.mention import Label
from tests.narratives import narrative


def ids(mentions: list[Found] | tuple[Found, ...]) -> tuple[str, ...]:
    return tuple(f"m{mention.index + 1}" for mention in mentions)


def person(source: str) -> Person:
    """Returns a person with an introduction for each sentence of a marked text."""
    found = narrative(source)
    introductions = []
    for mentions in found.by_sentence:
        introduction = Introduction(sentence=mentions[0].sentence, start=mentions[0].start)
        for mention in mentions:
            introduction = introduction.with_part(mention)
        introductions.append(introduction)
    return Person(tuple(introductions), frozenset(range(len(found.sentences))))


def patient(source: str, pronoun: tuple[SexValue, Found] | None = None) -> Patient:
    return patient_of(person(source), pronoun, ids)


def test_all_of_one_introduction() -> None:
    found = patient("A [58-year-old](AGE) [Caucasian](ETHNICITY) [woman](SEX) came.")
    assert found.model_dump(exclude_none=True, mode="json") == {
        "age": {"value": 58, "unit": "a", "text": "58-year-old", "evidence": ["m1"]},
        "sex": {"value": "female", "evidence": ["m3"]},
        "ethnicity": {"value": "Caucasian", "evidence": ["m2"]},
    }


@pytest.mark.parametrize(
    ("source", "text", "evidence"),
    [
        pytest.param(
            "A [58-year-old](AGE) came. She was [58 years](AGE).", "58-year-old", ("m1", "m2"), id="equal"
        ),
        pytest.param(
            "A woman [in her fifties](AGE) came. She was [58 years old](AGE).",
            "58 years old",
            ("m2",),
            id="exact-before-vague",
        ),
        pytest.param(
            "A [58-year-old](AGE) came. She was [59 years old](AGE).",
            "58-year-old",
            ("m1",),
            id="first-of-two",
        ),
        pytest.param(
            "An [elderly](AGE) woman came. She was [58 years old](AGE).",
            "58 years old",
            ("m2",),
            id="no-number",
        ),
    ],
)
def test_age(source: str, text: str, evidence: tuple[str, ...]) -> None:
    age = patient(source).age
    assert age is not None
    assert (age.text, age.evidence) == (text, evidence)


def test_a_decade_has_bounds_and_no_value() -> None:
    age = patient("A woman in the [seventh decade](AGE) came.").age
    assert age is not None
    assert (age.value, age.low, age.high, age.unit) == (None, 60, 69, "a")


def test_an_infant_s_age_keeps_its_unit() -> None:
    age = patient("A [14-month-old](AGE) came.").age
    assert age is not None
    assert (age.value, age.unit) == (14, "mo")


def test_sex_by_the_nouns_that_agree() -> None:
    sex = patient("A [woman](SEX) came. This [lady](SEX) left.").sex
    assert sex is not None
    assert (sex.value, sex.evidence) == (SexValue.FEMALE, ("m1", "m2"))


def test_a_pronoun_beside_a_noun_contradicts_it() -> None:
    pronoun = narrative("[woman](SEX) [he](SEX)").mentions[1]
    found = patient("A [woman](SEX) came.", (SexValue.MALE, pronoun))
    assert found.sex is None
    assert [(item.field, item.values) for item in found.conflicts] == [("sex", ("woman", "he"))]


def test_a_pronoun_where_no_noun_tells() -> None:
    [pronoun] = narrative("[He](SEX)").mentions
    sex = patient("A [58-year-old](AGE) came.", (SexValue.MALE, pronoun)).sex
    assert sex is not None
    assert (sex.value, sex.evidence) == (SexValue.MALE, ("m1",))


def test_nobody_introduced_has_nothing() -> None:
    assert patient_of(Person((), frozenset()), None, ids) == Patient()


def test_what_a_label_says_is_kept_once() -> None:
    [first, second] = narrative("[58 years](AGE) [59 years](AGE)").mentions
    introduction = Introduction(0, 0).with_part(first)
    assert not introduction.lacks(Label.AGE)
    assert introduction.lacks(Label.SEX)
    assert introduction.lacks(Label.ETHNICITY)
    assert introduction.with_part(second).age == second


CONFLICTS = [
    pytest.param(
        "A [58-year-old](AGE) [woman](SEX) took kava. The [58-year-old](AGE) [man](SEX) recovered.",
        [("sex", ("woman", "man"))],
        id="same-age-another-sex",
    ),
    pytest.param(
        "Kava-induced rash in a [58-year-old](AGE) [woman](SEX)\nA [85-year-old](AGE) [woman](SEX) took kava.",
        [("age", ("58-year-old", "85-year-old"))],
        id="title-and-body",
    ),
    pytest.param(
        "A [58-year-old](AGE) [woman](SEX) took kava. This [man](SEX) recovered.",
        [("sex", ("woman", "man"))],
        id="this-man",
    ),
    pytest.param(
        "A [58-year-old](AGE) [woman](SEX) took kava. Two years later, the [60-year-old](AGE) [woman](SEX) fell.",
        [],
        id="a-later-age",
    ),
    pytest.param(
        "A [woman](SEX) in her [fifties](AGE) took kava. This [58-year-old](AGE) [woman](SEX) fell.",
        [],
        id="a-range-holds-the-age",
    ),
    pytest.param(
        "A [58-year-old](AGE) [woman](SEX) took kava. Her husband, a [58-year-old](AGE) [man](SEX), called.",
        [],
        id="a-relative",
    ),
    pytest.param(
        "Case 1: a [58-year-old](AGE) [woman](SEX) fell.\nCase 2: a [58-year-old](AGE) [man](SEX) fell.",
        [],
        id="two-patients",
    ),
]


@pytest.mark.parametrize(("source", "expected"), CONFLICTS)
def test_conflicts(source: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    found = narrative(source, context=True)
    about = subjects(found.sentences)
    patients = [patient_of(item, None, ids) for item in people(found, about, exclusions(found, about))]
    conflicts = [conflict for patient in patients for conflict in patient.conflicts]
    assert [(conflict.field, conflict.values) for conflict in conflicts] == expected
    assert all(getattr(patients[0], field) is None for field, _ in expected)
