"""Procedures with the words that name them."""

import pytest

from caseline.nlp.patterns import therapy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("A low anterior resection was done.", ["low anterior resection"], id="place"),
        pytest.param("After an extended left lobectomy he left.", ["extended left lobectomy"], id="extent"),
        pytest.param(
            "An urgent hepatic trisectionectomy followed.",
            ["hepatic trisectionectomy"],
            id="form-of-the-word",
        ),
        pytest.param(
            "Mitral valve replacement and mini-thoracotomy",
            ["Mitral valve replacement", "mini-thoracotomy"],
            id="two",
        ),
        pytest.param("Removal of the polyp was planned.", ["Removal of the polyp"], id="object"),
        pytest.param(
            "She underwent coronary artery bypass grafting.", ["coronary artery bypass grafting"], id="bypass"
        ),
        pytest.param("Two direct current shocks were given.", ["direct current shocks"], id="shocks"),
        pytest.param(
            "Gallbladder removal and whole-brain irradiation",
            ["Gallbladder removal", "whole-brain irradiation"],
            id="organ",
        ),
        pytest.param(
            "Septic shock; isolation of the virus; he wore a mask.", [], id="not-shock-isolation-mask"
        ),
        pytest.param("A diagnostic paracentesis was done.", [], id="test"),
        pytest.param("Bronchoalveolar lavage grew nothing.", [], id="sampling"),
        pytest.param("The resection specimen was sent.", [], id="specimen"),
        pytest.param("He came to the thoracic surgery department.", [], id="department"),
        pytest.param("Coronary artery dissection and venous drainage", [], id="disease-and-anatomy"),
        pytest.param("Normal anatomy; bilateral ventricular dilatation.", [], id="endings-of-other-words"),
    ],
)
def test_finds_procedures(text: str, expected: list[str]) -> None:
    assert [text[found.start : found.end] for found in therapy.find(text)] == expected
