"""Which texts a query finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseline.review.search import folded, holds, terms

TEXT = (
    "Sjögren’s syndrome\nin a Straße; ALT 40 U/L “toxic  necrolysis” 皮疹出现 NOT ready* (AND) ﬁbrosis 100% Ω"
)


@pytest.mark.parametrize(
    "query",
    [
        *(
            "sjogren",
            "SJÖGREN",
            "sjo\u0308gren",
            "strasse",
            "STRASSE",
            "皮疹",
            "fibrosis",
            "100%",
            "ω",
            "u/l",
        ),
        *(
            '"toxic necrolysis"',
            '"toxic   NECROLYSIS"',
            "“toxic necrolysis”",
            "necrolysis toxic",
            "NOT ready*",
        ),
        *('"', "'s", "(and)", "\u3000", "", '"" toxic', '"toxic', "alt 40", "Syndrome\tin"),
    ],
)
def test_found(query: str) -> None:
    text = folded(TEXT).replace("’", "'")
    assert holds(terms(query), text)


@pytest.mark.parametrize(
    "query",
    ["absent", "toxic absent", '"necrolysis toxic"', "NEAR(toxic)", "toxic OR", "tox*", "col:toxic", "\x00"],
)
def test_not_found(query: str) -> None:
    assert not holds(terms(query), folded(TEXT))


def test_words_may_be_in_different_texts() -> None:
    assert holds(terms("toxic rash"), folded("toxic"), folded("rash"))


@given(st.text(), st.text(), st.text())
def test_what_stands_in_a_text_is_found(before: str, word: str, after: str) -> None:
    text = folded(f"{before} {word} {after}")
    assert all(term in text or '"' in folded(word) for term in terms(word))


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
