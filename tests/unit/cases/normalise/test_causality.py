"""Causality."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.cases.normalise.causality import causality_value
from caseline.schema.case import CausalityValue

_WORDINGS = {
    CausalityValue.CERTAIN: ["definite cause", "certain", "Naranjo score of 9", "definitely due to"],
    CausalityValue.PROBABLE: [
        "highly plausible explanation",
        "most likely caused by",
        "probably related to",
        "likely the cause",
        "attributed to",
        "considered to be due to",
        "almost certainly induced by",
        "Naranjo score was 5",
        "a score of 7 on the Naranjo scale",
        "probable (Naranjo score 4)",
    ],
    CausalityValue.POSSIBLE: [
        "possibly associated with",
        "plausible explanation",
        "suspected",
        "Naranjo score: 3",
    ],
    CausalityValue.UNLIKELY: ["unlikely", "not related to", "doubtful", "Naranjo score 0"],
    None: ["Naranjo et al.", "the cause", ""],
}


@pytest.mark.parametrize(
    ("text", "value"),
    [pytest.param(text, value, id=text or "empty") for value, texts in _WORDINGS.items() for text in texts],
)
def test_wordings(text: str, value: CausalityValue | None) -> None:
    assert causality_value(text) is value


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read(text: str) -> None:
    causality_value(text)
