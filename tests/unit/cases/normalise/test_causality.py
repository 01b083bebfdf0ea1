"""Causality."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.cases.normalise.causality import (
    causality_value,
    frees,
    looks_ahead,
    looks_back,
    method_of,
    naranjo_score,
)
from caseline.schema.case import CausalityMethod, CausalityValue

_WORDINGS = {
    CausalityValue.CERTAIN: ["definite cause", "certain", "Naranjo score of 9", "definitely due to"],
    CausalityValue.PROBABLE: [
        "highly plausible explanation",
        "most likely caused by",
        "probably related to",
        "likely the cause",
        "attributed to",
        "d/t",
        "considered to be due to",
        "almost certainly induced by",
        "Naranjo score was 5",
        "a score of 7 on the Naranjo scale",
        "Naranjo scale, a total of 7 points",
        "probable (Naranjo score 4)",
    ],
    CausalityValue.POSSIBLE: [
        "may have caused",
        "could be",
        "associated with",
        "role of kava cannot be excluded",
        "possibly associated with",
        "plausible explanation",
        "pointed to a causal role",
        "suspected",
        "Naranjo score: 3",
    ],
    CausalityValue.UNLIKELY: ["unlikely", "speak against", "not related to", "doubtful", "Naranjo score 0"],
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


@pytest.mark.parametrize(
    ("text", "score"),
    [
        pytest.param("Naranjo score of 7", 7, id="of"),
        pytest.param("a score of 6 on the Naranjo scale", 6, id="on-the-scale"),
        pytest.param("Naranjo score −1", -1, id="below-zero"),
        pytest.param("Naranjo score of 70", None, id="out-of-range"),
        pytest.param("Naranjo et al.", None, id="none"),
    ],
)
def test_naranjo_score(text: str, score: int | None) -> None:
    assert naranjo_score(text) == score


@pytest.mark.parametrize(
    ("text", "method"),
    [
        pytest.param("Naranjo scale", CausalityMethod.NARANJO, id="naranjo"),
        pytest.param("WHO-UMC: certain", CausalityMethod.WHO_UMC, id="who-umc"),
        pytest.param("by WHO-UMC, not by Naranjo", CausalityMethod.WHO_UMC, id="first"),
        pytest.param("RUCAM score of 7", None, id="others-have-none"),
    ],
)
def test_method(text: str, method: CausalityMethod | None) -> None:
    assert method_of(text) is method


def test_side_of_the_cause() -> None:
    assert looks_back("probably due to")
    assert not looks_ahead("probably due to")
    assert looks_ahead("may have caused")
    assert looks_ahead("induced")
    assert not looks_back("the probable cause")
    assert frees("not related to")
    assert not frees("possibly related to")
