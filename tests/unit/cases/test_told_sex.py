"""The sex that no noun tells."""

import pytest

from caseline.cases.told_sex import contrary, told_sex
from caseline.schema.case import SexValue
from tests.narratives import narrative


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("She took kava and her skin itched.", (SexValue.FEMALE, "She"), id="she"),
        pytest.param("The skin itched. HIS wife called him.", (SexValue.MALE, "HIS"), id="any-case"),
        pytest.param("She took kava. She slept. He drove her.", (SexValue.FEMALE, "She"), id="most-of-them"),
        pytest.param("She took kava. He drove.", None, id="as-many-of-each"),
        pytest.param("The patient took kava.", None, id="none"),
        pytest.param("The heroin user sheltered here.", None, id="parts-of-words"),
        pytest.param(
            "I took kava as a mother of two. My husband drove me; he was worried.",
            (SexValue.FEMALE, "mother"),
            id="i-and-my-husband",
        ),
        pytest.param("The patient was postmenopausal.", (SexValue.FEMALE, "postmenopausal"), id="a-state"),
        pytest.param("The patient, G2P1, took kava.", (SexValue.FEMALE, "G2P1"), id="g2p1"),
        pytest.param("Prostate cancer had been treated.", (SexValue.MALE, "Prostate"), id="an-organ"),
        pytest.param(
            "My son took kava. She saw it.", (SexValue.MALE, "son"), id="the-son-who-is-the-patient"
        ),
        pytest.param("I took kava. My husband slept.", None, id="not-my-husband-s"),
        pytest.param("Mrs. Holm took kava.", (SexValue.FEMALE, "Mrs"), id="a-title"),
        pytest.param("Two sisters took kava.", (SexValue.FEMALE, "sisters"), id="sisters"),
        pytest.param("His mother brought the tablets of the mother.", (SexValue.MALE, "His"), id="kin"),
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


@pytest.mark.parametrize(
    ("source", "sex"),
    [
        pytest.param("She delivered her newborn son. He was limp.", SexValue.MALE, id="her-newborn-son"),
        pytest.param("The mother slept; she took kava.", None, id="the-mother-s-pronoun"),
    ],
)
def test_the_sex_of_a_newborn(source: str, sex: SexValue | None) -> None:
    found = narrative(source)
    value = told_sex(found, range(len(found.sentences)), newborn=True)
    assert (value and value[0]) == sex


@pytest.mark.parametrize(
    ("source", "word"),
    [
        pytest.param(
            "A man took kava. The patient stopped kava and she recovered.", "she", id="she-of-a-man"
        ),
        pytest.param("A man took kava. She slept. He woke.", None, id="one-slip"),
        pytest.param("A man took kava. Her skin itched.", None, id="no-nominative"),
        pytest.param("A man took kava. The nurse left; she was tired.", None, id="a-clinician"),
        pytest.param("A man took kava. His wife said she had too.", None, id="a-wife"),
        pytest.param("A man took kava. Osei et al. saw a woman; she died.", None, id="cited"),
        pytest.param("A man took kava. The man slept.", None, id="no-pronoun"),
    ],
)
def test_a_pronoun_against_the_noun(source: str, word: str | None) -> None:
    found = narrative(source)
    value = contrary(found, range(len(found.sentences)), SexValue.MALE)
    assert (value and found.text[value[1] : value[2]]) == word
