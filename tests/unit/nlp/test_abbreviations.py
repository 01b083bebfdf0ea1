"""Definitions of abbreviations."""

import pytest

from caseline.nlp.layers import ABBREVIATIONS
from tests.marked import annotated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Toxic epidermal necrolysis (TEN) was seen.", {"TEN": "Toxic epidermal necrolysis"}, id="plain"
        ),
        pytest.param("He had fever (39 degrees) and TEN.", {}, id="no-definition"),
        pytest.param("An open bracket (TEN without end.", {}, id="open-bracket"),
        pytest.param("Toxic epidermal necrolysis. (TEN) was seen.", {}, id="across-sentences"),
        pytest.param("", {}, id="empty"),
    ],
)
def test_definitions(text: str, expected: dict[str, str]) -> None:
    assert annotated(text)._.get(ABBREVIATIONS) == expected


def test_cost_of_many_brackets_is_linear() -> None:
    doc = annotated("(a) " * 20_000)
    assert doc._.get(ABBREVIATIONS) == {}
