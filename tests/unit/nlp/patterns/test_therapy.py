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
        pytest.param("O2 2L by EMS, NS 1 L IV, then 500 mL NS.", ["O2", "NS", "NS"], id="oxygen-and-saline"),
        pytest.param("Urinary retention - Foley. Placed on O2.", ["Foley", "O2"], id="catheter"),
        pytest.param("PT 2x/wk, later PT/OT; splint, OT.", ["PT", "PT/OT", "OT"], id="training"),
        pytest.param("Given prednisone, eye drops, and tape.", ["eye drops"], id="drops"),
        pytest.param("SpO2 94%, O2 sat 88%, CO2 and O2 consumption", [], id="oxygen-measured"),
        pytest.param("Foley et al. and Foley and colleagues; p = 0.4 (NS)", [], id="names-and-significance"),
        pytest.param(
            "PT and aPTT were long; PT was seen; timolol eye drops", [], id="prothrombin-and-patient"
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
