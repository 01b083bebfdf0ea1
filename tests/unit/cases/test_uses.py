"""What drugs are used for by their nature."""

import pytest

from caseline.cases.uses import Fit, fit


@pytest.mark.parametrize(
    ("drug", "condition", "expected"),
    [
        pytest.param("rosuvastatin", "hypercholesterolaemia", Fit.FITS, id="statin"),
        pytest.param("nystatin", "hypercholesterolaemia", Fit.FOREIGN, id="no-statin"),
        pytest.param("pegylated liposomal doxorubicin", "ovarian carcinoma", Fit.FITS, id="later-word"),
        pytest.param("vancomycin", "type 2 diabetes", Fit.FOREIGN, id="of-other-drugs"),
        pytest.param("vancomycin", "left-handedness", Fit.UNKNOWN, id="of-no-drug"),
        pytest.param("kava", "gout", Fit.UNKNOWN, id="unknown-drug"),
        pytest.param("amlodipine", "hypertension", Fit.FITS, id="hypertension"),
        pytest.param("ramipril", "portal hypertension", Fit.UNKNOWN, id="another-hypertension"),
        pytest.param("warfarin", "thrombocytopenia", Fit.FOREIGN, id="no-clot"),
        pytest.param("methotrexate", "psoriasis", Fit.FITS, id="for-the-skin"),
        pytest.param("methotrexate", "acute lymphoblastic leukaemia", Fit.FITS, id="for-the-tumour"),
    ],
)
def test_fit(drug: str, condition: str, expected: Fit) -> None:
    assert fit([drug], [condition]) is expected
