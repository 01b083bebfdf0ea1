"""Signs in words of every day."""

import pytest

from caseline.nlp.complaints import as_name, find_complaints


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        pytest.param("By noon R hand weak, gait ok.", ["R hand weak"], id="no-verb"),
        pytest.param("Her eyes were yellow by then.", ["eyes were yellow"], id="state"),
        pytest.param("My pee turned the color of cola.", ["pee turned the color of cola"], id="urine"),
        pytest.param("He had trouble finding words.", ["trouble finding words"], id="trouble"),
        pytest.param("She became suddenly mute.", ["mute"], id="became"),
        pytest.param("Then he collapsed.", ["collapsed"], id="verb"),
        pytest.param("Later passed out in the hall.", ["passed out"], id="nobody-named"),
        pytest.param("C-peptide was undetectable.", ["C-peptide was undetectable"], id="finding"),
        pytest.param("Pt c/o chills, HA, fever.", ["HA"], id="headache"),
        pytest.param("She was found lethargic, not eating.", ["not eating"], id="not-eating"),
        pytest.param("HA-tagged protein and chills.", [], id="other-abbreviation"),
        pytest.param("Both lungs collapsed.", [], id="nobody-collapsed"),
        pytest.param("The leaflets were handed out.", [], id="nothing"),
        pytest.param("Hearing was normal and vision was unchanged.", [], id="normal"),
        pytest.param("It became clear that the drug was yellow.", [], id="became-clear"),
        pytest.param("The face mask was blue.", [], id="no-part-of-the-body"),
        pytest.param("He had no problem with the bill.", [], id="other-trouble"),
    ],
)
def test_complaints(sentence: str, told: list[str]) -> None:
    assert [sentence[start:end] for start, end in find_complaints(sentence)] == told


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("eyes were yellow", "yellow eyes", id="state"),
        pytest.param("colour vision was severely reduced", "reduced colour vision", id="function"),
        pytest.param("cough was treated", None, id="no-state"),
        pytest.param("fever", None, id="no-verb"),
    ],
)
def test_as_name(text: str, name: str | None) -> None:
    assert as_name(text) == name
