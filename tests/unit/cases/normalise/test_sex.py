"""Sexes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.cases.normalise.sex import parse_sex
from caseline.schema.case import SexValue

FEMALE, MALE = SexValue.FEMALE, SexValue.MALE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(
            pytest.param(word, FEMALE, id=word)
            for word in ("woman", "Women", "female", "girl", "lady", "she", "Her")
        ),
        *(
            pytest.param(word, MALE, id=word)
            for word in ("man", "men", "male", "boy", "gentleman", "he", "His")
        ),
        pytest.param("F", FEMALE, id="letter-F"),
        pytest.param("WM", MALE, id="letters-WM"),
        pytest.param("G2P1", FEMALE, id="gravida"),
        pytest.param("postmenopausal", FEMALE, id="menopause"),
        pytest.param("prostate", MALE, id="prostate"),
        pytest.param("4 males and 1 female", None, id="both"),
        pytest.param("human", None, id="neither"),
        pytest.param("", None, id="empty"),
    ],
)
def test_sexes(text: str, expected: SexValue | None) -> None:
    assert parse_sex(text) is expected


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read(text: str) -> None:
    parse_sex(text)
