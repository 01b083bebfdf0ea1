"""Results told in words."""

import pytest

from caseline.nlp.results import find_results


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        pytest.param("ALT raised, DLCO reduced.", ["ALT raised", "DLCO reduced"], id="no-verb"),
        pytest.param("D-dimer was markedly raised.", ["D-dimer was markedly raised"], id="verb"),
        pytest.param(
            "Elevated BNP and low fibrinogen", ["Elevated BNP", "low fibrinogen"], id="change-first"
        ),
        pytest.param("LABS: PLATELETS LOW.", ["PLATELETS LOW"], id="capitals"),
        pytest.param("Then his sugars went low.", ["sugars went low"], id="lay"),
        pytest.param("Her blood pressure spiked.", ["blood pressure spiked"], id="verb-of-change"),
        pytest.param("HHV-6 PCR positive", ["HHV-6 PCR positive"], id="test-positive"),
        pytest.param("C diff toxin pos", ["C diff toxin pos"], id="short-positive"),
        pytest.param(
            "Anti-PF4 antibodies were strongly positive.",
            ["Anti-PF4 antibodies were strongly positive"],
            id="antibodies",
        ),
        pytest.param("Swab of the lesion: VZV positive.", ["VZV positive"], id="germ-positive"),
        pytest.param("Creatinine decreased; hemoglobin increased; platelets rose.", [], id="recovery"),
        pytest.param("CRP was normal; platelets were low-normal; ALT within range.", [], id="normal"),
        pytest.param("If ALT is elevated, stop; no elevated troponin.", [], id="condition-and-denial"),
        pytest.param(
            "He ate a high protein diet and took high blood pressure pills.", [], id="diet-and-pills"
        ),
        pytest.param("PCR was negative and cultures were sterile.", [], id="negative"),
        pytest.param(
            "HLA-B positive carriers; blood group AB positive; HER2 positive tumour", [], id="types"
        ),
        pytest.param("PCR positive patients and positive pressure ventilation", [], id="groups"),
        pytest.param("Potassium was increased by the pharmacist.", [], id="given-as-often-as-measured"),
    ],
)
def test_results(sentence: str, told: list[str]) -> None:
    assert [sentence[start:end] for start, end in sorted(find_results(sentence))] == told
