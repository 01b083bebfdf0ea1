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
        ("dilated", True),
        ("dilated cardiomyopathy", False),
        ("pale cytoplasm", True),
    ],
)
def test_says_nothing(text: str, expected: bool) -> None:
    assert says_nothing(text) is expected


@pytest.mark.parametrize(("text", "expected"), [("left kidney", True), ("kidney failure", False)])
def test_bare_place(text: str, expected: bool) -> None:
    assert is_bare_place(text) is expected
