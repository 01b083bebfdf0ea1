"""Words of reference told from names, and kinds from what is more exact."""

import pytest

from caseline.cases.collectives import is_collective, is_wide


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("side effects", True, id="bare"),
        pytest.param("severe adverse events", True, id="grade-only"),
        pytest.param("other serious complications", True, id="reference"),
        pytest.param("digoxin toxicity", False, id="toxicity-of"),
        pytest.param("skin lesions", False, id="lesions-where"),
        pytest.param("EEG abnormalities", False, id="what-is-abnormal"),
        pytest.param("serum sickness-like reaction", False, id="reaction-like"),
        pytest.param("behavioural side effects", False, id="effects-of-a-kind"),
        pytest.param("autoimmune complications", True, id="guideline"),
        pytest.param("skin was red and hot", True, id="clause"),
        pytest.param("nodule was seen", False, id="only-seen"),
    ],
)
def test_collective(text: str, expected: bool) -> None:
    assert is_collective(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gastric symptoms", True),
        ("drug reaction", True),
        ("kava toxicity", False),
        ("Wilson disease", False),
        ("coronary events", True),
        ("the illness", True),
        ("hives", False),
    ],
)
def test_wide(text: str, expected: bool) -> None:
    assert is_wide(text) is expected
