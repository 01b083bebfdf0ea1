"""Words beside a name that say what it is not."""

import pytest

from caseline.nlp.mislabels import Named, diagnosed, is_no_thing, measured_names
from caseline.schema.mention import Label


@pytest.mark.parametrize(
    ("label", "text", "name", "expected"),
    [
        pytest.param("DRUG", "Hydroperitoneum of 900 mL", "Hydroperitoneum", True, id="fluid"),
        pytest.param("DRUG", "Hydrocortisone 100 mg", "Hydrocortisone", False, id="drug"),
        pytest.param("THERAPY", "a coil (Vasco, Basel, Switzerland)", "Vasco", True, id="maker"),
        pytest.param("THERAPY", "surgery (resection, three days later)", "resection", False, id="bracket"),
        pytest.param("DISORDER", "by Lynx Amplification", "Lynx", True, id="assay"),
        pytest.param("EVENT", "O2 sat 84% RA, temp 101.3", "RA", True, id="room-air"),
        pytest.param("DISORDER", "a woman with RA", "RA", False, id="arthritis"),
        pytest.param("DISORDER", "Sepsis was treated", "Sepsis", False, id="disease"),
        pytest.param("DRUG", "fixed in 4% neutral buffered formalin", "formalin", True, id="fixed-in"),
        pytest.param("DRUG", "stained with alizarin red", "alizarin red", True, id="stained-with"),
        pytest.param("DRUG", "the bladder was instilled with formalin", "formalin", False, id="instilled"),
        pytest.param("THERAPY", "the fracture was fixed in a cast", "cast", False, id="cast"),
        pytest.param("DRUG", "a PEEP of 12 cm H2O", "H2O", True, id="column-of-water"),
        pytest.param("DRUG", "he drank water", "water", False, id="water"),
        pytest.param("DISORDER", "O2 sat 81% RA, temp 38.9", "RA", True, id="room-air"),
        pytest.param("EVENT", "SpO2 was 90-92 % on RA", "RA", True, id="on-room-air"),
        pytest.param("EVENT", "sats 96% on 2 L NC", "NC", True, id="nasal-cannula"),
        pytest.param("DISORDER", "A woman with longstanding RA", "RA", False, id="arthritis"),
        pytest.param("DISORDER", "It was found in 62% of RA", "RA", False, id="share-of-arthritis"),
        pytest.param("DISORDER", "SpO2 was 97%. RA was treated", "RA", False, id="arthritis-behind-a-stop"),
        pytest.param("BODY_SITE", "see Supplementary Appendix", "Appendix", True, id="appendix-of-a-paper"),
        pytest.param(
            "BODY_SITE", "an inflamed appendix was seen", "appendix", False, id="appendix-of-a-person"
        ),
    ],
)
def test_knows_what_is_no_thing(label: str, text: str, name: str, expected: bool) -> None:
    start = text.index(name)
    assert is_no_thing(label, text, start, start + len(name)) is expected


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        pytest.param("The lung was consistent with QRS.", "phee", {"QRS"}, id="diagnosis"),
        pytest.param("The lung was consistent with QRS.", "lexicon", set(), id="known-drug"),
        pytest.param("She was treated with QRS.", "phee", set(), id="treatment"),
    ],
)
def test_reads_diagnoses_in_short(text: str, source: str, expected: set[str]) -> None:
    found = diagnosed([Named(Label.DRUG, source, text.index("QRS"), "QRS")], text)
    assert found == expected


def test_reads_what_a_finding_measures() -> None:
    assert measured_names([Named(Label.FINDING, "pattern", 0, "Creatinine was 2.1 mg/dL")]) == {"creatinine"}
    assert measured_names([Named(Label.DRUG, "phee", 0, "creatinine")]) == set()
