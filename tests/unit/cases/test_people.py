"""Who the patients are, and which sentences are told of whom."""

import pytest

from caseline.cases.exclusion import exclusions
from caseline.cases.people import Person, people, told_sex
from caseline.cases.statements import subjects
from caseline.schema.case import SexValue
from tests.narratives import narrative

TWO = (
    "The first patient was a [40-year-old](AGE) [man](SEX). He took kava. "
    "The second patient was a [52-year-old](AGE) [woman](SEX). She took senna."
)


def persons(source: str) -> tuple[Person, ...]:
    found = narrative(source, context=True)
    about = subjects(found.sentences)
    return people(found, about, exclusions(found, about))


def told(source: str) -> list[list[tuple[str | None, str | None]]]:
    """Returns (age, sex) of each introduction of each person."""
    return [
        [
            (item.age.text if item.age else None, item.sex.text if item.sex else None)
            for item in person.introductions
        ]
        for person in persons(source)
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "A [40-year-old](AGE) [man](SEX) took kava.", [[("40-year-old", "man")]], id="age-and-sex"
        ),
        pytest.param("A [woman](SEX) took kava.", [[(None, "woman")]], id="sex-alone"),
        pytest.param(
            "A [woman](SEX) aged [33 years](AGE) took kava.", [[("33 years", "woman")]], id="sex-before-age"
        ),
        pytest.param(
            "We report a [40-year-old](AGE) [man](SEX) with hepatitis.\nA [40-year-old](AGE) [man](SEX) took kava.",
            [[("40-year-old", "man"), ("40-year-old", "man")]],
            id="told-twice-is-one",
        ),
        pytest.param(
            "A [40-year-old](AGE) [man](SEX) took kava. This [man](SEX) recovered.",
            [[("40-year-old", "man"), (None, "man")]],
            id="later-words-join-the-first",
        ),
        pytest.param(TWO, [[("40-year-old", "man")], [("52-year-old", "woman")]], id="two-that-differ"),
        pytest.param(
            "Case 1: a [40-year-old](AGE) [man](SEX) took kava.\nCase 2: a [40-year-old](AGE) [man](SEX) took senna.",
            [[("40-year-old", "man")], [("40-year-old", "man")]],
            id="two-alike-with-numbers",
        ),
        pytest.param(
            "A [40-year-old](AGE) [man](SEX) took kava. He had asthma since the age of [12 years](AGE).",
            [[("40-year-old", "man")]],
            id="another-time-introduces-nobody",
        ),
        pytest.param(
            "A [40-year-old](AGE) [man](SEX) took kava. Berg et al. saw a [70-year-old](AGE) [woman](SEX).",
            [[("40-year-old", "man")]],
            id="a-cited-patient-is-nobody-s",
        ),
        pytest.param(
            "A [40-year-old](AGE) [man](SEX) took kava. Kava is taken by many [men](SEX).",
            [[("40-year-old", "man")]],
            id="plural-in-general",
        ),
        pytest.param("Kava may cause hepatitis.", [], id="nobody"),
        pytest.param("Kava is stored in the dark.", [], id="nobody-in-the-present"),
        pytest.param(
            "In a cohort study, [women](SEX) aged [40 years](AGE) took kava.", [], id="a-study-has-no-patient"
        ),
    ],
)
def test_introductions(source: str, expected: list[list[tuple[str | None, str | None]]]) -> None:
    assert told(source) == expected


def test_a_patient_known_by_a_pronoun_only() -> None:
    [person] = persons("She took kava. Two days later the skin itched.")
    assert person.introductions == ()
    assert person.sentences == {0, 1}


def test_one_patient_has_every_sentence() -> None:
    [person] = persons("A [40-year-old](AGE) [man](SEX) took kava. Kava may cause itching. It went away.")
    assert person.sentences == {0, 1, 2}


def test_each_patient_has_the_sentences_behind_the_introduction() -> None:
    first, second = persons(TWO)
    assert first.sentences == {0, 1}
    assert second.sentences == {2, 3}


def test_what_stands_before_the_first_patient_is_told_of_both() -> None:
    first, second = persons(f"Kava harmed the liver. {TWO}")
    assert first.sentences == {0, 1, 2}
    assert second.sentences == {0, 3, 4}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("She took kava and her skin itched.", (SexValue.FEMALE, "She"), id="she"),
        pytest.param("The skin itched. HIS wife called him.", (SexValue.MALE, "HIS"), id="any-case"),
        pytest.param("She took kava. She slept. He drove her.", (SexValue.FEMALE, "She"), id="most-of-them"),
        pytest.param("She took kava. He drove.", None, id="as-many-of-each"),
        pytest.param("The patient took kava.", None, id="none"),
        pytest.param("The heroin user sheltered here.", None, id="parts-of-words"),
    ],
)
def test_told_sex(source: str, expected: tuple[SexValue, str] | None) -> None:
    found = narrative(source)
    value = told_sex(found, range(len(found.sentences)))
    assert (value and (value[0], found.text[value[1] : value[2]])) == expected


def test_pronouns_of_other_sentences_do_not_count() -> None:
    found = narrative("He drove. She took kava.")
    value = told_sex(found, [1])
    assert value is not None
    assert value[0] is SexValue.FEMALE
