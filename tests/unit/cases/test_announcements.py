"""Sentences that announce a case, and titles."""

import pytest

from caseline.cases.announcements import (
    announces,
    announces_series,
    is_title,
    of_study,
    tells_course,
)
from caseline.cases.narrative import Sentence
from caseline.schema.document import SectionName


def sentence(text: str) -> Sentence:
    return Sentence(0, 0, len(text), text, SectionName.BODY, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("We report a case of hepatitis after kava.", True, id="we-report"),
        pytest.param("Kava hepatitis: a case report.", True, id="case-report"),
        pytest.param("The authors describe two women with hepatitis.", True, id="authors"),
        pytest.param("Presented are two men with hepatitis.", True, id="presented-are"),
        pytest.param("One case of hepatitis after kava is reported.", True, id="is-reported"),
        pytest.param("To describe a man with hepatitis.", True, id="objective"),
        pytest.param("A case of hepatitis has been reported.", False, id="has-been-reported"),
        pytest.param("Berg et al. reported a case of hepatitis.", False, id="cited"),
        pytest.param("This case report highlights the need for care.", False, id="lesson"),
        pytest.param("Kava may cause hepatitis.", False, id="general"),
    ],
)
def test_announces(text: str, *, expected: bool) -> None:
    assert announces(sentence(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("We report three patients with hepatitis.", True, id="we-report-three"),
        pytest.param("Kava hepatitis: report of two cases.", True, id="report-of-two"),
        pytest.param("Hepatitis after kava in four children.", True, id="title-of-four"),
        pytest.param(
            "Provocation of seizures by kava in three adolescents and adults.",
            True,
            id="provocation-in-three",
        ),
        pytest.param(
            "Provocation of seizures by kava: mechanisms in three patients.",
            False,
            id="provocation-in-a-study",
        ),
        pytest.param("Two women with diarrhoea: hepatitis after kava.", True, id="two-women-with"),
        pytest.param(
            "Hepatitis after kava in gout: two cases, two outcomes.", True, id="two-cases-behind-a-colon"
        ),
        pytest.param("Two women with diarrhoea had taken kava.", False, id="two-women-in-a-sentence"),
        pytest.param("We report a patient with hepatitis.", False, id="one"),
        pytest.param("Berg et al. reported hepatitis in six patients.", False, id="cited"),
    ],
)
def test_announces_series(text: str, *, expected: bool) -> None:
    assert announces_series(sentence(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Kava-induced hepatitis.", True, id="induced"),
        pytest.param("Fatal hepatitis after kava", True, id="after"),
        pytest.param("Hepatitis due to kava in a young woman", True, id="due-to"),
        pytest.param("Hepatitis was induced by kava.", False, id="finite-verb"),
        pytest.param("Mechanisms of kava-induced hepatitis", False, id="review"),
        pytest.param("Incidence of hepatitis in patients treated with kava", False, id="study"),
        pytest.param("Kava-induced hepatitis in rats", False, id="animals"),
        pytest.param("Hepatitis and jaundice", False, id="no-drug-tied"),
    ],
)
def test_is_title(text: str, *, expected: bool) -> None:
    assert is_title(sentence(text)) is expected


def test_a_course_without_a_patient() -> None:
    assert tells_course(sentence("Kava was withdrawn and the itching subsided."))
    assert not tells_course(sentence("Kava is sold in many shops."))


def test_words_of_a_study() -> None:
    assert of_study(sentence("Sixty volunteers were given kava or placebo."))
    assert not of_study(sentence("She was given kava."))
