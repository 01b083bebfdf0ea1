"""Names without what follows them, and wordings that name nothing."""

import pytest

from caseline.cases.naming import plain_name, says_nothing
from caseline.cases.sites import is_bare_place


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("papules without any itching", "papules", id="without"),
        pytest.param("haemorrhages indicative of old disease", "haemorrhages", id="indicative-of"),
        pytest.param("rash, which began at the knees", "rash", id="which"),
        pytest.param("nodule was seen in the lung", "nodule", id="was-seen"),
        pytest.param("went limp", "limpness", id="verb-of-having"),
        pytest.param("40% stenosis", "stenosis", id="percentage"),
        pytest.param("4 cm gastric tumour", "gastric tumour", id="size"),
        pytest.param("2/6 systolic murmur", "systolic murmur", id="loudness"),
        pytest.param("3-vessel disease", "3-vessel disease", id="number-of-the-name"),
        pytest.param("presence of Ebstein's anomaly", "Ebstein's anomaly", id="presence-of"),
        pytest.param("subacute onset of aphasia", "aphasia", id="onset-of"),
        pytest.param("vomiting concerning for a leak", "vomiting", id="concerning-for"),
        pytest.param("tethering” of a leaflet", "tethering of a leaflet", id="half-a-quotation"),
        pytest.param("two seizures", "seizures", id="number"),
        pytest.param("spiked a fever", "fever", id="verb-of-fever"),
        pytest.param("redness marked w/ pen", "redness", id="marked"),
        pytest.param("threw up all night", "vomiting", id="all-night"),
        pytest.param("reduced the nodules", "nodules", id="what-a-drug-did"),
        pytest.param("eyes were yellow", "yellow eyes", id="state-with-its-verb"),
        pytest.param("slowly progressing dysphagia", "slowly progressing dysphagia", id="kept"),
    ],
)
def test_cut(text: str, expected: str) -> None:
    assert plain_name(text, "", nouns=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("afebrile", True),
        ("normal mucosa", True),
        ("unremarkable abdomen", True),
        ("normal pressure hydrocephalus", False),
        ("anicteric hepatitis", False),
        ("margins", True),
        ("dermatomal", True),
        ("bilateral, symmetric", True),
        ("unilateral", True),
        ("widespread and intermittent", True),
        ("symmetric weakness", False),
        ("dermatomal rash", False),
        ("generalized", True),
        ("diffuse alveolar damage", False),
        ("constant", True),
        ("dilated", True),
        ("dilated cardiomyopathy", False),
        ("DPB1*0501", True),
        ("visual fields", True),
        ("constricted visual fields", False),
        ("improvement of gait", True),
        ("relief from pain", True),
        ("Pseudomonas aeruginosa", True),
        ("Pseudomonas pneumonia", False),
        ("scorpion", True),
        ("scorpion sting", False),
        ("atypical squamous cells", True),
        ("squamous cell carcinoma", False),
        ("connective tissue disease", False),
        ("thickening", True),
        ("pericardial thickening", False),
        ("pale cytoplasm", True),
        ("plasma cells arranged in sheets", True),
        ("plasma cell leukaemia", False),
        ("occasional nucleolus", True),
        ("full consciousness", True),
        ("loss of consciousness", False),
        ("CRP", True),
        ("CRP elevation", False),
        ("pain-free and fever-free", True),
        ("postoperative period", True),
        ("postoperative pneumonia", False),
        ("coinciding with a rise of creatinine", True),
        ("decrease of sedation", True),
        ("increasing sedation", False),
        ("reduction in ejection fraction", False),
        ("less severe episodes", True),
        ("less severe episodes of vertigo", False),
        ("thick", True),
        ("patch", True),
        ("second, eroded, on the glans", True),
        ("thick scales", False),
        ("second-degree heart block", False),
        ("dry mouth", False),
    ],
)
def test_says_nothing(text: str, expected: bool) -> None:
    assert says_nothing(text) is expected


@pytest.mark.parametrize(("text", "expected"), [("left kidney", True), ("kidney failure", False)])
def test_bare_place(text: str, expected: bool) -> None:
    assert is_bare_place(text) is expected
