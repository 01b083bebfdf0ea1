"""Reports told by a relative of the patient."""

import pytest

from caseline.cases.tellers import patient_kin
from tests.narratives import narrative


@pytest.mark.parametrize(
    ("text", "word"),
    [
        pytest.param("My 15 month old son got kava. He had hives.", "son", id="my-son"),
        pytest.param("my daughter is 15 and got her first dose.", "daughter", id="without-capitals"),
        pytest.param("My mother (82) had hives.", "mother", id="an-age-in-brackets"),
        pytest.param("They gave my husband kava. He fainted.", "husband", id="given"),
        pytest.param("Consumer called to report that her husband started kava.", "husband", id="reported"),
        pytest.param("Mother states her 4 year old son received kava.", "son", id="the-mother-tells"),
        pytest.param("My wife took kava. I took her to the hospital.", "wife", id="i-drove"),
        pytest.param("My daughter got kava. She went stiff in my arms.", "daughter", id="in-my-arms"),
        pytest.param("I took kava. My mother also has hives.", None, id="i-am-the-patient"),
        pytest.param("My arm was red. My husband got kava too.", None, id="my-arm"),
        pytest.param("My doctor gave me kava.", None, id="my-doctor"),
        pytest.param("My patient, a woman, took kava.", None, id="my-patient"),
        pytest.param(
            "A 5-year-old girl took kava. The mother reported that her sister had hives.", None, id="known"
        ),
        pytest.param("His mother has asthma.", None, id="family-history"),
    ],
)
def test_patient_kin(text: str, word: str | None) -> None:
    found = patient_kin(narrative(text).sentences)
    assert (found and found.word) == word


def test_other_relatives_are_told_apart() -> None:
    found = patient_kin(narrative("My son took kava. His older brother had hives. My son slept.").sentences)
    assert found is not None
    assert found.sentences == {0, 2}
