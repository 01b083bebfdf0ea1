"""Sentences as the networks count them."""

from __future__ import annotations

import pytest

from caseline.nlp.tagging.words import word_sentences
from tests.marked import blank

NLP = blank()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("He ate. She fell.", [(0, 3), (3, 6)], id="sentences"),
        pytest.param("He  ate.\n\n\nShe fell.", [(0, 3), (3, 6)], id="white-space-is-no-word"),
        pytest.param("He ate", [(0, 2)], id="no-end"),
        pytest.param(" \n ", [], id="white-space"),
        pytest.param("", [], id="empty"),
    ],
)
def test_word_sentences(text: str, expected: list[tuple[int, int]]) -> None:
    doc = NLP(text)
    places = [token.i for token in doc if not token.is_space]
    assert word_sentences(doc, places) == expected
